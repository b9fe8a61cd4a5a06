"""The verifier verified: known mistakes are found, and one that the checks let through is called a hole."""

from collections.abc import Iterator
from typing import Any

import pytest

import derive.faults.catalogue
import derive.verification.trial
from derive.faults.catalogue import BY_ID, EVERY
from derive.faults.decay import DECAY
from derive.faults.fault import Fault
from derive.faults.uses import USES
from derive.layers.catalogue import LAYERS, LOSSES
from derive.network.build import build
from derive.network.formulas import TOTAL
from derive.network.model import Layer, Loss
from derive.spec.read import parse_spec
from derive.verification.configurations import configurations
from derive.verification.record import Check, Kind, Verdict
from derive.verification.sizing.alone import DISTINCT, EQUAL, alone, described
from derive.verification.survey import Survey, SurveyRow, could_apply, made_in
from derive.verification.trial import Outcome, all_made, attempt
from tests.kernels.networks import image, network

IMAGE = image(1, 9, 9)


@pytest.fixture(scope="module")
def survey() -> Survey:
    """One for all, so that nothing is tried twice."""
    return Survey()


@pytest.fixture(scope="module")
def pooled(survey: Survey) -> tuple[SurveyRow, ...]:
    """A network of a pooling without overlap and a strided convolution."""
    return survey.rows(network(IMAGE, {"conv": {"filters": 7, "kernel": 2, "stride": 2}}, {"avg_pool": {"window": 2}}))


def test_every_fault_is_killed_on_its_own_example(survey: Survey) -> None:
    rows = survey.examples()
    assert [row.fault for row in rows] == [fault.id for fault in EVERY]
    assert [row.fault for row in rows if not row.killed] == []
    assert all(row.proof for row in rows)


def test_a_row_is_killed_or_equivalent_or_does_not_apply(pooled: tuple[SurveyRow, ...]) -> None:
    for row in pooled:
        assert row.killed + row.equivalent + (not row.applicable) == 1
        assert not row.hole


def test_what_changes_nothing_is_killed_on_another_network(pooled: tuple[SurveyRow, ...]) -> None:
    (row,) = (r for r in pooled if (r.layer, r.fault) == ("avg_pool1", "pooling.overwrites") and r.applicable)
    assert row.equivalent
    assert "window 2" in row.configuration
    assert "stride 1" in row.elsewhere
    assert row.proof == ("engine: avg_pool1 input", "differences: input")


def test_what_a_layer_does_not_have_does_not_apply(pooled: tuple[SurveyRow, ...]) -> None:
    absent = {row.fault for row in pooled if row.layer == "conv1" and not row.applicable}
    assert "window.dilation-missing" in absent
    assert "window.stride-missing" not in absent
    assert not absent & {"softmax.diagonal-only", "dropout.no-scale"}, "other kinds' mistakes are not counted"


def test_proofs_name_the_checks_that_failed(pooled: tuple[SurveyRow, ...]) -> None:
    (row,) = (r for r in pooled if r.layer == "conv1" and (r.fault, r.formula) == ("window.stride-missing", "W_bar"))
    assert row.proof == ("engine: conv1.W", "differences: conv1.W", "training: network")


def test_a_mistake_that_the_checks_let_through_is_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    blind = Check(Kind.ENGINE, "network", "looks away", Verdict.VERIFIED, "")
    monkeypatch.setattr(derive.verification.trial, "check_numbers", lambda case: iter([blind]))
    rows = Survey().rows(network({"features": 2}, "tanh"))
    assert {row.fault for row in rows if row.hole} >= {"elementwise.slope-missing", "elementwise.square-missing"}
    assert not any(row.killed or row.equivalent for row in rows)


def test_a_check_that_could_not_run_kills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = Check(Kind.ENGINE, "network", "stops", Verdict.COULD_NOT_RUN, "", reason="it stopped")
    monkeypatch.setattr(derive.verification.trial, "check_numbers", lambda case: iter([stopped]))
    rows = Survey().rows(network({"features": 2}, "tanh"))
    assert all(row.hole for row in rows if row.applicable)


def test_a_mistake_whose_shapes_do_not_fit_is_tried_where_they_do(survey: Survey) -> None:
    model = network(IMAGE, {"conv": {"filters": 4, "kernel": 3}})
    layer = model.layers[0]
    tried = {}
    for counts in (DISTINCT, EQUAL):
        made = _only(all_made(alone(model, layer, counts), Layer), "weights.channels-not-swapped", "z")
        tried[counts.outputs] = attempt(made).outcome
    assert list(tried.values()) == [Outcome.REFUSED, Outcome.KILLED]
    (row,) = (r for r in survey.rows(model) if (r.fault, r.formula) == ("weights.channels-not-swapped", "z"))
    assert row.killed
    assert row.configuration == "conv(filters 3, kernel 3) on 3x5x5, batch 3"


@pytest.fixture
def one_fault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fault]:
    """A catalogue of one fault; what was made of it is forgotten before and after."""
    fault, kept = BY_ID["weights.filter-transposed"], (made_in, could_apply)
    monkeypatch.setattr(derive.faults.catalogue, "FAULTS", (fault,))
    for each in kept:
        each.cache_clear()
    yield fault
    for each in kept:
        each.cache_clear()


@pytest.mark.parametrize(
    ("layer", "square"),
    [
        ({"conv": {"filters": 4, "kernel": [3, 2]}}, "conv(filters 3, kernel 3) on 3x5x5, batch 3"),
        ({"depthwise": {"multiplier": 2, "kernel": [1, 3]}}, "depthwise(kernel 3, multiplier 2) on 3x5x5, batch 3"),
        ({"conv_transpose": {"filters": 4, "kernel": [3, 2]}}, "conv_transpose(filters 3, kernel 3) on 3x3x3, batch 3"),
    ],
    ids=["conv", "depthwise", "conv_transpose"],
)
def test_a_rectangular_filter_that_cannot_be_transposed_is_tried_as_a_square(
    one_fault: Fault, layer: dict[str, Any], square: str
) -> None:
    transposed = one_fault
    rows = [row for row in Survey().rows(network(IMAGE, layer)) if row.applicable]
    assert [row.formula for row in rows] == ["z", "W_bar", "x_bar"]
    assert all(row.killed and row.fault == transposed.id and row.configuration == square for row in rows)


def test_axes_that_are_divided_have_as_many_entries_as_that_takes(survey: Survey) -> None:
    """Positions as channels: sizes that no parts divide would not fit."""
    unshuffled = {"rearrange": {"pattern": "b c (h p1) (w p2) -> b (c p1 p2) h w", "p1": 2, "p2": 3}}
    rows = [row for row in survey.rows(network(image(2, 4, 6), unshuffled)) if row.applicable]
    assert {row.fault for row in rows if row.killed} >= {"axes.factors-exchanged"}
    assert not any(row.hole for row in rows)


def _only(made: Iterator[Any], fault: str, formula: str) -> Any:
    return next(one for one in made if one.key == (fault, formula))


def test_a_failure_says_nothing_where_the_right_formulas_fail_too(monkeypatch: pytest.MonkeyPatch) -> None:
    always = Check(Kind.ENGINE, "network", "fails", Verdict.FAILED, "", reason="it always fails")
    monkeypatch.setattr(derive.verification.trial, "check_numbers", lambda case: iter([always]))
    rows = Survey().rows(network({"features": 2}, "tanh"))
    assert all(row.hole for row in rows if row.applicable)


def test_a_losss_options_tell_networks_apart() -> None:
    models = [
        network({"features": 3}, "softmax", loss={"cross_entropy": {"normalised": normalised}})
        for normalised in (True, False)
    ]
    assert len({described(model) for model in models}) == 2


def test_layers_alike_are_tried_once() -> None:
    own = Survey()
    own.rows(network({"features": 4}, "sigmoid", "sigmoid"))
    count = len(own.trials)
    own.rows(network({"features": 9}, "sigmoid"))
    assert len(own.trials) == count


def test_a_large_layer_is_tried_at_small_sizes_with_its_own_options() -> None:
    model = network(image(3, 150, 151), {"conv": {"filters": 32, "kernel": 3, "stride": [2, 1], "padding": 1}})
    small = alone(model, model.layers[0], DISTINCT)
    assert described(small) == "conv(filters 5, kernel 3, stride 2x1, padding 1) on 2x8x3, batch 3"


def test_a_loss_is_tried_behind_the_layer_that_it_follows() -> None:
    model = network({"features": 4}, "sigmoid", {"dense": {"units": 9}}, "softmax", loss="cross_entropy")
    assert isinstance(model.loss, Loss)
    small = alone(model, model.loss, DISTINCT)
    assert described(small) == "softmax and cross_entropy on 7, batch 3"


@pytest.mark.parametrize("kind", [kind.kind for kind in (*LAYERS, *LOSSES)])
def test_every_kind_has_networks_to_look_for_a_mistake_on(kind: str) -> None:
    assert configurations(kind)
    assert could_apply(kind)


def test_every_fault_of_the_catalogue_can_be_made_in_the_fixed_list_or_in_a_sum_over_uses() -> None:
    reached = {fault for kind in (*LAYERS, *LOSSES) for fault in could_apply(kind.kind)}
    reached |= {each.id for each in (*USES, *DECAY)}  # these are looked at in the whole network
    assert reached == {fault.id for fault in EVERY}
    assert set(BY_ID) < reached


def test_the_sum_over_the_uses_of_shared_weights_is_looked_at_in_the_whole_network() -> None:
    model = build(
        parse_spec("""
        input: {features: 3}
        layers:
          - dense: {name: one, units: 3}
          - tanh
          - dense: {name: two, share: one}
    """)
    )
    rows = [row for row in Survey().rows(model) if row.formula == TOTAL]
    assert {row.layer for row in rows} == {"one.W", "one.b"}
    assert {row.fault for row in rows} == {fault.id for fault in USES}
    assert all(row.killed for row in rows)
