"""Where sliding windows stand: the sizes of one axis, and of a map of one to three."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from derive.engine.interface import Array, Shape, engine_error
from derive.engine.options import AXES, Options, along, flag
from derive.engine.padding import Sides, causal_sides, explicit_sides, is_causal, is_same, same_sides, span

NAMES = {len(axes) - 1: axes[1:] for axes in AXES.values() if len(axes) > 1}
EXPECTED = "a length, height and width, or depth, height and width"


@dataclass(frozen=True, slots=True)
class SlidingAxis:
    """Sliding windows on one axis: window i, tap u reads cell stride*i + dilation*u - before."""

    size: int
    kernel: int
    stride: int
    dilation: int
    before: int
    after: int
    out: int

    @property
    def padded(self) -> int:
        """The length that holds every window; ceil_mode can reach past the padding."""
        reach = (self.out - 1) * self.stride + span(self.kernel, self.dilation)
        return max(self.before + self.size + self.after, reach)


@dataclass(frozen=True)
class Grid:
    """The windows of a map, axis by axis. What every pass asks is worked out once."""

    axes: tuple[SlidingAxis, ...]

    @cached_property
    def out(self) -> tuple[int, ...]:
        return tuple(axis.out for axis in self.axes)

    @cached_property
    def kernel(self) -> tuple[int, ...]:
        return tuple(axis.kernel for axis in self.axes)

    @cached_property
    def padded(self) -> tuple[int, ...]:
        """The extents that hold every window."""
        return tuple(axis.padded for axis in self.axes)

    @cached_property
    def taps(self) -> tuple[tuple[slice, ...], ...]:
        """The padded cells that each tap reads over all windows, taps in row-major order."""
        return tuple(product(*([tap_slice(axis, tap) for tap in range(axis.kernel)] for axis in self.axes)))

    @cached_property
    def overlapping(self) -> bool:
        """Whether a cell can lie between the first and last tap of more than one window."""
        return any(axis.out > 1 and axis.stride < span(axis.kernel, axis.dilation) for axis in self.axes)


def axis_names(options: Options, shape: Shape) -> tuple[str, ...]:
    """What the axes of a map (C, ...) behind its channels are called; refuses units, which have none."""
    if len(shape) - 1 not in NAMES:
        what = f"the input has shape {shape} without the batch, expected channels and then {EXPECTED}"
        raise engine_error(options.where, what, "put this layer before any flatten or dense layer")
    return NAMES[len(shape) - 1]


def read_grid(options: Options, shape: Shape, kernel: str, default_stride: int | None) -> Grid:
    """The windows that a description lays over a map (C, ...); `kernel` is the key of the window's size.

    Keys: the kernel's, stride (default: `default_stride`, or the kernel), dilation, padding, ceil_mode.
    """
    names = axis_names(options, shape)
    kernels = along(options, kernel, names)
    strides = along(options, "stride", names, kernels if default_stride is None else (default_stride,) * len(names))
    dilations = along(options, "dilation", names, (1,) * len(names))
    if is_same(options):
        sides = tuple(same_sides(*sizes) for sizes in zip(shape[1:], kernels, strides, dilations, strict=True))
    elif is_causal(options):
        sides = tuple(causal_sides(f, d) for f, d in zip(kernels, dilations, strict=True))
    else:
        sides = explicit_sides(options, len(names))
    ceil_mode = flag(options, "ceil_mode", False)
    each = zip(names, shape[1:], kernels, strides, dilations, sides, strict=True)
    return Grid(tuple(settle_axis(options.where, name, n, f, s, d, both, ceil_mode) for name, n, f, s, d, both in each))


def settle_axis(
    where: str, label: str, size: int, kernel: int, stride: int, dilation: int, sides: Sides, ceil_mode: bool
) -> SlidingAxis:
    """floor((n + p + q - d(f - 1) - 1)/s) + 1 windows, p cells before and q after the axis.

    ceil_mode rounds up, then drops a last window that would start in the padding after the axis.
    """
    before, after = sides
    room = size + before + after - span(kernel, dilation)
    if room < 0:
        what = (
            f"kernel {kernel} does not fit the {label} of {size} "
            f"(padding {before} + {after}, dilation {dilation}, span {span(kernel, dilation)})"
        )
        raise engine_error(where, what, f"use a smaller kernel, or {-room} more cells of padding")
    out = (-(-room // stride) if ceil_mode else room // stride) + 1
    if ceil_mode and (out - 1) * stride >= size + before:
        out -= 1
    return SlidingAxis(size, kernel, stride, dilation, before, after, out)


def tap_slice(axis: SlidingAxis, tap: int, windows: slice | None = None) -> slice:
    """The padded cells that one tap reads over all windows, or over a range of them."""
    first, end = (0, axis.out) if windows is None else (windows.start, windows.stop)
    start = axis.dilation * tap + axis.stride * first
    return slice(start, start + axis.stride * (end - first - 1) + 1, axis.stride)


def cells(axis: SlidingAxis) -> Array:
    """The cell that each window and tap reads, counted from the map's first cell: (out, kernel)."""
    windows = axis.stride * np.arange(axis.out)[:, None] - axis.before  # (out, 1)
    return windows + axis.dilation * np.arange(axis.kernel)  # (out, kernel)


def on_map(axis: SlidingAxis) -> Array:
    """Which of the cells lie on the map, not in its padding: booleans (out, kernel)."""
    return (cells(axis) >= 0) & (cells(axis) < axis.size)


def refuse_padding_only(options: Options, shape: Shape, grid: Grid) -> None:
    """Refuse a window that sees no cell of the map along some axis: it has no maximum and no average."""
    for label, axis in zip(axis_names(options, shape), grid.axes, strict=True):
        empty = np.flatnonzero(~on_map(axis).any(axis=1))
        if empty.size:
            reads = ", ".join(str(cell) for cell in cells(axis)[empty[0]])
            what = (
                f"window {empty[0]} of {axis.out} on the {label} of {axis.size} lies entirely in the padding "
                f"(window {axis.kernel}, stride {axis.stride}, dilation {axis.dilation}, padding "
                f"{axis.before} + {axis.after}: it reads the cells {reads})"
            )
            raise engine_error(options.where, what, "use less padding, or a smaller dilation or stride")
