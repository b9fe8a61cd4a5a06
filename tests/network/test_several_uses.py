"""The cotangent of a tensor with several uses is the sum over them: fan-out, shared weights, a layer reading twice."""

import pytest

from derive.algebra.tensor import bar_name, cotangent
from derive.network.backward import differentiable, gradient
from derive.network.chain import chain
from derive.network.model import Model
from derive.network.schedule import Share, Total, from_output, loss_behind, schedule, without_objective
from derive.verification.exact_network import derived_cotangents, exact_point, slopes
from tests.graphs import doubled, residual, two_pools
from tests.kernels.networks import image, network

GRAPHS = {
    "residual": residual,
    "given output": lambda: residual(loss=False),
    "doubled": doubled,
    "two pools": two_pools,
}


@pytest.mark.parametrize("name", GRAPHS)
def test_every_derivative_is_what_dual_numbers_give(name: str) -> None:
    model = GRAPHS[name]()
    point = exact_point(model, 1)
    found = derived_cotangents(point)
    for tensor in ("input", *model.parameters):
        moves = [(tensor, {place: 1}) for place in found[tensor]]
        assert list(found[tensor].values()) == slopes(point, moves), tensor


def test_a_share_knows_its_use_and_the_sum_stands_behind_the_last_share() -> None:
    steps = schedule(residual())
    bars = [step.bar.name for step in steps]
    shared = bar_name("conv1")
    assert [step.bar.name for step in steps if isinstance(step, Total)] == [shared, bar_name("conv1.W")]
    assert bars.index(bar_name("conv1", through="tanh2")) < bars.index(bar_name("conv1", through="tanh1"))
    assert bars.index(shared) == bars.index(bar_name("conv1", through="tanh1")) + 1
    assert len(set(bars)) == len(bars)


def test_a_layer_that_reads_a_tensor_twice_gives_two_shares() -> None:
    shares = [step.bar.name for step in schedule(doubled()) if isinstance(step, Share)]
    assert bar_name("conv1", through="tanh1.a") in shares
    assert bar_name("conv1", through="tanh1.b") in shares


def test_a_gradient_of_several_uses_holds_its_shares() -> None:
    model = residual()
    found = gradient(model, "conv1.W")
    assert [share.placed.name for share in found.shares] == ["conv2", "conv1"]
    assert found.derivation.equation.left.tensor == cotangent(model.parameters["conv1.W"])
    assert len(found.derivation.equation.terms) == 2


def test_a_chain_has_one_share_for_each_tensor_and_no_sum() -> None:
    model = network(image(1, 4, 4), {"conv": {"filters": 2, "kernel": 3}}, "relu", "flatten", loss="mean_squared_error")
    steps = schedule(model)
    assert all(isinstance(step, Share) for step in steps)
    assert tuple(bar_name(name) for name in differentiable(model)) == tuple(step.bar.name for step in steps)
    assert from_output(model) == steps[1:]


def test_the_loss_is_joined_with_the_last_layer_only_if_nothing_else_reads_between() -> None:
    model: Model = network({"features": 3}, {"dense": {"units": 3}}, "softmax", loss="cross_entropy")
    assert loss_behind(model, model.layers[-1]) is model.loss
    assert loss_behind(model, model.layers[0]) is None
    assert loss_behind(without_objective(model), model.layers[-1]) is None


def test_the_chain_for_one_weight_sums_over_the_uses() -> None:
    found = chain(residual(), "conv1.W", (0, 0, 1, 1))
    assert found.composed.left.tensor == cotangent(residual().parameters["conv1.W"])
    assert len(found.composed.terms) > 1


def test_a_layer_mixes_examples_if_it_reads_others_than_its_own() -> None:
    model = network(image(2, 3, 3), "batch_norm", {"conv": {"filters": 2, "kernel": 2}}, "flatten", "softmax")
    assert [layer.mixes_examples for layer in model.layers] == [True, False, False, False]
    assert [layer.mixes_examples for layer in model.inference.layers] == [False] * 4
