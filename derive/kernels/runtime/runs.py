"""Sums over all places of products with windows, tap by tap: scalar products of long runs of memory.

Where each channel has a filter of its own, its gradient has one number for each tap, and matrices of windows would be
nine copies for nine numbers. What a tap reads of a padded channel is the channel moved on by so many entries; the
other array is laid out like the padded channel, with zeros beside its rows, and all of it is one run.
"""

from math import prod

import numpy as np

from derive.kernels.runtime.memory import Array, Sizes
from derive.kernels.runtime.sliding_windows import Geometry

LONG = 512  # entries of a run; measured: shorter ones do not make up for a call each


def over_runs(padded: Array, plain: Array, where: Geometry) -> Array | None:
    """out[c, taps] = sum over positions i and examples m of plain[c, i, m] * padded[c, i + d*taps, m].

    The arrays are (channels, extents or positions, examples). None where the padded one is not one run for each
    channel, where windows do not stand side by side, and where runs are short.
    """
    reach, behind = padded.shape[1:-1], padded.shape[-1]
    together = padded.flags.c_contiguous and max(where.stride) == 1 and reach == where.reach
    if not together or prod(reach) * behind < LONG:
        return None
    steps = _steps(reach, behind)
    starts = [sum(map(prod, zip(steps, where.dilation, taps, strict=True))) for taps, _ in where.taps]
    length = prod(reach) * behind - max(starts)
    wide = np.zeros((*reach, behind), plain.dtype)
    inside, run = wide[tuple(map(slice, where.size))], wide.reshape(-1)[:length]
    found = np.empty((len(padded), len(starts)), plain.dtype)
    for channel, (read, other) in enumerate(zip(padded.reshape(len(padded), -1), plain, strict=True)):
        inside[...] = other
        for tap, start in enumerate(starts):
            found[channel, tap] = np.dot(read[start : start + length], run)
    return found


def _steps(reach: Sizes, behind: int) -> Sizes:
    """How many entries lie between neighbours along each axis."""
    return tuple(prod(reach[axis + 1 :]) * behind for axis in range(len(reach)))
