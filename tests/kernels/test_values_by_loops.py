"""Whole networks against plain loops: forward, and backward by differences that are exact for linear layers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from derive.kernels.network import Kernels
from tests.kernels.networks import LAYERS, by_name, drawn_inputs, kernels_named
from tests.textbook import average_pool, conv, max_pool, pull_back, same_padding, ties_to_the_first, window_count

BATCH = 2
WINDOWED = [name for name in LAYERS if name.split()[0] in ("conv", "max_pool", "avg_pool")]


def _pair(value: Any) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else tuple(value)  # type: ignore[return-value]


def _settings(name: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The layer's kind, its options, and the textbook's arguments."""
    entry, ((layer),), _ = LAYERS[name]
    ((kind, options),) = layer.items()
    word = "kernel" if kind == "conv" else "window"
    window = _pair(options[word])
    stride = _pair(options.get("stride", 1 if kind == "conv" else options[word]))
    dilation = _pair(options.get("dilation", 1))
    sides = list(zip((entry["height"], entry["width"]), window, stride, dilation, strict=True))
    if options.get("padding") == "same":
        outputs, padding = zip(*(same_padding(*side) for side in sides), strict=True)
    else:
        padding = _pair(options.get("padding", 0))
        ceil = options.get("ceil_mode", False)
        axes = zip(sides, padding, strict=True)
        outputs = tuple(window_count(n, f, s, p, d, ceil) for (n, f, s, d), p in axes)
    settings: dict[str, Any] = {"outputs": outputs, "stride": stride, "padding": padding}
    if kind != "conv":
        settings["kernel"] = window
    settings["dilation"] = dilation
    if kind == "avg_pool":
        settings["count_padding"] = options.get("count_include_pad", True) and options.get("padding") != "same"
    return kind, options, settings


def _whole_numbers(shape: tuple[int, ...], seed: int, high: int = 9) -> Any:
    return np.random.default_rng(seed).integers(-high, high + 1, shape).astype(float)


def _case(name: str) -> tuple[Kernels, Any, dict[str, Any], Callable[[Any, dict[str, Any]], Any], Any]:
    kind, _, settings = _settings(name)
    kernels = kernels_named(name)
    entry = LAYERS[name][0]
    params = {key: _whole_numbers(array.shape, 3) for key, array in kernels.init(seed=0).items()}
    x = _whole_numbers((BATCH, entry["channels"], entry["height"], entry["width"]), 5, 2 if kind == "max_pool" else 9)

    def textbook(x: Any, params: dict[str, Any]) -> Any:
        if kind == "conv":
            return conv(x, params["conv1.W"], params.get("conv1.b"), **settings)
        return (max_pool if kind == "max_pool" else average_pool)(x, **settings)

    y_bar = _whole_numbers((BATCH, *kernels.forward(x, params).shape[1:]), 7)
    return kernels, x, params, textbook, y_bar


@pytest.mark.parametrize("name", WINDOWED)
def test_forward_is_the_textbooks(name: str) -> None:
    kernels, x, params, textbook, _ = _case(name)
    expected = textbook(x, params)
    found = kernels.forward(x, params)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("name", WINDOWED)
def test_backward_is_the_textbooks(name: str) -> None:
    kernels, x, params, textbook, y_bar = _case(name)
    found = kernels.vjp(x, params, y_bar)
    start, step = (ties_to_the_first(x), 0.5) if name.startswith("max_pool") else (x, 1)
    expected = {"input": pull_back(lambda moved: textbook(moved, params), start, y_bar, step)}
    for parameter in params:

        def moved(value: Any, parameter: str = parameter) -> Any:
            return textbook(x, params | {parameter: value})

        expected[parameter] = pull_back(moved, params[parameter], y_bar)
    assert found.keys() == expected.keys()
    for target, wanted in expected.items():
        assert found[target].shape == wanted.shape, target
        np.testing.assert_allclose(found[target], wanted, rtol=1e-12, atol=1e-12, err_msg=target)


def test_flatten_reads_row_by_row() -> None:
    kernels = kernels_named("flatten")
    x = _whole_numbers((BATCH, 2, 3, 5), 1)
    y = kernels.forward(x, {})
    for m, c, r, q in np.ndindex(x.shape):
        assert y[m, (c * 3 + r) * 5 + q] == x[m, c, r, q]
    y_bar = _whole_numbers(y.shape, 2)
    np.testing.assert_array_equal(kernels.vjp(x, {}, y_bar)["input"], y_bar.reshape(x.shape))


def test_one_example_of_one_cell_goes_through() -> None:
    kernels = kernels_named("conv of 1x1")
    params = {key: _whole_numbers(array.shape, 3) for key, array in kernels.init(seed=0).items()}
    x = _whole_numbers((1, 2, 5, 3), 4)
    np.testing.assert_array_equal(kernels.forward(x, params), conv(x, params["conv1.W"], params["conv1.b"], (5, 3)))


@pytest.mark.parametrize("name", [name for name in LAYERS if "flattened" not in name])
def test_all_gradients_are_slopes_along_random_directions(name: str) -> None:
    kernels = kernels_named(name)
    random = np.random.default_rng(11)
    params = {key: random.normal(size=array.shape) for key, array in kernels.init(seed=0).items()}
    x = drawn_inputs(kernels.model, random, BATCH)
    y_bar = random.normal(size=kernels.forward(x, params).shape)
    gradients = kernels.vjp(x, params, y_bar)
    everything = params | by_name(x)
    for target, array in everything.items():
        direction, step = random.normal(size=array.shape), 1e-6
        ends = []
        for sign in (1, -1):
            moved = everything | {target: array + sign * step * direction}
            inputs = {name: moved.pop(name) for name in by_name(x)}
            ends.append((kernels.forward(inputs if isinstance(x, dict) else inputs["input"], moved) * y_bar).sum())
        slope = (ends[0] - ends[1]) / (2 * step)
        assert (gradients[target] * direction).sum() == pytest.approx(slope, rel=1e-6, abs=1e-7), target
