"""Average pooling to an output of given size: an axis of n cells is read as o runs of n/o."""

import math
from dataclasses import dataclass

from derive.engine.geometry import axis_names
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.memory import empty_maps
from derive.engine.options import Options, along


@dataclass(frozen=True, slots=True)
class AdaptivePool:
    """A map (C, n_1, ...) with the output's sizes (o_1, ...), which divide the map's."""

    shape: Shape
    outputs: Shape

    @property
    def cells(self) -> Shape:
        """Of one window, along each axis."""
        return tuple(n // o for n, o in zip(self.shape[1:], self.outputs, strict=True))

    @property
    def parts(self) -> Shape:
        """(C, o_1, n_1/o_1, ...): every axis as its windows and their cells."""
        each = zip(self.outputs, self.cells, strict=True)
        return (self.shape[0], *(size for pair in each for size in pair))


def _read(options: Options, shape: Shape) -> AdaptivePool:
    names = axis_names(options, shape)
    outputs = along(options, "output", names)
    for name, n, o in zip(names, shape[1:], outputs, strict=True):
        if n % o:
            what = f"an output of {o} does not divide the {name} of {n}"
            raise engine_error(options.where, what, f"choose one that divides {n}")
    return AdaptivePool(shape, outputs)


def _forward(layer: AdaptivePool, x: Array, params: Arrays, context: Context) -> Forward[None]:
    parts = x.reshape(len(x), *layer.parts)
    return Forward(parts.mean(axis=tuple(range(3, parts.ndim, 2))), None)


def _cotangent(layer: AdaptivePool, y_bar: Array, cache: None, params: Arrays) -> Array:
    """Every cell gets its window's share."""
    x_bar = empty_maps((len(y_bar), *layer.shape), y_bar.dtype)
    share = y_bar / math.prod(layer.cells)
    for axis, count in enumerate(layer.cells, 2):
        share = share.repeat(count, axis)
    x_bar[...] = share
    return x_bar


ADAPTIVE_AVG_POOL: Kind[AdaptivePool, None] = Kind(
    "adaptive_avg_pool",
    ("output",),
    _read,
    lambda layer: (layer.shape[0], *layer.outputs),
    _forward,
    _cotangent,
)
