"""Elimination solves a bracket for a bound index of coefficient +1 or -1 and adds its range; else it declines."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from derive.algebra.affine import Affine, affine
from derive.algebra.elimination import eliminate, is_shift
from derive.algebra.equation import Bracket, Equation, Guard, Range, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.tensor import Tensor, TensorRole
from tests.algebra.letters import D, F, M, N, O, P, S, i, j, m, r, u, v, vector

X, W, Y = vector("x"), vector("W", F, TensorRole.PARAMETER), vector("y", O, TensorRole.ACTIVATION)
TARGET: tuple[Range, ...] = ((r, N),)


def _any(bracket: Bracket) -> bool:
    return True


def _term(position_factor: object, tap_factor: object) -> Term:
    read = affine(i) * position_factor + affine(u) * tap_factor - P  # type: ignore[operator]
    return Term(((i, O), (u, F)), (), (Bracket(read, affine(r)),), Y[i] * W[u])


def test_the_output_position_goes_before_the_tap() -> None:
    found = eliminate(_term(1, 1), TARGET, _any)
    assert found is not None
    term, index, solution = found
    assert index == i
    assert solution == affine(r) + P - u
    assert term == Term(((u, F),), (Guard(solution, O),), (), Y[solution] * W[u])


def test_with_a_stride_the_tap_goes() -> None:
    found = eliminate(_term(S, 1), TARGET, _any)
    assert found is not None
    term, index, solution = found
    assert (index, solution) == (u, affine(r) + P - affine(i) * S)
    assert term.guards == (Guard(solution, F),)
    assert term.brackets == ()


@pytest.mark.parametrize(("position", "tap"), [(S, D), (2, 3), (S, 2), (-2, D), (S, S)])
def test_with_stride_and_dilation_it_declines(position: object, tap: object) -> None:
    assert eliminate(_term(position, tap), TARGET, _any) is None


def test_a_free_index_is_never_solved_for() -> None:
    term = Term(((i, O),), (), (Bracket(affine(i) * 2, affine(r)),), Y[i])
    assert eliminate(term, TARGET, _any) is None


def test_an_unwanted_bracket_is_left() -> None:
    assert eliminate(_term(1, 1), TARGET, lambda bracket: False) is None


def test_an_index_on_both_sides_that_cancels_is_not_solved_for() -> None:
    term = Term(((i, O),), (), (Bracket(affine(i) + r, affine(i) + 1),), Y[i])
    assert eliminate(term, TARGET, _any) is None


def test_the_solution_enters_other_guards_brackets_and_the_body() -> None:
    bracket, other = Bracket(affine(i) + u, affine(r)), Bracket(affine(i) * 2, affine(v) * 2)
    term = Term(((i, O), (u, F), (v, O)), (Guard(affine(i) * 2 - P, N),), (bracket, other), Y[i] * W[u] * Y[v])
    found = eliminate(term, TARGET, lambda b: b == bracket)
    assert found is not None
    solution = affine(r) - u
    assert found[0].guards == (Guard(solution * 2 - P, N), Guard(solution, O))
    assert found[0].brackets == (Bracket(solution * 2, affine(v) * 2),)
    assert found[0].body == Y[solution] * W[u] * Y[v]


def test_the_guard_is_left_out_only_where_ranges_prove_it() -> None:
    batches = Term(((m, M),), (), (Bracket(affine(m), affine(j)),), Tensor("y", (M,), TensorRole.ACTIVATION)[m])
    proved = eliminate(batches, ((j, M),), _any)
    assert proved is not None
    assert proved[0].guards == ()
    longer = eliminate(batches, ((j, M + 1),), _any)
    assert longer is not None
    assert longer[0].guards == (Guard(affine(j), M),)


def test_a_shift_equates_two_indices_up_to_a_constant() -> None:
    assert is_shift(Bracket(affine(i), affine(j)))
    assert is_shift(Bracket(affine(i), affine(r)))
    assert is_shift(Bracket(affine(i) + N, affine(j)))
    assert not is_shift(Bracket(affine(i) * 2, affine(j)))
    assert not is_shift(Bracket(affine(i) + u, affine(j)))


factors = st.integers(-3, 3)


@given(factors, factors, st.integers(-4, 4), factors, st.integers(1, 4), st.integers(1, 3), st.integers(1, 7))
def test_elimination_never_changes_a_value(
    a: int, b: int, const: int, guard: int, outputs: int, taps: int, extent: int
) -> None:
    read: Affine = affine(i) * a + affine(u) * b + const
    guards = (Guard(affine(i) * guard + u, extent),)
    x_bar = Tensor("x_bar", (extent,), TensorRole.COTANGENT)
    y, w = vector("y", outputs), vector("W", taps)
    term = Term(((i, outputs), (u, taps)), guards, (Bracket(read, affine(r)),), y[i] * w[u])
    found = eliminate(term, ((r, extent),), _any)
    assume(found is not None)
    assert found is not None
    source = random.Random(f"{a} {b} {const}")
    world = World(
        {
            "y": {(p,): source.randint(-9, 9) for p in range(outputs)},
            "W": {(p,): source.randint(1, 9) for p in range(taps)},
        },
        {},
    )
    before: Equation = total(x_bar[r], ((r, extent),), term)
    assert evaluate(total(x_bar[r], ((r, extent),), found[0]), world) == evaluate(before, world)
