"""Equations are the same form up to names and order; a difference in meaning is never hidden."""

from itertools import permutations

import pytest

from derive.algebra.affine import affine
from derive.algebra.canonical import canonical, same_form
from derive.algebra.equation import Bracket, Equation, Guard, Reduction, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.substitution import rename_indices
from derive.algebra.tensor import Tensor, TensorRole
from derive.network.backward import derive_declaration
from tests.algebra.letters import F, N, O, P, S, i, j, u, v, vector
from tests.structures import STRUCTURES, Structure

X, W, Y = vector("x"), vector("W", F, TensorRole.PARAMETER), vector("y", O, TensorRole.ACTIVATION)
READ = affine(i) * S + u - P
BIAS = Term((), (), (), vector("b", O)[i])
SUM = Term(((u, F), (v, F)), (Guard(READ, N), Guard(affine(v), F)), (Bracket(affine(u), affine(v)),), W[u] * X[READ])


def test_bound_letters_do_not_matter() -> None:
    w2 = Index("w", Role.TAP)
    renamed = rename_indices(total(Y[i], ((i, O),), SUM), {u: w2, v: u})
    assert same_form(total(Y[i], ((i, O),), SUM), renamed)


def test_free_letters_do_not_matter() -> None:
    assert same_form(total(Y[i], ((i, O),), SUM), rename_indices(total(Y[i], ((i, O),), SUM), {i: j}))


def test_the_order_of_terms_guards_and_binders_does_not_matter() -> None:
    for bound in permutations(SUM.bound):
        for guards in permutations(SUM.guards):
            for terms in permutations((BIAS, Term(bound, guards, SUM.brackets, SUM.body))):
                assert same_form(Equation(Y[i], ((i, O),), terms), Equation(Y[i], ((i, O),), (SUM, BIAS)))


@pytest.mark.parametrize(
    "other",
    [
        Term(SUM.bound, SUM.guards[1:], SUM.brackets, SUM.body),
        Term(SUM.bound, SUM.guards, (), SUM.body),
        Term(SUM.bound, SUM.guards, SUM.brackets, SUM.body * 2),
        Term(((u, F), (v, F + 1)), SUM.guards, SUM.brackets, SUM.body),
        Term(SUM.bound, SUM.guards, SUM.brackets, W[v] * X[READ]),
    ],
)
def test_what_differs_in_meaning_differs_in_form(other: Term) -> None:
    assert not same_form(total(Y[i], ((i, O),), other), total(Y[i], ((i, O),), SUM))


def test_another_reduction_is_another_form() -> None:
    one, other = (Equation(Y[i], ((i, O),), (SUM,), how) for how in (Reduction.SUM, Reduction.MAXIMUM))
    assert not same_form(one, other)


def test_the_canonical_form_is_its_own() -> None:
    once = canonical(total(Y[i], ((i, O),), SUM, BIAS))
    assert canonical(once) == once


def test_a_first_maximum_has_a_canonical_form_that_keeps_the_order_of_its_bound_indices() -> None:
    first = Tensor("first", (O, F, F), TensorRole.SELECTOR)

    def chosen(*bound: tuple[Index, object]) -> Equation:
        return Equation(first[i, u, v], ((i, O),), (Term(bound, (), (), X[affine(i) + u + v]),), Reduction.FIRST)  # type: ignore[arg-type]

    row_major, column_major = chosen((u, F), (v, F)), chosen((v, F), (u, F))
    assert same_form(row_major, row_major)
    assert not same_form(row_major, column_major)


@pytest.mark.parametrize("chosen", STRUCTURES[::7], ids=str)
def test_derived_equations_are_the_same_form_in_other_letters(chosen: Structure) -> None:
    for derivation in derive_declaration(chosen.declared.declaration).values():
        equation = derivation.equation
        letters = {index for ranges in (equation.free, *(t.bound for t in equation.terms)) for index, _ in ranges}
        other = {index: Index(f"{index.name}z", index.role, index.number + 3) for index in letters}
        assert same_form(rename_indices(equation, other), equation)
