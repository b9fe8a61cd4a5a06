"""Dense, flatten and the activations."""

import math
from typing import Any

import numpy as np
import pytest

from derive.engine import Engine


def test_dense_adds_weighted_inputs_and_bias() -> None:
    engine = Engine((3,), [{"kind": "dense", "name": "d", "units": 2}])
    params = {"d.W": np.array([[1.0, 2.0, 3.0], [5.0, 7.0, 11.0]]), "d.b": np.array([13.0, 17.0])}
    y = engine.forward(np.array([[1.0, 10.0, 100.0]]), params).output
    np.testing.assert_array_equal(y, [[334.0, 1192.0]])


@pytest.mark.parametrize("bias", [True, False])
def test_dense_gradients_equal_finite_differences(
    bias: bool, rng: np.random.Generator, assert_differentiates: Any
) -> None:
    engine = Engine((7,), [{"kind": "dense", "name": "d", "units": 3, "bias": bias}])
    assert list(engine.parameters) == (["d.W", "d.b"] if bias else ["d.W"])
    assert_differentiates(engine, rng.standard_normal((5, 7)))


def test_flatten_takes_channels_then_rows_then_columns(rng: np.random.Generator, assert_differentiates: Any) -> None:
    engine = Engine((3, 5, 7), [{"kind": "flatten", "name": "f"}])
    x = rng.standard_normal((2, 3, 5, 7))
    y = engine.forward(x, {}).output
    assert all(y[m, (c * 5 + h) * 7 + w] == x[m, c, h, w] for m, c, h, w in np.ndindex(x.shape))
    assert_differentiates(engine, x)


@pytest.mark.parametrize("shape", [(5,), (3, 2, 5)])
@pytest.mark.parametrize("kind", ["sigmoid", "tanh", "softmax", "relu"])
def test_activation_gradients_equal_finite_differences(
    kind: str, shape: tuple[int, ...], rng: np.random.Generator, assert_differentiates: Any
) -> None:
    x = rng.standard_normal((7, *shape))
    x += 0.01 * np.sign(x)  # away from relu's kink
    assert_differentiates(Engine(shape, [{"kind": kind, "name": "a"}]), x)


def test_activations_have_their_textbook_values() -> None:
    z = np.array([[-2.0, 0.0, 0.5]])
    outputs = {
        kind: Engine((3,), [{"kind": kind, "name": "a"}]).forward(z, {}).output[0]
        for kind in ("sigmoid", "tanh", "relu", "softmax")
    }
    total = math.exp(-2) + 1 + math.exp(0.5)
    np.testing.assert_allclose(outputs["sigmoid"], [1 / (1 + math.exp(2)), 0.5, 1 / (1 + math.exp(-0.5))], rtol=1e-15)
    np.testing.assert_allclose(outputs["tanh"], [math.tanh(-2), 0, math.tanh(0.5)], rtol=1e-15)
    np.testing.assert_array_equal(outputs["relu"], [0, 0, 0.5])
    np.testing.assert_allclose(outputs["softmax"], [math.exp(-2) / total, 1 / total, math.exp(0.5) / total], rtol=1e-15)


def test_relu_has_slope_zero_at_zero() -> None:
    engine = Engine((3,), [{"kind": "relu", "name": "a"}])
    trace = engine.forward(np.array([[-1.0, 0.0, 2.0]]), {})
    np.testing.assert_array_equal(engine.vjp(trace, {}, np.full((1, 3), 5.0)).cotangents["input"], [[0, 0, 5]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", ["sigmoid", "tanh", "softmax", "relu"])
def test_activations_survive_huge_inputs_without_a_warning(kind: str, dtype: Any) -> None:
    engine = Engine((3,), [{"kind": kind, "name": "a"}])
    with np.errstate(all="raise", under="ignore"):
        trace = engine.forward(np.array([[-1e4, 0.0, 1e4]], dtype), {})
        z_bar = engine.vjp(trace, {}, np.array([[3.0, 5.0, 7.0]], dtype)).cotangents["input"]
    assert np.isfinite(trace.output).all()
    assert np.isfinite(z_bar).all()
    assert trace.output.dtype == z_bar.dtype == dtype


def test_sigmoid_keeps_its_relative_precision_far_on_the_negative_side() -> None:
    trace = Engine((1,), [{"kind": "sigmoid", "name": "a"}]).forward(np.array([[-600.0]]), {})
    assert trace.output[0, 0] == pytest.approx(math.exp(-600), rel=1e-12, abs=0)
