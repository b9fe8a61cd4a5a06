"""Where maps lie in memory: the examples of each cell side by side, and in memory that was used before.

What a window's tap reads is then made of long runs, whatever the stride, and the windows of a whole batch are one
matrix. Only strides say so: every function is right for any order.
"""

from functools import cache

import numpy as np

from derive.engine.interface import Array, Shape

LARGEST_KEPT = 2**25 - 2**16  # bytes; the C library gives back any array from 2**25 on


def empty_maps(shape: Shape, dtype: np.dtype[np.generic]) -> Array:
    """Uninitialised maps (M, C, ...), the examples of a cell side by side."""
    return np.empty((*shape[1:], shape[0]), dtype).transpose(-1, *range(len(shape) - 1))


def zero_maps(shape: Shape, dtype: np.dtype[np.generic]) -> Array:
    """Zeros (M, C, ...), the examples of a cell side by side."""
    return np.zeros((*shape[1:], shape[0]), dtype).transpose(-1, *range(len(shape) - 1))


def examples_together(x: Array) -> Array:
    """Maps (M, C, ...) with the examples of a cell side by side, x itself if they are; units as they come."""
    if x.ndim == 2 or x.strides[0] == x.itemsize:
        return x
    return np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 0, -1)), -1, 0)


@cache
def keep_freed_memory() -> None:
    """The process keeps the memory of arrays that are gone, where its C library is glibc; asked once.

    Else most of it goes back to the system after each step, and comes again page by page; measured: up to a quarter
    of a step. The library keeps what is smaller than twice the largest array that it has seen freed, so it is shown
    one, which is never written.
    Source: mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD.
    """
    np.empty(LARGEST_KEPT, np.uint8)
