"""Convolution: against loops, finite differences, its adjoint, and published numbers."""

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from derive.engine import Engine, convolution
from derive.engine.options import Options

Array = npt.NDArray[Any]

CONFIGURATIONS: dict[str, dict[str, Any]] = {
    "plain": {"filters": 5, "kernel": (2, 3)},
    "one number for both axes": {"filters": 2, "kernel": 3, "stride": 2, "padding": 1},
    "stride with a remainder": {"filters": 2, "kernel": (3, 2), "stride": (2, 3)},
    "padding by axis": {"filters": 2, "kernel": (3, 2), "padding": (2, 1)},
    "padding by side": {"filters": 2, "kernel": (3, 2), "stride": (2, 1), "padding": ((0, 2), (1, 0))},
    "padding above the kernel": {"filters": 2, "kernel": (2, 1), "padding": 3},
    "dilation": {"filters": 2, "kernel": (3, 2), "dilation": (2, 3), "padding": 1},
    "stride and dilation": {
        "filters": 3, "kernel": (2, 3), "stride": (3, 2), "dilation": (2, 3), "padding": (1, 2)
    },
    "same, odd cells": {"filters": 2, "kernel": (2, 4), "stride": (2, 3), "padding": "same"},
    "same, dilated": {"filters": 2, "kernel": (3, 2), "dilation": 2, "padding": "same"},
    "same, stride above the kernel": {"filters": 2, "kernel": 1, "stride": 3, "padding": "same"},
    "valid": {"filters": 2, "kernel": (7, 11), "padding": "valid"},
    "two groups of three": {"filters": 4, "kernel": (2, 3), "groups": 2, "stride": (2, 1), "padding": 1},
    "depthwise with multiplier": {"filters": 12, "kernel": (3, 2), "groups": 6},
    "no bias": {"filters": 2, "kernel": (2, 3), "bias": False},
}  # fmt: skip
CASES = pytest.mark.parametrize("options", CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())


def engine_for(options: dict[str, Any]) -> Engine:
    channels = 6 if "groups" in options else 3
    return Engine((channels, 7, 11), [{"kind": "conv", "name": "conv", **options}])


def two(value: Any) -> tuple[Any, Any]:
    return value if isinstance(value, tuple) else (value, value)


def before(options: dict[str, Any], axis: int) -> int:
    """Padding before the axis, worked out here from the texts of the conventions."""
    padding = options.get("padding", 0)
    if padding == "valid":
        return 0
    if padding != "same":
        return int(two(two(padding)[axis])[0])
    n, f = (7, 11)[axis], two(options["kernel"])[axis]
    s, d = two(options.get("stride", 1))[axis], two(options.get("dilation", 1))[axis]
    return max((int(np.ceil(n / s)) - 1) * s + d * (f - 1) + 1 - n, 0) // 2


def looped(x: Array, W: Array, b: Array | None, out: tuple[int, int], options: dict[str, Any]) -> Array:
    """Cross-correlation by its definition, one multiplication at a time."""
    (s, s2), (d, d2) = two(options.get("stride", 1)), two(options.get("dilation", 1))
    p, p2 = before(options, 0), before(options, 1)
    per_group, inputs = W.shape[0] // options.get("groups", 1), W.shape[1]
    z = np.zeros((len(x), W.shape[0], *out))
    for m, k, i, j in np.ndindex(z.shape):
        z[m, k, i, j] = 0 if b is None else b[k]
        for c, u, v in np.ndindex(W.shape[1:]):
            r, q = s * i + d * u - p, s2 * j + d2 * v - p2
            if 0 <= r < x.shape[2] and 0 <= q < x.shape[3]:
                z[m, k, i, j] += W[k, c, u, v] * x[m, k // per_group * inputs + c, r, q]
    return z


@CASES
def test_forward_equals_the_loops(options: dict[str, Any], rng: np.random.Generator) -> None:
    engine = engine_for(options)
    params = {name: rng.standard_normal(shape) for name, shape in engine.parameters.items()}
    x = rng.standard_normal((2, *engine.shapes["input"]))
    z = engine.forward(x, params).output
    expected = looped(x, params["conv.W"], params.get("conv.b"), engine.shapes["conv"][1:], options)
    np.testing.assert_allclose(z, expected, rtol=1e-12, atol=1e-12)


@CASES
def test_gradients_equal_finite_differences(
    options: dict[str, Any], rng: np.random.Generator, assert_differentiates: Any
) -> None:
    engine = engine_for(options)
    assert_differentiates(engine, rng.standard_normal((2, *engine.shapes["input"])))


@CASES
def test_input_cotangent_is_the_adjoint(options: dict[str, Any], rng: np.random.Generator) -> None:
    engine = engine_for({**options, "bias": False})
    params = {"conv.W": rng.standard_normal(engine.parameters["conv.W"])}
    x = rng.standard_normal((5, *engine.shapes["input"]))
    y = rng.standard_normal((5, *engine.shapes["conv"]))
    trace = engine.forward(x, params)
    x_bar = engine.vjp(trace, params, y).cotangents["input"]
    assert (trace.output * y).sum() == pytest.approx((x * x_bar).sum(), rel=1e-11)


@pytest.mark.parametrize(
    ("setting", "most", "size"),
    [
        ("BLOCK_BYTES", 1, (1, 1)),
        ("BLOCK_BYTES", 10_000, (1, 4)),  # parts of a row of windows, the last one shorter
        ("BLOCK_BYTES", 70_000, (3, 11)),  # three rows, then one
        ("BLOCK_BYTES", 10**9, (4, 11)),
        ("SMALL_PRODUCT", 6_000, (2, 11)),
    ],
)
def test_the_block_size_does_not_change_any_result(
    setting: str, most: int, size: tuple[int, int], rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_for(CONFIGURATIONS["two groups of three"])
    params = {name: rng.standard_normal(shape) for name, shape in engine.parameters.items()}
    x, z_bar = rng.standard_normal((7, 6, 7, 11)), rng.standard_normal((7, *engine.shapes["conv"]))
    whole = engine.vjp(engine.forward(x, params), params, z_bar)
    monkeypatch.setattr(convolution, setting, most)
    monkeypatch.setattr(convolution, "FEWEST", 1)
    setup = convolution.CONV.read(Options("conv", CONFIGURATIONS["two groups of three"]), (6, 7, 11))
    assert convolution._block_sizes(setup, len(x), 8) == size
    trace = engine.forward(x, params)
    blocked = engine.vjp(trace, params, z_bar)
    expected = looped(
        x, params["conv.W"], params["conv.b"], engine.shapes["conv"][1:], CONFIGURATIONS["two groups of three"]
    )
    np.testing.assert_allclose(trace.output, expected, rtol=1e-12, atol=1e-12)
    for name, gradient in whole.parameters.items():
        np.testing.assert_allclose(blocked.parameters[name], gradient, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(blocked.cotangents["input"], whole.cotangents["input"], rtol=1e-12)


def test_a_non_contiguous_cotangent_gives_the_same_gradients(rng: np.random.Generator) -> None:
    engine = engine_for(CONFIGURATIONS["stride and dilation"])
    params = {name: rng.standard_normal(shape) for name, shape in engine.parameters.items()}
    trace = engine.forward(rng.standard_normal((2, 3, 7, 11)), params)
    z_bar = rng.standard_normal(trace.output.shape)
    expected = engine.vjp(trace, params, z_bar).cotangents["input"]
    np.testing.assert_array_equal(engine.vjp(trace, params, np.asfortranarray(z_bar)).cotangents["input"], expected)


def test_same_padding_of_the_published_case_is_two_before_and_three_after(rng: np.random.Generator) -> None:
    layer = {"kind": "conv", "name": "c", "filters": 1, "kernel": (7, 7), "stride": 2, "bias": False}
    same = Engine((1, 224, 5), [{**layer, "padding": "same"}])
    explicit = Engine((1, 224, 5), [{**layer, "padding": ((2, 3), (3, 3))}])
    assert same.shapes["c"] == explicit.shapes["c"] == (1, 112, 3)
    x, params = rng.standard_normal((2, 1, 224, 5)), {"c.W": rng.standard_normal((1, 1, 7, 7))}
    np.testing.assert_array_equal(same.forward(x, params).output, explicit.forward(x, params).output)


@pytest.mark.parametrize(("n", "f", "s", "d"), list(product((1, 2, 5, 8), (1, 2, 3, 5), (1, 2, 3), (1, 2))))
def test_same_padding_gives_a_size_of_n_over_s_rounded_up(n: int, f: int, s: int, d: int) -> None:
    options = {"filters": 1, "kernel": f, "stride": s, "dilation": d, "padding": "same"}
    engine = Engine((1, n, 13), [{"kind": "conv", "name": "c", **options}])
    assert engine.shapes["c"] == (1, -(-n // s), -(-13 // s))


def from_nhwc(array: Array) -> Array:
    return np.ascontiguousarray(array.transpose(0, 3, 1, 2))


def published(shape: tuple[int, ...], weights: tuple[int, ...], options: dict[str, Any]) -> tuple[Any, ...]:
    """The course's draws (batch, height, width, channel), W (f, f, in, out), in our layout."""
    state = np.random.RandomState(1)
    x, W, b = state.randn(*shape), state.randn(*weights), state.randn(1, 1, 1, 8)
    engine = Engine(from_nhwc(x).shape[1:], [{"kind": "conv", "name": "c", "filters": 8, **options}])
    params = {"c.W": np.ascontiguousarray(W.transpose(3, 2, 0, 1)), "c.b": b.reshape(8)}
    return engine, params, engine.forward(from_nhwc(x), params)


def test_forward_gives_the_published_values() -> None:
    options = {"kernel": 3, "padding": 1, "stride": 2}
    _, _, trace = published((10, 5, 7, 4), (3, 3, 4, 8), options)
    assert trace.output.mean() == pytest.approx(0.692360880758, abs=1e-11)
    expected = [
        -1.28912231, 2.27650251, 6.61941931, 0.95527176, 8.25132576, 2.31329639, 13.00689405, 2.34576051
    ]  # fmt: skip
    np.testing.assert_allclose(trace.output[3, :, 2, 1], expected, atol=5e-9)


def test_backward_gives_the_published_means() -> None:
    engine, params, trace = published((10, 4, 4, 3), (2, 2, 3, 8), {"kernel": 2, "padding": 2, "stride": 2})
    assert trace.output.shape == (10, 8, 4, 4)
    gradients = engine.vjp(trace, params, trace.output)
    assert gradients.cotangents["input"].mean() == pytest.approx(1.4524377775388075, rel=1e-13)
    assert gradients.parameters["c.W"].mean() == pytest.approx(1.7269914583139097, rel=1e-13)
    assert gradients.parameters["c.b"].mean() == pytest.approx(7.839232564616838, rel=1e-13)
