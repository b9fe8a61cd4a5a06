"""Arrays seen through sliding windows: padding, the window view, and the taps as strided slices."""

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from derive.engine.geometry import Axis, Plane
from derive.engine.interface import Array
from derive.engine.padding import span


def padded(x: Array, plane: Plane, fill: float) -> Array:
    """x (M, C, H, W) with `fill` around it, long enough for every window; x itself if nothing is added."""
    height, width = plane.rows.padded, plane.columns.padded
    if (height, width) == x.shape[2:]:
        return x
    wide = np.full((*x.shape[:2], height, width), fill, dtype=x.dtype)  # (M, C, Hp, Wp)
    inner(wide, plane)[...] = x
    return wide


def inner(wide: Array, plane: Plane) -> Array:
    """The map inside its padding, a view: (M, C, H, W) of (M, C, Hp, Wp)."""
    rows, columns = plane.rows, plane.columns
    return wide[
        :, :, rows.before : rows.before + rows.size, columns.before : columns.before + columns.size
    ]  # (M, C, H, W)


def empty_wide(like: Array, plane: Plane) -> Array:
    """Zeros in the padded map's shape, for a batch and channels like those of `like`: (M, C, Hp, Wp)."""
    return np.zeros((*like.shape[:2], plane.rows.padded, plane.columns.padded), dtype=like.dtype)


def window_view(wide: Array, plane: Plane) -> Array:
    """The taps of every window, a read-only view: (M, C, f_h, f_w, out_h, out_w) of (M, C, Hp, Wp)."""
    rows, columns = plane.rows, plane.columns
    spans = span(rows.kernel, rows.dilation), span(columns.kernel, columns.dilation)
    dense = sliding_window_view(wide, spans, axis=(2, 3))  # (M, C, every row, every column, span_h, span_w)
    windows = dense[
        :, :, :: rows.stride, :: columns.stride, :: rows.dilation, :: columns.dilation
    ]  # (M, C, out_h, out_w, f_h, f_w)
    return windows.transpose(0, 1, 4, 5, 2, 3)  # (M, C, f_h, f_w, out_h, out_w)


def taps(plane: Plane) -> Iterator[tuple[int, int, slice, slice]]:
    """Each tap (u, v) in row-major order, with the slices of the padded map that all windows read there.

    `wide[:, :, row_slice, column_slice]` has shape (M, C, out_h, out_w); its cells are distinct, so that
    adding into it loses nothing.
    """
    for u in range(plane.rows.kernel):
        for v in range(plane.columns.kernel):
            yield u, v, tap_slice(plane.rows, u), tap_slice(plane.columns, v)


def tap_slice(axis: Axis, tap: int) -> slice:
    """The padded cells that one tap reads over all windows."""
    first = axis.dilation * tap
    return slice(first, first + axis.stride * (axis.out - 1) + 1, axis.stride)
