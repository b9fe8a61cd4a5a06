"""The rules that make a cotangent compact: each is one law, and declines where its guard fails."""

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Guard, Term, total
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.compact import collect, expand, insert_sum, name_sums, solve, sum_ones, use_facts
from tests.algebra.letters import F, M, N, i, j, m, u

A, B, C = (Tensor(name, (M, N), TensorRole.ACTIVATION) for name in "abc")
S = Tensor("s", (M,), TensorRole.ACTIVATION)
T = Tensor("t", (M, N), TensorRole.TARGET, facts=(Fact.SUMS_TO_ONE,))
OUT = Tensor("o", (M, N), TensorRole.ACTIVATION)
FREE = ((m, M), (i, N))
SUM = total(S[m], ((m, M),), Term(((j, N),), (), (), A[m, j] * B[m, j]))
LAST = Guard(affine(j), N - 1)


def _out(*terms: Term) -> Equation:
    return total(OUT[m, i], FREE, *terms)


def _plain(body: object) -> Term:
    return Term((), (), (), body)


def test_a_named_sum_is_inserted_with_its_own_bound_index() -> None:
    found = insert_sum(_out(_plain(C[m, i] * S[m] + A[m, i])), SUM)
    assert found == _out(Term(((j, N),), (), (), C[m, i] * A[m, j] * B[m, j]), _plain(A[m, i]))


def test_insertion_does_not_capture_a_letter_that_is_in_use() -> None:
    found = insert_sum(_out(Term(((j, N),), (), (), C[m, j] * S[m])), SUM)
    assert found is not None
    (term,) = found.terms
    assert len({index for index, _ in term.bound}) == 2
    outer, inner = (index for index, _ in term.bound)
    assert term.body == C[m, outer] * A[m, inner] * B[m, inner]


def test_insertion_declines_where_the_tensor_stands_squared_or_twice() -> None:
    assert insert_sum(_out(_plain(S[m] ** 2)), SUM) is None
    two = Tensor("s", (M,), TensorRole.ACTIVATION)
    assert insert_sum(total(OUT[m, i], ((m, M), (i, M)), _plain(two[m] * two[i])), SUM) is None


def test_insertion_keeps_guards_of_both_sides() -> None:
    guarded = total(S[m], ((m, M),), Term(((j, N),), (LAST,), (), A[m, j]))
    outer = Guard(affine(u), F)
    found = insert_sum(_out(Term(((u, F),), (outer,), (), S[m])), guarded)
    assert found is not None
    assert set(found.terms[0].guards) == {outer, LAST}


def test_a_product_of_sums_is_multiplied_out() -> None:
    found = expand(_out(Term(((j, N),), (), (), A[m, j] * (B[m, i] - C[m, j]))))
    assert found is not None
    assert {term.body for term in found.terms} == {A[m, j] * B[m, i], -A[m, j] * C[m, j]}
    assert all(term.bound == ((j, N),) for term in found.terms)


def test_a_definition_is_solved_for_the_tensor_that_goes() -> None:
    definition = total(A[m, i], FREE, _plain(C[m, i] / S[m]))
    found = solve(_out(_plain(C[m, i] * B[m, i])), "c", definition)
    assert found == _out(_plain(A[m, i] * S[m] * B[m, i]))


def test_solving_declines_where_the_tensor_is_not_linear_or_occurs_twice() -> None:
    equation = _out(_plain(C[m, i] * B[m, i]))
    for body in (C[m, i] ** 2, C[m, i] / (1 + C[m, i]) ** 2):
        assert solve(equation, "c", total(A[m, i], FREE, _plain(body))) is None
    assert solve(equation, "b", total(A[m, i], FREE, _plain(C[m, i]))) is None


def test_a_sum_that_has_a_name_is_replaced_by_it() -> None:
    found = name_sums(_out(Term(((j, N),), (), (), 3 * C[m, i] * A[m, j] * B[m, j])), SUM)
    assert found == _out(_plain(3 * C[m, i] * S[m]))


def test_a_sum_with_another_factor_range_or_guard_keeps_its_form() -> None:
    for term in (
        Term(((j, N),), (), (), C[m, j] * A[m, j] * B[m, j]),
        Term(((j, N),), (LAST,), (), A[m, j] * B[m, j]),
        Term(((j, N - 1),), (), (), A[m, j] * B[m, j]),
        Term(((j, N),), (), (), A[m, j]),
    ):
        assert name_sums(_out(term), SUM) == _out(term)


def test_a_sum_of_a_constant_is_a_multiple() -> None:
    assert sum_ones(_out(Term(((j, N), (u, F)), (), (), A[m, j]))) == _out(Term(((j, N),), (), (), F * A[m, j]))


def test_a_guarded_sum_of_a_constant_is_left() -> None:
    guarded = _out(Term(((j, N),), (LAST,), (), A[m, i]))
    assert sum_ones(guarded) == guarded


def test_a_declared_sum_is_one() -> None:
    assert use_facts(_out(Term(((j, N),), (), (), A[m, i] * T[m, j]))) == _out(_plain(A[m, i]))


def test_a_declared_sum_over_part_of_the_axis_with_a_factor_or_without_the_fact_is_left() -> None:
    undeclared = Tensor("t", (M, N), TensorRole.TARGET)
    for term in (
        Term(((j, N),), (), (), A[m, j] * T[m, j]),
        Term(((j, N),), (LAST,), (), T[m, j]),
        Term(((j, N - 1),), (), (), T[m, j]),
        Term(((j, N),), (), (), T[m, j] ** 2),
        Term(((j, N),), (), (), undeclared[m, j]),
        Term(((j, M),), (), (), T[j, i]),
    ):
        assert use_facts(_out(term)) == _out(term)


def test_summands_without_a_sum_are_collected_and_others_kept() -> None:
    summed = Term(((j, N),), (), (), A[m, j])
    found = collect(_out(_plain(A[m, i] * B[m, i]), summed, _plain(-A[m, i] * C[m, i])))
    assert found is not None
    assert summed in found.terms
    (single,) = (term for term in found.terms if term != summed)
    assert single.body - A[m, i] * (B[m, i] - C[m, i]) == 0 or single.body.expand() == (
        A[m, i] * B[m, i] - A[m, i] * C[m, i]
    )


def test_summands_that_cancel_leave_nothing() -> None:
    found = collect(_out(_plain(A[m, i]), _plain(-A[m, i])))
    assert found is not None
    assert [term.body for term in found.terms] == [0]
