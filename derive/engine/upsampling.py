"""Upsampling by the nearest entry: each entry becomes a block of equal ones."""

from dataclasses import dataclass

import numpy as np

from derive.engine.geometry import axis_names
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape
from derive.engine.options import Options, along


@dataclass(frozen=True, slots=True)
class Upsampling:
    """Maps (C, ...), and how often each entry is repeated along each of their axes."""

    shape: Shape
    scales: tuple[int, ...]

    @property
    def out(self) -> Shape:
        return (self.shape[0], *(n * s for n, s in zip(self.shape[1:], self.scales, strict=True)))


def _read(options: Options, shape: Shape) -> Upsampling:
    return Upsampling(shape, along(options, "scale", axis_names(options, shape)))


def _forward(layer: Upsampling, x: Array, params: Arrays, context: Context) -> Forward[None]:
    y = x
    for axis, scale in enumerate(layer.scales, 2):
        y = np.repeat(y, scale, axis) if scale > 1 else y
    return Forward(y, None)


def _cotangent(layer: Upsampling, y_bar: Array, cache: None, params: Arrays) -> Array:
    """The sum over an entry's copies, one axis after the other: every s-th row, begun at each of the s places."""
    x_bar = y_bar
    for axis, scale in enumerate(layer.scales, 2):
        before = (slice(None),) * axis
        first, *others = (x_bar[(*before, slice(start, None, scale))] for start in range(scale))
        x_bar = first.copy(order="K")
        for other in others:
            x_bar += other
    return x_bar


UPSAMPLE: Kind[Upsampling, None] = Kind("upsample", ("scale",), _read, lambda layer: layer.out, _forward, _cotangent)
