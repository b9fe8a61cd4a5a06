"""How an entry with affine subscripts is read: as an array with one axis for each index."""

from collections.abc import Mapping
from dataclasses import dataclass

from derive.algebra.affine import Affine
from derive.algebra.bounds import Facts, always, nonnegative
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
class AxisRun:
    """An axis read at index + start, a run of neighbouring entries that need not be all; `turned`, from its end:
    the first entry of the run is the last that is read. With a step, every so many entries."""

    index: Index
    start: Size
    count: Size
    turned: bool = False
    step: Size = 1


@dataclass(frozen=True, slots=True)
class Fixed:
    """An axis read at one entry."""

    place: Size


Reading = Plain | Reversed | AxisRun | Fixed | Digits | Window


def read_axis(subscript: Affine, extent: Size, ranges: Mapping[Index, Size], facts: Facts = ()) -> Reading:
    """The form of one subscript; PlanError for one that no view can serve."""
    if not subscript.terms:
        return _fixed(subscript, extent, facts)
    if len(subscript.terms) == 1 and subscript.terms[0][1] in (1, -1):
        return _run(subscript, extent, ranges, facts)
    if len(subscript.terms) == 1:
        return _stepped(subscript, extent, ranges, facts)
    window = _window(subscript, extent)
    if window is not None:
        return window
    digits = _digits(subscript, ranges)
    if digits is not None:
        return Digits(digits)
    raise PlanError(f"no view reads the subscript {subscript}")


def axes_of(entry: Entry, ranges: Mapping[Index, Size], facts: Facts = ()) -> tuple[Reading, ...]:
    """The forms of all subscripts of an entry."""
    pairs = zip(entry.subscripts, entry.tensor.shape, strict=True)
    return tuple(read_axis(subscript, extent, ranges, facts) for subscript, extent in pairs)


def _run(subscript: Affine, extent: Size, ranges: Mapping[Index, Size], facts: Facts) -> Reading:
    """index + start or start - index: the whole axis where the index runs over all of it, else a part that must lie
    inside."""
    ((index, step),) = subscript.terms
    count = ranges[index]
    first = subscript.const if step == 1 else normal(subscript.const - count + 1)
    if first == 0 and normal(count - extent) == 0:
        return Plain(index) if step == 1 else Reversed(index)
    if not always(Guard(subscript, extent), ranges.items(), facts):
        raise PlanError(f"no view reads the subscript {subscript}: for {index} < {count} it may leave its {extent}")
    return AxisRun(index, first, count, turned=step == -1)


def _stepped(subscript: Affine, extent: Size, ranges: Mapping[Index, Size], facts: Facts) -> Reading:
    """step*index + start: every so many entries, which must lie inside."""
    ((index, step),) = subscript.terms
    if not nonnegative(step, facts) or not always(Guard(subscript, extent), ranges.items(), facts):
        raise PlanError(f"no view reads the subscript {subscript}: it may leave its {extent}, or runs backwards")
    return AxisRun(index, subscript.const, ranges[index], step=step)


def _fixed(subscript: Affine, extent: Size, facts: Facts) -> Fixed:
    if not always(Guard(subscript, extent), (), facts):
        raise PlanError(f"no view reads the subscript {subscript}: it may leave its {extent}")
    return Fixed(subscript.const)


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


def matching(guard: Guard, windows: tuple[Window, ...]) -> Window | None:
    """The windowed read that a guard belongs to."""
    return next((w for w in windows if w.subscript == guard.affine and normal(w.extent - guard.size) == 0), None)
