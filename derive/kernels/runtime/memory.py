"""Where entries lie in memory: the examples of a batch side by side, each array with its axes as they are printed.

An image's rows are short; read for all examples at once they are runs that memory and processor like. Only strides
say so: every function is right for any order, and gives its result in the order of what it was given.
"""

from functools import cache
from typing import Any, TypeAlias

import numpy as np

KEPT_BYTES = 2**25 - 2**16  # just under the largest array by which the C library learns
Array: TypeAlias = Any  # numpy.ndarray of one floating dtype; NumPy's own stubs cannot say more here
Sizes: TypeAlias = tuple[int, ...]


def batch_last(array: Array) -> Array:
    """An array (M, ...) with its examples side by side, itself where they are."""
    if array.ndim < 2 or len(array) < 2 or is_batch_last(array):
        return array
    last = array.ndim - 1
    return np.ascontiguousarray(array.transpose((*range(1, last + 1), 0))).transpose((last, *range(last)))


def is_batch_last(array: Any) -> bool:
    """Whether neighbours in memory differ in the first axis; of an array or its layout."""
    return bool(array.shape[0] > 1 and array.strides[0] == array.itemsize)


@cache
def keep_freed_memory() -> None:
    """Memory of arrays that are gone is used again, where the C library is glibc.

    It gives memory back to the system where more is free than twice the largest array that was ever freed, up to 32 MB,
    and gets it anew page by page, cleared; measured: a quarter of a training step. So it is shown one such array, of
    which no page is touched. Once in a process: it does not forget.
    Source: mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, on the dynamic threshold.
    """
    np.empty(KEPT_BYTES, np.uint8)
