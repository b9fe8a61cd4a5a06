"""The search for sizes against trying everything, and its answers where nothing fits."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.algebra.size import FloorQuotient, named
from derive.errors import SizeError
from derive.layers.declaration import SizeRule
from derive.verification.sizing import search
from derive.verification.sizing.search import (
    Constraint,
    SizeProblem,
    Unknown,
    at_least,
    at_most,
    different,
    divides,
    equal,
    solve,
)

LETTERS = tuple(named(letter) for letter in "abcd")
A, B, C, D = LETTERS
HALF = named("half")
RULES = (SizeRule(HALF, FloorQuotient(A + C, 2)),)
KNOWN = (*LETTERS, HALF)

sizes = st.sampled_from((*KNOWN, A * B, B + 2 * C, A * B * C + D))
constraint = st.one_of(
    st.builds(at_least, sizes, st.integers(1, 12)),
    st.builds(at_most, sizes, st.integers(1, 40)),
    st.builds(equal, sizes, sizes),
    st.builds(different, sizes, sizes),
    st.builds(divides, st.sampled_from(LETTERS), sizes),
)
candidates = st.lists(st.integers(1, 6), min_size=1, max_size=4, unique=True).map(tuple)


def everything(problem: SizeProblem, constraints: Sequence[Constraint]) -> dict[object, int] | None:
    """The first numbers that keep all constraints, in the order of the candidates, by trying all."""
    for numbers in product(*(unknown.candidates for unknown in problem.unknowns)):
        known = dict(zip(LETTERS, numbers, strict=True))
        known[HALF] = (known[A] + known[C]) // 2
        if all(each.holds(known) for each in constraints):
            return known
    return None


@given(st.tuples(*[candidates] * 4), st.lists(constraint, max_size=5))
def test_it_finds_the_first_numbers_that_trying_all_finds(
    lists: tuple[tuple[int, ...], ...], constraints: list[Constraint]
) -> None:
    problem = SizeProblem(tuple(map(Unknown, LETTERS, lists)), RULES, tuple(constraints))
    expected = everything(problem, constraints)
    if expected is None:
        with pytest.raises(SizeError, match="no sizes fit: "):
            solve(problem)
    else:
        assert solve(problem) == expected


@given(st.tuples(*[candidates] * 4), st.lists(constraint, max_size=2), st.lists(constraint, max_size=4))
def test_wishes_are_kept_in_their_order_as_far_as_they_go_together(
    lists: tuple[tuple[int, ...], ...], constraints: list[Constraint], wishes: list[Constraint]
) -> None:
    problem = SizeProblem(tuple(map(Unknown, LETTERS, lists)), RULES, tuple(constraints))
    kept = list(constraints)
    if everything(problem, kept) is None:
        return
    for wish in wishes:
        kept += [wish] if everything(problem, [*kept, wish]) is not None else []
    assert solve(problem, wishes) == everything(problem, kept)


def two_paths(*more: Constraint) -> SizeProblem:
    """Two branches that read one input and meet: o = floor((n - 3)/2) + 1 and q = floor((n - 2)/3) + 1."""
    n, o, q = named("n"), named("o"), named("q")
    rules = (SizeRule(o, FloorQuotient(n - 3, 2) + 1), SizeRule(q, FloorQuotient(n - 2, 3) + 1))
    return SizeProblem((Unknown(n, tuple(range(1, 40))),), rules, more)


def test_paths_that_meet_have_equal_sizes() -> None:
    o, q = named("o"), named("q")
    found = solve(two_paths(at_least(o, 3), equal(o, q)))
    assert (found[named("n")], found[o], found[q]) == (8, 3, 3)
    without = solve(two_paths(at_least(o, 3)))
    assert without[o] != without[q]


def test_paths_that_cannot_meet_are_refused_with_what_stands_in_the_way() -> None:
    o, q = named("o"), named("q")
    with pytest.raises(SizeError, match=r"no sizes fit: .*o = q"):
        solve(two_paths(at_least(o, 5), equal(o, q)))


def test_axes_that_share_nothing_are_decided_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_STEPS", 3000)
    axes = tuple(named(f"n{axis}") for axis in range(8))
    problem = SizeProblem(tuple(Unknown(axis, tuple(range(1, 300))) for axis in axes))
    assert set(solve(problem, [at_least(axis, 250) for axis in axes]).values()) == {250}
    impossible = SizeProblem(problem.unknowns, (), (at_least(axes[0], 250), at_least(axes[7], 400)))
    with pytest.raises(SizeError, match=f"^no sizes fit: {axes[7]} >= 400$"):
        solve(impossible)


def test_a_search_that_was_given_up_does_not_say_that_nothing_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_STEPS", 50)
    never = Constraint("the digits of pi", frozenset((A, B, C)), lambda known: False)
    with pytest.raises(SizeError, match="given up after 50 steps"):
        solve(SizeProblem(tuple(Unknown(letter, tuple(range(1, 50))) for letter in (A, B, C)), (), (never,)))


def test_a_size_without_number_rule_or_candidates_is_named() -> None:
    with pytest.raises(SizeError, match="the size d has no number, no rule and no candidates"):
        solve(SizeProblem((Unknown(A, (1,)),), (), (at_least(D, 1),)))
