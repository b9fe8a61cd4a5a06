"""The check of each step: right derivations pass, a step that changes a value is named."""

from dataclasses import replace

import pytest
from sympy import Integer

from derive.algebra.equation import Equation
from derive.calculus.derivation import Derivation, Step
from derive.network.backward import differentiable
from derive.proof.obligations import ForAllSizes
from derive.verification import steps as checking
from derive.verification.steps import check_steps
from tests.document.networks import network, shipped

GROUPED = network([{"conv": {"filters": 4, "kernel": 2, "groups": 2, "stride": 2}}, "relu"], side=4, channels=2)


CASES = [(name, tensor) for name in ("mlp_sigmoid", "symbolic_pool") for tensor in differentiable(shipped(name))]
CASES += [
    ("sigmoid_cnn", "sigmoid1"),
    ("symbolic_conv", "conv1.W"),
    ("symbolic_conv", "input"),
    ("unrolled_3x3", "flatten1"),
]


@pytest.mark.parametrize(("name", "tensor"), CASES)
def test_every_step_of_the_shipped_specs_is_right(name: str, tensor: str) -> None:
    found = check_steps(shipped(name), tensor)
    assert found.wrong == ""
    assert found.steps > 2
    start = f"all {found.steps} steps keep the value of every entry, in exact fractions, at "
    assert found.sentence.startswith(start)


def test_steps_that_change_indices_are_said_to_hold_for_all_sizes() -> None:
    found = check_steps(shipped("symbolic_conv"), "input")
    assert found.index.shown == found.index.steps > 1
    assert found.sentence.endswith(
        f"; the {found.index.steps} that change indices for all sizes, by identities of polynomials"
    )
    fewer = replace(found, index=replace(found.index, shown=1))
    assert f"; of the {found.index.steps} that change indices, 1 for all sizes" in fewer.sentence
    assert "all sizes" not in replace(found, index=ForAllSizes(0, 0)).sentence


def test_groups_and_kinks_are_checked_too() -> None:
    assert [check_steps(GROUPED, tensor).wrong for tensor in differentiable(GROUPED)] == [""] * 4


def test_the_steps_through_the_loss_are_checked() -> None:
    model = shipped("mlp_sigmoid")
    assert check_steps(shipped("sigmoid_cnn"), "out").steps == 13
    assert check_steps(model, "dense2").steps == 11


def doubled(equation: Equation) -> Equation:
    return replace(equation, terms=tuple(replace(term, body=2 * term.body) for term in equation.terms))


def emptied(equation: Equation) -> Equation:
    return replace(equation, terms=(replace(equation.terms[0], bound=(), guards=(), body=Integer(7)),))


@pytest.mark.parametrize("change", [doubled, emptied])
def test_a_step_that_changes_a_value_is_named(change: object, monkeypatch: pytest.MonkeyPatch) -> None:
    model = shipped("unrolled_3x3")
    derive = checking.derive_declaration

    def wrong(declaration: object) -> dict[str, Derivation]:
        own = dict(derive(declaration))  # type: ignore[arg-type]
        for name in ("W",) if "W" in own else ():
            last = own[name].steps[-1]
            changed = Step(last.rule, last.before, change(last.after), last.reason, last.solved)  # type: ignore[operator]
            own[name] = replace(own[name], steps=(*own[name].steps[:-1], changed))
        return own

    monkeypatch.setattr(checking, "derive_declaration", wrong)
    found = check_steps(model, "conv1.W")
    assert found.wrong.startswith("step 6 (elimination) changes entry [0, 0, 0, ")
    assert found.sentence.startswith("conv1.W: step 6 (elimination) changes entry ")
    assert check_steps(model, "conv1.b").wrong == ""
