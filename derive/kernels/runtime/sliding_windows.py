"""Windows into the last axes of an array, and their transpose: adding into windows.

Window i, tap u of an axis reads x[s*i + d*u - p]; each axis has a stride s, a dilation d and a padding p.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import product
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from derive.kernels.runtime.memory import Array, Sizes

Read: TypeAlias = tuple[int, int]  # an axis of a view: the array's axis, and cells from entry to entry


@dataclass(frozen=True, eq=False)
class Geometry:
    """Where windows stand, one number for each axis; `reach` is how many padded cells they need. Made by `geometry`
    alone, once for the same numbers.

    `overlapping`: whether a cell can be in two windows; `tiling`: whether each cell is read by just one tap.
    """

    extents: Sizes
    size: Sizes
    kernel: Sizes
    stride: Sizes
    dilation: Sizes
    padding: Sizes
    reach: Sizes
    overlapping: bool
    tiling: bool

    @cached_property
    def taps(self) -> tuple[tuple[Sizes, Any], ...]:
        """Each tap in row-major order, with the padded cells that it reads over all windows: (..., slices)."""
        return tuple((taps, self.cells(taps)) for taps in product(*map(range, self.kernel)))

    @cached_property
    def lines(self) -> tuple[tuple[Any, ...], ...]:
        """For one axis after the other, those with one tap first: what each tap reads of the axis, (..., slices)."""
        axes = sorted(range(len(self.kernel)), key=lambda axis: self.kernel[axis] > 1)
        behind = [(slice(None),) * (len(axes) - axis - 1) for axis in range(len(axes))]
        return tuple(
            tuple((Ellipsis, self.along(axis, tap), *behind[axis]) for tap in range(self.kernel[axis])) for axis in axes
        )

    def cells(self, taps: Sizes) -> Any:
        """The padded cells that a tap reads over all windows."""
        return (Ellipsis, *(self.along(axis, tap) for axis, tap in enumerate(taps)))

    def reads(self, rank: int) -> tuple[Read, ...]:
        """The axes of the view of a padded array: all before the windows' own, positions, taps."""
        return _reads(rank - len(self.kernel), self.stride, self.dilation)

    def along(self, axis: int, tap: int, windows: slice | None = None) -> slice:
        """The padded cells of one axis that one tap reads, over all windows or a range of them."""
        first, last = (0, self.size[axis]) if windows is None else (windows.start, windows.stop)
        start = self.stride[axis] * first + self.dilation[axis] * tap
        return slice(start, start + self.stride[axis] * (last - first - 1) + 1, self.stride[axis])

    @cached_property
    def inner(self) -> Any:
        """The array inside its padding: (..., slices)."""
        return (Ellipsis, *(slice(p, p + n) for p, n in zip(self.padding, self.extents, strict=True)))

    @cached_property
    def bare(self) -> bool:
        """Whether nothing stands around the array."""
        return self.reach == self.extents

    def around(self, taps: Sizes) -> Array:
        """Where a tap reads what stands around the array: (positions)."""
        read = [self.stride[axis] * np.arange(self.size[axis]) + self.dilation[axis] * t for axis, t in enumerate(taps)]
        beside = ((r < p) | (r >= p + n) for r, p, n in zip(read, self.padding, self.extents, strict=True))
        return reduce(np.logical_or.outer, beside)


@lru_cache(maxsize=1024)
def _reads(lead: int, stride: Sizes, dilation: Sizes) -> tuple[Read, ...]:
    axes = range(lead, lead + len(stride))
    positions, taps = zip(axes, stride, strict=True), zip(axes, dilation, strict=True)
    return (*((axis, 1) for axis in range(lead)), *positions, *taps)


@lru_cache(maxsize=4096)
def geometry(extents: Sizes, kernel: Sizes, stride: Sizes, dilation: Sizes, padding: Sizes, size: Any) -> Geometry:
    """`size` is the number of windows on each axis, by default as many as p cells on both sides allow."""
    spans = [d * (f - 1) + 1 for f, d in zip(kernel, dilation, strict=True)]
    if size is None:
        size = tuple((n + 2 * p - e) // s + 1 for n, p, e, s in zip(extents, padding, spans, stride, strict=True))
    used = zip(extents, padding, size, stride, spans, strict=True)
    reach = tuple(max(p + n, (o - 1) * s + e) for n, p, o, s, e in used)
    overlapping = any(o > 1 and s < e for o, s, e in zip(size, stride, spans, strict=True))
    used = zip(reach, size, kernel, stride, spans, strict=True)
    tiling = all(s == f == e and o * s == n for n, o, f, s, e in used)
    return Geometry(extents, size, kernel, stride, dilation, padding, reach, overlapping, tiling)


class Windows(NamedTuple):
    """The windows of an array: the array with what stands around it, and where they are."""

    padded: Array
    where: Geometry

    @property
    def view(self) -> Array:
        """[..., i, j, u, v]: a view with an axis for each position and tap; written only where windows tile."""
        padded, where = self
        reads = where.reads(padded.ndim)
        return self.read(reads, (*padded.shape[: -len(where.kernel)], *where.size, *where.kernel))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        """The view, for `numpy.asarray`: what printed kernels say, so that they also run on windows that are arrays."""
        return self.view if dtype is None and not copy else np.array(self.view, dtype)

    def read(self, reads: Iterable[Read], shape: Sizes) -> Array:
        """A view of this shape, each of its axes along one of the array's."""
        padded = self.padded
        steps = padded.strides
        strides = [step * steps[axis] for axis, step in reads]
        if padded.flags.c_contiguous:  # many times faster than as_strided
            return np.ndarray(shape, padded.dtype, padded, 0, strides)
        return np.lib.stride_tricks.as_strided(padded, shape, strides)


class Layout(NamedTuple):
    """What the way to compute a formula depends on: shape and strides of an array, and the windows that it is read
    through, if any."""

    shape: Sizes
    strides: Sizes
    itemsize: int
    where: Geometry | None

    @property
    def read(self) -> Sizes:
        """The shape as a formula reads it: with an axis for each position and each tap."""
        where = self.where
        return self.shape if where is None else (*self.shape[: -len(where.kernel)], *where.size, *where.kernel)


def layout_of(array: Any) -> tuple[Any, ...]:
    """The fields of the layout of an array or of windows: a bare tuple is made faster."""
    if type(array) is Windows:
        padded, where = array
        return (padded.shape, padded.strides, padded.itemsize, where)
    return (array.shape, array.strides, array.itemsize, None)


def by_axis(
    kernel: Sequence[int], stride: Sequence[int], dilation: Sequence[int], padding: Sequence[int]
) -> tuple[Sizes, Sizes, Sizes]:
    """Strides, dilations and paddings, one for each axis of the kernel; 1, 1 and 0 where none are given."""
    axes = len(kernel)
    return tuple(stride) or (1,) * axes, tuple(dilation) or (1,) * axes, tuple(padding) or (0,) * axes


def windows(
    x: Array,
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    dilation: Sequence[int] = (),
    padding: Sequence[int] = (),
    size: Sequence[int] | None = None,
    fill: float = 0,
) -> Windows:
    """The windows of x's last axes; a cell outside x reads `fill`."""
    axes = len(kernel)
    if min(padding, default=0) < 0:
        x = x[(Ellipsis, *(slice(max(0, -p), None) for p in padding))]
        return windows(x, kernel, stride, dilation, [max(0, p) for p in padding], size, fill)
    count = None if size is None else tuple(size)
    where = geometry(x.shape[-axes:], tuple(kernel), *by_axis(kernel, stride, dilation, padding), count)
    return Windows(x if where.bare else _pad(x, where, fill), where)


def _pad(x: Array, where: Geometry, fill: float) -> Array:
    padded: Array = np.empty_like(x, shape=(*x.shape[: -len(where.kernel)], *where.reach))
    if fill:
        padded.fill(fill)
    else:
        padded[...] = 0
    padded[where.inner] = x
    return padded


def sum_of_taps(x_windows: Windows) -> Array:
    """The sum of each window: one strided slice of the array for each tap."""
    padded, where = x_windows
    first, *others = (padded[cells] for _, cells in where.taps)
    total = np.add(first, others.pop()) if others else first.copy(order="K")
    for part in others:
        np.add(total, part, out=total)
    return total


def scatter(
    parts: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    dilation: Sequence[int] = (),
    padding: Sequence[int] = (),
) -> Array:
    """The transpose of `windows`: out[..., s*i + d*u - p, s*j + d*v - p] += parts[..., i, j, u, v].

    `shape` is the size of the last axes of the result; what would land outside is dropped. An axis of
    `parts` for a tap may have length 1: then every tap adds the same.
    """
    axes = len(kernel)
    if min(padding, default=0) < 0:
        return further_on(lambda n, p: scatter(parts, n, kernel, stride, dilation, p), parts, shape, padding)
    size = parts.shape[-2 * axes : -axes]
    where = geometry(tuple(shape), tuple(kernel), *by_axis(kernel, stride, dilation, padding), size)
    padded = target_of(parts[(Ellipsis, *(0,) * axes)], where)
    if where.tiling:
        Windows(padded, where).view[...] = parts
        return padded if where.bare else padded[where.inner]
    lengths = parts.shape[-axes:]
    for taps, cells in where.taps:
        own = tuple(tap if length > 1 else 0 for tap, length in zip(taps, lengths, strict=True))
        land(padded, cells, parts[(Ellipsis, *own)], where)
    return padded[where.inner]


def further_on(
    add: Callable[[Sizes, Sizes], Array], like: Array, shape: Sequence[int], padding: Sequence[int]
) -> Array:
    """What is added into windows that begin behind the first cell, as known mistakes do: `add` gives what lands there,
    for the sizes and paddings of the rest."""
    starts, rest = [max(0, -p) for p in padding], tuple(max(0, p) for p in padding)
    sizes = tuple(max(0, n - start) for n, start in zip(shape, starts, strict=True))
    if 0 in sizes:  # nothing lands; one cell has the other axes' sizes
        landed = add((1,) * len(sizes), rest)
        return np.zeros((*landed.shape[: -len(sizes)], *shape), like.dtype)
    landed = add(sizes, rest)
    found: Array = np.zeros_like(landed, shape=(*landed.shape[: -len(sizes)], *shape))
    found[(Ellipsis, *(slice(start, None) for start in starts))] = landed
    return found


def target_of(part: Array, where: Geometry) -> Array:
    """What parts (..., positions) land in: zeros (..., padded cells), or anything where each cell is written once."""
    shape = (*part.shape[: -len(where.kernel)], *where.reach)
    return (np.empty_like if where.tiling else np.zeros_like)(part, shape=shape)


def land(padded: Array, cells: Any, part: Array, where: Geometry) -> None:
    """Adds a part into its cells, which no other part reaches where windows do not overlap."""
    target = padded[cells]
    if where.overlapping:
        target += part
    else:
        target[...] = part


def overwrite(
    parts: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    dilation: Sequence[int] = (),
    padding: Sequence[int] = (),
    *,
    taps_first: bool = False,
    zeros: bool = True,
) -> Array:
    """`scatter` with = in place of +=: of the windows that share a cell, the last in row-major order wins.

    No layer needs it; it is what known mistakes compute. The tap that a cell has in a later window is a smaller one,
    so the taps are written from the last to the first; with `taps_first` the last tap wins. Without `zeros`, a part
    that is 0 writes nothing.
    """
    axes = len(kernel)
    size = parts.shape[-2 * axes : -axes]
    where = geometry(tuple(shape), tuple(kernel), *by_axis(kernel, stride, dilation, padding), size)
    padded: Array = np.zeros((*parts.shape[: -2 * axes], *where.reach), dtype=parts.dtype)
    order = tuple(where.taps)
    for taps, cells in order if taps_first else reversed(order):
        own = tuple(tap if length > 1 else 0 for tap, length in zip(taps, parts.shape[-axes:], strict=True))
        part = parts[(Ellipsis, *own)]
        padded[cells] = part if zeros else np.where(part != 0, part, padded[cells])
    return padded[where.inner]


def last(parts: Array, axes: int) -> Array:
    """What is left where each entry along the last axes writes over the one before: parts[..., -1, -1]."""
    return parts[(Ellipsis, *(-1,) * axes)]
