"""Max pooling: the first maximum in row-major order wins and takes the whole cotangent."""

from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np

from derive.engine.geometry import Grid, on_map, read_grid, refuse_padding_only
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape
from derive.engine.options import Options
from derive.engine.windows import gathered, padded, tapped


@dataclass(frozen=True, slots=True)
class MaxPool:
    """Windows on a map of `channels`; every window sees at least one cell of the map.

    `outside` says for each tap which windows read padding there, (out), or None where none does.
    """

    grid: Grid
    channels: int
    outside: tuple[Array | None, ...]


def _read(options: Options, shape: Shape) -> MaxPool:
    grid = read_grid(options, shape, "window", default_stride=None)
    refuse_padding_only(options, shape, grid)
    inside = [reduce(np.logical_and.outer, taps) for taps in product(*(on_map(axis).T for axis in grid.axes))]
    return MaxPool(grid, shape[0], tuple(None if tap.all() else ~tap for tap in inside))


def _output_shape(layer: MaxPool) -> Shape:
    return (layer.channels, *layer.grid.out)


def _forward(layer: MaxPool, x: Array, params: Arrays, context: Context) -> Forward[Array]:
    """y[m,c,i,j] = max over the window's cells on the map; the cache is the winning tap's number.

    Padding is -inf, so that y is a cell of the map. A nan in a window is passed on to y.
    """
    first, *others = seen = tapped(padded(x, layer.grid, -np.inf), layer.grid)  # (M, C, out_h, out_w) each
    y = np.maximum(first, others[0]) if others else first.copy(order="K")
    for tap in others[1:]:
        np.maximum(y, tap, out=y)
    return Forward(y, _winner(layer, seen, y))


def _winner(layer: MaxPool, seen: list[Array], y: Array) -> Array:
    """How many taps in a row, from the first on, lose: they are below the maximum, or padding.

    Nothing is below a nan, so that with one the window's first cell on the map wins.
    """
    winner = np.zeros_like(y, dtype=np.min_scalar_type(len(seen) - 1))  # (M, C, out_h, out_w)
    lost = np.ones_like(y, dtype=bool)  # (M, C, out_h, out_w)
    for tap, outside in zip(seen[:-1], layer.outside, strict=False):  # who loses to all others is the last
        lost &= tap < y if outside is None else (tap < y) | outside
        winner += lost.view(np.uint8)
    return winner


def _input_cotangent(layer: MaxPool, y_bar: Array, winner: Array, params: Arrays) -> Array:
    """x_bar[m, c, s i + d u - p, ...] += [tap (u, v) won window (i, j)] y_bar[m,c,i,j]."""
    parts = (y_bar * (winner == number) for number in range(len(layer.outside)))
    return gathered(parts, y_bar, layer.grid)  # (M, C, ...)


MAX_POOL: Kind[MaxPool, Array] = Kind(
    name="max_pool",
    options=("window", "stride", "padding", "dilation", "ceil_mode"),
    read=_read,
    output_shape=_output_shape,
    forward=_forward,
    input_cotangent=_input_cotangent,
)
