"""A ReLU behind the max pooling that reads it: other calls, the same numbers."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from derive.kernels.network import Kernels
from derive.kernels.passes.exchange import with_pooling_first
from derive.kernels.passes.plan import Asked
from tests.kernels.networks import image, kernels_of

CONV = {"conv": {"filters": 3, "kernel": 2}}
POOLINGS: dict[str, dict[str, Any]] = {
    "tiling": {"window": 2},
    "overlapping": {"window": 3, "stride": 1},
    "padded": {"window": 3, "stride": 2, "padding": 1},
    "dilated": {"window": 2, "stride": 1, "dilation": 2},
    "rounded up": {"window": 2, "ceil_mode": True},
}


def _network(pooling: dict[str, Any], activation: str = "relu") -> Kernels:
    layers = (CONV, activation, {"max_pool": pooling}, "flatten", {"dense": {"units": 3}}, "softmax")
    return kernels_of(image(2, 8, 9), *layers, loss="cross_entropy")


def _step(kernels: Kernels) -> tuple[float, dict[str, Any]]:
    """A step on whole numbers, so that many entries tie and many windows are negative throughout."""
    random = np.random.default_rng(3)
    x = random.integers(-2, 3, (5, 2, 8, 9)).astype(float)
    params = {name: np.round(3 * array) for name, array in kernels.init(seed=1).items()}
    loss, slopes = kernels.loss_and_gradients(x, np.arange(5) % 3, params, wrt_input=True)
    return loss, slopes


@pytest.mark.parametrize("name", POOLINGS)
def test_loss_and_gradients_are_the_same_numbers(name: str) -> None:
    kernels = _network(POOLINGS[name])
    loss, slopes = _step(kernels)
    plain_loss, plain = _step(replace(kernels, own=False))
    assert loss == plain_loss
    for tensor, array in plain.items():
        assert np.array_equal(slopes[tensor], array), tensor
        assert np.any(array), tensor


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf, -0.0])
@pytest.mark.parametrize("name", POOLINGS)
def test_what_is_not_finite_goes_the_same_way(name: str, odd: float) -> None:
    layers = ("relu", {"max_pool": POOLINGS[name]}, "flatten", {"dense": {"units": 3}})
    kernels = kernels_of(image(2, 8, 9), *layers, loss="mean_squared_error")
    random = np.random.default_rng(6)
    x, params, target = random.normal(size=(5, 2, 8, 9)), kernels.init(seed=1), random.normal(size=(5, 3))
    x[random.random(x.shape) < (0.6 if odd <= 0 else 0.05)] = odd
    with np.errstate(invalid="ignore"):
        loss, slopes = kernels.loss_and_gradients(x, target, params, wrt_input=True)
        plain_loss, plain = replace(kernels, own=False).loss_and_gradients(x, target, params, wrt_input=True)
    assert np.isfinite(loss) == (odd <= 0)
    np.testing.assert_equal(loss, plain_loss)
    for tensor, array in plain.items():
        np.testing.assert_array_equal(slopes[tensor], array, err_msg=tensor)


def test_the_relu_works_on_the_pooled_map() -> None:
    kernels = _network(POOLINGS["tiling"])
    _step(kernels)
    (plan,) = kernels.plans.plans.values()
    changed = with_pooling_first(kernels.model, plan)
    assert [changed.forward[name].reads for name in ("relu1", "max_pool1.first", "max_pool1")] == [
        ("conv1",),
        ("conv1", "relu1"),  # the map before the ReLU, and its maxima: relu1 is what is pooled now
        ("relu1",),
    ]
    assert changed.forward["max_pool1"].run is plan.forward["relu1"].run
    own = [(call.placed, call.target) for call in changed.from_loss if call.placed in ("relu1", "max_pool1")]
    assert own == [("relu1", "relu1_bar"), ("max_pool1", "conv1_bar")]


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_no_other_activation_changes_its_place(activation: str) -> None:
    kernels = _network(POOLINGS["tiling"], activation)
    _step(kernels)
    (plan,) = kernels.plans.plans.values()
    assert with_pooling_first(kernels.model, plan) is plan


def test_what_tensors_shows_keeps_its_order() -> None:
    kernels = _network(POOLINGS["tiling"])
    x = np.random.default_rng(4).normal(size=(2, 2, 8, 9))
    shown = kernels.tensors(x, kernels.init(seed=1))
    assert shown["relu1"].shape == shown["conv1"].shape
    assert np.array_equal(shown["relu1"], np.maximum(shown["conv1"], 0))


def test_formulas_put_in_place_of_a_networks_own_run_where_they_stand() -> None:
    kernels = _network(POOLINGS["tiling"])
    assert kernels.own
    other = replace(kernels, own=False)
    _step(other)
    ((key, plan),) = other.plans.plans.items()
    calls = {call.target: call for call in other.plans.calls(key, Asked())}
    assert calls["relu1"].run is plan.forward["relu1"].run
