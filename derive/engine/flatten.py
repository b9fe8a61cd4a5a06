"""Flattening a map to units, in the order of its axes: channel, height, width."""

import math

from derive.engine.interface import Array, Arrays, Context, Elementwise, Forward, Kind, read_elementwise
from derive.engine.memory import examples_together


def _forward(layer: Elementwise, x: Array, params: Arrays, context: Context) -> Forward[None]:
    """y[m, (c H + h) W + w] = x[m,c,h,w]."""
    return Forward(x.reshape(len(x), -1), None)  # (M, units)


def _input_cotangent(layer: Elementwise, y_bar: Array, cache: None, params: Arrays) -> Array:
    """x_bar is y_bar in the input's shape."""
    return examples_together(y_bar.reshape(len(y_bar), *layer.shape))  # (M, C, ...)


FLATTEN: Kind[Elementwise, None] = Kind(
    name="flatten",
    options=(),
    read=read_elementwise,
    output_shape=lambda layer: (math.prod(layer.shape),),
    forward=_forward,
    input_cotangent=_input_cotangent,
)
