"""Borders of maps: put on, in four ways, and cut off."""

from dataclasses import dataclass

import numpy as np

from derive.engine.geometry import axis_names
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.memory import empty_maps, zero_maps
from derive.engine.options import Options, refuse, whole_along

MODES = ("zeros", "reflect", "replicate", "circular")
Sides = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Padded:
    """Maps (C, ...) with so many cells before and behind each of their axes."""

    shape: Shape
    sides: Sides
    mode: str = "zeros"

    @property
    def out(self) -> Shape:
        return (self.shape[0], *(n + a + b for n, (a, b) in zip(self.shape[1:], self.sides, strict=True)))


@dataclass(frozen=True, slots=True)
class Cropped:
    """Maps (C, ...) without so many cells before and behind each of their axes."""

    shape: Shape
    sides: Sides

    @property
    def out(self) -> Shape:
        return (self.shape[0], *(n - a - b for n, (a, b) in zip(self.shape[1:], self.sides, strict=True)))

    @property
    def kept(self) -> tuple[slice, ...]:
        """The subscripts of what is left, batch and channels in front."""
        cells = (slice(a, n - b) for n, (a, b) in zip(self.shape[1:], self.sides, strict=True))
        return (slice(None), slice(None), *cells)


def _sides(options: Options, shape: Shape, both: str) -> Sides:
    names = axis_names(options, shape)
    zeros = (0,) * len(names)
    if options.values.get(both) is not None:
        each = whole_along(options, both, names, zeros)
        return tuple((cells, cells) for cells in each)
    pairs = zip(whole_along(options, "before", names, zeros), whole_along(options, "after", names, zeros), strict=True)
    return tuple(pairs)


def _read_pad(options: Options, shape: Shape) -> Padded:
    mode = options.values.get("mode") or "zeros"
    if mode not in MODES:
        raise refuse(options, "mode", f"one of {', '.join(MODES)}")
    sides = _sides(options, shape, "padding")
    for n, both in zip(shape[1:], sides, strict=True):
        most = {"reflect": n - 1, "circular": n}.get(str(mode), max(both))
        if max(both) > most:
            raise engine_error(options.where, f"a border of {max(both)} cells, {mode}", f"use at most {most}")
    return Padded(shape, sides, str(mode))


def _read_crop(options: Options, shape: Shape) -> Cropped:
    layer = Cropped(shape, _sides(options, shape, "cropping"))
    if min(layer.out) < 1:
        raise engine_error(options.where, f"cropping {layer.sides} leaves nothing of {shape}", "crop less")
    return layer


def _source(n: int, before: int, after: int, mode: str) -> Array:
    """The cell of an axis that each cell of the bordered axis shows; -1 for a zero."""
    cells = np.arange(-before, n + after)
    match mode:
        case "reflect":
            folded = np.abs(cells)
            return np.where(folded >= n, 2 * (n - 1) - folded, folded)
        case "replicate":
            return cells.clip(0, n - 1)
        case "circular":
            return cells % n
        case _:
            return np.where((cells >= 0) & (cells < n), cells, -1)


def _pad(layer: Padded, x: Array, params: Arrays, context: Context) -> Forward[None]:
    """Axis by axis, each cell of the border copied from where it comes from."""
    if layer.mode == "zeros":
        y = zero_maps((len(x), *layer.out), x.dtype)
        y[_inner(layer)] = x
        return Forward(y, None)
    y = x
    for axis, (n, (before, after)) in enumerate(zip(layer.shape[1:], layer.sides, strict=True), 2):
        if before or after:
            y = y.take(_source(n, before, after, layer.mode), axis)
    return Forward(y, None)


def _pad_cotangent(layer: Padded, y_bar: Array, cache: None, params: Arrays) -> Array:
    """Each cell gets back what all its copies received."""
    if layer.mode == "zeros":
        return y_bar[_inner(layer)]
    x_bar = y_bar
    for axis, (n, (before, after)) in enumerate(zip(layer.shape[1:], layer.sides, strict=True), 2):
        if before or after:
            x_bar = _summed(x_bar, axis, n, _source(n, before, after, layer.mode))
    return x_bar


def _summed(y_bar: Array, axis: int, n: int, source: Array) -> Array:
    """The sum over the cells that show the same one."""
    shape = (*y_bar.shape[:axis], n, *y_bar.shape[axis + 1 :])
    x_bar = zero_maps(shape, y_bar.dtype)
    into, given = np.moveaxis(x_bar, axis, 0), np.moveaxis(y_bar, axis, 0)
    for place, cell in enumerate(source):
        into[cell] += given[place]
    return x_bar


def _inner(layer: Padded) -> tuple[slice, ...]:
    """The subscripts of the maps within their borders."""
    cells = (slice(a, a + n) for n, (a, _) in zip(layer.shape[1:], layer.sides, strict=True))
    return (slice(None), slice(None), *cells)


def _crop(layer: Cropped, x: Array, params: Arrays, context: Context) -> Forward[None]:
    y = empty_maps((len(x), *layer.out), x.dtype)
    y[...] = x[layer.kept]
    return Forward(y, None)


def _crop_cotangent(layer: Cropped, y_bar: Array, cache: None, params: Arrays) -> Array:
    """y_bar between zeros."""
    x_bar = zero_maps((len(y_bar), *layer.shape), y_bar.dtype)
    x_bar[layer.kept] = y_bar
    return x_bar


PAD: Kind[Padded, None] = Kind(
    "pad", ("padding", "before", "after", "mode"), _read_pad, lambda layer: layer.out, _pad, _pad_cotangent
)
CROP: Kind[Cropped, None] = Kind(
    "crop", ("cropping", "before", "after"), _read_crop, lambda layer: layer.out, _crop, _crop_cotangent
)
