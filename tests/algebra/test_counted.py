"""Sizes as plain functions have the values that SymPy gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import exp

from derive.algebra.counted import counted, rising
from derive.algebra.size import CeilQuotient, CeilSize, ExactQuotient, FloorQuotient, LargerOf, named, value_of
from derive.errors import EvaluationError

N, F, S = named("n"), named("f"), named("s")
SIZES = [
    N,
    3 * N * F + S**2 + 7,
    FloorQuotient(N + 2 * S - F, S) + 1,
    CeilQuotient(N, S),
    CeilSize(N - F, S, N + F),
    FloorQuotient(LargerOf((CeilQuotient(N, S) - 1) * S + F - N, 0), 2),
    CeilQuotient(N - 3 * F, S) * FloorQuotient(F - N, S),
]
numbers = st.fixed_dictionaries({N: st.integers(1, 30), F: st.integers(1, 9), S: st.integers(1, 7)})


@pytest.mark.parametrize("size", SIZES, ids=str)
@given(known=numbers)
def test_the_function_has_the_value_of_the_expression(size: object, known: dict) -> None:  # type: ignore[type-arg]
    assert counted(size)(known) == value_of(size, known)  # type: ignore[arg-type]


def test_a_number_is_itself_and_an_even_quotient_is_exact() -> None:
    assert counted(5)({}) == 5
    assert counted(ExactQuotient(N, S))({N: 12, S: 4}) == 3


def test_what_is_no_size_is_refused() -> None:
    with pytest.raises(EvaluationError, match="no sum, product or quotient of sizes"):
        counted(exp(N))


def test_a_size_rises_only_where_it_is_a_sum_of_products() -> None:
    assert rising(3 * N * F + S**2 + 7)
    assert not rising(N - F)
    assert not rising(FloorQuotient(N, S))
