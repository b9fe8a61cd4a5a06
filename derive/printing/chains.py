"""The lecture's short formulas, built from plain lists: updates, the chain for one weight, a shared weight's sum."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from derive.algebra.equation import Equation
from derive.algebra.tensor import Entry
from derive.printing.building import decimal, equation, product, signed_number, total
from derive.printing.compose import statement
from derive.printing.entries import tensor_letter
from derive.printing.formula import Addend, Derivative, Letter, Node, Relation, Scripted, Sign, Statement
from derive.printing.names import letter
from derive.printing.style import PLAIN, Style

MOST_JOINED = 2  # w_11, but W_{0,0,1,2}


def update(equation: Equation, style: Style = PLAIN) -> Statement:
    """W := W - α ∂J/∂W, for all entries of a parameter, from an equation whose left side is its new value."""
    written = statement(equation, style)
    rights = tuple((Sign.BECOMES, right) for _, right in written.relation.rights)
    return replace(written, relation=replace(written.relation, rights=rights))


def numbered(value: Entry, start: int = 0) -> Node:
    """An entry at constant subscripts, counted from `start`: w_11 where they are one or two single digits."""
    places = [int(subscript.const) + start for subscript in value.subscripts]
    return numbered_letter(tensor_letter(value.tensor), places, value.tensor.level)


def numbered_letters(base: Letter, places: Sequence[Sequence[int]]) -> tuple[Node, ...]:
    """Letters of one kind, all written alike: w_46 beside w_49, but w_{4,6} beside w_{4,10}."""
    joined = all(map(_joined, places))
    return tuple(Scripted(base, "", "", tuple(map(signed_number, each)), joined) for each in places)


def numbered_letter(base: Letter, places: Sequence[int], level: str = "") -> Node:
    """A letter with numbers below it."""
    joined = _joined(places)
    return Scripted(base, level, "", tuple(map(signed_number, places)), joined)


def _joined(places: Sequence[int]) -> bool:
    return len(places) <= MOST_JOINED and all(0 <= place <= 9 for place in places)


def chain(path: Sequence[Node], style: Style = PLAIN) -> Relation:
    """∂J/∂w = ∂J/∂a · ∂a/∂z · ∂z/∂w from the path (a, z, w), which leads from the loss to the weight."""
    loss = letter(style.loss)
    tops = (loss, *path[:-1])
    factors = tuple(Derivative(top, bottom) for top, bottom in zip(tops, path, strict=True))
    return equation(Derivative(loss, path[-1]), product(factors))


def shared_sum(weight: Node, uses: Iterable[Node], style: Style = PLAIN) -> Relation:
    """∂J/∂f_1 = ∂J/∂w_11 + ∂J/∂w_22 + ...: one term for each place that uses the shared weight."""
    loss = letter(style.loss)
    addends = tuple(Addend(False, Derivative(loss, use)) for use in uses)
    return equation(Derivative(loss, weight), total(addends))


def products(left: Node, pairs: Iterable[tuple[str, str]], value: str) -> Relation:
    """left = 3·1 + 0·0 + 1·(-1) + ... = value, from pairs of decimal numbers."""
    addends = tuple(Addend(False, product((decimal(a), decimal(b)), tight=True)) for a, b in pairs)
    return equation(left, total(addends), decimal(value))
