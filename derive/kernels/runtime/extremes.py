"""The largest entries of windows, which of them come first, and adding into those cells alone.

A winner is kept as the number of its tap in row-major order: for a window (f_h, f_w) tap (u, v) is u*f_w + v.
"""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from derive.kernels.runtime.memory import Array
from derive.kernels.runtime.sliding_windows import Geometry, Windows, by_axis, geometry, target_of

BLOCK_BYTES = 2**20  # measured: maxima of a map of 28 MB take two thirds of the time, winners four fifths


def largest(x_windows: Windows) -> Array:
    """The maximum of each window."""
    padded, where = x_windows
    found = np.empty_like(padded, shape=(*padded.shape[: -len(where.kernel)], *where.size))
    for block in _blocks(x_windows):
        _largest(padded[block], where, found[block])
    return found


def _largest(part: Array, where: Geometry, found: Array) -> None:
    """Along the first axis, whose rows are runs of memory, then along the others, the last into `found`."""
    last = where.lines[-1]
    for line in where.lines:
        one, *others = (part[cells] for cells in line)
        if not others and line is not last:
            part = one
            continue
        part = np.maximum(one, others.pop() if others else one, out=found if line is last else None)
        for other in others:
            np.maximum(part, other, out=part)


def first_maximum(x_windows: Windows, peak: Array) -> Array:
    """The number of each window's winner: of its first entry, in row-major order, that is its maximum, `peak`.

    What stands around the array never wins. Where the maximum is NaN, the window's first entry wins.
    """
    padded, where = x_windows
    numbers = np.empty_like(peak, dtype=np.min_scalar_type(prod(where.kernel) - 1))
    for block in _blocks(x_windows):
        _first_maximum(padded[block], where, peak[block], numbers[block])
    return numbers


def first_largest(x: Array, peak: Array) -> Array:
    """The number of the first entry, in row-major order over the last axes of x, that is their maximum, `peak`.

    Where the maximum is NaN, the first entry wins.
    """
    length = prod(x.shape[peak.ndim :])
    found = x.reshape(*peak.shape, length) == peak[..., None]
    return found.argmax(axis=-1).astype(np.min_scalar_type(length - 1))


def _first_maximum(part: Array, where: Geometry, peak: Array, numbers: Array) -> None:
    """How many taps in a row, from the first on, are beaten; the last one is not asked."""
    numbers.fill(0)
    lost = None
    for taps, cells in where.taps[:-1]:
        beaten = part[cells] < peak
        if not where.bare:
            beaten |= where.around(taps)
        lost = beaten if lost is None else np.logical_and(lost, beaten, out=beaten)
        numbers += lost.view(np.uint8)


def _blocks(x_windows: Windows) -> list[Any]:
    """The windows' array in parts that stay in cache, cut along the outermost of its other axes in memory."""
    padded, where = x_windows
    others = range(padded.ndim - len(where.kernel))
    if padded.nbytes <= BLOCK_BYTES or not others:
        return [Ellipsis]
    axis = max(others, key=lambda axis: (padded.shape[axis] > 1, padded.strides[axis]))
    length = padded.shape[axis]
    step = max(1, length * BLOCK_BYTES // padded.nbytes)
    return [(slice(None),) * axis + (slice(start, start + step),) for start in range(0, length, step)]


def at_winner(first: Array, kernel: Sequence[int]) -> Array:
    """[..., u, v]: True at the winning tap of each window."""
    numbers = np.arange(prod(kernel), dtype=first.dtype).reshape(kernel)
    return first[(Ellipsis, *(None,) * len(kernel))] == numbers


def scatter_to_winners(
    y_bar: Array,
    first: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    dilation: Sequence[int] = (),
    padding: Sequence[int] = (),
) -> Array:
    """out[..., s*i + d*u - p, s*j + d*v - p] += y_bar[..., i, j], for the tap (u, v) that won window (i, j)."""
    axes = len(kernel)
    size = y_bar.shape[-axes:]
    where = geometry(tuple(shape), tuple(kernel), *by_axis(kernel, stride, dilation, padding), size)
    padded = target_of(y_bar, where)
    for number, (_, cells) in enumerate(where.taps):
        if where.overlapping:
            padded[cells] += y_bar * (first == number)
        else:
            np.multiply(y_bar, first == number, out=padded[cells])
    return padded[where.inner]
