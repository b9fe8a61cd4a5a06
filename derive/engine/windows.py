"""Maps seen through sliding windows: padding, the window view, and the taps as strided slices."""

from collections.abc import Iterable

from numpy.lib.stride_tricks import as_strided

from derive.engine.geometry import Plane
from derive.engine.interface import Array
from derive.engine.memory import empty_maps, zero_maps


def padded(x: Array, plane: Plane, fill: float) -> Array:
    """x (M, C, H, W) with `fill` around it, long enough for every window; x itself if nothing is added."""
    if plane.padded == x.shape[2:]:
        return x
    wide = empty_maps((*x.shape[:2], *plane.padded), x.dtype)  # (M, C, Hp, Wp)
    wide[...] = fill
    inner(wide, plane)[...] = x
    return wide


def inner(wide: Array, plane: Plane) -> Array:
    """The map inside its padding, a view: (M, C, H, W) of (M, C, Hp, Wp)."""
    rows, columns = plane.rows, plane.columns
    return wide[
        :, :, rows.before : rows.before + rows.size, columns.before : columns.before + columns.size
    ]  # (M, C, H, W)


def window_view(wide: Array, plane: Plane) -> Array:
    """The taps of every window, a read-only view: (C, f_h, f_w, out_h, out_w, M) of (M, C, Hp, Wp)."""
    rows, columns = plane.rows, plane.columns
    m, c, r, q = wide.strides
    return as_strided(
        wide,
        (wide.shape[1], *plane.kernel, *plane.out, wide.shape[0]),
        (c, rows.dilation * r, columns.dilation * q, rows.stride * r, columns.stride * q, m),
        writeable=False,
    )


def tapped(wide: Array, plane: Plane) -> list[Array]:
    """What each tap reads, over all windows and in row-major order: views (M, C, out_h, out_w)."""
    return [wide[:, :, rows, columns] for rows, columns in plane.taps]


def gathered(parts: Iterable[Array], like: Array, plane: Plane) -> Array:
    """The adjoint of `tapped`, without the padding: the sum of what the taps give back, (M, C, H, W).

    `parts` has (M, C, out_h, out_w) for each tap in order, `like` their dtype, batch and channels. The cells of
    one tap are distinct, so that adding into them loses nothing; without overlap no other tap has them.
    """
    wide_bar = zero_maps((*like.shape[:2], *plane.padded), like.dtype)  # (M, C, Hp, Wp)
    for target, part in zip(tapped(wide_bar, plane), parts, strict=True):
        if plane.overlapping:
            target += part
        else:
            target[...] = part
    return inner(wide_bar, plane)
