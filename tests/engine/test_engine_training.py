"""Optimisers against numbers worked out by hand, batches, whole networks, determinism, no hidden writes."""

from typing import Any

import numpy as np
import pytest

from derive.engine import Engine, adam, batches, sgd
from derive.errors import EngineError

LAYERS: list[dict[str, Any]] = [
    {"kind": "conv", "name": "conv1", "filters": 3, "kernel": (3, 2), "padding": 1},
    {"kind": "batch_norm", "name": "bn1"},
    {"kind": "relu", "name": "relu1"},
    {"kind": "max_pool", "name": "pool1", "window": 2},
    {"kind": "conv", "name": "conv2", "filters": 5, "kernel": 2, "stride": (2, 1), "padding": "same"},
    {"kind": "tanh", "name": "tanh2"},
    {"kind": "avg_pool", "name": "pool2", "window": (1, 2), "stride": 1},
    {"kind": "flatten", "name": "flat"},
    {"kind": "dropout", "name": "drop", "rate": 0.25},
    {"kind": "dense", "name": "out", "units": 3},
    {"kind": "softmax", "name": "softmax"},
]


def network(**loss: Any) -> Engine:
    return Engine((2, 7, 5), LAYERS, {"kind": "cross_entropy", **loss})


def data(rng: np.random.Generator, dtype: Any = np.float64) -> tuple[Any, Any]:
    t = rng.integers(0, 3, 23)
    x = rng.standard_normal((23, 2, 7, 5)) + 0.7 * (t - 1)[:, None, None, None]
    return x.astype(dtype), t


def test_sgd_without_momentum_steps_against_the_gradient() -> None:
    optimiser = sgd(learning_rate=0.5)
    params, gradients = {"p": np.array([1.0, 2.0])}, {"p": np.array([4.0, -6.0])}
    new, state = optimiser.update(params, gradients, optimiser.start(params))
    np.testing.assert_array_equal(new["p"], [-1.0, 5.0])
    assert state == {}


def test_sgd_with_momentum_equals_two_steps_by_hand() -> None:
    optimiser = sgd(learning_rate=0.5, momentum=0.25)
    params = {"p": np.array([1.0])}
    params, state = optimiser.update(params, {"p": np.array([4.0])}, optimiser.start(params))
    assert (params["p"][0], state["p.velocity"][0]) == (-1.0, 4.0)
    params, state = optimiser.update(params, {"p": np.array([2.0])}, state)
    assert (params["p"][0], state["p.velocity"][0]) == (-2.5, 3.0)  # 0.25*4 + 2 = 3; -1 - 0.5*3


def test_adam_equals_two_steps_by_hand() -> None:
    optimiser = adam(learning_rate=0.1, beta1=0.5, beta2=0.75, epsilon=1.0)
    params = {"p": np.array([1.0])}
    params, state = optimiser.update(params, {"p": np.array([4.0])}, optimiser.start(params))
    # m = 2, v = 4; corrected m = 2/0.5 = 4, v = 4/0.25 = 16; step 0.1 * 4/(4 + 1) = 0.08
    assert params["p"][0] == pytest.approx(0.92, rel=1e-15)
    assert (state["p.first_moment"][0], state["p.second_moment"][0], state["step"]) == (2.0, 4.0, 1)
    params, state = optimiser.update(params, {"p": np.array([-2.0])}, state)
    # m = 1 - 1 = 0, v = 3 + 1 = 4: the step is 0
    assert params["p"][0] == pytest.approx(0.92, rel=1e-15)
    params, state = optimiser.update(params, {"p": np.array([2.0])}, state)
    # m = 1, v = 4; corrected m = 8/7, v = 4/(1 - 27/64) = 256/37
    assert params["p"][0] == pytest.approx(0.92 - 0.1 * (8 / 7) / ((256 / 37) ** 0.5 + 1), rel=1e-14)
    assert state["step"] == 3


def test_nesterovs_momentum_equals_two_steps_by_hand() -> None:
    optimiser = sgd(learning_rate=0.5, momentum=0.25, nesterov=True)
    params = {"p": np.array([1.0])}
    params, state = optimiser.update(params, {"p": np.array([4.0])}, optimiser.start(params))
    assert (params["p"][0], state["p.velocity"][0]) == (-1.5, 4.0)  # 1 - 0.5 (4 + 0.25*4)
    params, state = optimiser.update(params, {"p": np.array([2.0])}, state)
    assert (params["p"][0], state["p.velocity"][0]) == (-2.875, 3.0)  # -1.5 - 0.5 (2 + 0.25*3)


def test_weight_decay_is_a_part_of_the_gradient_or_of_the_weight() -> None:
    params, gradients = {"p": np.array([8.0])}, {"p": np.array([2.0])}
    for decoupled in (False, True):  # without a memory both are 8 - 0.5 (2 + 0.25*8)
        optimiser = sgd(learning_rate=0.5, weight_decay=0.25, decoupled=decoupled)
        assert optimiser.update(params, gradients, {})[0]["p"][0] == 6.0
    coupled = sgd(learning_rate=0.5, momentum=0.5, weight_decay=0.25)
    new, state = coupled.update(params, gradients, coupled.start(params))
    assert (new["p"][0], state["p.velocity"][0]) == (6.0, 4.0)
    apart = sgd(learning_rate=0.5, momentum=0.5, weight_decay=0.25, decoupled=True)
    new, state = apart.update(params, gradients, apart.start(params))
    assert (new["p"][0], state["p.velocity"][0]) == (6.0, 2.0)
    # Adam's first step is learning_rate g/(|g| + epsilon): the size of a coupled decay is lost, a decoupled one stays
    coupled = adam(learning_rate=0.5, epsilon=2.0, weight_decay=0.25)
    assert coupled.update(params, gradients, coupled.start(params))[0]["p"][0] == pytest.approx(8 - 0.5 * 4 / 6)
    apart = adam(learning_rate=0.5, epsilon=2.0, weight_decay=0.25, decoupled=True)
    assert apart.update(params, gradients, apart.start(params))[0]["p"][0] == pytest.approx(8 - 1 - 0.5 * 2 / 4)


OPTIMISERS = [
    sgd(0.1),
    sgd(0.1, 0.9),
    sgd(0.1, 0.9, True, 0.1),
    adam(0.01),
    adam(0.01, weight_decay=0.1, decoupled=True),
]


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_optimisers_write_nothing_in_place_and_keep_the_dtype(optimiser: Any) -> None:
    params, gradients = {"p": np.array([1, 2], np.float32)}, {"p": np.array([3, 5], np.float32)}
    state = optimiser.start(params)
    for array in (*params.values(), *gradients.values(), *state.values()):
        array.flags.writeable = False
    new, state = optimiser.update(params, gradients, state)
    new, state = optimiser.update(new, gradients, state)
    assert new["p"].dtype == np.float32
    assert {array.dtype for name, array in state.items() if name != "step"} <= {np.dtype(np.float32)}


def test_optimisers_refuse_what_does_not_match() -> None:
    p = {"p": np.ones(2)}
    with pytest.raises(EngineError, match="optimiser, p: there is no gradient of that name"):
        sgd().update(p, {}, {})
    with pytest.raises(EngineError, match="optimiser, q: there is no parameter of that name"):
        adam().update(p, {"p": np.ones(2), "q": np.ones(2)}, adam().start(p))
    with pytest.raises(EngineError, match=r"optimiser state p\.velocity: it is missing"):
        sgd(momentum=0.5).update(p, p, {})
    with pytest.raises(EngineError, match="learning_rate is -1"):
        sgd(-1)
    with pytest.raises(EngineError, match=r"adam: weight_decay is -1.*\n.*at least 0"):
        adam(weight_decay=-1.0)
    with pytest.raises(EngineError, match=r"adam: beta2 is 1.*\n.*from 0 to below 1"):
        adam(beta2=1.0)


def test_batches_cover_every_example_once_and_follow_the_seed() -> None:
    epoch = list(batches(23, 5, seed=3))
    assert [len(batch) for batch in epoch] == [5, 5, 5, 5, 3]
    assert sorted(np.concatenate(epoch).tolist()) == list(range(23))
    np.testing.assert_array_equal(np.concatenate(epoch), np.concatenate(list(batches(23, 5, seed=3))))
    assert (np.concatenate(epoch) != np.concatenate(list(batches(23, 5, seed=5)))).any()
    assert (np.concatenate(epoch) != np.arange(23)).any()


@pytest.mark.parametrize(("count", "size", "seed"), [(0, 5, 1), (5, 0, 1), (5, 2, -1), (5, 2, 1.5)])
def test_batches_refuse_impossible_numbers(count: int, size: int, seed: Any) -> None:
    with pytest.raises(EngineError):
        batches(count, size, seed)


def test_a_whole_network_agrees_with_finite_differences(rng: np.random.Generator, differences: Any) -> None:
    engine = network(reduction="sum")
    x, t = data(rng)
    x, t = x[:3], t[:3]
    params = {name: p + 0.1 * rng.standard_normal(p.shape) for name, p in engine.init(7).items()}
    masks = engine.draw_masks(3, seed=1)

    def at(x: Any, params: Any) -> float:
        return engine.loss_and_gradients(x, t, params, masks=masks)[0]

    _, gradients = engine.loss_and_gradients(x, t, params, masks=masks)
    assert list(gradients.cotangents) == [*(layer["name"] for layer in reversed(LAYERS)), "input"]
    for name, shape in engine.shapes.items():
        assert gradients.cotangents[name].shape == (3, *shape)
    for name, p in params.items():
        slopes = differences(lambda p, name=name: at(x, {**params, name: p}), p)
        np.testing.assert_allclose(gradients.parameters[name], slopes, rtol=1e-5, atol=1e-7, err_msg=name)
    slopes = differences(lambda x: at(x, params), x)
    np.testing.assert_allclose(gradients.cotangents["input"], slopes, rtol=1e-5, atol=1e-7)


def test_without_the_inputs_cotangent_the_parameter_gradients_are_the_same(rng: np.random.Generator) -> None:
    engine = Engine((2, 7, 5), [{"kind": "tanh", "name": "tanh0"}, *LAYERS], {"kind": "cross_entropy"})
    (x, t), params, masks = data(rng), engine.init(7), engine.draw_masks(23, seed=1)
    _, full = engine.loss_and_gradients(x, t, params, masks=masks)
    _, short = engine.loss_and_gradients(x, t, params, masks=masks, wants_input=False)
    assert full.parameters.keys() == short.parameters.keys()
    for name, gradient in full.parameters.items():
        np.testing.assert_array_equal(short.parameters[name], gradient)
    assert full.cotangents.keys() - short.cotangents.keys() == {"tanh0", "input"}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_input_is_kept_everywhere(dtype: Any, rng: np.random.Generator) -> None:
    engine = network()
    (x, t), params, masks = data(rng, dtype), engine.init(7, dtype), engine.draw_masks(23, seed=1)
    trace = engine.forward(x, params, masks=masks)
    _, gradients = engine.loss_and_gradients(x, t, params, masks=masks)
    arrays = [trace.outputs, trace.state, gradients.parameters, gradients.cotangents]
    assert {array.dtype for group in arrays for array in group.values()} == {np.dtype(dtype)}
    new, history = engine.fit(x, t, params, 1, 7, adam(), seed=3)
    assert {array.dtype for array in (*new.values(), *history.state.values())} == {np.dtype(dtype)}


def test_nothing_that_the_caller_owns_is_written_to(rng: np.random.Generator) -> None:
    engine = network()
    (x, t), params, masks = data(rng), engine.init(7), engine.draw_masks(23, seed=1)
    state, optimiser = engine.initial_state(), adam()
    optimiser_state = optimiser.start(params)
    y_bar = rng.standard_normal((23, 3))
    groups: list[dict[str, Any]] = [params, masks, state, optimiser_state]
    for array in (x, t, y_bar, *(array for group in groups for array in group.values())):
        array.flags.writeable = False
    trace = engine.forward(x, params, masks=masks, state=state)
    for array in trace.outputs.values():
        array.flags.writeable = False
    engine.vjp(trace, params, y_bar)
    engine.loss_and_gradients(x, t, params, masks=masks, state=state)
    engine.train_step(x, t, params, optimiser, optimiser_state, masks, state)
    engine.forward(x, params, mode="inference", state=state)
    engine.fit(x, t, params, 1, 7, optimiser, 3, state, optimiser_state)


@pytest.mark.parametrize("reduction", ["sum", "mean", "mean_over_entries"])
@pytest.mark.parametrize(
    ("last", "loss"),
    [
        ("softmax", "cross_entropy"),
        ("sigmoid", "binary_cross_entropy"),
        ("sigmoid", "mean_squared_error"),
        ("tanh", "mean_squared_error"),
    ],
)
def test_a_training_step_descends_the_gradients_of_its_loss(
    last: str, loss: str, reduction: str, rng: np.random.Generator
) -> None:
    layers = [{"kind": "dense", "name": "d", "units": 3}, {"kind": last, "name": "a"}]
    engine = Engine((7,), layers, {"kind": loss, "reduction": reduction})
    params, x, t = engine.init(1), rng.standard_normal((5, 7)), rng.dirichlet(np.ones(3), 5)
    expected, gradients = engine.loss_and_gradients(x, t, params)
    step = engine.train_step(x, t, params, sgd(1.0), {})
    assert step.loss == expected
    for name, gradient in gradients.parameters.items():
        np.testing.assert_array_equal(step.parameters[name], params[name] - gradient)


def test_the_same_seed_gives_the_same_parameters_and_another_seed_others(rng: np.random.Generator) -> None:
    engine, (x, t) = network(), data(rng)
    runs = [engine.fit(x, t, engine.init(7), 2, 5, sgd(0.1, 0.9), seed) for seed in (3, 3, 5)]
    for name, array in runs[0][0].items():
        np.testing.assert_array_equal(array, runs[1][0][name])
    assert runs[0][1].losses == runs[1][1].losses
    assert (runs[0][0]["out.W"] != runs[2][0]["out.W"]).any()


def test_fit_lowers_the_loss_and_the_trained_state_serves_inference(rng: np.random.Generator) -> None:
    engine, (x, t) = network(), data(rng)
    params, history = engine.fit(x, t, engine.init(7), 30, 5, adam(0.01), seed=3)
    assert len(history.losses) == 30
    assert history.losses[-1] < 0.3 * history.losses[0]
    output = engine.forward(x, params, mode="inference", state=history.state).output
    assert (output.argmax(axis=1) == t).mean() > 0.9


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_fit_is_its_train_steps_in_a_row(reduction: str, rng: np.random.Generator) -> None:
    engine, (x, t), optimiser = network(reduction=reduction), data(rng), sgd(0.01, 0.5)
    params = engine.init(7)
    fitted, history = engine.fit(x, t, params, 2, 5, optimiser, seed=3)
    optimiser_state, state, epochs = optimiser.start(params), engine.initial_state(), []
    for epoch in (1, 2):
        losses = []
        for number, chosen in enumerate(batches(23, 5, (3, epoch)), start=1):
            masks = engine.draw_masks(len(chosen), (3, epoch, number))
            step = engine.train_step(x[chosen], t[chosen], params, optimiser, optimiser_state, masks, state)
            params, optimiser_state, state = step.parameters, step.optimiser_state, step.state
            losses.append(step.loss * (1 if reduction == "sum" else len(chosen) / 23))
        epochs.append(sum(losses))
    for name, array in params.items():
        np.testing.assert_array_equal(fitted[name], array)
    for name, array in state.items():
        np.testing.assert_array_equal(history.state[name], array)
    assert history.losses == pytest.approx(epochs, rel=1e-13)


def test_initial_weights_keep_to_glorots_limit_and_are_the_same_in_both_precisions() -> None:
    engine = Engine(
        (6, 7, 5),
        [
            {"kind": "conv", "name": "c", "filters": 50, "kernel": (3, 5), "groups": 2},
            {"kind": "flatten", "name": "f"},
            {"kind": "dense", "name": "d", "units": 101},
        ],
    )
    params, single = engine.init(7), engine.init(7, np.float32)
    limit = (6 / (3 * 15 + 50 * 15)) ** 0.5
    assert 0.98 * limit < np.abs(params["c.W"]).max() <= limit
    limit = (6 / (250 + 101)) ** 0.5
    assert 0.98 * limit < np.abs(params["d.W"]).max() <= limit
    assert not params["c.b"].any()
    for name, array in params.items():
        np.testing.assert_array_equal(single[name], array.astype(np.float32), strict=True)
    assert (engine.init(8)["d.W"] != params["d.W"]).any()
