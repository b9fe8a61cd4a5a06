"""Axes of an array read as several, several as one, and an array repeated along others."""

from collections.abc import Sequence

import numpy as np

from derive.kernels.runtime.memory import Array


def split(x: Array, axis: int, sizes: Sequence[int]) -> Array:
    """One axis read as several, the last running fastest; one size may be -1."""
    return x.reshape(*x.shape[:axis], *sizes, *x.shape[axis + 1 :])


def merge(x: Array, axis: int, count: int) -> Array:
    """`count` neighbouring axes, from `axis`, written as one, the last running fastest."""
    return x.reshape(*x.shape[:axis], -1, *x.shape[axis + count :])


def spread(x: Array, shape: Sequence[int]) -> Array:
    """x repeated over the axes that it has with length 1: a new array of the shape, in x's layout."""
    repeated: Array = np.empty_like(x, shape=tuple(shape))
    repeated[...] = x
    return repeated
