"""Concatenation: the inputs one behind the other along one axis."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.options import Options, axis_among

Inputs = tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Concatenation:
    """`axis` counts the batch; `ends` are the places behind each input along it."""

    shape: Shape
    axis: int
    ends: tuple[int, ...]


def _read(options: Options, shapes: tuple[Shape, ...]) -> Concatenation:
    """Raises EngineError where the inputs differ along another axis."""
    place = axis_among(options, shapes[0])
    around = {(*shape[:place], *shape[place + 1 :]) for shape in shapes}
    if len(around) > 1 or len({len(shape) for shape in shapes}) > 1:
        what = f"inputs of shapes {' and '.join(map(str, shapes))}"
        raise engine_error(options.where, what, "they may differ along the joined axis only")
    ends = tuple(accumulate(shape[place] for shape in shapes))
    return Concatenation((*shapes[0][:place], ends[-1], *shapes[0][place + 1 :]), place + 1, ends)


def _forward(layer: Concatenation, xs: Inputs, params: Arrays, context: Context) -> Forward[None]:
    return Forward(np.concatenate(xs, axis=layer.axis), None)  # (M, ..., n_1 + n_2 + ..., ...)


def _cotangents(layer: Concatenation, y_bar: Array, cache: None, params: Arrays) -> Inputs:
    """Each input gets the part of y_bar that it became."""
    parts = np.split(y_bar, layer.ends[:-1], axis=layer.axis)
    return tuple(parts)


CONCAT: Kind[Concatenation, None] = Kind(
    "concat", ("axis",), _read, lambda layer: layer.shape, _forward, _cotangents, several=range(2, 17)
)
