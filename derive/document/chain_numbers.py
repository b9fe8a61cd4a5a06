"""The chain rule for one weight in numbers: every factor's value, their product, and the sum of the products."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import prod
from typing import Any

import sympy

from derive.algebra.dual import Scalar, value_part
from derive.algebra.evaluate import Point, Position, World, compile_body, compile_conditions, points
from derive.algebra.functions import sigmoid, softplus
from derive.algebra.opaque import EXACT, Opaque
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry, bar_name
from derive.document.blocks import Block, Cell, Formula, Formulas, TableBlock
from derive.document.choice import Array, WorkedValues
from derive.document.figures import number, sign
from derive.grammar import digits
from derive.network.chain import Chain, Way
from derive.network.links import Link
from derive.printing.entries import entry, flat
from derive.printing.formula import Derivative, Group, Node, Relation
from derive.printing.names import letter
from derive.printing.notation import Notation, write
from derive.printing.style import Style
from derive.printing.subscripts import index as index_letter

LABEL = "the factors in numbers"
MOST = 50_000  # summands that are worked out one by one
COLUMNS, WIDTH, NARROW = 3, 78, 10  # of them shown, as many as fit into a line of text beside the factors' names
FUNCTIONS: Mapping[type, Callable[[Any], Any]] = {
    sympy.exp: math.exp,
    sympy.log: math.log,
    sympy.tanh: math.tanh,
    sigmoid: lambda x: 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x)),
    softplus: lambda x: max(x, 0) + math.log1p(math.exp(-abs(x))),
}


@dataclass(frozen=True, slots=True)
class Summand:
    """One product of the sum: where it stands, the factors' values in the chain's order."""

    point: Point
    values: tuple[float, ...]

    @property
    def product(self) -> float:
        """The factors' product."""
        return prod(self.values)


class _Real(Opaque):
    """The scalar functions themselves, in place of a table."""

    __slots__ = ()

    def apply(self, function: type, argument: Scalar) -> Scalar:
        x = value_part(argument)
        return EXACT[function][0](x) if function in EXACT else FUNCTIONS[function](x)

    def power(self, base: Scalar, exponent: Fraction) -> Scalar:
        return value_part(base) ** float(exponent)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _Cells(Mapping[Position, Any]):
    """An array as a tensor's values by position."""

    array: Array

    def __getitem__(self, position: Position) -> Any:
        if any(not 0 <= place < extent for place, extent in zip(position, self.array.shape, strict=True)):
            raise KeyError(position)
        return float(self.array[position])

    def __iter__(self) -> Iterator[Position]:
        raise NotImplementedError

    def __len__(self) -> int:
        return int(self.array.size)


def leads(found: Chain) -> tuple[str, ...]:
    """What stands before a way's name: which of several it is, and through which uses; nothing of the only one."""
    count = len(found.ways)
    if count == 1:
        return ("",)
    return tuple(
        f"way {number} of {count}, through {', then '.join(way.through)}: " for number, way in enumerate(found.ways, 1)
    )


def chain_numbers(found: Chain, values: WorkedValues, style: Style) -> tuple[Block, ...]:
    """The first products of each way with the values of their factors, and the sum of all, which is the derivative.

    Of more products than are worked out one by one, the sum is the derivative that back-propagation gave.
    """
    slope = values.arrays.get(bar_name(found.weight.tensor.name))
    total = None if slope is None else float(slope[tuple(int(place.const) for place in found.weight.subscripts)])
    if not found.ways or any(way.ends for way in found.ways):
        return () if total is None else (_stated(found.weight, total, style, "in numbers, by back-propagation"),)
    blocks: list[Block] = []
    worked: list[Summand] = []
    missing, shown = "", 0
    for way, lead in zip(found.ways, leads(found), strict=True):
        own = summands(way, values, MOST)
        known = [each for each in own if not math.isnan(each.product)]
        names = tuple(_name(link, style) for link in way.links)
        first = [each for each in known if each.product != 0] or known[:1] or own[:1]
        first = first[: _fitting(names, [_place(each) for each in first[:COLUMNS]])]
        blocks.append(_table(way, names, first, f"{lead}{LABEL}"))
        if len(known) < len(own):
            missing = "with divisors that round to 0"
        elif how_many(way, values) > MOST:
            missing = missing or "too many to be worked out one by one"
        worked, shown = [*worked, *own], shown + len(first)
    if total is None:
        return tuple(blocks)
    if missing:
        label = f"the sum of all products, {missing}: by back-propagation"
        return (*blocks, _stated(found.weight, total, style, label))
    return (*blocks, _stated(found.weight, sum(each.product for each in worked), style, _sum_of(worked, shown)))


def how_many(way: Way, values: WorkedValues) -> int:
    """How many points the sum of a way runs over, conditions aside."""
    (term,) = way.summed.terms
    return prod(value_of(size, values.sizes) for _, size in term.bound)


def summands(way: Way, values: WorkedValues, most: int) -> list[Summand]:
    """The products of a way's sum, in row-major order of its indices: all, or those at the first `most` points."""
    (term,) = way.summed.terms
    world = World({name: _Cells(array) for name, array in values.arrays.items()}, values.sizes, _Real())
    holds, slopes = compile_conditions(term, world), [_slope(link, world) for link in way.links]
    present = filter(holds, islice(points(term.bound, world, {}), most))
    return [Summand(at, tuple(slope(at) for slope in slopes)) for at in present]


def _slope(link: Link, world: World) -> Callable[[Point], float]:
    parts = [(compile_conditions(term, world), compile_body(term.body, world)) for term in link.terms]

    def value(point: Point) -> float:
        """nan where a divisor is rounded to 0, as a saturated probability is."""
        try:
            return sum(float(value_part(body(point))) for holds, body in parts if holds(point))
        except ZeroDivisionError:
            return math.nan

    return value


def _sum_of(worked: list[Summand], shown: int) -> str:
    kept = sum(1 for each in worked if each.product != 0)
    if len(worked) == 1:
        return "the product of the factors"
    gone = len(worked) - kept
    zeros = f", of which {digits(gone)} {'is' if gone == 1 else 'are'} 0" if gone else ""
    first = "the first" if shown == 1 else f"the first {shown}"
    more = f"; above: {first} of {'the others' if zeros else 'them'}" if shown < kept else ""
    return f"the sum of {digits(len(worked))} products{zeros}{more}"


def _stated(weight: Entry, value: float, style: Style, label: str) -> Formulas:
    left = Derivative(letter(style.loss), entry(weight, style))
    return Formulas((Formula(Relation(left, ((sign(value), number(value)),))),), label)


def _table(way: Way, names: tuple[Node, ...], shown: list[Summand], label: str) -> TableBlock:
    """A row for each factor, a column for each product, and the products."""
    (term,) = way.summed.terms
    rows: list[tuple[Cell, ...]] = [
        (name, *(_cell(each.values[row]) for each in shown)) for row, name in enumerate(names)
    ]
    rows.append(("product", *(_cell(each.product) for each in shown)))
    letters = tuple(index_letter(index) for index, _ in term.bound)
    head: Cell = Group(letters) if len(letters) > 1 else letters[0] if letters else "factor"
    headers = (head, *(_place(each) for each in shown))
    return TableBlock(headers, tuple(rows), frozenset(range(1, len(shown) + 1)), total=True, label=label)


def _cell(value: float) -> Cell:
    return "not a number" if math.isnan(value) else number(value)


def _name(link: Link, style: Style) -> Node:
    over = letter(style.loss) if link.of is None else entry(link.of, style)
    return flat(Derivative(over, entry(link.wrt, style)))


def _place(worked: Summand) -> str:
    numbers = [str(value) for value in worked.point.values()]
    return f"({', '.join(numbers)})" if len(numbers) > 1 else numbers[0] if numbers else "value"


def _fitting(names: tuple[Node, ...], places: list[str]) -> int:
    """How many columns fit beside the factors' names; at least one."""
    column = 2 + max(NARROW, *map(len, places))
    return min(len(places), max(1, (WIDTH - max(len(write(name, Notation.UNICODE)) for name in names)) // column))
