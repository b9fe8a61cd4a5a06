"""Average pooling over windows and over the whole map."""

from dataclasses import dataclass

import numpy as np

from derive.engine.geometry import Axis, Plane, cells, on_map, read_plane, refuse_padding_only
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.options import Options, flag
from derive.engine.padding import is_same
from derive.engine.windows import empty_wide, inner, padded, taps


@dataclass(frozen=True, slots=True)
class AveragePool:
    """Windows on a map of `channels`; the divisor counts the cells of [-p, n + p) or only those of [0, n)."""

    plane: Plane
    channels: int
    count_include_pad: bool


@dataclass(frozen=True, slots=True)
class GlobalAverage:
    """The whole map (C, H, W) as one window."""

    shape: Shape


def _read(options: Options, shape: Shape) -> AveragePool:
    """`same` padding always leaves the pads out of the divisor (Keras), whatever count_include_pad says."""
    plane = read_plane(options, shape, "window", default_stride=None)
    include = flag(options, "count_include_pad", True) and not is_same(options)
    if not include:
        refuse_padding_only(options.where, "height", plane.rows)
        refuse_padding_only(options.where, "width", plane.columns)
    return AveragePool(plane, shape[0], include)


def _output_shape(layer: AveragePool) -> Shape:
    return (layer.channels, *layer.plane.out)


def _forward(layer: AveragePool, x: Array, params: Arrays, context: Context) -> Forward[None]:
    """y[m,c,i,j] = (sum of x over the window's cells on the map) / (the window's counted cells)."""
    wide = padded(x, layer.plane, 0.0)  # (M, C, Hp, Wp)
    y = np.zeros((len(x), *_output_shape(layer)), dtype=x.dtype)  # (M, C, out_h, out_w)
    for _, _, rows, columns in taps(layer.plane):
        y += wide[:, :, rows, columns]
    y /= _divisor(layer, x.dtype)
    return Forward(y, None)


def _input_cotangent(layer: AveragePool, y_bar: Array, cache: None, params: Arrays) -> Array:
    """x_bar[m, c, s i + u - p, ...] += y_bar[m,c,i,j] / (the window's counted cells)."""
    share = y_bar / _divisor(layer, y_bar.dtype)  # (M, C, out_h, out_w)
    wide_bar = empty_wide(y_bar, layer.plane)  # (M, C, Hp, Wp)
    for _, _, rows, columns in taps(layer.plane):
        wide_bar[:, :, rows, columns] += share
    return inner(wide_bar, layer.plane)  # (M, C, H, W)


def _divisor(layer: AveragePool, dtype: np.dtype[np.generic]) -> Array:
    """How many cells each window counts: (out_h, out_w)."""
    rows, columns = _counted(layer, layer.plane.rows), _counted(layer, layer.plane.columns)
    return np.outer(rows, columns).astype(dtype)


def _counted(layer: AveragePool, axis: Axis) -> Array:
    """The counted cells of each window on one axis: (out,)."""
    if not layer.count_include_pad:
        counts: Array = on_map(axis).sum(axis=1)
    else:
        counts = (cells(axis) < axis.size + axis.after).sum(axis=1)  # no window starts before -p
    return counts


def _read_global(options: Options, shape: Shape) -> GlobalAverage:
    if len(shape) != 3:
        what = f"the input has shape {shape} without the batch, expected (channels, height, width)"
        raise engine_error(options.where, what, "put this layer before any flatten or dense layer")
    return GlobalAverage(shape)


def _forward_global(layer: GlobalAverage, x: Array, params: Arrays, context: Context) -> Forward[None]:
    """y[m,c] = (1/HW) sum_ij x[m,c,i,j]."""
    return Forward(x.mean(axis=(2, 3)), None)  # (M, C)


def _input_cotangent_global(layer: GlobalAverage, y_bar: Array, cache: None, params: Arrays) -> Array:
    """x_bar[m,c,i,j] = y_bar[m,c] / HW."""
    share = y_bar / (layer.shape[1] * layer.shape[2])  # (M, C)
    return np.broadcast_to(share[:, :, None, None], (len(y_bar), *layer.shape)).copy()  # (M, C, H, W)


AVG_POOL: Kind[AveragePool, None] = Kind(
    name="avg_pool",
    options=("window", "stride", "padding", "ceil_mode", "count_include_pad"),
    read=_read,
    output_shape=_output_shape,
    forward=_forward,
    input_cotangent=_input_cotangent,
)

GLOBAL_AVG_POOL: Kind[GlobalAverage, None] = Kind(
    name="global_avg_pool",
    options=(),
    read=_read_global,
    output_shape=lambda layer: layer.shape[:1],
    forward=_forward_global,
    input_cotangent=_input_cotangent_global,
)
