"""The largest entries of windows, which of them come first, and adding into those cells alone.

A winner is kept as the number of its tap in row-major order: for a window (f_h, f_w) tap (u, v) is u*f_w + v.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from derive.kernels.windows import Array, Geometry, Windows, geometry, land, target_of


def largest(x_windows: Windows) -> Array:
    """The maximum of each window: along the last axis first, then along the others."""
    found, where = x_windows
    for axis in reversed(range(len(where.kernel))):
        best = _slice(found, where, axis, 0)
        for tap in range(1, where.kernel[axis]):
            best = np.maximum(best, _slice(found, where, axis, tap), out=best if tap > 1 else None)
        found = best
    return found.copy() if max(where.kernel) == 1 else found


def first_maximum(x_windows: Windows) -> Array:
    """The number of each window's winner: its first maximum in row-major order; what stands around never wins.

    The first maximum of a window is in the first row that holds it, and there in the first column: so columns are
    searched first, then rows.
    """
    found, where = x_windows
    numbers: Array = np.zeros((1,) * found.ndim, dtype=np.min_scalar_type(prod(where.kernel) - 1))
    step = 1
    for axis in reversed(range(len(where.kernel))):
        found, numbers = _winners(found, numbers, where, axis, step)
        step *= where.kernel[axis]
    return numbers


def _winners(found: Array, numbers: Array, where: Geometry, axis: int, step: int) -> tuple[Array, Array]:
    """The maxima along one axis with their numbers, which rise with the tap: the latest winner has the largest."""
    best, winner = _start(found, numbers, where, axis, step)
    for tap in range(0 if where.padding[axis] else 1, where.kernel[axis]):
        part = np.ascontiguousarray(_slice(found, where, axis, tap))  # twice as fast to compare as a strided slice
        won = (part > best).view(np.uint8) * (_slice(numbers, where, axis, tap) + numbers.dtype.type(tap * step))
        np.maximum(winner, won, out=winner)
        np.maximum(best, part, out=best)
    return best, winner


def _start(found: Array, numbers: Array, where: Geometry, axis: int, step: int) -> tuple[Array, Array]:
    """The search starts at the first tap on the array: as -inf where padding stands before it, else with its value."""
    best = _slice(found, where, axis, 0).copy()
    if not where.padding[axis]:
        return best, np.broadcast_to(_slice(numbers, where, axis, 0), best.shape).copy()
    best.fill(-np.inf)
    behind = (slice(None),) + (None,) * (len(where.kernel) - 1 - axis)
    first = where.first_on_map(axis)[behind]
    winner = np.empty(best.shape, dtype=numbers.dtype)
    for tap in range(where.kernel[axis]):
        own = _slice(numbers, where, axis, tap) + numbers.dtype.type(tap * step)
        np.copyto(winner, own, where=first == tap)
    return best, winner


def _slice(array: Array, where: Geometry, axis: int, tap: int) -> Array:
    """What one tap of one axis reads, over all windows; an axis of length 1 stands for equal entries."""
    place = array.ndim - len(where.kernel) + axis
    if array.shape[place] == 1 < where.reach[axis]:
        return array
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
    padded = target_of(y_bar.shape[:-axes], where, y_bar.dtype)
    for number, (_, cells) in enumerate(where.taps):
        land(padded, cells, y_bar * (first == number), where)
    return padded[(Ellipsis, *where.inner)]
