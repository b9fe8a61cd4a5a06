"""Bounds by the equations themselves: they hold for every layer, say something, and refuse where they cannot."""

from collections.abc import Mapping
from typing import Any
from unittest import mock

import numpy as np
import pytest

from derive.algebra.equation import Equation, Term, total
from derive.algebra.functions import sigmoid
from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.kernels.lowering.lower import Numbers
from derive.kernels.network import kernels
from derive.verification import bounds
from derive.verification.against_engine import check_against_engine
from derive.verification.bounds import analyse, walk
from derive.verification.case import Case, make_case
from derive.verification.record import Verdict
from derive.verification.rounding import rounding, summands
from derive.verification.run import check_numbers
from derive.verification.tolerance import LOOSEST, UNIT, Bound
from derive.verification.walks import loss_bound, walk_layer, walk_loss
from tests.kernels.networks import LAYERS, MASKED, network
from tests.verification.networks import network as written

SINGLE = float(np.finfo(np.float32).eps) / 2
HEADS = [("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy"), ("tanh", "mean_squared_error")]


def held_by_both(array: Any) -> Any:
    """The array rounded to single precision: both precisions hold it exactly."""
    return np.asarray(array, np.float32).astype(np.float64)


def ratio(single: Any, double: Any, bound: Bound) -> float:
    """How far single precision is off, relative to the bound with its round-off."""
    allowed = np.asarray(bound.error) * (SINGLE / UNIT) + np.finfo(np.float32).tiny
    return float(np.max(np.abs(np.asarray(single, np.float64) - double) / allowed))


def alone(name: str) -> Case:
    """A case of the last layer of one of the kernels' networks, all of whose arrays both precisions hold."""
    entry, layers, _ = (LAYERS | MASKED)[name]
    case = make_case(network(entry, layers[-1]))
    params = {name: held_by_both(array) for name, array in case.params.items()}
    inputs = {name: held_by_both(array) for name, array in case.inputs.items()}
    given = (inputs, params, case.target, held_by_both(case.y_bar), case.masks)
    return Case(case.model, case.kernels, case.engine, *given)


def passed(case: Case, dtype: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """All arrays of a forward pass, and the cotangents by tensor."""
    run = kernels(case.model, dtype).start(case.x, case.params, masks=case.masks)
    run.run_forward()
    return run.arrays, run.backward(case.model.layers[-1], case.y_bar.astype(dtype))


def ratios(name: str) -> list[float]:
    case = alone(name)
    (layer,) = case.model.layers
    (single, single_bars), (double, bars) = (passed(case, dtype) for dtype in ("float32", "float64"))
    walked = walk_layer(case, layer, double, case.y_bar)
    found = [(walked.of(layer.output.name), single[layer.output.name], double[layer.output.name])]
    letters = [variable.tensor.name for variable in layer.declaration.variables if variable.tensor.name in bars]
    found += [(walked.by(letter), single_bars[letter], bars[letter]) for letter in letters]
    made = {equation.left.tensor.name for equation in layer.declaration.equations}
    assert len([letter for letter in letters if letter not in made]) == len(case.params) + len(case.inputs)
    assert all(2 * np.max(bound.error) <= LOOSEST * np.max(bound.magnitude) for bound, _, _ in found)
    return [ratio(one, other, bound) for bound, one, other in found]


@pytest.mark.parametrize("name", LAYERS | MASKED)
def test_single_precision_keeps_within_the_bounds_of_every_layer(name: str) -> None:
    assert max(ratios(name)) <= 1


def test_a_bound_that_forgets_what_is_carried_or_how_much_is_summed_would_be_broken() -> None:
    honest = bounds.rounding

    def nothing_carried(equation: Equation, inexact: frozenset[str]) -> Any:
        made = honest(equation, inexact)
        return type(made)(made.magnitude, None)

    wide = {"wide": ({"features": 4000}, ({"dense": {"units": 2, "bias": False}},), None)}
    with mock.patch.dict(LAYERS, wide):
        assert max(ratios("wide")) <= 1
    bounds.analysed.cache_clear()
    with mock.patch.object(bounds, "rounding", nothing_carried), mock.patch.object(bounds, "ELEMENTARY", 0):
        assert max(ratios("softmax")) > 1
    bounds.analysed.cache_clear()


@pytest.mark.parametrize(("last", "loss"), HEADS)
@pytest.mark.parametrize("features", [2, 1000])
def test_a_loss_over_a_thousand_classes_is_bounded_by_what_it_sums(last: str, loss: str, features: int) -> None:
    case = make_case(network({"features": features}, last, loss=loss))
    assert case.model.loss is not None
    case = Case(
        case.model, case.kernels, case.engine, {"input": held_by_both(case.x)}, {}, case.target, case.y_bar, case.masks
    )
    single, double = (kernels(case.model, dtype).loss(case.x, case.target, {}) for dtype in ("float32", "float64"))
    bound = loss_bound(case, case.model.loss)
    assert ratio(single, double, bound) <= 1
    assert 2 * bound.error <= 1e-14 * (features * 3 + 200) * abs(double)


def test_a_thousand_classes_and_a_batch_of_64_are_not_suspicious() -> None:
    layers = "conv: {filters: 4, kernel: 3, padding: 1}\nrelu\nmax_pool: {window: 4}\nflatten\ndense: {units: 1000}\n"
    model = written(layers + "softmax", "input: {channels: 3, height: 16, width: 15}\n", "cross_entropy")
    for batch in (3, 64):
        checks = list(check_against_engine(make_case(model, batch=batch)))
        assert [check.subject for check in checks if check.verdict is not Verdict.VERIFIED] == []
    small = written(
        "conv: {filters: 2, kernel: 2}\nbatch_norm\nrelu\nflatten\ndense: {units: 2}\nsigmoid",
        loss="mean_squared_error",
    )
    assert {check.verdict for check in check_numbers(make_case(small, batch=64))} == {Verdict.VERIFIED}


def test_a_wrong_number_is_seen_in_a_sum_of_a_thousand_classes() -> None:
    case = make_case(network({"features": 1000}, "softmax", loss="cross_entropy"))
    honest = type(case.kernels).loss
    with mock.patch.object(type(case.kernels), "loss", lambda self, *a, **k: honest(self, *a, **k) * (1 + 1e-10)):
        failed = [check.subject for check in check_against_engine(case) if check.verdict is Verdict.FAILED]
    assert failed == ["loss"]


def test_a_bound_that_cancellation_has_made_useless_is_refused() -> None:
    case = make_case(network({"features": 2}, "batch_norm"))
    far = Case(
        case.model,
        case.kernels,
        case.engine,
        {"input": case.x * 1e-6 + 1e6},
        case.params,
        case.target,
        case.y_bar,
        case.masks,
    )
    refused = {c.subject for c in check_against_engine(far) if c.verdict is Verdict.COULD_NOT_RUN}
    assert "batch_norm1 output" in refused


def _silu() -> tuple[Equation, ...]:
    m, c = Index("m", Role.BATCH), Index("c", Role.UNIT)
    shape = (named("M"), named("n"))
    z, a, y = (
        Tensor(name, shape, role, name)
        for name, role in (("z", TensorRole.INPUT), ("a", TensorRole.ACTIVATION), ("y", TensorRole.ACTIVATION))
    )
    free = ((m, shape[0]), (c, shape[1]))
    inner = total(a[m, c], free, Term((), (), (), z[m, c] * sigmoid(z[m, c])))
    return inner, total(y[m, c], free, Term((), (), (), (1 + a[m, c]) ** 3 / (2 + sigmoid(a[m, c]))))


def test_an_equation_that_no_layer_has_is_bounded_too() -> None:
    sizes = {named("M"): 40, named("n"): 50}
    z = held_by_both(np.random.default_rng(0).standard_normal((40, 50)) * 10)
    made = analyse(_silu(), Numbers({}, {}))

    def value(dtype: str) -> Any:
        single = z.astype(dtype)
        return made["y"].value.run({"a": made["a"].value.run({"z": single}, sizes)}, sizes)

    bound = walk(made, sizes, {"z": z}).bound("y")
    assert 0.001 < ratio(value("float32"), value("float64"), bound) <= 1


def test_the_derivative_of_a_loss_by_probabilities_is_bounded_where_they_are_nearly_0_or_1() -> None:
    case = make_case(network({"features": 5}, "sigmoid", loss="binary_cross_entropy"))
    assert case.model.loss is not None
    far = Case(case.model, case.kernels, case.engine, {"input": case.x * 5}, {}, case.target, case.y_bar, case.masks)
    bound = walk_loss(far, case.model.loss).by("a")
    slope = far.kernels.loss_cotangent(far.tensors[case.model.output.name], far.target)
    assert np.all(2 * bound.error <= 1e-9 * np.max(np.abs(slope)))


def test_a_function_of_several_arguments_carries_the_error_of_each() -> None:
    """|d(x^w)| <= |w x^(w-1)| dx + |x^w log x| dw."""
    index, size = Index("m", Role.BATCH), named("M")
    x, w = (Tensor(name, (size,), TensorRole.ACTIVATION, name)[index] for name in "xw")
    y = Tensor("y", (size,), TensorRole.ACTIVATION, "y")
    own = total(y[index], ((index, size),), Term((), (), (), x**w))
    known = {"x": 3.0, "w": 2.5, "x_size": 3.0, "w_size": 2.5, "x_error": 1.0, "w_error": 1.0}

    def carried(*inexact: str) -> float:
        found = rounding(own, frozenset(inexact)).carried
        assert found is not None
        at = {each: known[each.tensor.name] for term in found.terms for each in term.body.atoms(Entry)}
        return float(sum(term.body.xreplace(at) for term in found.terms))

    by_x, by_w = 2.5 * 3**1.5, 3**2.5 * np.log(3)
    none = carried()
    np.testing.assert_allclose([carried("x") - none, carried("w") - none], [by_x, by_w])
    np.testing.assert_allclose(carried("x", "w") - none, by_x + by_w)


def test_a_bracket_leaves_one_of_its_indices_no_choice() -> None:
    """A transposed convolution adds up channels and taps; where each place is reached from follows from the taps."""
    given = "input: {channels: 3, height: 7, width: 11}\n"
    case = make_case(written("conv_transpose: {filters: 2, kernel: [2, 3], stride: [2, 3]}", given))
    (layer,) = case.model.layers
    (equation,) = layer.equations
    assert summands(equation, case.sizes) == 3 * 2 * 3 + 1
