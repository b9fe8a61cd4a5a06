"""Every entry of a tensor worked out in a line of its own; what is rounded stands after ≈: a[1] = 1/8.5 ≈ 0.1176."""

from collections.abc import Iterator
from typing import Any

from derive.algebra.equation import Equation
from derive.algebra.evaluate import Point
from derive.algebra.tensor import Entry
from derive.document.blocks import Block, Formula, Formulas
from derive.document.choice import WorkedValues
from derive.document.figures import number, sign
from derive.document.workings import value_at, workable, workings
from derive.printing.building import signed_number
from derive.printing.entries import cotangent_of, tensor_letter
from derive.printing.formula import Node, Relation, Scripted
from derive.printing.style import Style

Array = Any


def worked_entries(equation: Equation, values: WorkedValues, style: Style, label: str = "") -> Iterator[Block]:
    """A line for each entry that the equation gives; none where it reads what has no number."""
    if not workable(equation, values):
        return
    between = sign(*(values.arrays[name] for name in _read(equation)))
    lines = []
    for working in workings(equation, values, {}, style):
        result = value_at(equation, working.point, values)
        left = _entry(equation.left, working.point, values, style)
        sides = ((between, working.expression), (sign(result), number(result)))
        lines.append(Formula(Relation(left, sides if sides[0][1] != sides[1][1] else sides[1:])))
    yield Formulas(tuple(lines), label)


def _read(equation: Equation) -> set[str]:
    return {entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry)}


def _entry(left: Entry, point: Point, values: WorkedValues, style: Style) -> Node:
    """The left side with numbers for subscripts."""
    own = left.tensor if left.tensor.bar is None else left.tensor.bar.of
    places = tuple(signed_number(each.value(point, values.sizes)) for each in left.subscripts)
    letter = tensor_letter(own)
    node: Node = Scripted(letter, own.level, "", places) if places or own.level else letter
    return node if left.tensor.bar is None else cotangent_of(node, style)
