"""The interpreter is the meaning of the language: what it gives, and what it refuses to give."""

from fractions import Fraction

import pytest
import sympy
from sympy import Rational, Symbol

from derive.algebra.affine import affine
from derive.algebra.dual import Dual
from derive.algebra.equation import Bracket, Equation, Guard, Reduction, Term, total
from derive.algebra.evaluate import World, compile_bound, compile_conditions, evaluate, points
from derive.algebra.index import Index
from derive.algebra.tensor import Partial, Tensor, TensorRole
from derive.errors import EvaluationError
from tests.algebra.letters import F, N, O, i, j, r, u, v, vector

X, Y = vector("x"), vector("y", O, TensorRole.ACTIVATION)
FIRST = Tensor("first", (O, F), TensorRole.SELECTOR)
SIZES = {N: 5, O: 3, F: 3}


def _world(*values: object, **tensors: object) -> World:
    return World({"x": {(place,): value for place, value in enumerate(values)}, **tensors}, SIZES)  # type: ignore[arg-type, dict-item]


WORLD = _world(2, 3, 5, 7, 11)
READ = affine(i) + u
WINDOWS = Term(((u, F),), (), (), X[READ])


def _sum(*terms: Term) -> dict:  # type: ignore[type-arg]
    return evaluate(total(Y[i], ((i, O),), *terms), WORLD)


def test_a_sum_adds_over_its_bound_indices() -> None:
    assert _sum(WINDOWS) == {(0,): 10, (1,): 15, (2,): 23}


def test_terms_add_and_no_term_is_zero() -> None:
    assert _sum(WINDOWS, Term((), (), (), X[i])) == {(0,): 12, (1,): 18, (2,): 28}
    assert _sum() == {(0,): 0, (1,): 0, (2,): 0}


def test_a_summand_with_a_false_guard_is_absent() -> None:
    assert _sum(Term(((u, F),), (Guard(READ, 3),), (), X[READ])) == {(0,): 10, (1,): 8, (2,): 5}


def test_a_bracket_is_one_or_zero() -> None:
    assert _sum(Term(((u, F),), (), (Bracket(affine(u), affine(i)),), X[u])) == {(0,): 2, (1,): 3, (2,): 5}


@pytest.mark.parametrize("read", [affine(i) + u + 1, affine(i) - u])
def test_reading_out_of_range_is_an_error_and_never_zero_nor_the_last_entry(read: object) -> None:
    with pytest.raises(EvaluationError, match=r"x.* is read out of range"):
        _sum(Term(((u, F),), (), (), X[read]))  # type: ignore[index]


CONDITIONS = [
    ((Guard(READ, 3),), ()),
    ((Guard(affine(r) - u, 2), Guard(affine(i) - 1, 2)), ()),
    ((Guard(affine(j) * 2 - r, 3),), (Bracket(affine(u), affine(j)),)),
    ((), (Bracket(affine(i), affine(1)), Bracket(affine(r) + j, affine(u) * 2))),
    ((), ()),
]


@pytest.mark.parametrize(("guards", "brackets"), CONDITIONS)
@pytest.mark.parametrize("order", [(r, u, j), (j, u, r)])
def test_conditions_tested_early_leave_the_same_points_in_the_same_order(
    guards: tuple[Guard, ...], brackets: tuple[Bracket, ...], order: tuple[Index, ...]
) -> None:
    sizes = {r: N, u: F, j: O}
    term = Term(tuple((index, sizes[index]) for index in order), guards, brackets, X[u])
    present = compile_conditions(term, WORLD)
    for outer in ({i: place} for place in range(3)):
        expected = [point for point in points(term.bound, WORLD, outer) if present(point)]
        assert compile_bound(term, WORLD)(outer) == expected


def test_a_maximum_takes_the_largest_candidate() -> None:
    equation = Equation(Y[i], ((i, O),), (WINDOWS,), Reduction.MAXIMUM)
    assert evaluate(equation, _world(-2, -3, -5, -7, -1)) == {(0,): -2, (1,): -3, (2,): -1}


def test_a_guarded_out_candidate_never_wins_a_maximum() -> None:
    term = Term(((u, F),), (Guard(READ - 1, N),), (), X[READ - 1])
    equation = Equation(Y[i], ((i, O),), (term,), Reduction.MAXIMUM)
    assert evaluate(equation, _world(-2, -3, -5, -7, -1))[(0,)] == -2


@pytest.mark.parametrize("reduction", [Reduction.MAXIMUM, Reduction.FIRST])
def test_a_maximum_over_no_candidate_is_an_error(reduction: Reduction) -> None:
    term = Term(((u, F),), (Guard(affine(u) + 9, F),), (), X[u])
    left = FIRST[i, u] if reduction is Reduction.FIRST else Y[i]
    with pytest.raises(EvaluationError, match="no candidate"):
        evaluate(Equation(left, ((i, O),), (term,), reduction), WORLD)


def test_a_tie_goes_to_the_first_candidate() -> None:
    found = evaluate(Equation(FIRST[i, u], ((i, O),), (WINDOWS,), Reduction.FIRST), _world(4, 4, 1, 4, 4))
    assert [found[(place, 0)] for place in range(3)] == [1, 1, 0]
    assert [found[(place, 1)] for place in range(3)] == [0, 0, 1]
    assert all(found[(place, 2)] == 0 for place in range(3))


def test_first_means_row_major_in_the_order_of_the_binder() -> None:
    grid = Tensor("g", (2, 2), TensorRole.INPUT)
    winner = Tensor("w", (2, 2), TensorRole.SELECTOR)
    world = World({"g": {(0, 0): 1, (0, 1): 9, (1, 0): 9, (1, 1): 1}}, {})
    rows = Equation(winner[u, v], (), (Term(((u, 2), (v, 2)), (), (), grid[u, v]),), Reduction.FIRST)
    columns = Equation(winner[u, v], (), (Term(((v, 2), (u, 2)), (), (), grid[u, v]),), Reduction.FIRST)
    assert evaluate(rows, world)[(0, 1)] == 1
    assert evaluate(columns, world)[(1, 0)] == 1


def test_scatter_adds_where_points_meet_and_leaves_zero_elsewhere() -> None:
    scattered = Equation(X[affine(i) * 2 + u], ((i, 2), (u, 2)), (Term((), (), (), Y[i]),), Reduction.SCATTER)
    world = World({"y": {(0,): 3, (1,): 5}}, {N: 5, O: 2})
    assert evaluate(scattered, world) == {(0,): 3, (1,): 3, (2,): 5, (3,): 5, (4,): 0}
    overlapping = Equation(X[affine(i) + u], ((i, 2), (u, 2)), (Term((), (), (), Y[i]),), Reduction.SCATTER)
    assert evaluate(overlapping, world) == {(0,): 3, (1,): 8, (2,): 5, (3,): 0, (4,): 0}


def test_scattering_out_of_range_is_an_error() -> None:
    scattered = Equation(X[affine(i) * 3], ((i, O),), (Term((), (), (), Y[i]),), Reduction.SCATTER)
    with pytest.raises(EvaluationError):
        evaluate(scattered, World({"y": {(a,): 1 for a in range(3)}}, SIZES))


def test_numbers_stay_exact() -> None:
    (value,) = evaluate(total(Y[0], (), Term((), (), (), Rational(1, 3) * X[0] + X[1] / X[2])), WORLD).values()
    assert value == Fraction(2, 3) + Fraction(3, 5)


def test_sizes_and_scalars_in_a_body_have_their_values() -> None:
    rate = Symbol("alpha", real=True)
    world = World(WORLD.tensors, SIZES, scalars={rate: Fraction(1, 10)})
    assert evaluate(total(Y[0], (), Term((), (), (), X[0] / N - rate)), world) == {(0,): Fraction(3, 10)}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (vector("missing")[0], "tensor missing has no value"),
        (X[0] * Symbol("h", integer=True), "no value"),
        (sympy.gamma(X[0]), "no exact meaning for gamma"),
        (X[0] ** sympy.pi, "no exact meaning for the power"),
        (sympy.pi * X[0], "no meaning for Pi"),
    ],
)
def test_what_has_no_meaning_is_said(body: object, message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        evaluate(total(Y[0], (), Term((), (), (), body)), WORLD)


def test_a_size_without_a_number_is_said() -> None:
    with pytest.raises(EvaluationError, match="size o has no value"):
        evaluate(total(Y[i], ((i, O),), WINDOWS), World(WORLD.tensors, {N: 5, F: 3}))


def test_a_partial_is_worked_out_by_dual_numbers_through_its_equation() -> None:
    square = total(Y[i], ((i, O),), Term(((u, F),), (), (), X[READ] ** 2))
    slope = Tensor("s", (O, N), TensorRole.ACTIVATION)
    jacobian = total(slope[j, r], ((j, O), (r, N)), Term((), (), (), Partial(Y[j], X[r])))
    world = World(WORLD.tensors, SIZES, equations={"y": square})
    found = evaluate(jacobian, world)
    assert [found[(1, place)] for place in range(5)] == [0, 6, 10, 14, 0]


def test_a_partial_of_a_tensor_without_an_equation_is_an_evaluation_error() -> None:
    with pytest.raises(EvaluationError):
        evaluate(total(Y[0], (), Term((), (), (), Partial(Y[0], X[0]))), WORLD)


def test_dual_numbers_pass_through_sums_and_maxima() -> None:
    world = _world(2, Dual(3, 1), 1, 0, 0)
    assert evaluate(total(Y[0], (), Term(((u, F),), (), (), X[u] ** 2)), world) == {(0,): Dual(14, 6)}
    assert evaluate(Equation(Y[0], (), (Term(((u, F),), (), (), X[u]),), Reduction.MAXIMUM), world) == {
        (0,): Dual(3, 1)
    }
