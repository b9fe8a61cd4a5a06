"""What stands on the slides: every layer, each derivation once, and what was checked."""

import pytest

from derive.document.blocks import Matrices, Paragraph, TableBlock
from derive.export.slides.deck import Deck
from derive.verification.record import Check, Kind, Record, Verdict
from tests.export.slides.decks import deck_of


@pytest.fixture(scope="module")
def digits() -> Deck:
    return deck_of("digits")


def test_the_network_the_layers_the_loss_and_the_checks_open_parts_in_this_order(digits: Deck) -> None:
    opening = [slide.title for slide in digits.slides if slide.opens]
    assert opening[0] == "The network"
    assert opening[1:4] == ["conv1: conv, layer [1]", "relu1: relu, layer [1]", "max_pool1: max_pool, layer [1]"]
    assert opening[-2:] == ["loss: cross_entropy", "What was checked"]


def test_no_slide_is_empty(digits: Deck) -> None:
    assert all(slide.blocks or slide.figure or slide.trace for slide in digits.slides)


def test_every_layer_has_forward_and_backward_slides(digits: Deck) -> None:
    for layer in ("conv1", "relu1", "max_pool1", "flatten1", "dense1", "dropout1", "out", "softmax1"):
        titles = [slide.title for slide in digits.slides if slide.part == layer]
        assert "Forward" in titles, layer
        assert any(title.startswith("Derivative by ") for title in titles), layer


def test_layers_of_one_structure_are_derived_once_and_the_others_say_where(digits: Deck) -> None:
    derived = [slide.part for slide in digits.slides if slide.trace]
    assert {"conv1", "dense1", "softmax1"} <= set(derived)
    assert "out" not in derived
    said = [block.text for s in digits.slides if s.part == "out" for block in s.blocks if isinstance(block, Paragraph)]
    assert "Derived step by step as for dense1, which has the same structure." in said


def test_a_derivation_stands_before_its_result(digits: Deck) -> None:
    titles = [slide.title for slide in digits.slides]
    assert titles.index("Derivation by conv1.W") + 1 == titles.index("Derivative by conv1.W")


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


def test_an_equation_of_matrices_has_a_slide_of_its_own_with_the_words_after_it() -> None:
    shown = [slide.blocks for slide in deck_of("rgb_two_filters").slides if slide.title == "Forward in numbers"]
    assert [len(blocks) for blocks in shown] == [1, 1]
    assert all(isinstance(block, Matrices) for (block,) in shown)
    large = [slide.blocks for slide in deck_of("learn_edge_filter").slides if slide.title == "Forward in numbers"]
    assert all(isinstance(blocks[0], Matrices) for blocks in large)
