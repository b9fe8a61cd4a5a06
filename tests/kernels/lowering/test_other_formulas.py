"""Formulas that no layer has are lowered as they are meant too: known mistakes run by the ordinary path."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sympy import Integer

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Guard, Reduction, Term, total
from derive.algebra.functions import positive
from derive.algebra.size import FloorQuotient, Size
from derive.algebra.tensor import Tensor, TensorRole
from derive.errors import PlanError
from derive.kernels.lowering.lower import Numbers, lower
from tests.algebra.letters import D, F, M, N, O, P, S, i, j, m, r, u, v
from tests.lowered import checked_value


def _read(position: Any, tap: Any, stride: Size, dilation: Size, padding: Size) -> Affine:
    return affine(position) * stride + affine(tap) * dilation - padding


def _landing(stride: Size, dilation: Size, padding: Size, reduction: Reduction) -> Equation:
    """x[m, s i + d u - p, s j + d v - p] from y[m, i, j] W[u, v], on a square of side n."""
    x = Tensor("x", (M, N, N), TensorRole.COTANGENT)
    y, w = Tensor("y", (M, O, O), TensorRole.ACTIVATION), Tensor("W", (F, F), TensorRole.PARAMETER)
    reads = [_read(a, b, stride, dilation, padding) for a, b in ((i, u), (j, v))]
    guards = tuple(Guard(read, N) for read in reads)
    free = ((m, M), (i, O), (j, O), (u, F), (v, F))
    return Equation(x[m, reads[0], reads[1]], free, (Term((), guards, (), y[m, i, j] * w[u, v]),), reduction)


@pytest.mark.parametrize(("stride", "dilation", "padding"), [(1, 1, 0), (2, 1, 1), (1, 2, 0), (2, 2, 1), (1, 3, 1)])
def test_of_windows_that_overlap_the_last_one_writes(stride: int, dilation: int, padding: int) -> None:
    random = np.random.default_rng(3)
    o, f = 4, 3
    n = (o - 1) * stride + dilation * (f - 1) + 1 - 2 * padding
    arrays = {"y": random.integers(1, 9, (2, o, o)).astype(float), "W": random.integers(1, 9, (f, f)).astype(float)}
    sizes = {M: 2, O: o, F: f, N: n, S: stride, D: dilation, P: padding}
    found = checked_value(_landing(S, D, P, Reduction.OVERWRITE), arrays, sizes, {})
    added = checked_value(_landing(S, D, P, Reduction.SCATTER), arrays, sizes, {})
    assert not np.array_equal(found, added)


@pytest.mark.parametrize("reduction", [Reduction.OVERWRITE, Reduction.REPLACE])
@pytest.mark.parametrize("taps_first", [False, True])
def test_of_taps_and_windows_the_last_writes_in_the_order_of_the_loops(reduction: Reduction, taps_first: bool) -> None:
    own = _landing(S, D, P, reduction)
    order = (m, u, v, i, j) if taps_first else (m, i, j, u, v)
    equation = replace(own, free=tuple((index, dict(own.free)[index]) for index in order))
    random = np.random.default_rng(4)
    arrays = {"y": random.integers(-1, 2, (2, 4, 4)).astype(float), "W": random.integers(1, 9, (3, 3)).astype(float)}
    checked_value(equation, arrays, {M: 2, O: 4, F: 3, N: 6, S: 1, D: 1, P: 0}, {})


def test_what_the_left_side_has_no_index_for_keeps_its_last_value() -> None:
    x, w = Tensor("x", (M, N), TensorRole.INPUT), Tensor("w", (N,), TensorRole.COTANGENT)
    each = Equation(w[r], ((r, N), (m, M)), (Term((), (), (), x[m, r]),), Reduction.OVERWRITE)
    found = checked_value(each, {"x": np.arange(6.0).reshape(2, 3)}, {M: 2, N: 3}, {})
    np.testing.assert_array_equal(found, [3, 4, 5])


def test_factors_that_are_spread_alike_stay_inside_the_other_factors() -> None:
    x, y = Tensor("x", (M, N), TensorRole.INPUT), Tensor("y", (M, N), TensorRole.ACTIVATION)
    scale, root = (Tensor(name, (M,), TensorRole.ACTIVATION) for name in ("g", "r"))
    equation = total(y[m, r], ((m, M), (r, N)), Term((), (), (), scale[m] * root[m] * (2 + x[m, r] / root[m])))
    arrays = {"x": np.arange(6.0).reshape(2, 3), "r": np.array([2.0, 5.0]), "g": np.array([3.0, 7.0])}
    found = checked_value(equation, arrays, {M: 2, N: 3}, {})
    np.testing.assert_allclose(found, arrays["g"][:, None] * (2 * arrays["r"][:, None] + arrays["x"]))


def test_an_axis_is_read_from_its_end() -> None:
    x, w = Tensor("x", (M, N), TensorRole.INPUT), Tensor("W", (N,), TensorRole.PARAMETER)
    y = Tensor("y", (M,), TensorRole.ACTIVATION)
    turned = affine(r) * -1 + (N - 1)
    equation = total(y[m], ((m, M),), Term(((r, N),), (), (), w[turned] * x[m, r]))
    arrays = {"x": np.arange(6.0).reshape(2, 3), "W": np.array([1.0, 10.0, 100.0])}
    np.testing.assert_array_equal(checked_value(equation, arrays, {M: 2, N: 3}, {}), [12, 345])


def test_an_axis_is_written_from_its_end() -> None:
    x, y = Tensor("x", (M, N), TensorRole.INPUT), Tensor("y", (M, N), TensorRole.ACTIVATION)
    equation = total(y[m, affine(r) * -1 + (N - 1)], ((m, M), (r, N)), Term((), (), (), x[m, r]))
    found = checked_value(equation, {"x": np.arange(6.0).reshape(2, 3)}, {M: 2, N: 3}, {})
    np.testing.assert_array_equal(found, [[2, 1, 0], [5, 4, 3]])


def test_a_part_of_an_axis_is_read_from_its_end_and_what_leaves_the_axis_is_refused() -> None:
    x, w = Tensor("x", (M, N), TensorRole.INPUT), Tensor("W", (N,), TensorRole.PARAMETER)
    y = Tensor("y", (M,), TensorRole.ACTIVATION)
    arrays = {"x": np.arange(10.0).reshape(2, 5), "W": np.arange(1.0, 6.0)}
    for turned, size in ((affine(r) * -1 + (N - 2), N - 1), (affine(r) * -1 + (N - 1), N - 1)):
        term = Term(((r, size),), (), (), w[turned] * x[m, r])
        checked_value(total(y[m], ((m, M),), term), arrays, {M: 2, N: 5}, {})
    term = Term(((r, N),), (), (), w[affine(r) * -1 + (N - 2)] * x[m, r])
    with pytest.raises(PlanError, match="no view reads the subscript"):
        lower("f", total(y[m], ((m, M),), term), {"x": "x", "W": "W"}, Numbers({}, {}))


def test_windows_with_a_stride_that_is_not_the_outputs_are_as_many_as_the_output_has_positions() -> None:
    x, y = Tensor("x", (N, N), TensorRole.INPUT), Tensor("y", (O, O), TensorRole.COTANGENT)
    w = Tensor("W", (F, F), TensorRole.COTANGENT)
    body = x[affine(i) + u, affine(j) + v] * y[i, j]  # the stride is missing
    equation = total(w[u, v], ((u, F), (v, F)), Term(((i, O), (j, O)), (), (), body))
    random = np.random.default_rng(5)
    arrays = {"x": random.integers(1, 9, (7, 7)).astype(float), "y": random.integers(1, 9, (3, 3)).astype(float)}
    checked_value(equation, arrays, {N: 7, O: 3, F: 3, S: 2}, {O: FloorQuotient(N - F, S) + 1})


def test_a_read_where_the_products_that_land_outside_are_dropped_needs_no_guard_of_its_own() -> None:
    x_bar, x = Tensor("x_bar", (N, N), TensorRole.COTANGENT), Tensor("x", (N, N), TensorRole.INPUT)
    y, g = Tensor("y", (O, O), TensorRole.ACTIVATION), Tensor("g", (O, O), TensorRole.COTANGENT)
    reads = tuple(_read(a, b, S, 1, P) for a, b in ((i, u), (j, v)))
    body = g[i, j] * (Integer(1) - positive(y[i, j] - x[reads]))  # every maximum gets all
    guards = tuple(Guard(read, N) for read in reads)
    equation = Equation(
        x_bar[reads], ((i, O), (j, O), (u, F), (v, F)), (Term((), guards, (), body),), Reduction.SCATTER
    )
    random = np.random.default_rng(7)
    arrays = {name: random.integers(0, 3, shape).astype(float) for name, shape in (("x", (4, 4)), ("y", (3, 3)))}
    arrays["g"] = random.integers(1, 9, (3, 3)).astype(float)
    checked_value(equation, arrays, {N: 4, O: 3, F: 2, S: 2, P: 1}, {})
    unlike = Equation(x_bar[reads[0], affine(j)], equation.free, equation.terms, Reduction.SCATTER)
    with pytest.raises(PlanError):
        lower("f", unlike, {name: name for name in arrays}, Numbers({}, {}))
