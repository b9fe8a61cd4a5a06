"""What generated kernels call: windows into arrays, contractions, and additions into strided slices.

Arrays keep their dtype. Nothing here is written in place but arrays that were made here.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided

Array: TypeAlias = Any  # numpy.ndarray of one floating dtype; NumPy's own stubs cannot say more here


def windows(
    x: Array,
    kernel: Sequence[int],
    stride: Sequence[int] = (1, 1),
    dilation: Sequence[int] = (1, 1),
    padding: Sequence[int] = (0, 0),
    size: Sequence[int] | None = None,
    fill: float = 0,
) -> Array:
    """The windows of the last axes: out[..., i, j, u, v] = x[..., s*i + d*u - p, s*j + d*v - p].

    A cell outside x reads `fill`. `size` is the number of windows on each axis, by default as many as the
    input padded by p on both sides holds. Returns a read-only view of x, or of a padded copy.
    """
    axes = len(kernel)
    spans = [d * (f - 1) + 1 for f, d in zip(kernel, dilation, strict=True)]
    extents = x.shape[-axes:]
    if size is None:
        size = [(n + 2 * p - e) // s + 1 for n, p, e, s in zip(extents, padding, spans, stride, strict=True)]
    after = [
        max(0, (o - 1) * s + e - n - p) for o, s, e, n, p in zip(size, stride, spans, extents, padding, strict=True)
    ]
    padded = pad(x, padding, after, fill)
    lead, steps = padded.strides[:-axes], padded.strides[-axes:]
    strides = (
        *lead,
        *(step * s for step, s in zip(steps, stride, strict=True)),
        *(step * d for step, d in zip(steps, dilation, strict=True)),
    )
    return as_strided(padded, (*x.shape[:-axes], *size, *kernel), strides, writeable=False)


def pad(x: Array, before: Sequence[int], after: Sequence[int], fill: float = 0) -> Array:
    """x with `before` and `after` cells of `fill` around its last axes; x itself where both are 0."""
    if not any(before) and not any(after):
        return x
    axes = len(before)
    shape = [b + n + a for b, n, a in zip(before, x.shape[-axes:], after, strict=True)]
    padded: Array = np.full((*x.shape[:-axes], *shape), fill, dtype=x.dtype)  # (..., p+n+a, p+n+a)
    inside = tuple(slice(b, b + n) for b, n in zip(before, x.shape[-axes:], strict=True))
    padded[(Ellipsis, *inside)] = x
    return padded


def scatter(
    parts: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (1, 1),
    dilation: Sequence[int] = (1, 1),
    padding: Sequence[int] = (0, 0),
) -> Array:
    """The transpose of `windows`: out[..., s*i + d*u - p, s*j + d*v - p] += parts[..., i, j, u, v].

    `shape` is the size of the last axes of the result; what would land outside is dropped. An axis of
    `parts` for a tap may have length 1: then every tap adds the same.
    """
    axes = len(kernel)
    size = parts.shape[-2 * axes : -axes]
    reach = [
        max(p + n, (o - 1) * s + d * (f - 1) + 1)
        for p, n, o, s, d, f in zip(padding, shape, size, stride, dilation, kernel, strict=True)
    ]
    padded: Array = np.zeros((*parts.shape[: -2 * axes], *reach), dtype=parts.dtype)
    for taps in product(*map(range, kernel)):
        where = tuple(
            slice(d * u, d * u + s * (o - 1) + 1, s) for u, s, d, o in zip(taps, stride, dilation, size, strict=True)
        )
        own = tuple(u if n > 1 else 0 for u, n in zip(taps, parts.shape[-axes:], strict=True))
        padded[(Ellipsis, *where)] += parts[(Ellipsis, *own)]
    cropped = tuple(slice(p, p + n) for p, n in zip(padding, shape, strict=True))
    return padded[(Ellipsis, *cropped)]


def overwrite(
    parts: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (1, 1),
    dilation: Sequence[int] = (1, 1),
    padding: Sequence[int] = (0, 0),
) -> Array:
    """`scatter` with = in place of +=: of the windows that share a cell, the last in row-major order wins.

    No layer needs it; it is what a known mistake computes. The tap that a cell has in a later window is a
    smaller one, so the taps are written from the last to the first.
    """
    *lead, rows, columns = parts.shape[: -len(kernel)]
    reach = [
        max(p + n, (o - 1) * s + d * (f - 1) + 1)
        for p, n, o, s, d, f in zip(padding, shape, (rows, columns), stride, dilation, kernel, strict=True)
    ]
    padded: Array = np.zeros((*lead, *reach), dtype=parts.dtype)
    for taps in sorted(product(*map(range, kernel)), reverse=True):
        where = tuple(
            slice(d * u, d * u + s * (o - 1) + 1, s)
            for u, s, d, o in zip(taps, stride, dilation, (rows, columns), strict=True)
        )
        own = tuple(u if n > 1 else 0 for u, n in zip(taps, parts.shape[-2:], strict=True))
        padded[(Ellipsis, *where)] = parts[(Ellipsis, *own)]
    return padded[(Ellipsis, *(slice(p, p + n) for p, n in zip(padding, shape, strict=True)))]


def ceil_size(free: int, stride: int, limit: int) -> int:
    """The number of windows with ceil_mode: ceil(free / s) + 1, less one that would start at or after `limit`."""
    steps = -(-free // stride)
    return steps if steps * stride >= limit else steps + 1


def inside(n: int, size: int, kernel: int, stride: int = 1, dilation: int = 1, padding: int = 0) -> Array:
    """1 where 0 <= s*i + d*u - p < n, else 0: an array (i, u)."""
    read = stride * np.arange(size)[:, None] + dilation * np.arange(kernel) - padding  # (i, u)
    return ((read >= 0) & (read < n)).astype(np.int64)


def first_maximum(x_windows: Array, axes: int) -> Array:
    """True at the first maximum, in row-major order, over the last `axes` axes."""
    taps = x_windows.shape[-axes:]
    rows = x_windows.reshape(*x_windows.shape[:-axes], -1)  # (..., taps)
    first = rows.argmax(axis=-1)[..., None] == np.arange(rows.shape[-1])
    return first.reshape(*x_windows.shape[:-axes], *taps)


def split(x: Array, axis: int, sizes: Sequence[int]) -> Array:
    """One axis read as several, the last running fastest; one size may be -1."""
    return x.reshape(*x.shape[:axis], *sizes, *x.shape[axis + 1 :])


def merge(x: Array, axis: int, count: int) -> Array:
    """`count` neighbouring axes, from `axis`, written as one, the last running fastest."""
    return x.reshape(*x.shape[:axis], -1, *x.shape[axis + count :])


def spread(x: Array, shape: Sequence[int]) -> Array:
    """x repeated over the axes that it has with length 1: a new array of the shape."""
    return np.broadcast_to(x, tuple(shape)).copy()


def contract(formula: str, *arrays: Array) -> Array:
    """Sum of products, as in numpy.einsum: "mkij, mcijuv -> kcuv". Two arrays become one matrix product."""
    inputs, _, output = formula.replace(" ", "").partition("->")
    labels = inputs.split(",")
    if len(arrays) != 2:
        return np.einsum(formula.replace(" ", ""), *arrays, optimize="greedy")
    return _matrix_product(labels[0], labels[1], output, *arrays)


def _matrix_product(left: str, right: str, output: str, a: Array, b: Array) -> Array:
    a, left = _sum_lonely(a, left, right + output)
    b, right = _sum_lonely(b, right, left + output)
    shared = [label for label in output if label in left and label in right]
    inner = [label for label in left if label in right and label not in output]
    rows = [label for label in output if label in left and label not in right]
    columns = [label for label in output if label in right and label not in left]
    lengths = {**dict(zip(left, a.shape, strict=True)), **dict(zip(right, b.shape, strict=True))}
    if not inner:
        return _outer(a, left, b, right, output)
    images = columns[:1] if not shared and len(columns) > 1 and output[0] == columns[0] else []
    rest = [label for label in columns if label not in images]
    first = _as_matrices(a, left, shared, rows, inner)  # (shared, rows, inner)
    second = _as_matrices(b, right, [*shared, *images], inner, rest)  # (shared or images, inner, columns)
    result = np.matmul(first, second).reshape([lengths[label] for label in (*shared, *images, *rows, *rest)])
    made = "".join((*shared, *images, *rows, *rest))
    return result.transpose([made.index(label) for label in output])


def _outer(a: Array, left: str, b: Array, right: str, output: str) -> Array:
    """A product with nothing summed."""
    spread = []
    for array, labels in ((a, left), (b, right)):
        ordered = array.transpose([labels.index(label) for label in output if label in labels])
        spread.append(ordered[tuple(slice(None) if label in labels else None for label in output)])
    return spread[0] * spread[1]


def _sum_lonely(array: Array, labels: str, others: str) -> tuple[Array, str]:
    lonely = tuple(axis for axis, label in enumerate(labels) if label not in others)
    if not lonely:
        return array, labels
    return array.sum(axis=lonely), "".join(label for label in labels if label in others)


def _as_matrices(array: Array, labels: str, batch: list[str], rows: list[str], columns: list[str]) -> Array:
    lengths = dict(zip(labels, array.shape, strict=True))
    ordered = array.transpose([labels.index(label) for label in (*batch, *rows, *columns)])
    count = [int(np.prod([lengths[label] for label in part], dtype=np.int64)) for part in (batch, rows, columns)]
    return ordered.reshape(count if batch else count[1:])


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)), without overflow for any z."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def softplus(z: Array) -> Array:
    """log(1 + exp(z)), without overflow for any z."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
