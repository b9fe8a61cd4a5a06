"""Everything that generated kernels call; the ideas stand in files of their own.

windows.py: windows into an array, adding into windows. contraction.py, matrices.py: sums of products; unrolling.py:
with windows; scattering.py: into windows. extremes.py: maxima of windows. Arrays keep their dtype. Nothing is written
in place but arrays that were made here.
"""

from collections.abc import Sequence

import numpy as np

from derive.kernels.contraction import contract
from derive.kernels.extremes import at_winner, first_maximum, largest, scatter_to_winners
from derive.kernels.memory import Array
from derive.kernels.scattering import scatter_product
from derive.kernels.windows import overwrite, scatter, windows

__all__ = [
    "at_winner",
    "ceil_size",
    "contract",
    "first_maximum",
    "inside",
    "largest",
    "merge",
    "overwrite",
    "scatter",
    "scatter_product",
    "scatter_to_winners",
    "sigmoid",
    "softplus",
    "split",
    "spread",
    "windows",
]


def ceil_size(free: int, stride: int, limit: int) -> int:
    """The number of windows with ceil_mode: ceil(free / s) + 1, less one that would start at or after `limit`."""
    steps = -(-free // stride)
    return steps if steps * stride >= limit else steps + 1


def inside(n: int, size: int, kernel: int, stride: int = 1, dilation: int = 1, padding: int = 0) -> Array:
    """1 where 0 <= s*i + d*u - p < n, else 0: an array (i, u)."""
    read = stride * np.arange(size)[:, None] + dilation * np.arange(kernel) - padding  # (i, u)
    return ((read >= 0) & (read < n)).astype(np.int64)


def split(x: Array, axis: int, sizes: Sequence[int]) -> Array:
    """One axis read as several, the last running fastest; one size may be -1."""
    return x.reshape(*x.shape[:axis], *sizes, *x.shape[axis + 1 :])


def merge(x: Array, axis: int, count: int) -> Array:
    """`count` neighbouring axes, from `axis`, written as one, the last running fastest."""
    return x.reshape(*x.shape[:axis], -1, *x.shape[axis + count :])


def spread(x: Array, shape: Sequence[int]) -> Array:
    """x repeated over the axes that it has with length 1: a new array of the shape."""
    return np.broadcast_to(x, tuple(shape)).copy()


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)): where exp overflows, the result is 0, as it should be."""
    with np.errstate(over="ignore"):
        a = np.asarray(np.exp(-z))  # of one number, too
    a += 1
    return np.reciprocal(a, out=a)


def softplus(z: Array) -> Array:
    """log(1 + exp(z)), without overflow for any z."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
