"""Max pooling: the first maximum in row-major order wins and takes the whole cotangent."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.engine.geometry import Axis, Plane, on_map, read_plane, refuse_padding_only
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape
from derive.engine.options import Options
from derive.engine.windows import empty_wide, inner, padded, taps


@dataclass(frozen=True, slots=True)
class MaxPool:
    """Windows on a map of `channels`; every window sees at least one cell of the map."""

    plane: Plane
    channels: int


def _read(options: Options, shape: Shape) -> MaxPool:
    plane = read_plane(options, shape, "window", default_stride=None)
    refuse_padding_only(options.where, "height", plane.rows)
    refuse_padding_only(options.where, "width", plane.columns)
    return MaxPool(plane, shape[0])


def _output_shape(layer: MaxPool) -> Shape:
    return (layer.channels, *layer.plane.out)


def _forward(layer: MaxPool, x: Array, params: Arrays, context: Context) -> Forward[Array]:
    """y[m,c,i,j] = max over the window's cells on the map; the cache is the winning tap's number.

    Padding is -inf and never wins: the search starts at each window's first tap on the map, and another tap
    must be greater. A nan in a window is passed on to y.
    """
    wide = padded(x, layer.plane, -np.inf)  # (M, C, Hp, Wp)
    shape = (len(x), *_output_shape(layer))
    y = np.full(shape, -np.inf, dtype=x.dtype)  # (M, C, out_h, out_w)
    winner = np.empty(shape, dtype=_number_type(layer))  # (M, C, out_h, out_w)
    winner[...] = _first_on_map(layer)
    tap = np.empty_like(y)  # contiguous: the comparisons are twice as fast as on the strided slice
    for u, v, rows, columns in taps(layer.plane):
        np.copyto(tap, wide[:, :, rows, columns])
        won = (tap > y).astype(winner.dtype)  # (M, C, out_h, out_w)
        won *= winner.dtype.type(_number(layer, u, v))
        np.maximum(winner, won, out=winner)  # the numbers rise, so the latest one stays
        np.maximum(y, tap, out=y)
    return Forward(y, winner)


def _input_cotangent(layer: MaxPool, y_bar: Array, winner: Array, params: Arrays) -> Array:
    """x_bar[m, c, s i + d u - p, ...] += [tap (u, v) won window (i, j)] y_bar[m,c,i,j]."""
    wide_bar = empty_wide(y_bar, layer.plane)  # (M, C, Hp, Wp)
    for u, v, rows, columns in taps(layer.plane):
        wide_bar[:, :, rows, columns] += y_bar * (winner == _number(layer, u, v))
    return inner(wide_bar, layer.plane)  # (M, C, H, W)


def _number(layer: MaxPool, u: int, v: int) -> int:
    """The number of a tap in row-major order."""
    return u * layer.plane.columns.kernel + v


def _number_type(layer: MaxPool) -> np.dtype[Any]:
    """The smallest unsigned type that holds the last tap's number."""
    return np.min_scalar_type(_number(layer, layer.plane.rows.kernel - 1, layer.plane.columns.kernel - 1))


def _first_on_map(layer: MaxPool) -> Array:
    """Each window's first tap on the map, in row-major order: (out_h, out_w)."""
    rows, columns = _first(layer.plane.rows), _first(layer.plane.columns)
    first: Array = rows[:, None] * layer.plane.columns.kernel + columns  # (out_h, out_w)
    return first


def _first(axis: Axis) -> Array:
    """The first tap on the map of each window on one axis: (out,)."""
    first: Array = on_map(axis).argmax(axis=1)
    return first


MAX_POOL: Kind[MaxPool, Array] = Kind(
    name="max_pool",
    options=("window", "stride", "padding", "dilation", "ceil_mode"),
    read=_read,
    output_shape=_output_shape,
    forward=_forward,
    input_cotangent=_input_cotangent,
)
