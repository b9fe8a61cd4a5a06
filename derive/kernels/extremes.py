"""The largest entries of windows, which of them come first, and adding into those cells alone.

A winner is kept as the number of its tap in row-major order: for a window (f_h, f_w) tap (u, v) is u*f_w + v.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from derive.kernels.memory import Array
from derive.kernels.windows import Geometry, Windows, geometry, target_of


def largest(x_windows: Windows) -> Array:
    """The maximum of each window: along the first axis, whose rows are runs of memory, then along the others."""
    found, where = x_windows
    for axis in range(len(where.kernel)):
        best = _slice(found, where, axis, 0)
        for tap in range(1, where.kernel[axis]):
            best = np.maximum(best, _slice(found, where, axis, tap), out=best if tap > 1 else None)
        found = best
    return found.copy(order="K") if max(where.kernel) == 1 else found


def first_maximum(x_windows: Windows) -> Array:
    """The number of each window's winner: of its first entry, in row-major order, that is its maximum.

    What stands around the array never wins. Where the maximum is NaN, the window's first entry wins.
    """
    padded, where = x_windows
    peak = largest(x_windows)
    # from the last tap but one to the first: how many taps in a row, from this one on, are beaten
    numbers = np.empty_like(peak, dtype=np.min_scalar_type(prod(where.kernel) - 1))
    numbers.fill(0)
    for taps, cells in reversed(tuple(where.taps)[:-1]):
        beaten = padded[cells] < peak
        if not where.bare:
            beaten |= where.around(taps)
        numbers += 1
        numbers *= beaten.view(np.uint8)
    return numbers


def _slice(array: Array, where: Geometry, axis: int, tap: int) -> Array:
    """What one tap of one axis reads, over all windows."""
    place = array.ndim - len(where.kernel) + axis
    return array[(slice(None),) * place + (where.along(axis, tap),)]


def at_winner(first: Array, kernel: Sequence[int]) -> Array:
    """[..., u, v]: True at the winning tap of each window."""
    numbers = np.arange(prod(kernel), dtype=first.dtype).reshape(kernel)
    return first[(Ellipsis, *(None,) * len(kernel))] == numbers


def scatter_to_winners(
    y_bar: Array,
    first: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (1, 1),
    dilation: Sequence[int] = (1, 1),
    padding: Sequence[int] = (0, 0),
) -> Array:
    """out[..., s*i + d*u - p, s*j + d*v - p] += y_bar[..., i, j], for the tap (u, v) that won window (i, j)."""
    axes = len(kernel)
    size = y_bar.shape[-axes:]
    where = geometry(tuple(shape), tuple(kernel), tuple(stride), tuple(dilation), tuple(padding), size)
    padded = target_of(y_bar, where)
    for number, (_, cells) in enumerate(where.taps):
        if where.overlapping:
            padded[cells] += y_bar * (first == number)
        else:
            np.multiply(y_bar, first == number, out=padded[cells])
    return padded[where.inner]
