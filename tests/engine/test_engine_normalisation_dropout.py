"""Batch normalisation and dropout: training, inference, state and masks."""

from typing import Any

import numpy as np
import pytest

from derive.engine import Engine, sgd
from derive.errors import EngineError


def normaliser(shape: tuple[int, ...] = (3, 2, 7), **options: Any) -> Engine:
    return Engine(shape, [{"kind": "batch_norm", "name": "bn", **options}])


def state_for(rng: np.random.Generator, channels: int) -> dict[str, Any]:
    return {
        "bn.running_mean": rng.standard_normal(channels),
        "bn.running_variance": rng.uniform(0.5, 2.0, channels),
    }


@pytest.mark.parametrize("mode", ["train", "inference"])
@pytest.mark.parametrize("shape", [(3,), (3, 2, 7)])
def test_gradients_equal_finite_differences(
    shape: tuple[int, ...], mode: str, rng: np.random.Generator, assert_differentiates: Any
) -> None:
    x = rng.standard_normal((5, *shape)) * 3 + 1
    assert_differentiates(normaliser(shape, epsilon=0.1), x, mode=mode, state=state_for(rng, 3))


@pytest.mark.parametrize("shape", [(3,), (3, 2, 7)])
def test_training_normalises_each_channel_over_batch_and_map(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    x = rng.standard_normal((5, *shape)) * 3 + 1
    params = {"bn.gamma": np.array([2.0, 3.0, 5.0]), "bn.beta": np.array([7.0, 11.0, 13.0])}
    y = normaliser(shape, epsilon=0.25).forward(x, params).output
    for c in range(3):
        values = [float(value) for value in x[:, c].ravel()]
        mean = sum(values) / len(values)
        variance = sum((value - mean) ** 2 for value in values) / len(values)
        expected = params["bn.gamma"][c] * (x[:, c] - mean) / (variance + 0.25) ** 0.5 + params["bn.beta"][c]
        np.testing.assert_allclose(y[:, c], expected, rtol=1e-12, atol=1e-13)


def test_the_input_cotangent_sums_to_zero_over_each_channel(rng: np.random.Generator) -> None:
    engine = normaliser()
    params = {name: rng.standard_normal(shape) for name, shape in engine.parameters.items()}
    trace = engine.forward(rng.standard_normal((5, 3, 2, 7)), params)
    x_bar = engine.vjp(trace, params, rng.standard_normal((5, 3, 2, 7))).cotangents["input"]
    np.testing.assert_allclose(x_bar.sum(axis=(0, 2, 3)), 0, atol=1e-13)


@pytest.mark.parametrize(("unbiased", "variance"), [(True, 28 / 5), (False, 28 / 6)])
def test_running_statistics_move_by_the_momentum(unbiased: bool, variance: float) -> None:
    engine = normaliser((1,), momentum=0.25, unbiased_running_variance=unbiased)
    params = engine.init(0)
    x = np.array([[0.0], [2.0], [4.0], [5.0], [1.0], [6.0]])  # mean 3, squared deviations sum to 28
    state = {"bn.running_mean": np.array([7.0]), "bn.running_variance": np.array([11.0])}
    moved = engine.forward(x, params, state=state).state
    np.testing.assert_allclose(moved["bn.running_mean"], [0.75 * 7 + 0.25 * 3])
    np.testing.assert_allclose(moved["bn.running_variance"], [0.75 * 11 + 0.25 * variance])
    assert state["bn.running_mean"][0] == 7.0
    assert state["bn.running_variance"][0] == 11.0


def test_a_missing_state_starts_at_mean_zero_and_variance_one_in_training() -> None:
    engine = normaliser((1,))
    moved = engine.forward(np.array([[2.0], [6.0]]), engine.init(0)).state
    np.testing.assert_allclose(moved["bn.running_mean"], [0.1 * 4])
    np.testing.assert_allclose(moved["bn.running_variance"], [0.9 + 0.1 * 8])


def test_inference_uses_the_running_statistics_and_keeps_them() -> None:
    engine = normaliser((1,), epsilon=1.0)
    state = {"bn.running_mean": np.array([2.0]), "bn.running_variance": np.array([3.0])}
    trace = engine.forward(np.array([[10.0]]), engine.init(0), mode="inference", state=state)
    assert trace.output[0, 0] == 4.0
    assert {name: array.tolist() for name, array in trace.state.items()} == {
        "bn.running_mean": [2.0], "bn.running_variance": [3.0]
    }  # fmt: skip


def test_inference_without_state_is_refused() -> None:
    engine = normaliser((1,))
    with pytest.raises(EngineError, match=r"state bn\.running_mean: it is missing, and inference needs it"):
        engine.forward(np.ones((2, 1)), engine.init(0), mode="inference")


def test_one_entry_for_a_channel_has_no_unbiased_variance() -> None:
    x, engine = np.ones((1, 3)), normaliser((3,))
    with pytest.raises(EngineError, match=r"layer bn \(batch_norm\): one entry for each channel"):
        engine.forward(x, engine.init(0), state=engine.initial_state())
    alone = engine.forward(x, engine.init(0))
    assert alone.state == {}, "nothing was given that could move"
    np.testing.assert_array_equal(alone.output, np.zeros((1, 3)))
    biased = normaliser((3,), unbiased_running_variance=False)
    trace = biased.forward(x, biased.init(0), state=biased.initial_state())
    np.testing.assert_array_equal(trace.output, np.zeros((1, 3)))
    np.testing.assert_allclose(trace.state["bn.running_variance"], 0.9)


def test_the_engines_own_loop_refuses_a_last_batch_of_one(rng: np.random.Generator) -> None:
    engine = Engine((3,), [{"kind": "batch_norm", "name": "bn"}], {"kind": "mean_squared_error"})
    x = rng.standard_normal((3, 3))
    with pytest.raises(EngineError, match="one entry for each channel has no unbiased variance"):
        engine.fit(x, x, engine.init(0), epochs=1, batch=2, optimiser=sgd(0.1), seed=1)


def test_a_negative_running_variance_is_refused() -> None:
    engine = normaliser((2,))
    for variance in ([1.0, -0.5], [np.nan, 1.0]):
        state = {"bn.running_mean": np.zeros(2), "bn.running_variance": np.array(variance)}
        for mode in ("train", "inference"):
            with pytest.raises(EngineError, match=r"has an entry of (-0.5|nan), expected 0 or more"):
                engine.forward(np.ones((3, 2)), engine.init(0), mode=mode, state=state)


def test_a_constant_channel_without_epsilon_is_refused() -> None:
    engine = normaliser((2,), epsilon=0.0)
    with pytest.raises(EngineError, match="a variance of 0 with epsilon 0 has no inverse square root"):
        engine.forward(np.ones((3, 2)), engine.init(0))


def dropping(rate: float = 0.2, shape: tuple[int, ...] = (3, 2, 7)) -> Engine:
    return Engine(shape, [{"kind": "dropout", "name": "drop", "rate": rate}])


def test_dropout_gradients_equal_finite_differences(rng: np.random.Generator, assert_differentiates: Any) -> None:
    mask = rng.integers(0, 2, (5, 3, 2, 7))
    assert_differentiates(dropping(), rng.standard_normal((5, 3, 2, 7)), masks={"drop": mask})


@pytest.mark.parametrize("dtype", [bool, np.int64, np.float64])
def test_dropout_scales_what_it_keeps(dtype: Any) -> None:
    engine = dropping(0.75, (3,))
    mask = np.array([[1, 0, 1]]).astype(dtype)
    trace = engine.forward(np.array([[2.0, 3.0, 5.0]], np.float32), {}, masks={"drop": mask})
    np.testing.assert_array_equal(trace.output, np.array([[8.0, 0.0, 20.0]], np.float32), strict=True)
    y_bar = np.array([[7.0, 11.0, 13.0]], np.float32)
    x_bar = engine.vjp(trace, {}, y_bar).cotangents["input"]
    np.testing.assert_array_equal(x_bar, np.array([[28.0, 0.0, 52.0]], np.float32), strict=True)


def test_dropout_is_the_identity_in_inference_and_when_switched_off() -> None:
    x = np.array([[2.0, 3.0, 5.0]])
    engine = dropping(0.75, (3,))
    for trace in (
        engine.forward(x, {}, mode="inference", masks={"drop": np.zeros((1, 3))}),
        engine.forward(x, {}, masks={"drop": None}),
    ):
        np.testing.assert_array_equal(trace.output, x)
        np.testing.assert_array_equal(engine.vjp(trace, {}, x).cotangents["input"], x)


def test_drawn_masks_keep_the_share_and_follow_the_seed() -> None:
    engine = dropping(0.2, (101, 7, 11))
    mask = engine.draw_masks(13, seed=5)["drop"]
    assert mask.shape == (13, 101, 7, 11)
    assert mask.mean() == pytest.approx(0.8, abs=0.005)
    np.testing.assert_array_equal(mask, engine.draw_masks(13, seed=5)["drop"])
    assert (mask != engine.draw_masks(13, seed=7)["drop"]).any()


def test_bad_masks_are_refused() -> None:
    engine, x = dropping(0.2, (3,)), np.ones((2, 3))
    for masks, text in (
        ({}, "training needs a mask, and masks has no 'drop'"),
        ({"drop": np.ones((2, 5))}, r"the mask has shape \(2, 5\), expected the input's \(2, 3\)"),
        ({"drop": np.full((2, 3), 1.25)}, "entries other than 0 and 1"),
        ({"dorp": np.ones((2, 3))}, "mask dorp: the network has no such name"),
        ({"drop": [[1, 1, 1], [1, 1, 1]]}, "found list, expected a NumPy array"),
    ):
        with pytest.raises(EngineError, match=text):
            engine.forward(x, {}, masks=masks)
