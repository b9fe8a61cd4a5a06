"""Layers as textbooks write them: plain loops over every index, for integers, rationals or floats. No derive here."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Sizes = tuple[int, ...]  # along each axis


def window_count(n: int, f: int, s: int, p: int, d: int, ceil: bool = False, behind: int | None = None) -> int:
    """Windows on one axis, counted by sliding one over the input with p cells before it and as many, or others, behind.

    With ceil one more hangs over the end where cells are left; a last one that starts right of the input is dropped.
    """
    span, end = d * (f - 1) + 1, n + p + (p if behind is None else behind)
    count = 0
    while count * s + span <= end:
        count += 1
    if ceil and (count - 1) * s + span < end:
        count += 1
    return count - 1 if ceil and (count - 1) * s - p >= n else count


def same_padding(n: int, f: int, s: int, d: int) -> tuple[int, int]:
    """Windows and cells before the input on one axis, as in Keras: the odd cell goes to the right."""
    count = len(range(0, n, s))
    missing = max((count - 1) * s + d * (f - 1) + 1 - n, 0)
    return count, missing // 2


def conv(
    x: Array,
    w: Array,
    b: Array | None,
    outputs: Sizes,
    stride: Sizes | None = None,
    padding: Sizes | None = None,
    dilation: Sizes | None = None,
) -> Array:
    """z[m,k,i,j] = b[k] + sum of W[k,c,u,v] x[m,first + c,s i + d u - p,...], zeros outside; groups from shapes."""
    (batch, channels, *extents), (filters, share, *kernel) = x.shape, w.shape
    stride, dilation, padding = (
        _along(kernel, given, plain) for given, plain in ((stride, 1), (dilation, 1), (padding, 0))
    )
    groups = channels // share
    z = np.zeros((batch, filters, *outputs), x.dtype)
    for m, k, *at in np.ndindex(z.shape):
        value = 0 if b is None else b[k]
        first = k // (filters // groups) * share
        for c, *taps in product(range(share), *map(range, kernel)):
            place = [s * i + d * u - p for s, i, d, u, p in zip(stride, at, dilation, taps, padding, strict=True)]
            if all(0 <= r < n for r, n in zip(place, extents, strict=True)):
                value = value + w[(k, c, *taps)] * x[(m, first + c, *place)]
        z[(m, k, *at)] = value
    return z


def _along(kernel: Sequence[int], given: Sizes | None, plain: int) -> Sizes:
    return (plain,) * len(kernel) if given is None else given


def window_cells(
    shape: Sizes,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    at: Sizes,
    behind: Sizes | None = None,
) -> Iterator[tuple[Sizes, bool, bool]]:
    """Each cell of one window: its place, whether it is in the input, whether it is in the padded input."""
    for taps in product(*map(range, kernel)):
        place = tuple(s * o + d * t - p for s, o, d, t, p in zip(stride, at, dilation, taps, padding, strict=True))
        inside = all(0 <= r < n for r, n in zip(place, shape, strict=True))
        ends = zip(place, shape, padding, behind or padding, strict=True)
        padded = all(-p <= r < n + after for r, n, p, after in ends)
        yield place, inside, padded


def average_pool(
    x: Array,
    kernel: Sizes,
    outputs: Sizes,
    stride: Sizes,
    padding: Sizes | None = None,
    count_padding: bool = True,
    behind: Sizes | None = None,
    dilation: Sizes | None = None,
    divide: Callable[[Any, int], Any] = lambda total, count: total / count,
) -> Array:
    """The mean of each window over its cells in the input, or in the padded input."""
    y = np.zeros((*x.shape[:2], *outputs), x.dtype)
    before, near = _along(kernel, padding, 0), _along(kernel, dilation, 1)
    for m, c, *at in np.ndindex(y.shape):
        cells = list(window_cells(x.shape[2:], kernel, stride, before, near, tuple(at), behind))
        total = sum(x[(m, c, *place)] for place, inside, _ in cells if inside)
        y[(m, c, *at)] = divide(total, sum(padded if count_padding else inside for _, inside, padded in cells))
    return y


def max_pool(
    x: Array,
    kernel: Sizes,
    outputs: Sizes,
    stride: Sizes,
    padding: Sizes | None = None,
    dilation: Sizes | None = None,
) -> Array:
    """The largest input cell of each window."""
    y = np.zeros((*x.shape[:2], *outputs), x.dtype)
    before, apart = _along(kernel, padding, 0), _along(kernel, dilation, 1)
    for m, c, *at in np.ndindex(y.shape):
        cells = window_cells(x.shape[2:], kernel, stride, before, apart, tuple(at))
        y[(m, c, *at)] = max(x[(m, c, *place)] for place, inside, _ in cells if inside)
    return y


def has_empty_window(n: int, f: int, s: int, p: int, d: int, outputs: int) -> bool:
    """Whether some window on the axis has no cell in the input."""
    return any(not any(0 <= s * i + d * u - p < n for u in range(f)) for i in range(outputs))


def pull_back(function: Callable[[Array], Array], point: Array, y_bar: Array, step: Any = 1) -> Array:
    """x_bar[r] = sum of y_bar * (f(x + step e_r) - f(x)) / step: exact where f is linear along the step."""
    start = function(point)
    x_bar = np.zeros(point.shape, point.dtype)
    for place in np.ndindex(point.shape):
        moved = point.copy()
        moved[place] = moved[place] + step
        x_bar[place] = ((function(moved) - start) * y_bar).sum() / step
    return x_bar


def ties_to_the_first(x: Array, scale: int = 1000) -> Array:
    """The same order with every tie broken for the earlier cell in row-major order; neighbours differ by 1 or more."""
    cells = np.arange(prod(x.shape[2:])).reshape(x.shape[2:])
    return x * scale - cells
