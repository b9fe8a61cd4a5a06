"""Check 4 of a large network: tensors that are moved at once, and what is still seen of each."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from unittest import mock

import numpy as np
import pytest

from derive.network import schedule
from derive.network.build import build
from derive.spec.read import read_spec
from derive.verification import differences, together
from derive.verification.along_lines import CENTRAL, TAYLOR
from derive.verification.case import Case, make_case
from derive.verification.differences import check_differences, gradients
from derive.verification.record import Check, Verdict
from tests.verification.networks import IMAGE, network


@pytest.fixture(autouse=True)
def every_network_counts_as_large() -> Iterator[None]:
    with mock.patch.object(differences, "LARGE", 0):
        yield


@cache
def case(name: str = "residual_block") -> Case:
    return make_case(build(read_spec(f"specs/{name}.yaml")))


def checked(own: Case, given: Any) -> list[Check]:
    with mock.patch.object(differences, "gradients", return_value=given):
        return list(check_differences(own))


def failed(checks: list[Check]) -> set[str]:
    return {check.subject for check in checks if check.verdict is not Verdict.VERIFIED}


def test_all_tensors_are_moved_at_once_and_the_check_says_what_it_sees_of_one() -> None:
    found = [check for check in check_differences(case()) if check.claim in (CENTRAL, TAYLOR)]
    assert failed(found) == set()
    assert [check.claim for check in found] == [CENTRAL, TAYLOR]
    tensors = len(case().params) + 1
    assert found[0].subject == "stem.W ... input"
    assert found[0].figure == f"a random direction, one along the gradient, in {tensors} tensors at once"
    assert 0 < float(found[0].measured["seen of one tensor"]) < 1e-4


@pytest.mark.parametrize("name", [*case().params, "input"])
def test_one_derivative_that_is_wrong_by_a_thousandth_is_seen_and_named(name: str) -> None:
    right = gradients(case())
    found = failed(checked(case(), {**right, name: right[name] * 1.001}))
    assert name in found
    assert not found & ({*case().params, "input"} - {name})


def test_what_is_said_to_be_seen_is_seen() -> None:
    right = gradients(case())
    (least,) = (
        float(check.measured["seen of one tensor"]) for check in checked(case(), right) if check.claim == CENTRAL
    )
    for name in case().params:
        assert failed(checked(case(), {**right, name: right[name] * (1 + 2 * least)}))


def test_a_share_that_one_sum_over_uses_forgets_is_seen() -> None:
    """The skip's own share is lost at one tensor: all derivatives before it are wrong, those behind it are not."""
    honest = schedule._total

    def first(*given: Any) -> schedule.Total:
        made = honest(*given)
        return replace(made, equation=replace(made.equation, terms=made.equation.terms[:1]))

    with mock.patch.object(schedule, "_total", first):
        broken = make_case(build(read_spec("specs/residual_block.yaml")))
        found = failed(list(check_differences(broken)))
    assert found & {"stem.W", "input"}
    assert "dense1.W" not in found


def test_tensors_that_are_not_seen_in_company_are_looked_at_again() -> None:
    right = gradients(case())
    faint = {**right, "first.W": right["first.W"] * 1.5}
    with mock.patch.object(together, "SEEN", 1e-9):
        apart = checked(case(), right)
        found = checked(case(), faint)
    assert {check.subject for check in apart if check.claim == CENTRAL} >= {*case().params, "input"}
    assert failed(apart) == set()
    assert "first.W" in failed(found)


def test_a_derivative_of_zero_is_moved_too() -> None:
    own = make_case(network("conv: {filters: 2, kernel: 2}\nbatch_norm\nflatten\ndense: {units: 1}\nsigmoid", IMAGE))
    right = gradients(own)
    assert np.max(np.abs(right["conv1.b"])) < 1e-13
    assert failed(checked(own, right)) == set()
    assert "conv1.b" in failed(checked(own, {**right, "conv1.b": right["conv1.b"] + 1e-3}))
