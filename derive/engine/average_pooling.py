"""Average pooling over windows and over the whole map."""

import math
from dataclasses import dataclass
from functools import reduce

import numpy as np

from derive.engine.geometry import Grid, SlidingAxis, axis_names, cells, on_map, read_grid, refuse_padding_only
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape
from derive.engine.memory import empty_maps
from derive.engine.options import Options, flag
from derive.engine.padding import is_same
from derive.engine.windows import gathered, padded, tapped


@dataclass(frozen=True, slots=True)
class AveragePool:
    """Windows on a map of `channels`, and how many cells each counts: (out), or one number for all."""

    grid: Grid
    channels: int
    counted: Array | int


@dataclass(frozen=True, slots=True)
class GlobalAverage:
    """The whole map (C, ...) as one window."""

    shape: Shape


def _read(options: Options, shape: Shape) -> AveragePool:
    """`same` padding always leaves the pads out of the divisor (Keras), whatever count_include_pad says."""
    grid = read_grid(options, shape, "window", default_stride=None)
    include = flag(options, "count_include_pad", True) and not is_same(options)
    if not include:
        refuse_padding_only(options, shape, grid)
    return AveragePool(grid, shape[0], _counted(grid, include))


def _counted(grid: Grid, include: bool) -> Array | int:
    """The cells of each window that lie in [-p, n + p), or only those in [0, n)."""
    along = (_counted_along(axis, include) for axis in grid.axes)
    counts: Array = reduce(np.multiply.outer, along)  # (out)
    return int(counts.flat[0]) if (counts == counts.flat[0]).all() else counts


def _counted_along(axis: SlidingAxis, include: bool) -> Array:
    """The counted cells of each window on one axis: (out,)."""
    counts: Array = ((cells(axis) < axis.size + axis.after) if include else on_map(axis)).sum(axis=1)
    return counts  # no window starts before -p


def _output_shape(layer: AveragePool) -> Shape:
    return (layer.channels, *layer.grid.out)


def _forward(layer: AveragePool, x: Array, params: Arrays, context: Context) -> Forward[None]:
    """y[m,c,i,j] = (sum of x over the window's cells on the map) / (the window's counted cells)."""
    first, *others = tapped(padded(x, layer.grid, 0.0), layer.grid)  # (M, C, out) each
    y = np.add(first, others[0]) if others else first.copy(order="K")
    for tap in others[1:]:
        y += tap
    y /= _divisor(layer, x)
    return Forward(y, None)


def _input_cotangent(layer: AveragePool, y_bar: Array, cache: None, params: Arrays) -> Array:
    """x_bar[m, c, s i + u - p, ...] += y_bar[m,c,i,j] / (the window's counted cells)."""
    share = y_bar / _divisor(layer, y_bar)  # (M, C, out)
    return gathered([share] * len(layer.grid.taps), y_bar, layer.grid)  # (M, C, ...)


def _divisor(layer: AveragePool, like: Array) -> Array | int:
    """The windows' counted cells in an array's dtype."""
    return layer.counted if isinstance(layer.counted, int) else layer.counted.astype(like.dtype)


def _read_global(options: Options, shape: Shape) -> GlobalAverage:
    axis_names(options, shape)
    return GlobalAverage(shape)


def _forward_global(layer: GlobalAverage, x: Array, params: Arrays, context: Context) -> Forward[None]:
    """y[m,c] = (1/HW) sum_ij x[m,c,i,j]."""
    return Forward(x.mean(axis=tuple(range(2, x.ndim))), None)  # (M, C)


def _input_cotangent_global(layer: GlobalAverage, y_bar: Array, cache: None, params: Arrays) -> Array:
    """x_bar[m,c,i,j] = y_bar[m,c] / HW."""
    share = y_bar / math.prod(layer.shape[1:])  # (M, C)
    x_bar = empty_maps((len(y_bar), *layer.shape), y_bar.dtype)  # (M, C, ...)
    x_bar[...] = share.reshape(*share.shape, *(1 for _ in layer.shape[1:]))
    return x_bar


AVG_POOL: Kind[AveragePool, None] = Kind(
    name="avg_pool",
    options=("window", "stride", "padding", "dilation", "ceil_mode", "count_include_pad"),
    read=_read,
    output_shape=_output_shape,
    forward=_forward,
    input_cotangent=_input_cotangent,
)

GLOBAL_AVG_POOL: Kind[GlobalAverage, None] = Kind(
    name="global_avg_pool",
    options=(),
    read=_read_global,
    output_shape=lambda layer: layer.shape[:1],
    forward=_forward_global,
    input_cotangent=_input_cotangent_global,
)
