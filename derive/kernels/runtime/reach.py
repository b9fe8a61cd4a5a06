"""Where windows reach: how many there are, and which of their taps lie on the map."""

import numpy as np

from derive.kernels.runtime.memory import Array


def ceil_size(free: int, stride: int, limit: int) -> int:
    """The number of windows with ceil_mode: ceil(free / s) + 1, less one that would start at or after `limit`."""
    steps = -(-free // stride)
    return steps if steps * stride >= limit else steps + 1


def inside(n: int, size: int, kernel: int, stride: int = 1, dilation: int = 1, padding: int = 0) -> Array:
    """1 where 0 <= s*i + d*u - p < n, else 0: an array (i, u)."""
    read = stride * np.arange(size)[:, None] + dilation * np.arange(kernel) - padding  # (i, u)
    return ((read >= 0) & (read < n)).astype(np.int64)
