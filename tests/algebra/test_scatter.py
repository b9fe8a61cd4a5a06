"""The scatter form is the exact transpose of a strided read; where brackets say something else it declines."""

import random

from hypothesis import given
from hypothesis import strategies as st

from derive.algebra.affine import affine
from derive.algebra.elimination import scatter
from derive.algebra.equation import Bracket, Equation, Guard, Reduction, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.tensor import TensorRole
from tests.algebra.letters import D, F, N, O, P, S, i, j, q, r, u, vector

X_BAR, W, Y_BAR = vector("x_bar", role=TensorRole.COTANGENT), vector("W", F), vector("y_bar", O)
READ = affine(i) * S + affine(u) * D - P


def _gather(*brackets: Bracket, body: object = Y_BAR[i] * W[u], guards: tuple[Guard, ...] = ()) -> Equation:
    return total(X_BAR[r], ((r, N),), Term(((i, O), (u, F)), guards, brackets, body))


def test_the_bracket_becomes_the_place_where_products_land() -> None:
    found = scatter(_gather(Bracket(READ, affine(r))))
    assert found is not None
    assert found.reduction is Reduction.SCATTER
    assert found.left == X_BAR[READ]
    assert found.free == ((i, O), (u, F))
    assert found.terms == (Term((), (Guard(READ, N),), (), Y_BAR[i] * W[u]),)


def test_the_landing_guard_goes_only_where_a_fact_proves_it() -> None:
    read = affine(i) * S + affine(u) * D
    fact = (N - 1 - D * (F - 1) - S * (O - 1),)
    proved = scatter(_gather(Bracket(read, affine(r))), fact)
    assert proved is not None
    assert proved.terms[0].guards == ()
    unproved = scatter(_gather(Bracket(read, affine(r))))
    assert unproved is not None
    assert unproved.terms[0].guards == (Guard(read, N),)


def test_guards_of_the_term_are_kept() -> None:
    guard = Guard(affine(i) - 1, O)
    found = scatter(_gather(Bracket(READ, affine(r)), guards=(guard,)))
    assert found is not None
    assert guard in found.terms[0].guards


def test_a_bound_index_outside_the_bracket_stays_a_sum() -> None:
    read = affine(i) * S
    found = scatter(_gather(Bracket(read, affine(r))))
    assert found is not None
    assert found.free == ((i, O),)
    assert found.terms[0].bound == ((u, F),)


def test_it_declines_without_a_bracket() -> None:
    assert scatter(total(X_BAR[r], ((r, N),), Term(((u, F),), (), (), W[u] * Y_BAR[r]))) is None


def test_it_declines_where_the_target_stands_in_the_body() -> None:
    assert scatter(_gather(Bracket(READ, affine(r)), body=Y_BAR[i] * X_BAR[r])) is None


def test_it_declines_where_the_target_stands_in_a_guard() -> None:
    assert scatter(_gather(Bracket(READ, affine(r)), guards=(Guard(affine(r) + i, N),))) is None


def test_it_declines_where_the_target_has_a_coefficient() -> None:
    assert scatter(_gather(Bracket(READ, affine(r) * 2))) is None


def test_it_declines_where_two_brackets_share_a_target() -> None:
    assert scatter(_gather(Bracket(READ, affine(r)), Bracket(affine(i), affine(r)))) is None


def test_it_declines_where_the_bracket_equates_bound_indices_only() -> None:
    assert scatter(_gather(Bracket(affine(i), affine(u)))) is None


def test_it_declines_where_the_bracket_has_a_number_on_the_right() -> None:
    assert scatter(_gather(Bracket(affine(i), affine(0)))) is None


def test_it_declines_for_two_terms_and_for_a_maximum() -> None:
    term = _gather(Bracket(READ, affine(r))).terms[0]
    assert scatter(Equation(X_BAR[r], ((r, N),), (term, term))) is None
    assert scatter(Equation(X_BAR[r], ((r, N),), (term,), Reduction.MAXIMUM)) is None


def test_it_declines_where_one_target_is_read_through_another() -> None:
    brackets = (Bracket(affine(q) + i, affine(r)), Bracket(affine(u), affine(q)))
    term = Term(((i, O), (u, F)), (), brackets, Y_BAR[i] * W[u])
    two = vector("x_bar").__class__("x_bar", (N, N), TensorRole.COTANGENT)
    assert scatter(total(two[r, q], ((r, N), (q, N)), term)) is None


def test_a_free_index_in_the_bracket_stays_free() -> None:
    both = vector("x_bar").__class__("x_bar", (O, N), TensorRole.COTANGENT)
    term = Term(((u, F),), (), (Bracket(affine(j) * S + u, affine(r)),), Y_BAR[j] * W[u])
    found = scatter(total(both[j, r], ((j, O), (r, N)), term))
    assert found is not None
    assert found.left == both[affine(j), affine(j) * S + u]


@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 9), st.integers(1, 5), st.integers(1, 3), st.integers(1, 7))
def test_scatter_and_gather_have_the_same_values_also_where_padding_exceeds_the_span(
    s: int, d: int, p: int, outputs: int, taps: int, n: int
) -> None:
    sizes = {S: s, D: d, P: p, O: outputs, F: taps, N: n}
    source = random.Random(f"{s} {d} {p}")
    tensors = {
        "y_bar": {(a,): source.randint(-9, 9) for a in range(outputs)},
        "W": {(a,): source.randint(-9, 9) for a in range(taps)},
    }
    gather = _gather(Bracket(READ, affine(r)))
    found = scatter(gather)
    assert found is not None
    assert evaluate(found, World(tensors, sizes)) == evaluate(gather, World(tensors, sizes))
