"""One entry of a tensor worked out in numbers: 1·3 + 0·0 - 1·1 + ... = -5, (1 + 3 + 2 + 9)/4, max(1, 3, 2, 9)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sympy import Expr

from derive.algebra.equation import Equation, Reduction, Term
from derive.algebra.evaluate import Point, Position, World, holds, points
from derive.algebra.setting import Setting
from derive.algebra.tensor import Entry
from derive.document.choice import WorkedValues
from derive.document.figures import exact, factor, number
from derive.document.rewriting import rebuilt
from derive.errors import EvaluationError
from derive.printing.bodies import addend, apart, with_numbers
from derive.printing.building import grouped, product, total
from derive.printing.entries import entry as written_entry
from derive.printing.formula import Addend, Call, Condition, Fraction, Group, Letter, Node, Number, Product, Sum
from derive.printing.names import letter
from derive.printing.style import Style

MOST_SUMMANDS = 27
FIRST_SUMMANDS = 9


@dataclass(frozen=True, slots=True)
class Working:
    """One entry: the point of its free indices, the sum in numbers, and of a maximum the winner's place."""

    point: Point
    expression: Node
    winner: Position | None = None


def workable(equation: Equation, values: WorkedValues) -> bool:
    """Whether every tensor of the equation has its numbers."""
    read = {entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry)}
    named = read | {equation.left.tensor.name}
    return equation.reduction in (Reduction.SUM, Reduction.MAXIMUM) and named <= set(values.arrays)


def workings(equation: Equation, values: WorkedValues, fixed: Point, style: Style) -> Iterator[Working]:
    """The workings of the entries at which the free indices have the values `fixed`, in row-major order."""
    world = World({}, values.sizes)
    free = tuple(item for item in equation.free if item[0] not in fixed)
    for point in points(free, world, fixed):
        if equation.reduction is Reduction.MAXIMUM:
            yield _maximum(equation, point, values, world)
        else:
            addends = tuple(part for term in equation.terms for part in _term(term, point, values, world, style))
            yield Working(point, total(addends or (Addend(False, Number("0")),)))


def value_at(equation: Equation, point: Point, values: WorkedValues) -> float:
    """The number that the left side has at a point."""
    return _value(equation.left, point, values)


def _value(entry: Entry, point: Point, values: WorkedValues) -> float:
    place = tuple(subscript.value(point, values.sizes) for subscript in entry.subscripts)
    if any(step < 0 for step in place):  # NumPy would count from the end
        raise EvaluationError(f"{entry} is read at {list(place)}")
    return float(values.arrays[entry.tensor.name][place])


def _maximum(equation: Equation, point: Point, values: WorkedValues, world: World) -> Working:
    (term,) = equation.terms
    entry: Entry = term.body
    candidates = [at for at in points(term.bound, world, point) if all(holds(g, at, world) for g in term.guards)]
    numbers = [_value(entry, at, values) for at in candidates]
    best = candidates[numbers.index(max(numbers))]
    place = tuple(subscript.value(best, values.sizes) for subscript in entry.subscripts)
    return Working(point, Call(Letter("max"), _shortened(tuple(map(number, numbers)))), place)


def _shortened(items: tuple[Node, ...]) -> tuple[Node, ...]:
    return items if len(items) <= MOST_SUMMANDS else (*items[:FIRST_SUMMANDS], Letter("…"))


def _term(term: Term, point: Point, values: WorkedValues, world: World, style: Style) -> tuple[Addend, ...]:
    """The term's summands in numbers, with what stands in front of its sum before them all."""
    shown = with_numbers(term.body, _numbers(values, style))
    if not term.bound:
        if not _present(term, point, world):
            return ()
        written = addend(shown, style)
        inner = _in_numbers(written.body, shown, point, values, style)
        return (Addend(True, inner),) if written.negative else (_signed(inner),)
    negative, front, factors = apart(shown, [index for index, _ in term.bound], style)
    inner = product(factors) if factors else Number("1")
    present = (at for at in points(term.bound, world, point) if _present(term, at, world))
    where = list(islice(present, MOST_SUMMANDS + 1))
    shortened = len(where) > MOST_SUMMANDS
    first = where[:FIRST_SUMMANDS] if shortened else where
    summands = tuple(_signed(_in_numbers(inner, shown, at, values, style)) for at in first)
    if shortened:
        summands = (*summands, Addend(False, Letter("…")))
    if front is None and not negative:
        return summands or (Addend(False, Number("0")),)
    return (Addend(negative, _scaled(front, total(summands), point, shown, values, style)),)


def _scaled(front: Node | None, inner: Node, point: Point, shown: Expr, values: WorkedValues, style: Style) -> Node:
    """(1 + 3 + 2 + 9)/4 for 1/4 · (1 + 3 + 2 + 9)."""
    if front is None:
        return grouped(inner)
    scale = _in_numbers(front, shown, point, values, style)
    if isinstance(scale, Fraction) and scale.numerator == Number("1"):
        return Fraction(inner, scale.denominator)
    return product((scale, grouped(inner)), tight=True)


def _numbers(values: WorkedValues, style: Style) -> Style:
    return replace(style, numbers=dict(values.sizes))


def _present(term: Term, at: Point, world: World) -> bool:
    return all(holds(guard, at, world) for guard in term.guards) and all(
        bracket.difference.value(at, world.sizes) == 0 for bracket in term.brackets
    )


def _in_numbers(node: Node, body: Expr, at: Point, values: WorkedValues, style: Style) -> Node:
    """The node with every entry of the body replaced by its number."""
    known = [e for e in body.atoms(Entry) if all(i in at for s in e.subscripts for i in s.indices)]
    numbers: dict[Node, Node] = {written_entry(entry, style): factor(_value(entry, at, values)) for entry in known} | {
        letter(each.letter): Number(exact(each.value)) for each in body.atoms(Setting)
    }

    def change(part: Any) -> Any:
        match part:
            case Product():
                return replace(part, tight=_only_numbers(part.factors))
            case Call():
                return replace(part, arguments=tuple(_bare(item) for item in part.arguments))
            case Condition():
                return replace(part, sides=tuple(_bare(side) for side in part.sides))
            case Group(items=((Group() | Number()) as inner,)):
                return inner
            case _:
                return part

    return rebuilt(node, change, numbers)


def _only_numbers(factors: tuple[Node, ...]) -> bool:
    return all(isinstance(part, Number) or _negative(part) is not None for part in factors)


def _bare(node: Node) -> Node:
    return node.items[0] if isinstance(node, Group) and len(node.items) == 1 else node


def _negative(node: Node) -> Node | None:
    """5 of (-5)."""
    match node:
        case Group(items=(Sum(addends=(Addend(negative=True, body=Number() as inner),)),)):
            return inner
        case _:
            return None


def _signed(node: Node) -> Addend:
    """A summand that begins with a negative number lends its sign: (-1)·3 is written - 1·3."""
    match node:
        case Product(factors=(first, *others)) if (bare := _negative(first)) is not None:
            return Addend(True, replace(node, factors=(bare, *others)))
        case _ if (bare := _negative(node)) is not None:
            return Addend(True, bare)
        case _:
            return Addend(False, node)
