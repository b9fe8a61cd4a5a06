"""What generated kernels call, written to be read: the same functions as derive.kernels.runtime, without its speed.

The defaults serve up to three axes; each function takes as many of them as the kernel has.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided

Array: TypeAlias = Any
Sizes: TypeAlias = Sequence[int]


def windows(
    x: Array,
    kernel: Sizes,
    stride: Sizes = (1, 1, 1),
    dilation: Sizes = (1, 1, 1),
    padding: Sizes = (0, 0, 0),
    size: Sizes | None = None,
    fill: float = 0,
) -> Array:
    """out[..., i, j, u, v] = x[..., s*i + d*u - p, s*j + d*v - p]; a cell outside x reads `fill`."""
    axes, n = len(kernel), x.shape[-len(kernel) :]
    spans = [d * (f - 1) + 1 for f, d in zip(kernel, dilation, strict=False)]
    size = size or [(n[a] + 2 * padding[a] - spans[a]) // stride[a] + 1 for a in range(axes)]
    after = [max(0, (size[a] - 1) * stride[a] + spans[a] - n[a] - padding[a]) for a in range(axes)]
    padded = np.pad(x, [(0, 0)] * (x.ndim - axes) + list(zip(padding, after, strict=False)), constant_values=fill)
    along = [step * s for step, s in zip(padded.strides[-axes:], stride, strict=False)]  # from window to window
    inside = [step * d for step, d in zip(padded.strides[-axes:], dilation, strict=False)]  # from tap to tap
    return as_strided(padded, (*x.shape[:-axes], *size, *kernel), (*padded.strides[:-axes], *along, *inside))


def scatter(
    parts: Array,
    shape: Sizes,
    kernel: Sizes,
    stride: Sizes = (1, 1, 1),
    dilation: Sizes = (1, 1, 1),
    padding: Sizes = (0, 0, 0),
) -> Array:
    """out[..., s*i + d*u - p, s*j + d*v - p] += parts[..., i, j, u, v]; what would land outside is dropped."""
    axes = len(kernel)
    size = parts.shape[-2 * axes : -axes]
    ends = [(size[a] - 1) * stride[a] + dilation[a] * (kernel[a] - 1) + 1 for a in range(axes)]
    out: Array = np.zeros((*parts.shape[: -2 * axes], *map(max, ends, np.add(padding[:axes], shape))), parts.dtype)
    parts = np.broadcast_to(parts, (*parts.shape[:-axes], *kernel))
    for tap in product(*map(range, kernel)):
        places = zip(dilation, tap, stride, size, strict=False)
        where = tuple(slice(d * u, d * u + s * (o - 1) + 1, s) for d, u, s, o in places)
        out[(..., *where)] += parts[(..., *tap)]
    return out[(..., *(slice(p, p + n) for p, n in zip(padding, shape, strict=False)))]


def scatter_product(
    formula: str,
    cotangent: Array,
    other: Array,
    shape: Sizes,
    kernel: Sizes,
    stride: Sizes = (1, 1, 1),
    dilation: Sizes = (1, 1, 1),
    padding: Sizes = (0, 0, 0),
) -> Array:
    """The parts of a scatter as a product."""
    return scatter(contract(formula, cotangent, other), shape, kernel, stride, dilation, padding)


def contract(formula: str, *arrays: Array, start: Array | None = None) -> Array:
    """Sum of products, "mkij, mcijuv -> kcuv", added to `start`."""
    return np.einsum(formula, *arrays, optimize=True) + (0 if start is None else start)


def shifted(x: Array, axes: Sizes, start: Sizes, size: Sizes) -> Array:
    """out[..., k, ...] = x[..., k - start, ...] along each of the axes; 0 where x has no such entry."""
    for axis, first, count in zip(axes, start, size, strict=True):
        places = np.arange(count) - first
        inside = ((places >= 0) & (places < x.shape[axis])).reshape(-1, *(1,) * (x.ndim - axis - 1))
        x = np.where(inside, x.take(places.clip(0, x.shape[axis] - 1), axis), 0)
    return x


def largest(x_windows: Array) -> Array:
    """The maximum of each window; behind batch and channel, windows have as many axes of taps as of positions."""
    return x_windows.max(axis=tuple(range(x_windows.ndim // 2 + 1, x_windows.ndim)))


def first_maximum(x_windows: Array, peak: Array) -> Array:
    """The number of each window's first entry, in row-major order, that `peak` does not beat; -inf does not win."""
    wins = ~(x_windows < peak[(..., *[None] * (x_windows.ndim - peak.ndim))]) & (x_windows != -np.inf)
    return wins.reshape(*peak.shape, -1).argmax(-1)


def first_largest(x: Array, peak: Array) -> Array:
    """The number of the first entry, in row-major order over the last axes of x, that is their maximum, `peak`."""
    return (x.reshape(*peak.shape, -1) == peak[..., None]).argmax(-1)


def at_winner(first: Array, kernel: Sizes) -> Array:
    """[..., u, v]: True at the winning tap of each window."""
    return first[(..., *[None] * len(kernel))] == np.arange(np.prod(kernel)).reshape(kernel)


def scatter_to_winners(
    y_bar: Array,
    first: Array,
    shape: Sizes,
    kernel: Sizes,
    stride: Sizes = (1, 1, 1),
    dilation: Sizes = (1, 1, 1),
    padding: Sizes = (0, 0, 0),
) -> Array:
    """Each window's cotangent added where its winner stands."""
    each = y_bar[(..., *[None] * len(kernel))]
    return scatter(each * at_winner(first, kernel), shape, kernel, stride, dilation, padding)


def inside(n: int, size: int, kernel: int, stride: int = 1, dilation: int = 1, padding: int = 0) -> Array:
    """1 where 0 <= s*i + d*u - p < n, else 0: an array (i, u)."""
    read = stride * np.arange(size)[:, None] + dilation * np.arange(kernel) - padding
    return ((read >= 0) & (read < n)).astype(int)


def split(x: Array, axis: int, sizes: Sizes) -> Array:
    """One axis read as several, the last running fastest."""
    return x.reshape(*x.shape[:axis], *sizes, *x.shape[axis + 1 :])


def merge(x: Array, axis: int, count: int) -> Array:
    """Several neighbouring axes, from `axis`, written as one, the last running fastest."""
    return x.reshape(*x.shape[:axis], -1, *x.shape[axis + count :])


def spread(x: Array, shape: Sizes) -> Array:
    """x repeated over the axes that it has with length 1."""
    return np.broadcast_to(x, shape).copy()


def ceil_size(free: int, stride: int, limit: int) -> int:
    """ceil(free/stride) + 1 windows, less one that would start at or after `limit`."""
    steps = -(-free // stride)
    return steps if steps * stride >= limit else steps + 1


def sigmoid(z: Array) -> Array:
    """1/(1 + exp(-z)), without overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def softplus(z: Array) -> Array:
    """log(1 + exp(z)), without overflow."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def weighted(weight: Array, value: Array) -> Array:
    """weight * value, and 0 where the weight is 0, also for an infinite value."""
    return weight * np.where(weight == 0, 0, value)


def ratio(weight: Array, value: Array) -> Array:
    """weight / value, and 0 where the weight is 0, also for a value of 0."""
    return weight / np.where(weight == 0, 1, value)


def mean_over(x: Array, axis: tuple[int, ...]) -> Array:
    """The mean over some axes, and the mean of what is left when it is taken off: rounding is relative to x."""
    rough = x.mean(axis=axis, keepdims=True)
    return np.squeeze(rough + (x - rough).mean(axis=axis, keepdims=True), axis)
