"""Sums, means and maxima over axes by their names."""

import math
from dataclasses import dataclass

import numpy as np

from derive.engine.geometry import axis_names
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape
from derive.engine.options import AXES, Options, flag, refuse


@dataclass(frozen=True, slots=True)
class OverAxes:
    """`axes` count the batch; `divisor` is what the sum is divided by."""

    shape: Shape
    axes: tuple[int, ...]
    keep: bool
    divisor: int

    @property
    def out(self) -> Shape:
        kept = enumerate(self.shape, 1)
        return tuple(1 if axis in self.axes else n for axis, n in kept if self.keep or axis not in self.axes)


def _read(options: Options, shape: Shape, mean: bool) -> OverAxes:
    names, given = AXES[len(shape)], options.values.get("axes")
    wanted = (names[1:] or names) if given is None else (given,) if isinstance(given, str) else given
    if not isinstance(wanted, tuple | list) or not wanted or any(name not in names for name in wanted):
        raise refuse(options, "axes", f"names among {', '.join(names)}")
    axes = tuple(sorted({names.index(name) + 1 for name in wanted}))
    count = math.prod(shape[axis - 1] for axis in axes) if mean else 1
    return OverAxes(shape, axes, flag(options, "keep", False), count)


def _forward(layer: OverAxes, x: Array, params: Arrays, context: Context) -> Forward[None]:
    return Forward(x.sum(axis=layer.axes, keepdims=layer.keep) / layer.divisor, None)


def _cotangent(layer: OverAxes, y_bar: Array, cache: None, params: Arrays) -> Array:
    """Every entry gets what its sum received, by the divisor."""
    spread = y_bar if layer.keep else np.expand_dims(y_bar, layer.axes)
    x_bar = np.empty_like(y_bar, shape=(len(y_bar), *layer.shape))
    x_bar[...] = spread / layer.divisor
    return x_bar


SUM: Kind[OverAxes, None] = Kind(
    "sum",
    ("axes", "keep"),
    lambda options, shape: _read(options, shape, mean=False),
    lambda layer: layer.out,
    _forward,
    _cotangent,
)
MEAN: Kind[OverAxes, None] = Kind(
    "mean",
    ("axes", "keep"),
    lambda options, shape: _read(options, shape, mean=True),
    lambda layer: layer.out,
    _forward,
    _cotangent,
)


def _read_positions(options: Options, shape: Shape) -> OverAxes:
    """All axes behind the channels, which a map has."""
    axis_names(options, shape)
    return OverAxes(shape, tuple(range(2, len(shape) + 1)), keep=False, divisor=1)


def _rows(layer: OverAxes, x: Array) -> Array:
    """(M, what is left, entries of one maximum in row-major order)."""
    behind = tuple(range(x.ndim - len(layer.axes), x.ndim))
    moved = np.moveaxis(x, layer.axes, behind)
    return moved.reshape(*moved.shape[: behind[0]], -1)


def _largest(layer: OverAxes, x: Array, params: Arrays, context: Context) -> Forward[Array]:
    """The cache is the number of each first maximum among its entries."""
    rows = _rows(layer, x)
    winner = rows.argmax(axis=-1)
    y = np.take_along_axis(rows, winner[..., None], axis=-1)
    return Forward(y.reshape(len(x), *layer.out), winner)


def _to_the_winner(layer: OverAxes, y_bar: Array, winner: Array, params: Arrays) -> Array:
    """The first maximum gets what its output received, every other entry 0."""
    x_bar = np.zeros_like(y_bar, shape=(len(y_bar), *layer.shape))
    rows = np.zeros_like(_rows(layer, x_bar))
    np.put_along_axis(rows, winner[..., None], y_bar.reshape(*winner.shape, 1), axis=-1)
    behind = tuple(range(x_bar.ndim - len(layer.axes), x_bar.ndim))
    moved = np.moveaxis(x_bar, layer.axes, behind)  # a view of x_bar
    moved[...] = rows.reshape(moved.shape)
    return x_bar


MAX: Kind[OverAxes, Array] = Kind(
    "max",
    ("axes", "keep"),
    lambda options, shape: _read(options, shape, mean=False),
    lambda layer: layer.out,
    _largest,
    _to_the_winner,
)
GLOBAL_MAX_POOL: Kind[OverAxes, Array] = Kind(
    "global_max_pool", (), _read_positions, lambda layer: layer.out, _largest, _to_the_winner
)
