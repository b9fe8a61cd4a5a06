"""Parts of an axis: a run of neighbouring entries, or one of several equal parts."""

from dataclasses import dataclass

import numpy as np

from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.options import Options, axis_among, whole


@dataclass(frozen=True, slots=True)
class Cut:
    """The entries from `start` up to `stop` of an axis, which is counted with the batch."""

    shape: Shape
    axis: int
    start: int
    stop: int

    @property
    def where(self) -> tuple[slice, ...]:
        """The subscripts of what is kept."""
        return (*(slice(None),) * self.axis, slice(self.start, self.stop))


def _read_slice(options: Options, shape: Shape) -> Cut:
    place = axis_among(options, shape)
    start = whole(options, "start", 0, default=0)
    stop = whole(options, "stop", 1, default=shape[place])
    if not start < stop <= shape[place]:
        what = f"entries {start} to {stop} of an axis of {shape[place]}"
        raise engine_error(options.where, what, "start must lie below stop, and stop within the axis")
    return Cut(shape, place + 1, start, stop)


def _read_split(options: Options, shape: Shape) -> Cut:
    place = axis_among(options, shape)
    parts, part = whole(options, "parts", 1), whole(options, "part", 0)
    each, rest = divmod(shape[place], parts)
    if rest or part >= parts:
        what = f"part {part} of {parts} of an axis of {shape[place]}"
        raise engine_error(options.where, what, "the parts must be equal, and are counted from 0")
    return Cut(shape, place + 1, part * each, (part + 1) * each)


def _output_shape(layer: Cut) -> Shape:
    place = layer.axis - 1
    return (*layer.shape[:place], layer.stop - layer.start, *layer.shape[place + 1 :])


def _forward(layer: Cut, x: Array, params: Arrays, context: Context) -> Forward[None]:
    return Forward(x[layer.where], None)


def _cotangent(layer: Cut, y_bar: Array, cache: None, params: Arrays) -> Array:
    """y_bar where it came from, and 0 elsewhere."""
    x_bar = np.zeros_like(y_bar, shape=(len(y_bar), *layer.shape))  # (M, *shape)
    x_bar[layer.where] = y_bar
    return x_bar


SLICE: Kind[Cut, None] = Kind("slice", ("axis", "start", "stop"), _read_slice, _output_shape, _forward, _cotangent)
SPLIT: Kind[Cut, None] = Kind("split", ("axis", "parts", "part"), _read_split, _output_shape, _forward, _cotangent)
