"""Kernels keep 0 log 0 = 0 and take a mean twice where the formula allows it, and leave other formulas alone."""

from dataclasses import replace

import numpy as np
import pytest
import sympy
from sympy import Integer

from derive.algebra.equation import Equation, Range, Term, total
from derive.algebra.index import Index
from derive.algebra.size import Size
from derive.algebra.tensor import Tensor, TensorRole
from derive.kernels.lowering.careful import careful, weighted
from derive.kernels.lowering.mean import mean_function
from derive.kernels.network import kernels
from derive.network.formulas import formulas
from tests.algebra.letters import F, M, N, O, c, i, m
from tests.kernels.networks import image, kernels_of, network

TARGET, OUTER = TensorRole.TARGET, TensorRole.ACTIVATION
NORMALISED = network(image(3, 5, 7), "batch_norm")
OWN = {name: equation for (layer, name), equation in formulas(NORMALISED).items() if layer == "batch_norm1"}
FORWARD = [OWN[equation.left.tensor.name] for equation in NORMALISED.layers[0].declaration.equations]


def changed(equation: Equation, factor: object) -> Equation:
    (term,) = equation.terms
    return replace(equation, terms=(replace(term, body=term.body * factor),))


def test_a_mean_that_is_taken_off_is_computed_twice() -> None:
    made = mean_function("mean", OWN["mean"], FORWARD, {"x": "x"})
    assert made is not None
    assert str(made.result) == "mean_over(x, axis=(0, 2, 3))"


def test_a_mean_that_nothing_is_centred_by_is_not() -> None:
    assert mean_function("mean", OWN["mean"], [OWN["mean"], OWN["variance"]], {"x": "x"}) is None
    assert "mean_over" not in kernels_of(image(2, 3, 5), "global_avg_pool").source


@pytest.mark.parametrize("name", ["centred", "variance", "r", "y"])
def test_what_is_no_mean_is_lowered_as_ever(name: str) -> None:
    assert mean_function(name, OWN[name], FORWARD, {"x": "x", "centred": "centred"}) is None


def test_a_wrong_mean_keeps_its_mistake() -> None:
    """Twice the mean, and a mean over N - 1, are other formulas: nothing corrects them."""
    wrong = changed(OWN["mean"], Integer(2))
    assert mean_function("mean", wrong, FORWARD, {"x": "x"}) is None
    x = np.random.default_rng(1).normal(3, 1, (2, 3, 5, 7))
    made = kernels(NORMALISED, replaced={("batch_norm1", "mean"): wrong})
    start = made.start(x, made.init())
    start.run_forward()
    np.testing.assert_allclose(start.arrays["batch_norm1.mean"], 2 * x.mean(axis=(0, 2, 3)))


def test_centring_by_another_mean_is_not_corrected() -> None:
    (first, second) = OWN["centred"].terms
    doubled = replace(OWN["centred"], terms=(first, Term((), (), (), 2 * second.body)))
    forward = [doubled if equation.left.tensor.name == "centred" else equation for equation in FORWARD]
    assert mean_function("mean", OWN["mean"], forward, {"x": "x"}) is None


def _mean_of(shape: tuple[Size, ...], ranges: tuple[Range, ...], left: tuple[Index, ...], count: Size) -> str | None:
    """How the mean of x[m, c, i] over the last index is made, where a formula takes it off x."""
    at = (m, c, i)
    x, centred = (Tensor(name, shape, TensorRole.INPUT, name) for name in ("x", "centred"))
    mean = Tensor("mean", tuple(shape[at.index(index)] for index in left), TensorRole.ACTIVATION, "mu")
    own = total(mean[left], ranges, Term(((i, count),), (), (), x[at] / count))
    full = tuple(zip(at, shape, strict=True))
    off = total(centred[at], full, Term((), (), (), x[at]), Term((), (), (), -mean[left]))
    made = mean_function("mean", own, [off], {"x": "x"})
    return None if made is None else str(made.result)


def test_a_mean_over_a_part_of_an_axis_or_in_another_order_is_no_mean_over_axes() -> None:
    shape, batch, channels = (M, N, O), (m, M), (c, N)
    assert _mean_of(shape, (batch, channels), (m, c), O) == "mean_over(x, axis=(2,))"
    assert _mean_of(shape, (batch, channels), (m, c), F) is None
    assert _mean_of(shape, (batch, (c, F)), (m, c), O) is None
    assert _mean_of(shape, (batch, channels), (c, m), O) is None


def test_products_of_targets_are_careful_and_the_formula_above_is_the_plain_one() -> None:
    source = kernels_of({"features": 3}, "sigmoid", loss="binary_cross_entropy").source
    assert "# J = 1/M · Σ_{m,c} (t[m, c] · softplus(−x[m, c]) + (1 − t[m, c]) · softplus(x[m, c]))" in source
    assert "summands = weighted(t, softplus(-x)) + weighted(1 - t, softplus(x))" in source
    assert "return (ratio(1 - t, 1 - a) - ratio(t, a))/t.shape[0]" in source


def test_products_of_targets_and_finite_entries_stay_contractions() -> None:
    loss = {"cross_entropy": {"normalised": False}}
    source = kernels_of({"features": 3}, "softmax", loss=loss).source
    assert 'return contract("ma -> m", t)[:, None]*a/t.shape[0] - t/t.shape[0]' in source


def test_a_product_inside_a_product_is_careful_too() -> None:
    """t (x + (1 - t) log(1 - a)) at t = a = 1 is x."""
    t, a, x = (Tensor(name, (M, N), role, name)[m, c] for name, role in (("t", TARGET), ("a", OUTER), ("x", OUTER)))
    body = t * (x + (1 - t) * sympy.log(1 - a))
    loss = Tensor("J", (M, N), TensorRole.ACTIVATION, "J")
    (term,) = careful(total(loss[m, c], ((m, M), (c, N)), Term((), (), (), body))).terms
    assert term.body == weighted(t, x + weighted(1 - t, sympy.log(1 - a)))
