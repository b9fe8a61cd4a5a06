"""Odd ends of a network: targets that are held, that nothing else reads, weights that layers share or split."""

import numpy as np
import pytest

from derive.kernels.network import kernels
from derive.network.build import build
from derive.network.model import Model
from derive.network.terms import Target
from derive.spec.read import parse_spec
from derive.verification.run import verify

INPUT = "input: {features: 3}\n"
PAIR = (
    "layers: [dense: {name: h, units: 3}, sigmoid: {name: t}, "
    "dense: {name: o, from: h, units: 3}, sigmoid: {name: p}]\n"
)
HELD = f"{INPUT}{PAIR}loss: {{binary_cross_entropy: {{target: t, stop_gradient: true}}}}\n"
MOVING = f"{INPUT}{PAIR}loss: {{binary_cross_entropy: {{target: t}}}}\n"
INPUT_HELD = (
    f"{INPUT}layers: [tanh: {{name: a}}, dense: {{units: 3}}]\n"
    "losses:\n  - mean_squared_error: {target: input, stop_gradient: true}\n  - mean_squared_error: {from: a}\n"
)
GIVEN_INPUT = (
    "inputs: {x: {features: 4}, y: {features: 3}}\nlayers: [dense: {from: x, units: 3}]\n"
    "loss: {mean_squared_error: {target: y, stop_gradient: true}}\n"
)
SHARED = (
    "input: {features: 4}\nlayers: [dense: {name: h, units: 4}, dense: {name: g, units: 4, share: {W: h.W}}]\n"
    "loss: mean_squared_error\nregularise: {l2: 0.1, biases: true}\n"
)
GROUPS = (
    "input: {channels: 4, height: 3, width: 3}\nlayers: [conv: {filters: 4, kernel: 2, groups: 2}, flatten]\n"
    "loss: mean_squared_error\nregularise: {l2: 0.1, biases: true}\n"
)


def model_of(text: str) -> Model:
    return build(parse_spec(text))


@pytest.mark.parametrize("text", [HELD, MOVING, INPUT_HELD, GIVEN_INPUT, SHARED, GROUPS])
def test_networks_with_odd_ends_are_verified(text: str) -> None:
    record = verify(model_of(text))
    assert record.ok, record.failures


@pytest.mark.parametrize("found", [Target.HELD, Target.MOVING])
def test_a_loss_that_is_derived_otherwise_than_its_spec_says_fails(
    found: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Wrong:
        HELD = MOVING = found
        GIVEN = Target.GIVEN

    monkeypatch.setattr("derive.network.terms.Target", Wrong)
    assert not verify(model_of(INPUT_HELD if found is Target.MOVING else MOVING)).ok


def test_outputs_have_no_derivative_by_what_only_a_loss_reads() -> None:
    for text in (MOVING, GIVEN_INPUT):
        model = model_of(text)
        found = kernels(model)
        random = np.random.default_rng(0)
        arrays = {each.name: random.standard_normal((2, model.number(each.shape[1]))) for each in model.inputs}
        x = arrays if len(arrays) > 1 else arrays["input"]
        slopes = found.vjp(x, found.init(), np.ones((2, 3)))
        assert set(slopes) == {*model.parameters, *arrays}
        assert not np.any(slopes.get("y", 0))
