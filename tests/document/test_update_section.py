"""The section "Update": the rule that the spec names, with the numbers of its letters."""

import pytest

from derive.cli.look import Look
from derive.document.blocks import Formulas
from derive.document.choice import Choice
from derive.document.latex_words import words
from derive.document.layer import layer_section
from derive.document.update_section import AGAINST, rule_label, update_section
from derive.printing.notation import Notation
from derive.printing.style import Style
from derive.spec.train_options import AdamOptions, MomentumOptions, SgdOptions
from tests.network.test_update_rule import network


@pytest.mark.parametrize(("train", "rows"), [(None, 2), ("sgd", 2), ("momentum", 4), ("adam", 10)])
def test_every_parameter_has_all_rows_of_its_rule(train: object, rows: int) -> None:
    model = network(train)
    section = layer_section(model, model.layers[0], Choice(Style()))
    (update,) = [each for each in section.subsections if each.title == "Update"]
    (block,) = update.blocks
    assert isinstance(block, Formulas)
    assert len(block.formulas) == rows
    assert (block.label == AGAINST) == (train in (None, "sgd"))


def test_the_label_says_what_the_letters_are() -> None:
    assert rule_label(SgdOptions(learning_rate=0.3), scheduled=True) == AGAINST
    assert rule_label(MomentumOptions(weight_decay=0.5), scheduled=False) == (
        "one step of gradient descent with momentum and weight decay, row after row, with α = 0.01 (the learning "
        "rate), κ = 0.9 (what is kept of the old velocity), λ = 0.5 (the weight decay, of biases too); the velocity V "
        "is 0 at first"
    )
    told = rule_label(AdamOptions(weight_decay=0.5, decoupled=True), scheduled=True)
    assert told.startswith("one step of AdamW, row after row, with α = 0.001 (the first learning rate), β₁ = 0.9 ")
    assert "δ = 0.00000001 (" in told
    assert "$\\beta$$_1$ = 0.9" in words(told)
    assert "beta_1 = 0.9" in Look(Notation.ASCII, 80).words(told)
    assert "τ the number of the step, from 1" in told


def test_a_layer_without_parameters_has_no_update() -> None:
    assert update_section(network().layers[1], Style()) is None
