"""The planner refuses what no view, fill or mask serves: a guard is never forgotten, a factor never dropped."""

import numpy as np
import pytest
from sympy import Expr

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Guard, Range, Reduction, Term, total
from derive.algebra.functions import relu
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.errors import PlanError
from derive.kernels.lowering.lower import Numbers, lower
from derive.kernels.lowering.source import NAMESPACE, source_text
from tests.algebra.letters import D, F, M, N, O, P, S, c, i, m, q, r, u, vector
from tests.lowered import checked_value

X, Y, W = vector("x"), vector("y", O, TensorRole.ACTIVATION), vector("W", F, TensorRole.PARAMETER)
READ = affine(i) * S + affine(u) * D - P
OVER_O: tuple[Range, ...] = ((i, O),)


def _source(equation: Equation) -> str:
    tensors = {entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry)}
    return source_text(lower("f", equation, {name: name for name in tensors}, Numbers({}, {})))


def _refused(equation: Equation, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        _source(equation)


def _sum(body: Expr, *guards: Guard) -> Equation:
    return total(Y[i], OVER_O, Term(((u, F),), guards, (), body))


def test_a_padded_read_without_its_guard_is_refused() -> None:
    _refused(_sum(W[u] * X[READ]), "can be read out of range and has no guard")


def test_a_padded_read_with_another_guard_is_refused() -> None:
    _refused(_sum(W[u] * X[READ], Guard(READ, N - 1)), "can be read out of range and has no guard")
    _refused(_sum(W[u] * X[READ], Guard(READ + 1, N)), "can be read out of range and has no guard")


def test_a_maximum_of_a_padded_read_without_its_guard_is_refused() -> None:
    for reduction, left in (
        (Reduction.MAXIMUM, Y[i]),
        (Reduction.FIRST, Tensor("w", (O, F), TensorRole.SELECTOR)[i, u]),
    ):
        _refused(Equation(left, OVER_O, (Term(((u, F),), (), (), X[READ]),), reduction), "guard")


def test_a_maximum_with_a_guard_of_another_read_is_refused() -> None:
    term = Term(((u, F),), (Guard(READ, N), Guard(affine(i) + u, N)), (), X[READ])
    _refused(Equation(Y[i], OVER_O, (term,), Reduction.MAXIMUM), "a guard is met by no read")


def test_a_scatter_into_padding_without_its_guard_is_refused() -> None:
    scattered = Equation(X[READ], (*OVER_O, (u, F)), (Term((), (), (), Y[i] * W[u]),), Reduction.SCATTER)
    _refused(scattered, "guard")


def test_a_guard_over_one_index_is_a_run_of_it_and_one_that_leaves_its_range_is_refused() -> None:
    table = Tensor("x", (O, F), TensorRole.INPUT)
    arrays, sizes = {"x": np.arange(15.0).reshape(5, 3), "W": np.arange(1.0, 4.0)}, {O: 5, F: 3}
    checked_value(_sum(W[u] * table[i, u], Guard(affine(u), F - 1)), arrays, sizes, {})
    checked_value(_sum(W[u] * table[i, u], Guard(affine(u) * -1 + (F - 2), F - 1)), arrays, sizes, {})
    _refused(_sum(W[u] * table[i, u], Guard(affine(u) + 1, F)), "no array serves the guard")
    _refused(_sum(W[u] * table[i, u], Guard(affine(u) * 2, F)), "no array serves the guard")


def test_a_guard_that_no_read_of_a_sum_of_entries_meets_is_refused() -> None:
    body = relu(X[READ]) + W[u]
    _refused(_sum(body, Guard(READ, N)), "a guard is met by no read")


@pytest.mark.parametrize(
    "read",
    [affine(i) + affine(r), affine(i) + 1, affine(i) * 2, affine(u) * -1 + i + 1 + affine(r), affine(r) * S + i],
)
def test_a_subscript_that_no_view_reads_is_refused(read: Affine) -> None:
    term = Term(((u, F), (r, N)), (), (), X[read] * W[u])
    _refused(total(Y[i], OVER_O, term), "no view reads the subscript|can be read out of range")


def test_a_diagonal_is_refused() -> None:
    square = Tensor("x", (O, O), TensorRole.INPUT)
    _refused(total(Y[i], OVER_O, Term((), (), (), square[i, i])), "no view serves a diagonal")


def test_a_maximum_of_an_expression_is_refused() -> None:
    term = Term(((u, F),), (), (), W[u] * X[affine(i) + u])
    _refused(Equation(Y[i], OVER_O, (term,), Reduction.MAXIMUM), "is not lowered")


def test_a_maximum_over_an_inner_axis_is_refused_or_right() -> None:
    volume, row = Tensor("x", (M, N, O), TensorRole.INPUT), Tensor("y", (M, O), TensorRole.ACTIVATION)
    equation = Equation(row[m, i], ((m, M), (i, O)), (Term(((c, N),), (), (), volume[m, c, i]),), Reduction.MAXIMUM)
    _refused_or_equal(equation, {"x": np.arange(30.0).reshape(2, 3, 5) % 7}, lambda x: x.max(axis=1))


def test_a_maximum_with_its_axes_in_another_order_is_refused_or_right() -> None:
    volume, turned = Tensor("x", (M, O, N), TensorRole.INPUT), Tensor("y", (O, M), TensorRole.ACTIVATION)
    equation = Equation(turned[i, m], ((i, O), (m, M)), (Term(((c, N),), (), (), volume[m, i, c]),), Reduction.MAXIMUM)
    _refused_or_equal(equation, {"x": np.arange(30.0).reshape(2, 3, 5) % 7}, lambda x: x.max(axis=2).T)


def test_a_sum_over_an_index_that_nothing_reads_is_refused_or_keeps_its_factor() -> None:
    equation = total(Y[i], OVER_O, Term(((u, F),), (), (), vector("x", O)[i]))
    _refused_or_equal(equation, {"x": np.arange(5.0)}, lambda x: 3 * x, F=3)


def test_a_value_that_is_the_same_along_an_axis_is_refused_or_fills_it() -> None:
    table = Tensor("y", (M, O), TensorRole.ACTIVATION)
    equation = total(table[m, i], ((m, M), (i, O)), Term((), (), (), vector("x", M)[m]))
    _refused_or_equal(equation, {"x": np.arange(2.0)}, lambda x: np.repeat(x[:, None], 5, axis=1), O=5)


def _refused_or_equal(equation: Equation, arrays: dict, expected: object, **sizes: int) -> None:  # type: ignore[type-arg]
    try:
        tensors = {entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry)}
        planned = lower("f", equation, {name: name for name in tensors}, Numbers({}, {}))
    except PlanError:
        return
    space = dict(NAMESPACE)
    exec(source_text(planned), space)
    numbers = {str(symbol): value for symbol, value in zip((F, O), (sizes.get("F", 0), sizes.get("O", 0)), strict=True)}
    found = space["f"](*arrays.values(), *(numbers[name] for name in planned.sizes))  # type: ignore[operator]
    wanted = expected(*arrays.values())  # type: ignore[operator]
    assert np.shape(found) == np.shape(wanted)
    np.testing.assert_array_equal(found, wanted)


def test_a_transposed_result_is_right() -> None:
    table = Tensor("y", (N, M), TensorRole.ACTIVATION)
    x = Tensor("x", (M, N), TensorRole.INPUT)
    equation = total(table[q, m], ((q, N), (m, M)), Term((), (), (), x[m, q]))
    _refused_or_equal(equation, {"x": np.arange(15.0).reshape(3, 5)}, lambda x: x.T)


def test_a_sum_without_terms_is_refused_or_zero() -> None:
    _refused_or_equal(total(Y[i], OVER_O), {}, lambda: np.zeros(5), O=5)
