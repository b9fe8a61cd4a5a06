"""Transposed convolution: every entry of the input adds a filter into the output, tap by tap."""

import math
from dataclasses import dataclass

import numpy as np

from derive.engine.geometry import Grid, SlidingAxis, axis_names
from derive.engine.initialise import glorot_uniform
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.memory import empty_maps
from derive.engine.options import Options, along, flag, whole, whole_along
from derive.engine.padding import span
from derive.engine.windows import gathered, padded, tapped


@dataclass(frozen=True, slots=True)
class Transposed:
    """W is (channels, filters/groups, taps). `grid` are the windows of the output: one for each entry of the input."""

    grid: Grid
    shape: Shape
    filters: int
    groups: int
    bias: bool

    @property
    def weights(self) -> Shape:
        return (self.shape[0], self.filters // self.groups, *self.grid.kernel)

    @property
    def out(self) -> Shape:
        return (self.filters, *(axis.size for axis in self.grid.axes))


def _read(options: Options, shape: Shape) -> Transposed:
    names = axis_names(options, shape)
    ones, zeros = (1,) * len(names), (0,) * len(names)
    kernels, strides = along(options, "kernel", names), along(options, "stride", names, ones)
    dilations = along(options, "dilation", names, ones)
    cut, more = whole_along(options, "padding", names, zeros), whole_along(options, "output_padding", names, zeros)
    filters, groups = whole(options, "filters", 1), whole(options, "groups", 1, default=1)
    if shape[0] % groups or filters % groups:
        what = f"{shape[0]} channels and {filters} filters in {groups} groups"
        raise engine_error(options.where, what, "groups must divide both")
    sizes = zip(names, shape[1:], kernels, strides, dilations, cut, more, strict=True)
    axes = tuple(_axis(options.where, *each) for each in sizes)
    return Transposed(Grid(axes), shape, filters, groups, flag(options, "bias", True))


def _axis(where: str, label: str, n: int, f: int, s: int, d: int, p: int, a: int) -> SlidingAxis:
    """The windows of an output of s(n - 1) + d(f - 1) + 1 - 2p + a cells, one for each entry of the input."""
    out = s * (n - 1) + span(f, d) - 2 * p + a
    if out < 1 or a >= max(s, d):
        what = f"the {label} would be {out} (padding {p}, output padding {a})"
        raise engine_error(where, what, "output padding lies below the larger of stride and dilation")
    return SlidingAxis(size=out, kernel=f, stride=s, dilation=d, before=p, after=p, out=n)


def _parameters(layer: Transposed) -> dict[str, Shape]:
    return {"W": layer.weights, "b": (layer.filters,)} if layer.bias else {"W": layer.weights}


def _initialise(layer: Transposed, generator: np.random.Generator) -> dict[str, Array]:
    W = glorot_uniform(layer.weights, generator)
    return {"W": W, "b": np.zeros(layer.filters)} if layer.bias else {"W": W}


def _grouped(layer: Transposed, W: Array) -> Array:
    """The weights group by group: (G, C/G, K/G, taps)."""
    each = layer.shape[0] // layer.groups
    return W.reshape(layer.groups, each, layer.filters // layer.groups, math.prod(layer.grid.kernel))


def _forward(layer: Transposed, x: Array, params: Arrays, context: Context) -> Forward[Array]:
    """z[m, k, s r + d u - p, ...] += W[c,k,u,v] x[m,c,r,q]; what lands outside is dropped. The cache is x."""
    entries = _by_group(layer, x)  # (M, G, C/G, N)
    W = _grouped(layer, params["W"])  # (G, C/G, K/G, taps)
    parts = (_maps(layer, np.einsum("gck,mgcn->mgkn", W[..., tap], entries)) for tap in range(W.shape[-1]))
    like = empty_maps((len(x), *layer.out), x.dtype)  # (M, K, out): batch, channels and dtype alone
    z = gathered(parts, like, layer.grid)
    if layer.bias:
        z = z + params["b"].reshape(-1, *(1,) * len(layer.grid.axes))
    return Forward(z, x)


def _by_group(layer: Transposed, maps: Array) -> Array:
    """Maps as (M, G, channels of a group, cells)."""
    return maps.reshape(len(maps), layer.groups, maps.shape[1] // layer.groups, -1)


def _maps(layer: Transposed, parts: Array) -> Array:
    """What a tap adds, as maps of the input's size: (M, K, ...)."""
    return parts.reshape(len(parts), layer.filters, *layer.shape[1:])


def _input_cotangent(layer: Transposed, z_bar: Array, x: Array, params: Arrays) -> Array:
    """x_bar[m,c,r,q] = sum_kuv W[c,k,u,v] z_bar[m, k, s r + d u - p, ...]: ordinary windows."""
    W = _grouped(layer, params["W"])
    x_bar = np.zeros_like(x)  # (M, C, ...)
    total = _by_group(layer, x_bar)
    for tap, read in enumerate(tapped(padded(z_bar, layer.grid, 0.0), layer.grid)):
        total = total + np.einsum("gck,mgkn->mgcn", W[..., tap], _by_group(layer, read))
    x_bar[...] = total.reshape(x.shape)
    return x_bar


def _parameter_gradients(layer: Transposed, z_bar: Array, x: Array) -> dict[str, Array]:
    """W_bar[c,k,u,v] = sum_mrq x[m,c,r,q] z_bar[m, k, s r + d u - p, ...]; b_bar[k] = sum_mij z_bar."""
    entries = _by_group(layer, x)
    reads = tapped(padded(z_bar, layer.grid, 0.0), layer.grid)
    taps = [np.einsum("mgcn,mgkn->gck", entries, _by_group(layer, read)) for read in reads]
    gradients = {"W": np.stack(taps, axis=-1).reshape(layer.weights)}
    return gradients | {"b": z_bar.sum(axis=(0, *range(2, z_bar.ndim)))} if layer.bias else gradients


CONV_TRANSPOSE: Kind[Transposed, Array] = Kind(
    name="conv_transpose",
    options=("filters", "kernel", "stride", "padding", "output_padding", "dilation", "groups", "bias"),
    read=_read,
    output_shape=lambda layer: layer.out,
    forward=_forward,
    input_cotangent=_input_cotangent,
    parameter_gradients=_parameter_gradients,
    parameters=_parameters,
    initialise=_initialise,
)
