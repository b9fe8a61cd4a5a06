"""Kernels of networks in which a tensor has several uses add the shares, in every way in which a pass can run."""

import numpy as np
import pytest

from derive.kernels.network import kernels
from derive.network.model import Model
from tests.graphs import doubled, residual, two_pools

GRAPHS = {"residual": residual, "doubled": doubled, "two pools": two_pools}
STEP = 1e-6


def _differences(model: Model, name: str, x: np.ndarray, target: np.ndarray, params: dict[str, np.ndarray]) -> float:  # type: ignore[type-arg]
    """The relative distance of a gradient to central differences along a random direction."""
    made = kernels(model)
    direction = np.random.default_rng(5).standard_normal(x.shape if name == "input" else params[name].shape)

    def value(step: float) -> float:
        moved = {**params, name: params[name] + step * direction} if name != "input" else params
        return made.loss(x + step * direction if name == "input" else x, target, moved)

    _, gradients = made.loss_and_gradients(x, target, params, wrt_input=True)
    measured = (value(STEP) - value(-STEP)) / (2 * STEP)
    return float(abs(np.sum(gradients[name] * direction) - measured) / max(1e-3, abs(measured)))


@pytest.mark.parametrize("name", GRAPHS)
def test_gradients_agree_with_differences(name: str) -> None:
    model = GRAPHS[name]()
    random, made = np.random.default_rng(3), kernels(model)
    params = made.init(seed=1)
    x = random.standard_normal((4, *(int(size) for size in model.shape(model.input)[1:])))
    target = random.standard_normal(made.forward(x, params).shape)
    for tensor in ("input", *params):
        assert _differences(model, tensor, x, target, params) < 1e-6, tensor


@pytest.mark.parametrize("name", GRAPHS)
def test_a_training_step_and_a_pass_layer_by_layer_give_the_same(name: str) -> None:
    model = GRAPHS[name]()
    random, made = np.random.default_rng(3), kernels(model)
    params = made.init(seed=1)
    x = random.standard_normal((4, *(int(size) for size in model.shape(model.input)[1:])))
    y = made.forward(x, params)
    target = random.standard_normal(y.shape)
    _, step = made.loss_and_gradients(x, target, params, wrt_input=True)
    slow = made.vjp(x, params, made.loss_cotangent(y, target))
    for tensor, gradient in slow.items():
        assert step[tensor] == pytest.approx(gradient, rel=1e-12, abs=1e-12), tensor


def test_a_relu_that_a_second_layer_reads_keeps_its_place() -> None:
    model = two_pools()
    made = kernels(model)
    x = np.random.default_rng(3).standard_normal((4, 1, 5, 4))
    params = made.init(seed=1)
    target = np.zeros_like(made.forward(x, params))
    made.loss_and_gradients(x, target, params)
    (key,) = {key for key, _, _ in made.plans.steps}
    calls = [call.target for call in made.plans.calls(key, next(asked for _, asked, _ in made.plans.steps))]
    assert calls.index("relu1") < calls.index("max_pool1")
