"""Sizes by number or name, and the rounded quotients that define them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Integer

from derive.algebra.size import CeilQuotient, CeilSize, ExactQuotient, FloorQuotient, LargerOf, named, normal, value_of
from derive.errors import EvaluationError
from tests.algebra.letters import N, P, S
from tests.textbook import window_count

small = st.integers(1, 12)


@given(st.integers(-20, 40), small)
def test_quotients_round_down_and_up_also_below_zero(a: int, b: int) -> None:
    down, up = int(FloorQuotient(Integer(a), Integer(b))), int(CeilQuotient(Integer(a), Integer(b)))
    assert down * b <= a < (down + 1) * b
    assert (up - 1) * b < a <= up * b


@given(small, small, small, st.integers(0, 4), st.integers(1, 3))
def test_the_ceil_size_counts_windows_by_sliding(n: int, f: int, s: int, p: int, d: int) -> None:
    span = d * (f - 1) + 1
    counted = window_count(n, f, s, p, d, ceil=True)
    if span <= n + 2 * p:
        assert CeilSize(Integer(n + 2 * p - span), Integer(s), Integer(n + p)) == counted


def test_a_quotient_of_names_stays_as_written() -> None:
    quotient = FloorQuotient(N + 2 * P, S)
    assert quotient.args == (N + 2 * P, S)
    assert value_of(quotient, {N: 7, P: 1, S: 2}) == 4


def test_the_larger_of_two_numbers_is_a_number() -> None:
    assert LargerOf(Integer(-2), Integer(0)) == 0
    assert value_of(LargerOf(N - S, Integer(0)), {N: 5, S: 2}) == 3


def test_an_exact_quotient_that_leaves_a_rest_is_no_size() -> None:
    with pytest.raises(EvaluationError):
        value_of(ExactQuotient(N, S), {N: 5, S: 2})


def test_a_name_without_a_number_is_said() -> None:
    with pytest.raises(EvaluationError, match="size n \\+ s has no value; bind s"):
        value_of(N + S, {N: 3})


def test_equal_polynomials_are_the_same_object() -> None:
    assert normal(S * (N + 1)) == normal(S * N + S)
    assert normal(S - S) == 0


def test_a_size_may_be_zero_only_where_it_says_so() -> None:
    assert named("p", 0).is_positive is None
    assert named("n").is_positive
