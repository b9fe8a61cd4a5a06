"""The error model: what may differ, and what says nothing."""

import numpy as np
import pytest

from derive.verification.record import Verdict
from derive.verification.tolerance import COARSEST, LOOSEST, UNIT, Bound, compare, gamma, of_sums
from derive.verification.training import largest, relative
from derive.verification.verdict import verdict


def test_gamma_is_the_bound_of_a_sum_of_that_many_roundings() -> None:
    assert gamma(1) == pytest.approx(UNIT, rel=1e-12)
    assert gamma(1000) > 1000 * UNIT


def test_a_difference_within_twice_gamma_of_the_magnitude_is_within() -> None:
    assert compare([1.0], [1.0 + 3 * gamma(4) / 2], of_sums([1.0], 4)).within
    assert not compare([1.0], [1.0 + 3 * gamma(4)], of_sums([1.0], 4)).within


def test_each_entry_keeps_its_own_bound() -> None:
    far = np.array([1e6, 1.0 + 1e-9])
    assert not compare(far, [1e6, 1.0], of_sums(np.abs(far), 4)).within


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_none_is_never_within(wrong: float) -> None:
    assert not compare([1.0, wrong], [1.0, 1.0], of_sums([1.0, 1.0], 4)).within
    assert not compare([1.0, 1.0], [1.0, wrong], of_sums([1.0, 1.0], 4)).within
    assert not compare([1.0, wrong], [1.0, wrong], of_sums([1.0, 1.0], 4)).within
    assert not compare([1.0], [1.0], of_sums([np.nan], 4)).within


def test_other_shapes_are_never_within_even_if_they_broadcast() -> None:
    assert not compare(np.ones((2, 1)), np.ones((2, 3)), of_sums(np.ones((2, 3)), 4)).within


def test_a_bound_looser_than_a_millionth_of_the_result_counts_as_not_checked() -> None:
    loose = compare([1.0], [1.0], of_sums([1e9], 16))
    assert loose.within
    assert loose.bound > COARSEST
    check = verdict("x", np.ones(1), np.ones(1), of_sums(np.full(1, 1e9), 16))
    assert check.verdict is Verdict.COULD_NOT_RUN
    assert "looser than 1e-06 of the largest entry: not checked" in check.reason


def test_a_bound_looser_than_a_billionth_of_what_is_summed_counts_as_not_checked() -> None:
    carried = Bound(np.ones(1), np.full(1, 1e-9))
    assert compare([1.0], [1.0], carried).share > LOOSEST
    check = verdict("x", np.ones(1), np.ones(1), carried)
    assert check.verdict is Verdict.COULD_NOT_RUN
    assert "of what is summed is looser than 1e-09: not checked" in check.reason


def test_a_sum_of_a_million_numbers_of_both_signs_is_judged_by_what_is_summed() -> None:
    numbers = np.random.default_rng(0).standard_normal(10**6)
    found = compare(numbers.sum(), numbers[::-1].sum(), of_sums(np.abs(numbers).sum(), numbers.size))
    assert found.within
    assert found.bound > LOOSEST
    assert found.meaningful


def test_a_derivative_of_zero_is_compared_relative_to_its_magnitude() -> None:
    noise = compare([1e-17, 0.0], [0.0, 0.0], of_sums([1.0, 1.0], 16))
    assert noise.within
    assert noise.meaningful
    assert not compare([1e-9, 0.0], [0.0, 0.0], of_sums([1.0, 1.0], 16)).within


def test_python_would_lose_a_nan_in_a_maximum_and_training_does_not() -> None:
    assert np.isnan(largest([0.0, float("nan"), 1.0]))
    assert np.isnan(relative(np.array([np.nan]), np.ones(1), 0.0))


def test_gradients_that_are_all_zero_are_equal_not_undefined() -> None:
    assert relative(np.zeros(2), np.zeros(2), 0.0) == 0.0
    assert relative(np.zeros(2), np.zeros(3), 0.0) == float("inf")
