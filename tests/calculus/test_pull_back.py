"""Vector-Jacobian products in reverse order, on small equations whose derivative a reader can check."""

import random
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Expr

from derive.algebra.affine import affine
from derive.algebra.canonical import same_form
from derive.algebra.equation import Equation, Guard, Reduction, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.functions import sigmoid
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Partial, Tensor, TensorRole, cotangent
from derive.calculus.vjp import Variable, pull_back, slope_by
from derive.errors import DerivationError
from tests.algebra.letters import F, M, N, O, P, S, i, j, m, q, r, u, vector
from tests.worlds import random_cells

X, Y, W = vector("x"), vector("y", O, TensorRole.ACTIVATION), vector("W", F, TensorRole.PARAMETER)
Y_BAR, X_BAR = cotangent(Y), cotangent(X)
AT_R = Variable(X[r], ((r, N),))
READ = affine(i) * S + u - P
CONV = total(Y[i], ((i, O),), Term(((u, F),), (Guard(READ, N),), (), W[u] * X[READ]))


def _names(equation: Equation) -> set[Index]:
    return {index for ranges in (equation.free, *(t.bound for t in equation.terms)) for index, _ in ranges}


def test_a_filter_that_is_used_at_every_position_sums_over_them() -> None:
    found = pull_back((CONV,), Variable(W[u], ((u, F),)))
    expected = total(cotangent(W)[u], ((u, F),), Term(((i, O),), (Guard(READ, N),), (), Y_BAR[i] * X[READ]))
    assert same_form(found.equation, expected)
    assert found.scatter is None


def test_a_strided_read_gives_a_scatter_and_a_gather_over_positions() -> None:
    found = pull_back((CONV,), AT_R)
    assert found.scatter is not None
    assert found.scatter.left == X_BAR[READ]
    tap = affine(r) + P - affine(i) * S
    assert same_form(
        found.equation,
        total(X_BAR[r], ((r, N),), Term(((i, O),), (Guard(tap, F),), (), Y_BAR[i] * W[tap])),
    )


def test_a_tensor_read_twice_in_one_product_gets_both_derivatives() -> None:
    square = total(Y[0], (), Term(((j, N),), (), (), X[j] ** 2))
    found = pull_back((square,), AT_R).equation
    assert same_form(found, total(X_BAR[r], ((r, N),), Term((), (), (), 2 * X[r] * Y_BAR[0])))


def test_a_tensor_read_at_two_places_of_one_product_gets_a_term_for_each() -> None:
    neighbours = total(Y[i], ((i, O),), Term((), (), (), X[i] * X[affine(i) + 1]))
    found = pull_back((neighbours,), AT_R).equation
    world = World({"x": {(0,): 2, (1,): 3, (2,): 5}, "y_bar": {(0,): 7, (1,): 11}}, {N: 3, O: 2})
    assert evaluate(found, world) == {(0,): 7 * 3, (1,): 7 * 2 + 11 * 5, (2,): 11 * 3}


def test_all_uses_of_a_tensor_are_summed() -> None:
    other = vector("w", O, TensorRole.ACTIVATION)
    uses = (
        total(Y[i], ((i, N),), Term((), (), (), 3 * X[i])),
        total(other[i], ((i, N),), Term((), (), (), 5 * X[i])),
    )
    found = pull_back(uses, AT_R).equation
    assert len(found.terms) == 2
    world = World({"y_bar": {(a,): a + 1 for a in range(3)}, "w_bar": {(a,): 10 for a in range(3)}}, {N: 3, O: 3})
    assert evaluate(found, world) == {(0,): 53, (1,): 56, (2,): 59}


def test_a_use_whose_letters_are_the_variables_is_taken_apart() -> None:
    clash = total(Y[r], ((r, O),), Term(((q, N),), (), (), X[q] * X[q]))
    found = pull_back((clash,), Variable(X[q], ((q, N),))).equation
    world = World({"y_bar": {(0,): 1, (1,): 10}, "x": {(a,): a for a in range(4)}}, {N: 4, O: 2})
    assert evaluate(found, world) == {(a,): 22 * a for a in range(4)}


def test_the_loss_starts_the_chain_with_one() -> None:
    loss = Tensor("J", (), TensorRole.LOSS)
    found = pull_back((total(loss.entry(), (), Term(((i, N),), (), (), X[i] ** 3)),), AT_R).equation
    assert same_form(found, total(X_BAR[r], ((r, N),), Term((), (), (), 3 * X[r] ** 2)))


def test_a_tensor_that_nothing_reads_has_derivative_zero() -> None:
    found = pull_back((total(Y[i], ((i, O),), Term((), (), (), W[0] * 2)),), AT_R).equation
    assert found.terms == ()


def test_a_maximum_is_refused() -> None:
    maximum = Equation(Y[i], ((i, O),), (Term(((u, F),), (), (), X[affine(i) + u]),), Reduction.MAXIMUM)
    with pytest.raises(DerivationError, match="write a MAXIMUM as a selection"):
        pull_back((maximum,), AT_R)


def test_steps_are_linked_and_end_in_the_result() -> None:
    found = pull_back((CONV,), AT_R)
    line = [step for step in found.steps if step.after.reduction is Reduction.SUM]
    assert all(one.after == other.before for one, other in pairwise(line))
    assert line[-1].after == found.equation
    assert [s.rule.name for s in found.steps][:2] == ["derivative of a sum", "entry rule"]
    assert line[0].before.terms[0].body.atoms(Partial)


def test_every_step_says_its_rule_and_one_plain_reason() -> None:
    for step in pull_back((CONV,), AT_R).steps:
        assert step.rule.name
        assert step.rule.law
        assert step.reason
        assert not step.reason.endswith(".")


def test_the_same_derivation_comes_out_twice() -> None:
    assert pull_back((CONV,), AT_R) == pull_back((CONV,), AT_R)


def test_no_index_is_bound_twice_however_often_the_letter_occurs() -> None:
    everywhere = total(Y[i], ((i, O),), Term(((u, F),), (), (), W[u] * X[affine(i) + u] * X[affine(i) * 2]))
    derivation = pull_back((everywhere, everywhere), AT_R)
    for step in derivation.steps:
        assert len({str(index) for index in _names(step.after)}) == len(_names(step.after))


sizes = st.integers(1, 3)


@given(sizes, sizes, st.integers(0, 3), st.integers(1, 4), st.integers(1, 3), st.integers(1, 6), st.booleans())
def test_random_bilinear_reads_have_the_differences_slopes(
    s: int, d: int, p: int, outputs: int, taps: int, extent: int, squared: bool
) -> None:
    read = affine(i) * s + affine(u) * d - p
    x, w, y = vector("x", extent), vector("W", taps), vector("y", outputs)
    body = w[u] * (x[read] ** 2 if squared else x[read])
    use = total(y[i], ((i, outputs),), Term(((u, taps),), (Guard(read, extent),), (), body))
    source = random.Random(f"{s} {d} {p} {outputs} {taps} {extent}")
    tensors = {name: random_cells((n,), source) for name, n in (("x", extent), ("W", taps), ("y_bar", outputs))}
    found = evaluate(pull_back((use,), Variable(x[r], ((r, extent),))).equation, World(tensors, {}))
    for place in range(extent):
        slope = 0
        for a, b in product(range(outputs), range(taps)):
            if s * a + d * b - p == place:
                factor = 2 * tensors["x"][(place,)] if squared else 1
                slope += tensors["y_bar"][(a,)] * tensors["W"][(b,)] * factor
        assert found[(place,)] == slope


def test_a_matrix_read_transposed_gives_the_transposed_derivative() -> None:
    matrix, row = Tensor("A", (M, N), TensorRole.PARAMETER), vector("y", N, TensorRole.ACTIVATION)
    use = total(row[j], ((j, N),), Term(((m, M),), (), (), matrix[m, j] * vector("v", M)[m]))
    found = pull_back((use,), Variable(matrix[m, q], ((m, M), (q, N)))).equation
    expected = total(cotangent(matrix)[m, q], ((m, M), (q, N)), Term((), (), (), cotangent(row)[q] * vector("v", M)[m]))
    assert same_form(found, expected)


def test_one_letter_in_two_roles_stays_two_indices() -> None:
    unit = Index("c", Role.UNIT)
    channel = Index("c", Role.CHANNEL)
    table = Tensor("T", (N, N), TensorRole.INPUT)
    use = total(vector("y", N)[unit], ((unit, N),), Term(((channel, N),), (), (), table[unit, channel]))
    found = pull_back((use,), Variable(table[unit, channel], ((unit, N), (channel, N)))).equation
    world = World({"y_bar": {(a,): a for a in range(2)}}, {N: 2})
    assert evaluate(found, world) == {(a, b): a for a in range(2) for b in range(2)}


@pytest.mark.parametrize(
    "body",
    [X[r], 3 * X[r] * W[u], X[r] * X[q], X[r] ** 2 * W[u], X[r] * sigmoid(X[r]), X[r] + W[u], X[r] / W[u], W[u]],
    ids=str,
)
def test_the_slope_of_a_product_is_sympys(body: Expr) -> None:
    assert slope_by(body, X[r]) == body.diff(X[r])
