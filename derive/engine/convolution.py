"""Cross-correlation over one to three axes: blocks of windows, over all examples, are unrolled into columns that stay
in cache, then multiplied."""

import math
import operator
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np

from derive.engine.geometry import Grid, read_grid, tap_slice
from derive.engine.initialise import glorot_uniform
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.memory import empty_maps, zero_maps
from derive.engine.options import Options, flag, whole
from derive.engine.windows import inner, padded, window_view

BLOCK_BYTES = 2**21  # columns of one block; measured: 2 to 4 MB is best, 0.5 MB up to 1.2 times slower
SMALL_PRODUCT = 10**6  # multiplications for which OpenBLAS has a shorter way; measured: a tenth of a LeNet-5 step
FEWEST = 512  # columns of a block that is kept to a small product

Block: TypeAlias = tuple[slice, ...]  # a range of windows along each axis of the output


@dataclass(frozen=True, slots=True)
class Convolution:
    """W is (filters, channels/groups, taps); filter k sees the channels of group k // (filters/groups)."""

    grid: Grid
    channels: int
    filters: int
    groups: int
    bias: bool

    @property
    def weights(self) -> Shape:
        return (self.filters, self.channels // self.groups, *self.grid.kernel)

    @property
    def fan_in(self) -> int:
        return self.channels // self.groups * math.prod(self.grid.kernel)


def _read(options: Options, shape: Shape) -> Convolution:
    grid = read_grid(options, shape, "kernel", default_stride=1)
    filters, groups = whole(options, "filters", 1), whole(options, "groups", 1, default=1)
    for count, words in ((shape[0], "input channels"), (filters, "filters")):
        if count % groups:
            what = f"{count} {words} cannot be divided into {groups} groups"
            raise engine_error(options.where, what, f"choose groups that divide {count}")
    return Convolution(grid, shape[0], filters, groups, flag(options, "bias", True))


def _parameters(layer: Convolution) -> dict[str, Shape]:
    return {"W": layer.weights, "b": (layer.filters,)} if layer.bias else {"W": layer.weights}


def _initialise(layer: Convolution, generator: np.random.Generator) -> dict[str, Array]:
    W = glorot_uniform(layer.weights, generator)
    return {"W": W, "b": np.zeros(layer.filters)} if layer.bias else {"W": W}


def _forward(layer: Convolution, x: Array, params: Arrays, context: Context) -> Forward[Array]:
    """z[m,k,i,j] = b[k] + sum_cuv W[k,c,u,v] x[m, c, s i + d u - p, s j + d v - p]; the cache is padded x."""
    wide = padded(x, layer.grid, 0.0)  # (M, C, padded)
    W = _grouped(layer, params["W"])  # (G, K/G, F)
    z = empty_maps((len(x), *_output_shape(layer)), x.dtype)  # (M, K, out)
    for block, columns in _columns(layer, wide):
        part = _rows(layer, z, block)  # (G, K/G, P), a view
        np.matmul(W, columns, out=part)
        if layer.bias:
            part += params["b"].reshape(*W.shape[:2], 1)
    return Forward(z, wide)


def _parameter_gradients(layer: Convolution, z_bar: Array, wide: Array) -> dict[str, Array]:
    """W_bar[k,c,u,v] = sum_mij z_bar[m,k,i,j] x[m, c, s i + d u - p, ...]; b_bar[k] = sum_mij z_bar."""
    W_bar = np.zeros((layer.groups, layer.filters // layer.groups, layer.fan_in), dtype=z_bar.dtype)
    for block, columns in _columns(layer, wide):
        W_bar += np.matmul(_rows(layer, z_bar, block), columns.swapaxes(1, 2))  # (G, K/G, F)
    gradients = {"W": W_bar.reshape(layer.weights)}
    return gradients | {"b": z_bar.sum(axis=(0, *range(2, z_bar.ndim)))} if layer.bias else gradients


def _input_cotangent(layer: Convolution, z_bar: Array, wide: Array, params: Arrays) -> Array:
    """x_bar[m, c, s i + d u - p, ...] += sum_k W[k,c,u,v] z_bar[m,k,i,j]: the adjoint of the window read."""
    W = _grouped(layer, params["W"]).swapaxes(1, 2)  # (G, F, K/G)
    wide_bar = zero_maps(wide.shape, wide.dtype)  # (M, C, padded)
    cells = np.moveaxis(wide_bar, 0, -1)  # (C, padded, M)
    for block, buffer in _buffers(layer, len(z_bar), z_bar.dtype):
        np.matmul(W, _rows(layer, z_bar, block), out=buffer.reshape(layer.groups, layer.fan_in, -1))
        for taps in np.ndindex(layer.grid.kernel):
            into = map(tap_slice, layer.grid.axes, taps, block)
            cells[:, *into] += buffer[:, *taps]  # (C, windows, M)
    return inner(wide_bar, layer.grid)  # (M, C, ...)


def _columns(layer: Convolution, wide: Array) -> Iterator[tuple[Block, Array]]:
    """Blocks of windows, each unrolled to columns (G, F, P) in one buffer that is used again."""
    windows = window_view(wide, layer.grid)  # (C, taps, out, M)
    every = (slice(None),) * (1 + len(layer.grid.axes))
    for block, buffer in _buffers(layer, len(wide), wide.dtype):
        np.copyto(buffer, windows[*every, *block])
        yield block, buffer.reshape(layer.groups, layer.fan_in, -1)


def _buffers(layer: Convolution, batch: int, dtype: np.dtype[np.generic]) -> Iterator[tuple[Block, Array]]:
    """Blocks of windows, each with uninitialised memory (C, taps, windows, M)."""
    taps = (layer.channels, *layer.grid.kernel)
    sizes = _block_sizes(layer, batch, dtype.itemsize)
    memory = np.empty(math.prod(taps) * math.prod(sizes) * batch, dtype)
    for firsts in product(*map(range, (0,) * len(sizes), layer.grid.out, sizes)):
        ends = map(min, map(operator.add, firsts, sizes), layer.grid.out)
        block = tuple(map(slice, firsts, ends))
        shape = (*taps, *(each.stop - each.start for each in block), batch)
        yield block, memory[: math.prod(shape)].reshape(shape)


def _block_sizes(layer: Convolution, batch: int, itemsize: int) -> tuple[int, ...]:
    """The windows of a block along each axis: whole rows of the last axes, or a part of one."""
    windows = BLOCK_BYTES // (layer.groups * layer.fan_in * batch * itemsize)
    small = SMALL_PRODUCT // (layer.filters // layer.groups * layer.fan_in * batch)
    if small * batch >= FEWEST:
        windows = min(windows, small)
    sizes: list[int] = []
    for out in reversed(layer.grid.out):
        sizes.insert(0, min(out, max(1, windows)))
        windows //= out
    return tuple(sizes)


def _rows(layer: Convolution, z: Array, block: Block) -> Array:
    """A block of the output (M, K, out) by groups: (G, K/G, P), a view where examples lie together."""
    part = np.moveaxis(z, 0, -1)[:, *block]  # (K, windows, M)
    return part.reshape(layer.groups, layer.filters // layer.groups, -1)


def _grouped(layer: Convolution, W: Array) -> Array:
    """Weights as one matrix for each group: (G, K/G, F) with F = C/G times the taps."""
    return W.reshape(layer.groups, layer.filters // layer.groups, layer.fan_in)


def _output_shape(layer: Convolution) -> Shape:
    return (layer.filters, *layer.grid.out)


CONV: Kind[Convolution, Array] = Kind(
    name="conv",
    options=("filters", "kernel", "stride", "padding", "dilation", "groups", "bias"),
    read=_read,
    output_shape=_output_shape,
    forward=_forward,
    input_cotangent=_input_cotangent,
    parameter_gradients=_parameter_gradients,
    parameters=_parameters,
    initialise=_initialise,
)
