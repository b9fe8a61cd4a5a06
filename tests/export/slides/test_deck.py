"""What stands on the slides: every layer, each derivation once, and what was checked."""

from dataclasses import replace

import pytest

from derive.document.blocks import Matrices, TableBlock
from derive.document.show import Selection
from derive.export.lesson import Lesson
from derive.export.slides.deck import Deck, deck
from derive.network.build import build
from derive.spec.read import read_spec
from derive.verification.record import Check, Kind, Record, Verdict
from tests.export.slides.decks import deck_of
from tests.export.verdicts import RECORD


@pytest.fixture(scope="module")
def digits() -> Deck:
    return deck_of("digits")


def test_the_network_the_layers_the_loss_and_the_checks_open_parts_in_this_order(digits: Deck) -> None:
    opening = [slide.title for slide in digits.slides if slide.opens]
    assert opening[0] == "The network"
    assert opening[1:4] == ["conv1: conv, layer [1]", "relu1: relu, layer [1]", "max_pool1: max_pool, layer [1]"]
    assert opening[-3:] == ["loss: cross_entropy", "Update", "What was checked"]


def test_no_slide_is_empty(digits: Deck) -> None:
    assert all(slide.blocks or slide.figure or slide.trace for slide in digits.slides)


def test_every_layer_has_forward_and_backward_slides(digits: Deck) -> None:
    for layer in ("conv1", "relu1", "max_pool1", "flatten1", "dense1", "dropout1", "out", "softmax1"):
        titles = [slide.title for slide in digits.slides if slide.part == layer]
        assert {"Forward", "Backward"} <= set(titles), layer
        assert len(titles) <= 4, layer


def test_a_deck_has_at_most_about_four_slides_a_layer_and_no_derivation_unless_asked(digits: Deck) -> None:
    assert len(digits.slides) <= 4 * 10
    assert not any(slide.trace for slide in digits.slides)


def test_with_steps_each_structure_is_derived_once() -> None:
    derived = {slide.part for slide in deck_of("digits", steps=True).slides if slide.trace}
    assert {"conv1", "dense1", "softmax1", "loss"} <= derived
    assert "out" not in derived


def test_a_lesson_that_selects_has_those_layers_and_derivatives_alone() -> None:
    model = build(read_spec("specs/digits.yaml"))
    chosen = Selection((model.layers[0],), ("dense1.W",))
    made = deck(Lesson("digits", model, RECORD, chosen)).slides
    assert {slide.part for slide in made[:-2]} == {"conv1"}
    assert [slide.title for slide in made[-2:]] == ["Derivative by dense1.W", "What was checked"]
    derived = deck(Lesson("digits", model, RECORD, replace(chosen, layers=()), steps=True)).slides
    assert [slide.title for slide in derived[:2]] == ["Derivation by dense1.W", "Derivative by dense1.W"]


def test_the_last_slide_counts_what_was_checked(digits: Deck) -> None:
    table, note = digits.slides[-1].blocks
    assert isinstance(table, TableBlock)
    assert {row[0]: row[2] for row in table.rows} == {
        "sizes": "0",
        "exact": "0",
        "engine": "60",
        "differences": "0",
        "training": "0",
    }
    assert "All formulas here are derived, and checked: 60 verified, 0 failed" in note.text  # type: ignore[union-attr]


def test_what_was_not_verified_is_said() -> None:
    failed = Record("x", (Check(Kind.EXACT, "conv1.W", "a claim", Verdict.FAILED, "1 entry"),))
    (_, note) = deck_of("pooling_max", failed).slides[-1].blocks
    assert note.text.startswith("NOT everything here could be verified: 0 verified, 1 failed")  # type: ignore[union-attr]


def test_given_values_are_shown_as_matrices() -> None:
    titles = [slide.title for slide in deck_of("edge_detection").slides]
    assert "Forward in numbers" in titles
    assert "Forward in numbers" not in [slide.title for slide in deck_of("symbolic_conv").slides]


def test_numbers_take_one_slide_a_layer_the_first_equation_of_matrices() -> None:
    shown = [slide.blocks for slide in deck_of("rgb_two_filters").slides if slide.title == "Forward in numbers"]
    assert len(shown) == 1
    assert isinstance(shown[0][0], Matrices)
