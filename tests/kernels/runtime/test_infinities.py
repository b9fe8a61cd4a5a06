"""Infinite logits and large constants: kernels, engine and the plain runtime of exports say the same."""

import math
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from derive.engine import Engine
from derive.export.python import plain_runtime
from derive.kernels import runtime
from tests.kernels.networks import image, kernels_of

INF = math.inf
ANY_SUM = {"cross_entropy": {"normalised": False}}
SOFTMAX = [([-INF, 0], [0, 1], 0), ([0, -INF], [1, 0], 0), ([-INF, 0], [1, 0], INF), ([-INF, 0], [0.5, 0.5], INF)]
SIGMOID = [([INF], [1], 0), ([-INF], [0], 0), ([INF], [0], INF), ([-INF], [1], INF), ([-INF], [0.5], INF)]
CASES = [
    *(("softmax", "cross_entropy", *case) for case in SOFTMAX),
    *(("softmax", ANY_SUM, *case) for case in SOFTMAX),
    ("softmax", ANY_SUM, [-INF, 0], [0, 0], 0),
    *(("sigmoid", "binary_cross_entropy", *case) for case in SIGMOID),
]


@pytest.mark.parametrize(("last", "loss", "logits", "target", "expected"), CASES)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_loss_of_infinite_logits_is_its_limit_and_its_gradient_finite(
    last: str, loss: Any, logits: list[float], target: list[float], expected: float, dtype: str
) -> None:
    x, t = np.array([logits], dtype), np.array([target], dtype)
    own = kernels_of({"features": len(logits)}, last, loss=loss, dtype=dtype)
    kind = {"kind": loss} if isinstance(loss, str) else {"kind": "cross_entropy", "normalised": False}
    engine = Engine((len(logits),), [{"kind": last, "name": "a"}], kind)
    value, slopes = own.loss_and_gradients(x, t, {}, wrt_input=True)
    trace = engine.forward(x, {})
    probabilities = trace.output
    with np.errstate(divide="ignore"):  # dJ/da is infinite where J is
        gradients = engine.loss_gradients(trace, t, {})
    assert value == engine.loss(trace, t) == expected
    slope = probabilities * t.sum() - t if last == "softmax" else probabilities - t
    np.testing.assert_array_equal(slopes["input"], slope)
    np.testing.assert_array_equal(gradients.cotangents["input"], slope)


@pytest.mark.parametrize("count", [1, 200], ids=["few", "many"])
def test_infinite_logits_among_many_examples(count: int) -> None:
    own = kernels_of({"features": 1}, "sigmoid", loss={"binary_cross_entropy": {"reduction": "sum"}})
    x, t = np.array([[INF], [-INF], [0.0]] * count), np.array([[1.0], [0.0], [1.0]] * count)
    assert own.loss(x, t, {}) == pytest.approx(count * np.log(2))


def test_the_losss_own_derivative_is_zero_where_its_target_is() -> None:
    own = kernels_of({"features": 2}, "softmax", loss="cross_entropy")
    assert own.loss_cotangent(np.array([[0.0, 1.0]]), np.array([[0.0, 1.0]])).tolist() == [[0, -1]]
    own = kernels_of({"features": 2}, "sigmoid", loss="binary_cross_entropy")
    assert own.loss_cotangent(np.array([[0.0, 1.0]]), np.array([[0.0, 1.0]])).tolist() == [[1, -1]]


@pytest.mark.parametrize("where", [INF, -INF])
@pytest.mark.parametrize("layer", ["sigmoid", "tanh", "relu"])
def test_an_activation_at_infinity_is_its_limit_and_so_is_its_slope(layer: str, where: float) -> None:
    limits = {"sigmoid": (where > 0, 0), "tanh": (np.sign(where), 0), "relu": (max(where, 0), where > 0)}
    x, one = np.array([[where]]), np.ones((1, 1))
    own, engine = kernels_of({"features": 1}, layer), Engine((1,), [{"kind": layer, "name": "a"}])
    trace = engine.forward(x, {})
    assert (own.forward(x, {}).item(), own.vjp(x, {}, one)["input"].item()) == limits[layer]
    assert (trace.output.item(), engine.vjp(trace, {}, one).cotangents["input"].item()) == limits[layer]


def test_softmax_masks_by_minus_infinity_and_has_no_value_where_none_is_defined() -> None:
    own, engine = kernels_of({"features": 3}, "softmax"), Engine((3,), [{"kind": "softmax", "name": "a"}])
    x = np.array([[-INF, 0.0, 0.0]])
    assert own.forward(x, {}).tolist() == engine.forward(x, {}).output.tolist() == [[0, 0.5, 0.5]]
    assert own.vjp(x, {}, np.array([[5.0, 1.0, 3.0]]))["input"].tolist() == [[0, -0.5, 0.5]]
    for undefined in ([[INF, 0.0, 0.0]], [[-INF, -INF, -INF]]):
        with np.errstate(invalid="ignore"):
            assert np.isnan(own.forward(np.array(undefined), {})).any()
            assert np.isnan(engine.forward(np.array(undefined), {}).output).any()


CONSTANTS = [
    ({"features": 1}, (5, 1), 1e10),
    ({"features": 3}, (7, 3), -12345.678),
    (image(1, 28, 28), (7, 1, 28, 28), -12345.678),
    (image(2, 5, 3), (3, 2, 5, 3), 3.3e7),
]


@pytest.mark.parametrize(("entry", "shape", "value"), CONSTANTS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_batch_norm_of_a_constant_is_zero(
    entry: dict[str, Any], shape: tuple[int, ...], value: float, dtype: str
) -> None:
    x = np.full(shape, value, dtype)
    own = kernels_of(entry, "batch_norm", dtype=dtype)
    engine = Engine(shape[1:], [{"kind": "batch_norm", "name": "batch_norm1"}])
    params = own.init()
    assert not own.forward(x, params).any()
    assert not engine.forward(x, params).output.any()
    assert (runtime.mean_over(x, axis=(0, *range(2, x.ndim))) == x.flat[0]).all()


def test_batch_norm_far_from_zero_keeps_the_digits_that_the_input_has() -> None:
    near = np.random.default_rng(1).integers(-8, 8, (64, 3)) / 8
    own = kernels_of({"features": 3}, "batch_norm", dtype="float32")
    expected = own.forward(near.astype(np.float32), own.init())
    far = own.forward((near + 4096).astype(np.float32), own.init())
    np.testing.assert_allclose(far, expected, atol=1e-3)
    assert abs(far.mean(axis=0)).max() < 1e-3


@pytest.mark.parametrize("made", [runtime, plain_runtime], ids=["runtime", "plain runtime"])
def test_the_plain_runtime_says_the_same(made: ModuleType) -> None:
    t, infinite = np.array([0.0, 0.5, 1.0]), np.array([INF, -INF, 2.0])
    with np.errstate(all="raise"):
        assert made.weighted(t, infinite).tolist() == [0, -INF, 2]
        assert made.ratio(t, np.array([0.0, 0.25, 2.0])).tolist() == [0, 2, 0.5]
        assert made.mean_over(np.full((3, 2), 1e10, np.float32), axis=(0,)).tolist() == [1e10, 1e10]
