"""Insertion of one cotangent's formula into another's: where it applies, and where it declines."""

import pytest
from sympy import Integer

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.compose import at_place, insert_equation, sum_of_one

I, J, K = (Index(letter, Role.UNIT) for letter in "ijk")
SIZE = 3
X, Y, W = (Tensor(name, (SIZE,), TensorRole.COTANGENT, name) for name in "xyw")
WORLD = World({"y": {(n,): n + 2 for n in range(SIZE)}, "w": {(n,): 5 * n - 3 for n in range(SIZE)}}, {})


def summed(left: Tensor, body: object, index: Index = I) -> Equation:
    return total(left[K], ((K, SIZE),), Term(((index, SIZE),), (), (), body))


def test_bound_indices_are_renamed_apart() -> None:
    outer = summed(X, Y[I] * W[K])
    inner = total(Y[J], ((J, SIZE),), Term(((I, SIZE),), (), (), W[I] * W[J]))
    found = insert_equation(outer, inner)
    assert found is not None
    (term,) = found.equation.terms
    assert [str(index) for index, _ in term.bound] == ["i", "i'"]
    values = evaluate(inner, WORLD)
    expected = evaluate(outer, World({**WORLD.tensors, "y": values}, {}))
    assert evaluate(found.equation, WORLD) == expected


def test_a_formula_at_affine_subscripts_is_solved_for_them() -> None:
    whole = Tensor("y", (2 * SIZE,), TensorRole.COTANGENT, "y")
    left = whole[affine(I) * SIZE + affine(J)]
    inner = total(left, ((I, 2), (J, SIZE)), Term((), (), (), W[J] * (2 - 1)))
    outer = total(X[K], ((K, SIZE),), Term((), (), (), whole[affine(K) + SIZE] * W[K]))
    found = insert_equation(outer, inner)
    assert found is not None
    values = evaluate(inner, WORLD)
    expected = evaluate(outer, World({**WORLD.tensors, "y": values}, {}))
    assert evaluate(found.equation, WORLD) == expected


@pytest.mark.parametrize("body", [Y[I] ** 2, Y[I] + W[I], Y[I] * Y[K], 1 / Y[I], Integer(1)], ids=str)
def test_insertion_declines_where_the_tensor_is_no_single_factor(body: object) -> None:
    assert insert_equation(summed(X, body), summed(Y, W[K] * W[I])) is None


def test_insertion_declines_for_a_maximum() -> None:
    term = Term(((I, SIZE),), (), (), Y[I])
    largest = Equation(X[K], ((K, SIZE),), (term,), Reduction.MAXIMUM)
    assert insert_equation(largest, summed(Y, W[K] * W[I])) is None
    assert insert_equation(summed(X, Y[I]), Equation(Y[K], ((K, SIZE),), (term,), Reduction.MAXIMUM)) is None


def test_a_sum_over_one_value_is_that_value() -> None:
    term = Term(((I, 1), (J, SIZE)), (), (), Y[I] * W[J])
    fixed = sum_of_one(term, (), frozenset({I}))
    assert fixed == Term(((J, SIZE),), (), (), Y[0] * W[J])
    assert sum_of_one(term, (), frozenset()) is None


def test_an_equation_at_one_place_is_one_entry_of_it() -> None:
    equation = summed(X, Y[I] * W[K])
    assert evaluate(at_place(equation, {K: 2}), WORLD) == {(2,): evaluate(equation, WORLD)[2,]}
