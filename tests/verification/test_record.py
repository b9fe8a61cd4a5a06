"""The record, and what counts as verified."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest

import derive.engine.activations
import derive.network.backward
import derive.verification.run as run
from derive.algebra.equation import Equation, Term
from derive.verification.record import Check, Kind, Record, Verdict, counted
from tests.verification.networks import IMAGE, VECTOR, network


def check(verdict: Verdict) -> Check:
    return Check(Kind.EXACT, "x", "claim", verdict, "figure", {"difference": 1e-17, "steps": 5}, "σ reason")


def test_what_could_not_run_is_a_failure() -> None:
    record = Record("net", (check(Verdict.VERIFIED), check(Verdict.COULD_NOT_RUN)))
    assert not record.ok
    assert len(record.failures) == 1


def test_nothing_verified_is_not_ok() -> None:
    assert not Record("net", ()).ok
    assert not Record("net", (check(Verdict.NOT_APPLICABLE),)).ok
    assert Record("net", (check(Verdict.NOT_APPLICABLE), check(Verdict.VERIFIED))).ok


def test_a_record_survives_json() -> None:
    record = Record("net", (check(Verdict.VERIFIED), check(Verdict.FAILED)))
    data = json.loads(record.to_json())
    assert data == record.to_dict()
    assert data["counts"] == {"verified": 1, "failed": 1, "not applicable": 0, "could not run": 0}
    assert data["checks"][0]["measured"] == {"difference": 1e-17, "steps": 5}


def test_training_without_a_loss_or_parameters_does_not_apply_and_says_why() -> None:
    without_loss = run.verify(network("sigmoid", VECTOR))
    without_parameters = run.verify(network("sigmoid", VECTOR, "mean_squared_error"))
    reasons = [c.reason for r in (without_loss, without_parameters) for c in r.checks if c.kind is Kind.TRAINING]
    assert reasons == ["the spec has no loss", "the network has no parameters"]
    assert without_loss.ok
    assert without_loss.count(Verdict.NOT_APPLICABLE) == 1


@pytest.mark.parametrize("name", ["check_layers", "check_directions", "check_network", "check_differences"])
def test_a_check_that_looks_at_nothing_or_stops_is_a_failure(name: str) -> None:
    def stops(given: Any) -> Iterator[Check]:
        raise ZeroDivisionError("in the middle")

    for broken, reason in ((lambda given: iter(()), "it looked at nothing"), (stops, "ZeroDivisionError")):
        with mock.patch.object(run, name, broken):
            record = run.verify(network("relu", VECTOR))
        assert not record.ok
        assert reason in record.failures[0].reason


def test_a_network_whose_kernels_cannot_be_made_fails_four_checks_each_with_a_reason() -> None:
    with mock.patch.object(run, "make_case", side_effect=ValueError("no kernels")):
        record = run.verify(network("relu", VECTOR))
    assert {c.kind for c in record.failures} == {Kind.SIZES, Kind.ENGINE, Kind.DIFFERENCES, Kind.TRAINING}
    assert all(c.verdict is Verdict.COULD_NOT_RUN and c.reason for c in record.failures)


def test_a_wrong_derivation_swapped_in_fails_exact_engine_and_difference_checks() -> None:
    honest = derive.network.backward._derive

    def doubled(declaration: Any, entry: Any) -> Any:
        found = honest(declaration, entry)

        def twice(equation: Equation) -> Equation:
            terms: tuple[Term, ...] = tuple(replace(term, body=2 * term.body) for term in equation.terms)
            return Equation(equation.left, equation.free, terms, equation.reduction)

        return replace(found, equation=twice(found.equation), scatter=found.scatter and twice(found.scatter))

    with mock.patch.object(derive.network.backward, "_derive", doubled):
        derive.network.backward.derive_declaration.cache_clear()
        try:
            record = run.verify(network("conv: {filters: 1, kernel: 2}", IMAGE))
        finally:
            derive.network.backward.derive_declaration.cache_clear()
    assert {c.kind for c in record.failures} == {Kind.EXACT, Kind.ENGINE, Kind.DIFFERENCES}


def test_one_is_no_plural_and_thousands_are_grouped() -> None:
    assert [counted(n, "entry", "entries") for n in (0, 1, 2, 14732)] == [
        "0 entries",
        "1 entry",
        "2 entries",
        "14,732 entries",
    ]
