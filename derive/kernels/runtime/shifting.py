"""An array moved along some of its axes, as between borders of zeros or one array behind another."""

from collections.abc import Sequence

import numpy as np

from derive.kernels.runtime.memory import Array


def shifted(x: Array, axes: Sequence[int], start: Sequence[int], size: Sequence[int]) -> Array:
    """The array whose entry k along each of the axes is x's entry k - start, and 0 where x has none; in x's layout.

    Args: `size`, how many entries it has along each of these axes. What would land outside is left out.
    """
    shape, source, target = list(x.shape), [slice(None)] * x.ndim, [slice(None)] * x.ndim
    for axis, first, count in zip(axes, start, size, strict=True):
        begin, end = max(0, first), min(count, first + x.shape[axis])
        shape[axis] = count
        target[axis], source[axis] = slice(begin, max(begin, end)), slice(begin - first, max(begin, end) - first)
    moved = np.zeros_like(x, shape=shape)
    moved[tuple(target)] = x[tuple(source)]
    return moved
