"""What the engine's tests share: seeded arrays, and the comparison with central finite differences."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from derive.engine import Engine

Array = npt.NDArray[Any]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20240229)


def central_differences(function: Callable[[Array], float], point: Array) -> Array:
    """d function / d point, entry by entry, with steps of cbrt(eps) max(1, |x|)."""
    slopes = np.empty_like(point)
    for place in np.ndindex(point.shape):
        step = np.cbrt(np.finfo(np.float64).eps) * max(1.0, abs(point[place]))
        high, low = point.copy(), point.copy()
        high[place] += step
        low[place] -= step
        slopes[place] = (function(high) - function(low)) / (high[place] - low[place])
    return slopes


def agree(found: Array, expected: Array, what: str) -> None:
    scale = max(1.0, float(np.abs(expected).max()))
    assert found.shape == expected.shape, what
    assert found.dtype == np.float64, what
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-8 * scale, err_msg=what)


@pytest.fixture
def differences() -> Callable[[Callable[[Array], float], Array], Array]:
    return central_differences


@pytest.fixture
def assert_differentiates(rng: np.random.Generator) -> Callable[..., None]:
    """assert_differentiates(engine, x, **forward): every gradient under a random cotangent, entry by entry.

    Parameters are random. The network's vjp is checked, and each layer's own backward pass chained by hand.
    """

    def check(engine: Engine, x: Array, **options: Any) -> None:
        params = {name: rng.standard_normal(shape) for name, shape in engine.parameters.items()}
        trace = engine.forward(x, params, **options)
        y_bar = rng.standard_normal(trace.output.shape)
        gradients = engine.vjp(trace, params, y_bar)

        def at(x: Array, params: Mapping[str, Array]) -> float:
            return float((engine.forward(x, params, **options).output * y_bar).sum())

        agree(gradients.cotangents["input"], central_differences(lambda x: at(x, params), x), "input")
        assert gradients.parameters.keys() == engine.parameters.keys()
        for name in params:
            slopes = central_differences(lambda p, name=name: at(x, {**params, name: p}), params[name])
            agree(gradients.parameters[name], slopes, name)
        _agrees_layer_by_layer(engine, x, params, y_bar, gradients, options)

    return check


def _agrees_layer_by_layer(engine: Engine, x: Array, params: Any, y_bar: Array, gradients: Any, options: Any) -> None:
    names = [name for name in engine.shapes if name != "input"]
    caches = {}
    for name in names:
        x, caches[name] = engine.layer_forward(name, (x,), params, **options)
    for name in reversed(names):
        np.testing.assert_array_equal(gradients.cotangents[name], y_bar)
        (y_bar,), found = engine.layer_backward(name, y_bar, caches[name], params)
        for parameter, gradient in found.items():
            np.testing.assert_array_equal(gradients.parameters[parameter], gradient)
    np.testing.assert_array_equal(gradients.cotangents["input"], y_bar)
