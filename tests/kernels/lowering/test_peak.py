"""A selector reads the maximum where a formula gives it, and searches for it where another formula stands there."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from derive.algebra.equation import Equation, Reduction, Term
from derive.algebra.index import Index, Role
from derive.algebra.substitution import rename_bound
from derive.algebra.tensor import Entry
from derive.kernels.lowering.peak import peak_of
from derive.kernels.network import Kernels, kernels
from derive.kernels.passes.plan import Asked
from derive.network.formulas import formulas
from derive.network.model import Model
from tests.kernels.networks import LAYERS, image, kernels_named, kernels_of, network

POOLED, SELECTED = ("max_pool1", "y"), ("max_pool1", "first")
MODEL = network(image(2, 5, 5), {"max_pool": {"window": 3, "stride": 2, "padding": 1}})
KNOWN = formulas(MODEL)
X = np.random.default_rng(0).integers(-3, 4, (3, 2, 5, 5)).astype(float)


def _selector(made: Kernels) -> str:
    """What the function of the selector returns."""
    (found,) = re.findall(r"def max_pool1_first\(.*?return (.*?)\n", made.source, re.DOTALL)
    return str(found)


def _with_term(equation: Equation, change: Callable[[Term], Term]) -> Equation:
    return replace(equation, terms=tuple(map(change, equation.terms)))


def _renamed(term: Term) -> Term:
    """The same term, with its bound indices called otherwise and the other way round."""
    (u, _), (v, _) = term.bound
    other = rename_bound(term, {u: Index("a", Role.TAP), v: Index("b", Role.TAP)})
    return replace(other, bound=other.bound[::-1])


def _one_row_less(term: Term) -> Term:
    guard, *others = term.guards
    return replace(term, guards=(replace(guard, size=guard.size - 1), *others))


def _mirrored(term: Term) -> Term:
    (read,) = term.body.atoms(Entry)
    m, c, i, j = read.subscripts
    return replace(term, body=read.tensor[m, c, j, i])


def _winners_alone(model: Model) -> Equation:
    return model.layers[0].declaration.equations[-1]


OWN = KNOWN[POOLED]
OTHERS: dict[str, Equation] = {
    "the window's sum": replace(OWN, reduction=Reduction.SUM),
    "of a map with a row less": _with_term(OWN, _one_row_less),
    "of a window with a row less": _with_term(
        OWN, lambda term: replace(term, bound=((term.bound[0][0], term.bound[0][1] - 1), term.bound[1]))
    ),
    "twice the maximum": _with_term(OWN, lambda term: replace(term, body=2 * term.body)),
    "of the mirrored map": _with_term(OWN, _mirrored),
    "laid down the other way": replace(OWN, left=OWN.left.tensor[tuple(OWN.left.subscripts[a] for a in (0, 1, 3, 2))]),
    "as a sum over winners": _winners_alone(MODEL),
}


@pytest.mark.parametrize("name", [name for name in LAYERS if name.startswith("max_pool")])
def test_a_selector_reads_the_output_of_its_layer(name: str) -> None:
    assert _selector(kernels_named(name)) == "first_maximum(x_windows, y)"


def test_a_selector_stands_behind_what_it_reads() -> None:
    made = kernels(MODEL)
    assert list(made.module.training["max_pool1"].forward) == ["max_pool1", "max_pool1.first"]
    assert tuple(made.module.planned["max_pool1_first"].tensors.values()) == ("input", "max_pool1")


def test_a_step_forgets_the_output_as_soon_as_before() -> None:
    layers = ("sigmoid", {"max_pool": {"window": 2}}, "sigmoid", "flatten", {"dense": {"units": 3}})
    made = kernels_of(image(2, 4, 4), *layers, loss="mean_squared_error")
    made.loss_and_gradients(np.zeros((2, 2, 4, 4)), np.zeros((2, 3)), made.init())
    (key,) = made.plans.plans
    steps = made.plans.calls(key, Asked())
    targets = [call.target for call in steps]
    assert targets[1:4] == ["max_pool1", "max_pool1.first", "sigmoid2"]
    (dropped,) = (call.target for call in steps if "max_pool1" in call.drops)
    assert dropped == "sigmoid2"


def test_names_and_order_of_bound_indices_do_not_matter() -> None:
    other = _with_term(OWN, _renamed)
    assert other != OWN
    assert peak_of(KNOWN[SELECTED], (KNOWN[SELECTED], other)) == OWN.left


@pytest.mark.parametrize("name", OTHERS)
def test_another_formula_is_no_maximum_to_read(name: str) -> None:
    assert peak_of(KNOWN[SELECTED], (KNOWN[SELECTED], OWN)) == OWN.left
    assert peak_of(KNOWN[SELECTED], (KNOWN[SELECTED], OTHERS[name])) is None


def test_a_selector_of_other_terms_does_not_read_the_maximum() -> None:
    assert peak_of(_with_term(KNOWN[SELECTED], _one_row_less), (OWN,)) is None


def test_a_selector_that_a_formula_needs_is_found_without_the_maximum() -> None:
    assert peak_of(KNOWN[SELECTED], (KNOWN[SELECTED], OWN, _winners_alone(MODEL))) is None


@pytest.mark.parametrize("name", ["the window's sum", "as a sum over winners"])
def test_a_mistake_in_the_output_does_not_reach_the_winners(name: str) -> None:
    own, other = kernels(MODEL), kernels(MODEL, replaced={POOLED: OTHERS[name]})
    assert _selector(other) == "first_maximum(x_windows, largest(x_windows))"
    y_bar = np.random.default_rng(1).normal(size=(3, 2, 3, 3))
    assert np.array_equal(own.vjp(X, {}, y_bar)["input"], other.vjp(X, {}, y_bar)["input"])
    same = np.array_equal(own.forward(X, {}), other.forward(X, {}))
    assert same == (name == "as a sum over winners")


def test_a_mistake_elsewhere_leaves_the_maximum_to_be_read() -> None:
    place = ("max_pool1", "x_bar")
    other = kernels(MODEL, replaced={place: _with_term(KNOWN[place], lambda term: replace(term, body=2 * term.body))})
    assert _selector(other) == "first_maximum(x_windows, y)"
