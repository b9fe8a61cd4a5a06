"""The error model's other half: what a layer computes on absolute values, and how many roundings it takes.

Both sides of check 3 may differ by 2 gamma_n times the magnitude (derive.verification.tolerance).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from derive.network.model import Layer
from derive.verification.case import Array, Case
from derive.verification.tolerance import ELEMENTARY

Named = Mapping[str, Array]


def magnitudes(case: Case, layer: Layer, x: Array, y_bar: Array, own: Named) -> dict[str, Array]:
    """|W||x| and its like: the engine's computation with every factor replaced by its absolute value.

    For a layer that is not linear the scalar function itself bounds the error: its value, and y_bar times
    a bound of its slope.
    """
    positive = {name: np.abs(array) for name, array in own.items()}
    if layer.kind.kind in NONLINEAR:
        y, cache = case.engine.layer_forward(layer.name, x, own, masks=case.masks)
        x_bar, _ = case.engine.layer_backward(layer.name, np.abs(y_bar), cache, own)
        return NONLINEAR[layer.kind.kind](Nonlinear(layer.name, x, y, y_bar, x_bar, own))
    y, cache = case.engine.layer_forward(layer.name, np.abs(x), positive, masks=case.masks)
    x_bar, slopes = case.engine.layer_backward(layer.name, np.abs(y_bar), cache, positive)
    return {"y": y, "x": x_bar, **slopes}


@dataclass(frozen=True, slots=True)
class Nonlinear:
    """A layer whose absolute computation is not the layer on absolute values."""

    name: str
    x: Array
    y: Array
    y_bar: Array
    x_bar: Array
    own: Named


def _sigmoid(layer: Nonlinear) -> dict[str, Array]:
    """a (1 - a) y_bar, with 1 - a rounded: at most a |y_bar|."""
    return {"y": np.abs(layer.y), "x": np.abs(layer.y_bar) * np.abs(layer.y)}


def _slope_of_one(layer: Nonlinear) -> dict[str, Array]:
    """relu and tanh: the slope is at most 1."""
    return {"y": np.abs(layer.y), "x": np.abs(layer.y_bar)}


def _selection(layer: Nonlinear) -> dict[str, Array]:
    """A maximum's winners must come from x itself; their shares are all positive for |y_bar|."""
    return {"y": np.abs(layer.y), "x": layer.x_bar}


def _softmax(layer: Nonlinear) -> dict[str, Array]:
    """a (|y_bar| + sum of |y_bar| a); exp's argument is rounded relative to the largest |z|."""
    size = 1 + np.max(np.abs(layer.x), axis=1, keepdims=True)
    a, bar = layer.y * size, np.abs(layer.y_bar)
    return {"y": a, "x": a * (bar + np.sum(bar * layer.y, axis=1, keepdims=True))}


def _batch_norm(layer: Nonlinear) -> dict[str, Array]:
    """|gamma| r (|y_bar| + mean |y_bar| + |xhat| mean |y_bar xhat|).

    x - mean is rounded relative to |x| + |mean|, so xhat by far = (|x| + |mean|) r, and r relative to the
    largest of it.
    """
    axes = (0, *range(2, layer.x.ndim))
    shape = [1, -1] + [1] * (layer.x.ndim - 2)
    gamma, beta = (np.abs(layer.own[f"{layer.name}.{name}"]).reshape(shape) for name in ("gamma", "beta"))
    mean = layer.x.mean(axis=axes, keepdims=True)
    r = 1 / np.sqrt(((layer.x - mean) ** 2).mean(axis=axes, keepdims=True) + LEAST_EPSILON)
    far = (np.abs(layer.x) + np.abs(mean)) * r
    largest = 1 + far.max(axis=axes, keepdims=True)
    xhat = np.abs(layer.x - mean) * r
    rounded = far + xhat * largest  # what one rounding of xhat is relative to
    bar = np.abs(layer.y_bar)
    mixed = (bar * xhat).mean(axis=axes, keepdims=True) * largest + (bar * rounded).mean(axis=axes, keepdims=True)
    again = rounded * (bar * xhat).mean(axis=axes, keepdims=True)
    return {
        "y": gamma * rounded + beta,
        "x": gamma * r * ((bar + bar.mean(axis=axes, keepdims=True)) * largest + xhat * mixed + again),
        f"{layer.name}.gamma": (bar * rounded).sum(axis=axes),
        f"{layer.name}.beta": bar.sum(axis=axes),
    }


LEAST_EPSILON = 1e-300  # a constant channel has no variance; the layer's own epsilon only makes r smaller
NONLINEAR = {
    "sigmoid": _sigmoid,
    "relu": _slope_of_one,
    "tanh": _slope_of_one,
    "max_pool": _selection,
    "softmax": _softmax,
    "batch_norm": _batch_norm,
}


def operation_counts(case: Case, layer: Layer) -> dict[str, int]:
    """How many roundings one entry of each result can collect: its summands, plus its factors."""
    out = case.tensors[layer.output.name]
    counts = {"y": ELEMENTARY, "x": ELEMENTARY}
    for name in counts:
        counts[name] += _summands(case, layer, name)
    for tensor in layer.parameters:
        counts[tensor.name] = ELEMENTARY + out.size // int(case.model.shape(tensor)[0])
    return counts


def _summands(case: Case, layer: Layer, side: str) -> int:
    """The products behind one entry of the output ("y") or of the input's cotangent ("x"), at the most."""
    if layer.kind.kind == "batch_norm":
        return int(case.x.shape[0] * np.prod([int(size) for size in case.model.shape(layer.output)[2:]]))
    if not layer.parameters:
        taps = [case.model.number(size) for symbol, size in layer.sizes.items() if str(symbol) in ("f_h", "f_w")]
        return int(np.prod([int(tap) for tap in taps])) if taps else 1
    weight = max(layer.parameters, key=lambda parameter: len(parameter.shape))
    shape = [int(size) for size in case.model.shape(weight)]
    return int(np.prod(shape[1:] if side == "y" else [shape[0], *shape[2:]]))


def loss_magnitude(case: Case, value: float) -> float:
    """A loss is a sum of entries over a divisor: (|a| + |t|)^2 of a square, 1 + 2 max |z| of a logarithm, z
    being what the sigmoid or softmax before it reads."""
    loss, last = case.model.loss, case.model.layers[-1]
    if loss is None:
        return abs(value)
    output = case.tensors[last.output.name]
    if loss.kind.after is None:
        whole = float(np.sum((np.abs(output) + np.abs(case.target)) ** 2))
    else:
        whole = float(np.sum(np.ones_like(output) * (1 + 2 * np.max(np.abs(case.tensors[last.input.name])))))
    return max(abs(value), whole / divisor(case))


def divisor(case: Case) -> int:
    """What the loss's sum is divided by: 1, the examples, or all entries."""
    reduction = case.model.loss.reduction if case.model.loss else "sum"
    return {"sum": 1, "mean": len(case.target), "mean_over_entries": int(case.target.size)}[reduction]


def loss_slope(case: Case, unfused: Array, output: Array) -> Array:
    """2 (a - t) is a difference of |a| and |t|, and t/a - (1-t)/(1-a) of parts as large as 1/a or 1/(1-a)."""
    if case.model.loss is not None and case.model.loss.kind.after is None:
        return np.abs(unfused) + 2 * (np.abs(output) + np.abs(case.target)) / divisor(case)
    inside = (output > 0) & (output < 1)
    parts = np.where(inside, 1 / np.where(inside, output * (1 - output), 1), 1)
    return np.abs(unfused) + parts / divisor(case)
