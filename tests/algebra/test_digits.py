"""Digits: n g + k = n g' + k' splits into g = g' and k = k', if k and k' run below n."""

import pytest

from derive.algebra.affine import Affine, affine
from derive.algebra.elimination import split_digits
from derive.algebra.equation import Bracket, Range, Term
from derive.algebra.index import Index, Role
from tests.algebra.letters import N, S, c, g, k, vector

BASE, GROUPS = S, N
g2, k2 = Index("g", Role.CHANNEL, 1), Index("k", Role.CHANNEL, 1)
BODY = vector("y", GROUPS * BASE)


def _split(left: Affine, right: Affine, low: object = BASE, other_low: object = BASE) -> Term | None:
    free: tuple[Range, ...] = ((g2, GROUPS), (k2, other_low))  # type: ignore[assignment]
    bound: tuple[Range, ...] = ((g, GROUPS), (k, low))  # type: ignore[assignment]
    return split_digits(Term(bound, (), (Bracket(left, right),), BODY[left]), free)


def test_two_digits_split_into_group_and_place() -> None:
    term = _split(affine(g) * BASE + k, affine(g2) * BASE + k2)
    assert term is not None
    assert term.brackets == (Bracket(affine(g), affine(g2)), Bracket(affine(k), affine(k2)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (affine(g) * BASE + k + 1, affine(g2) * BASE + k2),
        (affine(g) * BASE + k, affine(g2) * BASE + k2 - 1),
        (affine(g) * (BASE + 1) + k, affine(g2) * (BASE + 1) + k2),
        (affine(g) * BASE + affine(k) * 2, affine(g2) * BASE + affine(k2) * 2),
        (affine(g) * BASE, affine(g2) * BASE + k2),
        (affine(g) * BASE + k, affine(k2)),
    ],
)
def test_other_forms_are_left(left: Affine, right: Affine) -> None:
    assert _split(left, right) is None


def test_a_low_digit_that_reaches_the_base_is_left() -> None:
    assert _split(affine(g) * BASE + k, affine(g2) * BASE + k2, low=BASE + 1, other_low=BASE + 1) is None
    assert _split(affine(g) * BASE + k, affine(g2) * BASE + k2, low=BASE, other_low=BASE + 1) is None


def test_of_three_digits_the_last_is_split_off() -> None:
    free: tuple[Range, ...] = ((g2, GROUPS), (k2, BASE))
    left = affine(c) * (BASE * GROUPS) + affine(g) * BASE + k
    term = Term(((c, 2), (g, GROUPS), (k, BASE)), (), (Bracket(left, affine(g2) * BASE + k2),), BODY[left])
    found = split_digits(term, free)
    assert found is not None
    high = affine(c) * GROUPS + g
    assert found.brackets == (Bracket(high, affine(g2)), Bracket(affine(k), affine(k2)))


def test_digits_of_which_one_is_no_multiple_of_the_base_are_left() -> None:
    free: tuple[Range, ...] = ((g2, GROUPS), (k2, BASE))
    left = affine(c) * (BASE + 1) + affine(g) * BASE + k
    term = Term(((c, 2), (g, GROUPS), (k, BASE)), (), (Bracket(left, affine(g2) * BASE + k2),), BODY[left])
    assert split_digits(term, free) is None
