"""Substitution never captures: what is bound stays bound, and letters may be swapped."""

import pytest
from sympy import Integer

from derive.algebra.affine import affine
from derive.algebra.equation import Bracket, Equation, Guard, Term, entries, reads, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.substitution import change_entries, instantiate, rename_bound, rename_indices, substitute
from derive.algebra.tensor import Partial, TensorRole
from derive.errors import DerivationError
from tests.algebra.letters import F, N, O, P, S, i, j, r, u, v, vector

X, W, Y = vector("x"), vector("W", F, TensorRole.PARAMETER), vector("y", O, TensorRole.ACTIVATION)
READ = affine(i) * S + u - P
TERM = Term(((u, F),), (Guard(READ, N),), (Bracket(affine(u), affine(i)),), W[u] * X[READ])
CONV = total(Y[i], ((i, O),), Term(((u, F),), (Guard(READ, N),), (), W[u] * X[READ]))


def test_indices_are_replaced_in_guards_brackets_and_body_but_not_in_the_binder() -> None:
    moved = substitute(TERM, {i: affine(r) + 1})
    read = affine(r) * S + S + u - P
    assert moved == Term(((u, F),), (Guard(read, N),), (Bracket(affine(u), affine(r) + 1),), W[u] * X[read])


def test_renaming_swaps_free_and_bound_letters_without_capture() -> None:
    swapped = rename_indices(CONV, {i: u, u: i})
    assert swapped.free == ((u, O),)
    assert swapped.terms[0].bound == ((i, F),)
    world = World({"x": {(a,): a + 1 for a in range(5)}, "W": {(0,): 3, (1,): 5}}, {N: 5, F: 2, O: 2, S: 2, P: 1})
    assert evaluate(swapped, world) == evaluate(CONV, world)


def test_renaming_onto_a_letter_that_is_already_bound_is_refused() -> None:
    with pytest.raises(DerivationError, match="bound twice"):
        rename_indices(CONV, {u: i})


def test_entries_inside_partial_derivatives_change_too() -> None:
    body = 2 * Partial(Y[i], X[r])
    changed = change_entries(body, lambda entry: entry.tensor[j] if entry == Y[i] else entry)
    assert changed == 2 * Partial(Y[j], X[r])


def test_renaming_a_bound_letter_renames_its_binder() -> None:
    term = Term(((u, F),), (), (), W[u])
    assert rename_bound(term, {u: v}) == Term(((v, F),), (), (), W[v])


def test_sizes_are_put_in_everywhere() -> None:
    fixed = instantiate(CONV, {}, {S: Integer(2), P: Integer(0), N: Integer(7), F: Integer(3), O: Integer(3)})
    read = affine(i) * 2 + u
    assert fixed.free == ((i, 3),)
    assert fixed.terms[0].guards == (Guard(read, 7),)
    (entry,) = (e for e in entries(fixed.terms[0].body) if e.tensor.name == "x")
    assert entry.subscripts == (read,)
    assert entry.tensor.shape == (7,)


def test_tensors_are_replaced_by_name() -> None:
    other = vector("conv1", O, TensorRole.ACTIVATION)
    placed = instantiate(CONV, {"y": other, "x": X, "W": W}, {})
    assert placed.left == other[i]
    assert reads(placed, "x")
    assert not reads(placed, "y")


def test_an_index_without_a_range_is_refused() -> None:
    with pytest.raises(DerivationError, match="index u occurs without a range"):
        total(Y[i], ((i, O),), Term((), (), (), X[u]))


def test_an_index_without_a_range_inside_a_partial_is_refused() -> None:
    with pytest.raises(DerivationError, match="index r occurs without a range"):
        total(Y[i], ((i, O),), Term((), (), (), Partial(Y[i], X[r])))


def test_an_index_without_a_range_on_the_left_is_refused() -> None:
    with pytest.raises(DerivationError, match="index j occurs without a range"):
        Equation(Y[j], ((i, O),), (Term((), (), (), X[i]),))


def test_an_index_free_and_bound_is_refused() -> None:
    with pytest.raises(DerivationError, match="bound twice"):
        total(Y[i], ((i, O),), Term(((i, F),), (), (), X[i]))
