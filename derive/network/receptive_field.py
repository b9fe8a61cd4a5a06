"""Receptive fields: which stretch of the network's input one entry of a tensor depends on, from what equations read.

On each axis of the input the stretch is an interval. Where it begins is affine in the entry's indices; an axis that
joins several (a flattened volume) moves it by its digits. Where ways meet whose stretches move differently, as behind
strides of 1 and 2, each keeps its own, and an entry depends on their hull.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import chain
from typing import NamedTuple

from derive.algebra.affine import Affine
from derive.algebra.bounds import nonnegative
from derive.algebra.equation import Equation, Range, Term
from derive.algebra.index import Index
from derive.algebra.size import LargerOf, Size, normal
from derive.algebra.tensor import Entry, Tensor
from derive.network.model import Layer, Model

Digits = tuple[tuple[Size, Size], ...]  # (size, step), the slowest first
Moves = Mapping[Index, Digits]
Number = Callable[[Size], Size]  # a size of a declaration in the network's, with all known numbers put in


@dataclass(frozen=True, slots=True)
class Stretch:
    """On one axis of the input, what an entry depends on: `extent` positions from `start` on, padding included.

    `steps` says for each axis of the tensor how the start moves with the entry; where nothing moves it, every
    entry depends on the same stretch. Not `exact`: it may be longer than what the entry depends on, but not shorter.
    """

    start: Size
    extent: Size
    steps: tuple[Digits, ...] = ()
    exact: bool = True

    @property
    def end(self) -> Size:
        """The position behind the stretch."""
        return normal(self.start + self.extent)

    @property
    def moves(self) -> bool:
        """Whether different entries depend on different stretches."""
        return any(step != 0 for digits in self.steps for _, step in digits)


Stretches = tuple[Stretch, ...]  # no two of them move alike; an entry depends on the hull of all
Field = tuple[Stretches, ...]  # one for each axis of the input that is no channel


class Seen(NamedTuple):
    """How many positions of an input an entry depends on along each axis at the most; if not `exact`, no more."""

    extents: tuple[Size, ...]
    exact: bool


def of_itself(given: Tensor) -> Field:
    """Each entry of an input depends on itself."""
    shape = given.shape
    own = range(len(shape))
    return tuple(
        (Stretch(0, 1, tuple(((size, int(axis == other)),) for other, size in enumerate(shape))),) for axis in own
    )[1 if len(shape) == 2 else 2 :]


def through(model: Model, layer: Layer, seen: Mapping[str, Field]) -> Field | None:
    """The field of a layer's output from those of what it reads, by name, with all known numbers put in; None where it
    reads nothing that depends on the input that they are of.

    Of the layer as it runs after training: the statistics of a batch are no part of an example.
    """
    own = layer.at_inference.declaration
    read = {tensor.name: layer.tensors[tensor.name].name for tensor in own.inputs}
    known = {letter: seen[name] for letter, name in read.items() if name in seen}

    @cache
    def number(size: Size) -> Size:
        return model.number(layer.size(size))

    for equation in (*own.equations[:-1], own.stated or own.equations[-1]):
        found = _of_equation(number, equation, known)
        if found is not None:
            known[equation.left.tensor.name] = found
    return known.get(own.output.name)


def seen_of(model: Model, given: Tensor, field: Field) -> Seen:
    """How many positions of an input an entry depends on along each axis, no more than the input has."""
    sizes = (model.number(size) for size in given.shape[-len(field) :])
    extents = tuple(_within(axis, size) for axis, size in zip(field, sizes, strict=True))
    return Seen(extents, all(stretch.exact for axis in field for stretch in axis))


def _within(axis: Stretches, size: Size) -> Size:
    if any(stretch.moves for stretch in axis):
        longest = reduce(_larger, (_distance(one, other) for one in axis for other in axis))
        return min(longest, size) if isinstance(longest, int) and isinstance(size, int) else longest
    (whole,) = axis
    first = whole.start if not nonnegative(normal(-1 * whole.start)) else 0
    last = whole.end if not nonnegative(normal(whole.end - size)) else size
    return normal(last - first)


def _distance(one: Stretch, other: Stretch) -> Size:
    """How far one's end lies behind the other's start, at the entry where it is furthest."""
    digits = (each for own, others in zip(one.steps, other.steps, strict=True) for each in _apart(own, others))
    return normal(one.end - other.start + sum(_larger(0, normal(step * (size - 1))) for size, step in digits))


def _apart(own: Digits, others: Digits) -> Digits:
    """How the distance of two stretches moves along an axis; as if by several, where its digits are read otherwise."""
    if [size for size, _ in own] == [size for size, _ in others]:
        return tuple((size, normal(step - less)) for (size, step), (_, less) in zip(own, others, strict=True))
    return (*own, *((size, normal(-1 * step)) for size, step in others))


def _larger(one: Size, other: Size) -> Size:
    if nonnegative(normal(one - other)):
        return one
    return other if nonnegative(normal(other - one)) else LargerOf(one, other)


def _of_equation(number: Number, equation: Equation, known: Mapping[str, Field]) -> Field | None:
    """The hull of all that the terms read; None for an equation that reads nothing of the input."""
    reads = [(term, entry) for term in equation.terms for entry in term.body.atoms(Entry) if entry.tensor.name in known]
    parted = len({term for term, _ in reads}) > 1
    read = [_read(number, equation, term, entry, known[entry.tensor.name], parted) for term, entry in reads]
    return tuple(_joined_alike(chain(*axes)) for axes in zip(*read, strict=True)) if read else None


def _read(number: Number, equation: Equation, term: Term, entry: Entry, field: Field, parted: bool) -> Field:
    ranges = {index: number(size) for index, size in (*equation.free, *term.bound)}
    narrowed = _narrowed(term, parted)
    return tuple(
        tuple(_read_along(number, equation, term.bound, ranges, entry, stretch, narrowed) for stretch in axis)
        for axis in field
    )


def _narrowed(term: Term, parted: bool) -> frozenset[Index]:
    """The indices that do not take all numbers of their ranges: brackets fix them by others, and where terms part the
    entries among them, guards say which. The guards of one term alone stand at the input's borders, which count."""
    conditions = [affine for bracket in term.brackets for affine in (bracket.left, bracket.right)]
    conditions += [guard.affine for guard in term.guards] if parted else []
    return frozenset(index for affine in conditions for index in affine.indices)


def _read_along(
    number: Number,
    equation: Equation,
    bound: tuple[Range, ...],
    ranges: Mapping[Index, Size],
    entry: Entry,
    stretch: Stretch,
    narrowed: frozenset[Index],
) -> Stretch:
    """sum over u of x[s i + u - p]: the bound index widens the stretch, the free one moves it."""
    start, exact = stretch.start, stretch.exact
    moves: dict[Index, Digits] = {}
    spread: list[Digits] = []
    for subscript, digits in zip(entry.subscripts, stretch.steps, strict=True):
        own = subscript.over_sizes(number)
        moved = _moved(own, digits, ranges)
        if moved is None:
            spread.append(digits)
            exact = False
            continue
        if len(digits) == 1:
            start = start + digits[0][1] * own.const
        moves |= {index: _added(moves[index], step) if index in moves else step for index, step in moved.items()}
    exact = exact and not any(step != 0 for index in narrowed & moves.keys() for _, step in moves[index])
    inner = {index for index, _ in bound}
    spread += [digits for index, digits in moves.items() if index in inner]
    outer = {index: digits for index, digits in moves.items() if index not in inner}
    steps = []
    for subscript in equation.left.subscripts:
        joined = _joined(subscript.over_sizes(number), outer, ranges)
        if joined is None:
            spread += [outer[index] for index in subscript.indices if index in outer]
            exact = False
        steps.append(joined or ())
    return _widened(Stretch(start, stretch.extent, tuple(steps), exact), spread)


def _moved(subscript: Affine, digits: Digits, ranges: Mapping[Index, Size]) -> dict[Index, Digits] | None:
    """How each index of a subscript moves the start; None where a joined axis is read in another way than it is
    joined."""
    if all(step == 0 for _, step in digits):
        return {}
    if len(digits) == 1:
        ((_, step),) = digits
        return {index: ((ranges[index], normal(step * value)),) for index, value in subscript.terms}
    if subscript.const == 0 and len(subscript.terms) == 1 and subscript.terms[0][1] == 1:
        return {subscript.indices[0]: digits}
    order = _slowest_first(subscript, ranges)
    if order is None or [ranges[index] for index in order] != [size for size, _ in digits]:
        return None
    return {index: (digit,) for index, digit in zip(order, digits, strict=True)}


def _joined(subscript: Affine, moves: Moves, ranges: Mapping[Index, Size]) -> Digits | None:
    """The digits of an axis of the left side; None where it is no number with digits."""
    if not any(index in moves for index in subscript.indices):
        return ()
    order = _slowest_first(subscript, ranges)
    if order is None:
        return None
    return tuple(digit for index in order for digit in moves.get(index, ((ranges[index], 0),)))


def _slowest_first(subscript: Affine, ranges: Mapping[Index, Size]) -> tuple[Index, ...] | None:
    """The indices of n2 (n1 a + b) + c as a, b, c; None for another form."""
    remaining, step = dict(subscript.terms), normal(1)
    found: list[Index] = []
    while remaining and subscript.const == 0:
        index = next((i for i, value in remaining.items() if normal(value - step) == 0), None)
        if index is None:
            return None
        del remaining[index]
        found.append(index)
        step = normal(step * ranges[index])
    return None if remaining else tuple(reversed(found))


def _added(one: Digits, other: Digits) -> Digits:
    """An index that stands in two subscripts moves the start by both."""
    return tuple((size, normal(step + more)) for (size, step), (_, more) in zip(one, other, strict=True))


def _widened(stretch: Stretch, spread: Iterable[Digits]) -> Stretch:
    """The stretch over all values of the digits: a step forward widens it at its end, one backward at its start."""
    start, extent = stretch.start, stretch.extent
    for size, step in (digit for digits in spread for digit in digits):
        reach = normal(step * (size - 1))
        if nonnegative(normal(-1 * reach)):
            start, reach = start + reach, normal(-1 * reach)
        extent = extent + reach
    return replace(stretch, start=normal(start), extent=normal(extent))


def _joined_alike(stretches: Iterable[Stretch]) -> Stretches:
    """Of those that move alike, the smallest stretch that holds all."""
    alike: dict[tuple[Digits, ...], Stretch] = {}
    for each in stretches:
        move = tuple(digits if any(step != 0 for _, step in digits) else () for digits in each.steps)
        alike[move] = _hull(alike[move], each) if move in alike else each
    return tuple(alike.values())


def _hull(one: Stretch, other: Stretch) -> Stretch:
    start = normal(one.start - _larger(0, normal(one.start - other.start)))
    extent = normal(_larger(one.end, other.end) - start)
    return replace(one, start=start, extent=extent, exact=one.exact and other.exact)
