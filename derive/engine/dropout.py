"""Inverted dropout with a given mask."""

from dataclasses import dataclass

import numpy as np

from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.options import Options, real


@dataclass(frozen=True, slots=True)
class Dropout:
    """Each entry of the input is dropped with probability `rate`, 0 <= rate < 1."""

    shape: Shape
    rate: float


def _read(options: Options, shape: Shape) -> Dropout:
    rate = real(options, "rate", 0.0, 1.0)
    if rate == 1.0:
        what = "rate is 1: every entry would be dropped and the scale 1/(1 - rate) is infinite"
        raise engine_error(options.where, what, "use a rate below 1")
    return Dropout(shape, rate)


def _draw_mask(layer: Dropout, generator: np.random.Generator, batch: int) -> Array:
    """Booleans (M, ...), each true with probability 1 - rate."""
    return generator.random((batch, *layer.shape), dtype=np.float32) >= layer.rate


def _forward(layer: Dropout, x: Array, params: Arrays, context: Context) -> Forward[Array | None]:
    """y = x mask / (1 - rate), or x without a mask (in inference); the cache is mask / (1 - rate), or None."""
    if context.mask is None:
        return Forward(x, None)
    mask = context.mask  # (M, ...)
    if mask.shape != x.shape:
        what = f"the mask has shape {mask.shape}, expected the input's {x.shape}"
        raise engine_error(context.where, what, "give one 0 or 1 for each entry of the input")
    if not ((mask == 0) | (mask == 1)).all():
        what = "the mask has entries other than 0 and 1"
        raise engine_error(context.where, what, "give the bare mask: the engine scales it by 1/(1 - rate)")
    scale = np.empty_like(x)  # (M, ...), in the order of x in memory
    scale[...] = mask
    scale /= 1 - layer.rate
    return Forward(x * scale, scale)


def _input_cotangent(layer: Dropout, y_bar: Array, scale: Array | None, params: Arrays) -> Array:
    """x_bar = y_bar mask / (1 - rate): the mask of the forward pass."""
    return y_bar if scale is None else y_bar * scale


DROPOUT: Kind[Dropout, Array | None] = Kind(
    name="dropout",
    options=("rate",),
    read=_read,
    output_shape=lambda layer: layer.shape,
    forward=_forward,
    input_cotangent=_input_cotangent,
    draw_mask=_draw_mask,
)
