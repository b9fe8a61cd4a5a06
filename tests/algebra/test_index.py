"""Indices: fresh ones differ from every taken one, deterministically."""

from hypothesis import given
from hypothesis import strategies as st

from derive.algebra.index import Index, Role, fresh
from tests.algebra.letters import c, i

taken_indices = st.lists(st.builds(Index, st.sampled_from("ij"), st.sampled_from(list(Role)), st.integers(0, 4)))


@given(taken_indices)
def test_a_fresh_index_is_written_unlike_every_taken_one(taken: list[Index]) -> None:
    made = fresh(i, taken)
    assert str(made) not in {str(other) for other in taken}
    assert (made.name, made.role) == (i.name, i.role)


@given(taken_indices)
def test_a_fresh_index_does_not_depend_on_the_order_of_the_taken_ones(taken: list[Index]) -> None:
    assert fresh(i, taken) == fresh(i, reversed(taken))


def test_one_letter_with_two_roles_is_two_indices_but_written_apart() -> None:
    unit = Index("c", Role.UNIT)
    assert unit != c
    assert str(fresh(unit, [c])) == "c'"


def test_an_untaken_letter_keeps_its_form() -> None:
    assert fresh(i, [c]) == i
