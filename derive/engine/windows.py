"""Maps seen through sliding windows: padding, the window view, and the taps as strided slices."""

from collections.abc import Iterable

from numpy.lib.stride_tricks import as_strided

from derive.engine.geometry import Grid
from derive.engine.interface import Array
from derive.engine.memory import empty_maps, zero_maps


def padded(x: Array, grid: Grid, fill: float) -> Array:
    """x (M, C, ...) with `fill` around it, long enough for every window; x itself if nothing is added."""
    if grid.padded == x.shape[2:]:
        return x
    wide = empty_maps((*x.shape[:2], *grid.padded), x.dtype)  # (M, C, padded)
    wide[...] = fill
    inner(wide, grid)[...] = x
    return wide


def inner(wide: Array, grid: Grid) -> Array:
    """The map inside its padding, a view: (M, C, ...) of (M, C, padded)."""
    cells = (slice(axis.before, axis.before + axis.size) for axis in grid.axes)
    return wide[:, :, *cells]  # (M, C, ...)


def window_view(wide: Array, grid: Grid) -> Array:
    """The taps of every window, a read-only view: (C, taps, windows, M) of (M, C, padded)."""
    m, c, *steps = wide.strides
    taps = (axis.dilation * step for axis, step in zip(grid.axes, steps, strict=True))
    windows = (axis.stride * step for axis, step in zip(grid.axes, steps, strict=True))
    shape = (wide.shape[1], *grid.kernel, *grid.out, wide.shape[0])
    return as_strided(wide, shape, (c, *taps, *windows, m), writeable=False)


def tapped(wide: Array, grid: Grid) -> list[Array]:
    """What each tap reads, over all windows and in row-major order: views (M, C, out)."""
    return [wide[:, :, *cells] for cells in grid.taps]


def gathered(parts: Iterable[Array], like: Array, grid: Grid) -> Array:
    """The adjoint of `tapped`, without the padding: the sum of what the taps give back, (M, C, ...).

    `parts` has (M, C, out) for each tap in order, `like` their dtype, batch and channels. The cells of
    one tap are distinct, so that adding into them loses nothing; without overlap no other tap has them.
    """
    wide_bar = zero_maps((*like.shape[:2], *grid.padded), like.dtype)  # (M, C, padded)
    for target, part in zip(tapped(wide_bar, grid), parts, strict=True):
        if grid.overlapping:
            target += part
        else:
            target[...] = part
    return inner(wide_bar, grid)
