"""How an entry with affine subscripts is read: as an array with one axis for each index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import always
from derive.algebra.equation import Guard
from derive.algebra.index import Index, Role
from derive.algebra.size import Size, normal
from derive.algebra.tensor import Entry
from derive.algebra.window import Window, window
from derive.errors import PlanError


@dataclass(frozen=True, slots=True)
class Plain:
    """An axis read at one index."""

    index: Index


@dataclass(frozen=True, slots=True)
class Reversed:
    """An axis of n entries read from its end: at n - 1 - index."""

    index: Index


@dataclass(frozen=True, slots=True)
class Digits:
    """An axis read at n2*(n1*a + b) + c: as several axes, the last running fastest."""

    indices: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An axis read at index + start, a run of neighbouring entries that need not be all."""

    index: Index
    start: Size


@dataclass(frozen=True, slots=True)
class Shifted:
    """An axis of `extent` entries read at index + start, for `count` of them, where that may leave the axis: a guard
    says where it does not."""

    index: Index
    start: Size
    count: Size
    extent: Size

    @property
    def subscript(self) -> Affine:
        """index + start."""
        return affine(self.index) + self.start


Guarded = Window | Shifted  # a read for which 0 takes the place of what is not there
Reading = Plain | Reversed | Part | Shifted | Digits | Window


def read_axis(subscript: Affine, extent: Size, ranges: Mapping[Index, Size]) -> Reading:
    """The form of one subscript; PlanError for one that no view can serve."""
    if len(subscript.terms) == 1 and subscript.terms[0][1] == 1:
        return _run(subscript, extent, ranges)
    if _from_the_end(subscript, extent, ranges):
        return Reversed(subscript.indices[0])
    window = _window(subscript, extent)
    if window is not None:
        return window
    digits = _digits(subscript, ranges)
    if digits is not None:
        return Digits(digits)
    raise PlanError(f"no view reads the subscript {subscript}")


def axes_of(entry: Entry, ranges: Mapping[Index, Size]) -> tuple[Reading, ...]:
    """The forms of all subscripts of an entry."""
    pairs = zip(entry.subscripts, entry.tensor.shape, strict=True)
    return tuple(read_axis(subscript, extent, ranges) for subscript, extent in pairs)


def _run(subscript: Affine, extent: Size, ranges: Mapping[Index, Size]) -> Reading:
    """index + start: the whole axis where the index runs over all of it, else a part that lies inside or may leave."""
    (index,) = subscript.indices
    if subscript.const == 0 and normal(ranges[index] - extent) == 0:
        return Plain(index)
    if always(Guard(subscript, extent), ranges.items()):
        return Part(index, subscript.const)
    return Shifted(index, subscript.const, ranges[index], extent)


def _from_the_end(subscript: Affine, extent: Size, ranges: Mapping[Index, Size]) -> bool:
    """Whether the subscript is n - 1 - index, the index running over all n."""
    if len(subscript.terms) != 1 or normal(ranges[subscript.indices[0]] - extent) != 0:
        return False
    return subscript == affine(subscript.indices[0]) * -1 + (extent - 1)


def _window(subscript: Affine, extent: Size) -> Window | None:
    """By the roles of its indices: in a gradient the taps are free and the positions bound."""
    taps = [index for index in subscript.indices if index.role is Role.TAP]
    positions = [index for index in subscript.indices if index.role in (Role.OUTPUT, Role.INPUT)]
    return window(subscript, extent, positions, taps)


def _digits(subscript: Affine, ranges: Mapping[Index, Size]) -> tuple[Index, ...] | None:
    """Indices from the slowest to the fastest, where each coefficient is the product of the later ranges."""
    if subscript.const != 0:
        return None
    remaining, step, found = dict(subscript.terms), normal(1), []
    while remaining:
        index = next((index for index, value in remaining.items() if value == step), None)
        if index is None:
            return None
        del remaining[index]
        found.append(index)
        step = normal(step * ranges[index])
    return tuple(reversed(found))


def guarded(axes: Iterable[Reading]) -> tuple[Guarded, ...]:
    """The axes whose reads may leave them."""
    return tuple(axis for axis in axes if isinstance(axis, Window | Shifted))


def matching(guard: Guard, reads: Iterable[Guarded]) -> Guarded | None:
    """The read that a guard belongs to."""
    return next((r for r in reads if r.subscript == guard.affine and normal(r.extent - guard.size) == 0), None)
