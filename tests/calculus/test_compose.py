"""Insertion of one cotangent's formula into another's: where it applies, and where it declines."""

import pytest
from sympy import Integer

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.compose import at_place, insert_equation, sum_of_one

A, B, C = (Index(letter, Role.UNIT) for letter in "ijk")
SIZE = 3
X, Y, W = (Tensor(name, (SIZE,), TensorRole.COTANGENT, name) for name in "xyw")
WORLD = World({"y": {(n,): n + 2 for n in range(SIZE)}, "w": {(n,): 5 * n - 3 for n in range(SIZE)}}, {})


def summed(left: Tensor, body: object, index: Index = A) -> Equation:
    return total(left[C], ((C, SIZE),), Term(((index, SIZE),), (), (), body))


def test_bound_indices_are_renamed_apart() -> None:
    outer = summed(X, Y[A] * W[C])
    inner = total(Y[B], ((B, SIZE),), Term(((A, SIZE),), (), (), W[A] * W[B]))
    found = insert_equation(outer, inner)
    assert found is not None
    (term,) = found.equation.terms
    assert [str(index) for index, _ in term.bound] == ["i", "i'"]
    values = evaluate(inner, WORLD)
    expected = evaluate(outer, World({**WORLD.tensors, "y": values}, {}))
    assert evaluate(found.equation, WORLD) == expected


def test_a_formula_at_affine_subscripts_is_solved_for_them() -> None:
    whole = Tensor("y", (2 * SIZE,), TensorRole.COTANGENT, "y")
    left = whole[affine(A) * SIZE + affine(B)]
    inner = total(left, ((A, 2), (B, SIZE)), Term((), (), (), W[B] * (2 - 1)))
    outer = total(X[C], ((C, SIZE),), Term((), (), (), whole[affine(C) + SIZE] * W[C]))
    found = insert_equation(outer, inner)
    assert found is not None
    values = evaluate(inner, WORLD)
    expected = evaluate(outer, World({**WORLD.tensors, "y": values}, {}))
    assert evaluate(found.equation, WORLD) == expected


@pytest.mark.parametrize("body", [Y[A] ** 2, Y[A] + W[A], Y[A] * Y[C], 1 / Y[A], Integer(1)], ids=str)
def test_insertion_declines_where_the_tensor_is_no_single_factor(body: object) -> None:
    assert insert_equation(summed(X, body), summed(Y, W[C] * W[A])) is None


def test_insertion_declines_for_a_maximum() -> None:
    term = Term(((A, SIZE),), (), (), Y[A])
    largest = Equation(X[C], ((C, SIZE),), (term,), Reduction.MAXIMUM)
    assert insert_equation(largest, summed(Y, W[C] * W[A])) is None
    assert insert_equation(summed(X, Y[A]), Equation(Y[C], ((C, SIZE),), (term,), Reduction.MAXIMUM)) is None


def test_a_sum_over_one_value_is_that_value() -> None:
    term = Term(((A, 1), (B, SIZE)), (), (), Y[A] * W[B])
    fixed = sum_of_one(term, (), frozenset({A}))
    assert fixed == Term(((B, SIZE),), (), (), Y[0] * W[B])
    assert sum_of_one(term, (), frozenset()) is None


def test_an_equation_at_one_place_is_one_entry_of_it() -> None:
    equation = summed(X, Y[A] * W[C])
    assert evaluate(at_place(equation, {C: 2}), WORLD) == {(2,): evaluate(equation, WORLD)[2,]}
