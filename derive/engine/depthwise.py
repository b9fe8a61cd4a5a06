"""Depthwise cross-correlation over one to three axes, tap by tap: a channel's tap times all that it reads.

Examples lie side by side in memory, so that what a tap reads is made of long rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.engine.geometry import Grid, read_grid
from derive.engine.initialise import glorot_uniform
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape
from derive.engine.memory import empty_maps, zero_maps
from derive.engine.options import Options, flag, whole
from derive.engine.windows import inner, padded, tapped


@dataclass(frozen=True, slots=True)
class Depthwise:
    """W is (channels, taps), or (channels, filters for each, taps) where there are several for each."""

    grid: Grid
    channels: int
    each: int
    bias: bool

    @property
    def weights(self) -> Shape:
        return (self.channels, *((self.each,) if self.each > 1 else ()), *self.grid.kernel)

    @property
    def out(self) -> Shape:
        return (self.channels * self.each, *self.grid.out)

    def filters(self, W: Array) -> Array:
        """W as (channels, filters for each, taps)."""
        return W.reshape(self.channels, self.each, *self.grid.kernel)

    def apart(self, z: Array) -> Array:
        """An output (M, channels * each, out) as (M, channels, each, out): a view."""
        return z.reshape(len(z), self.channels, self.each, *self.grid.out)


def _read(options: Options, shape: Shape) -> Depthwise:
    grid = read_grid(options, shape, "kernel", default_stride=1)
    return Depthwise(grid, shape[0], whole(options, "multiplier", 1, default=1), flag(options, "bias", True))


def _parameters(layer: Depthwise) -> dict[str, Shape]:
    return {"W": layer.weights, "b": layer.out[:1]} if layer.bias else {"W": layer.weights}


def _initialise(layer: Depthwise, generator: np.random.Generator) -> dict[str, Array]:
    """As a convolution with one channel for each filter."""
    drawn = glorot_uniform((layer.channels * layer.each, 1, *layer.grid.kernel), generator)
    W = drawn.reshape(layer.weights)
    return {"W": W, "b": np.zeros(layer.out[0])} if layer.bias else {"W": W}


def _taps(layer: Depthwise, wide: Array) -> Iterator[tuple[Any, Array]]:
    """Each tap with what it reads of padded maps over all windows: views (M, C, out)."""
    return zip(np.ndindex(layer.grid.kernel), tapped(wide, layer.grid), strict=True)


def _forward(layer: Depthwise, x: Array, params: Arrays, context: Context) -> Forward[Array]:
    """z[m, c K_c + k, i, j] = b[c K_c + k] + sum_uv W[c,k,u,v] x[m, c, s i + d u - p, s j + d v - p]."""
    wide, W = padded(x, layer.grid, 0.0), layer.filters(params["W"])
    z = empty_maps((len(x), *layer.out), x.dtype)
    z[...] = _along(params["b"], layer) if layer.bias else 0
    for k in range(layer.each):
        part = layer.apart(z)[:, :, k]
        for taps, read in _taps(layer, wide):
            part += read * _along(W[:, k, *taps], layer)
    return Forward(z, wide)


def _along(values: Array, layer: Depthwise) -> Array:
    """One number for each channel, to be multiplied with maps."""
    return values.reshape(-1, *(1,) * len(layer.grid.axes))


def _parameter_gradients(layer: Depthwise, z_bar: Array, wide: Array) -> dict[str, Array]:
    """W_bar[c,k,u,v] = sum_mij z_bar[m, c K_c + k, i, j] x[m, c, s i + d u - p, ...]; b_bar = sum_mij z_bar."""
    W_bar = np.empty((layer.channels, layer.each, *layer.grid.kernel), z_bar.dtype)
    behind = (0, *range(2, z_bar.ndim))
    for k in range(layer.each):
        part = layer.apart(z_bar)[:, :, k]
        for taps, read in _taps(layer, wide):
            W_bar[:, k, *taps] = (part * read).sum(axis=behind)
    gradients = {"W": W_bar.reshape(layer.weights)}
    return gradients | {"b": z_bar.sum(axis=behind)} if layer.bias else gradients


def _input_cotangent(layer: Depthwise, z_bar: Array, wide: Array, params: Arrays) -> Array:
    """x_bar[m, c, s i + d u - p, ...] += W[c,k,u,v] z_bar[m, c K_c + k, i, j]."""
    W, wide_bar = layer.filters(params["W"]), zero_maps(wide.shape, wide.dtype)
    for k in range(layer.each):
        part = layer.apart(z_bar)[:, :, k]
        for taps, read in _taps(layer, wide_bar):
            read += part * _along(W[:, k, *taps], layer)
    return inner(wide_bar, layer.grid)


DEPTHWISE: Kind[Depthwise, Array] = Kind(
    name="depthwise",
    options=("kernel", "stride", "padding", "dilation", "multiplier", "bias"),
    read=_read,
    output_shape=lambda layer: layer.out,
    forward=_forward,
    input_cotangent=_input_cotangent,
    parameter_gradients=_parameter_gradients,
    parameters=_parameters,
    initialise=_initialise,
)
