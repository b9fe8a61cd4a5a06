"""Formulas in two dimensions as rows: left side, sign, what fits in a line; broken before + - · where too long."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from derive.printing.building import product
from derive.printing.formula import (
    Addend,
    Big,
    Condition,
    Explained,
    Extent,
    Fraction,
    Group,
    Node,
    Note,
    Number,
    Product,
    Relation,
    Sign,
    Statement,
    Sum,
    Trace,
)
from derive.printing.measure import measure

NOTHING, ONE = Number(""), Number("1")
SIGN = 3.0  # a sign with its spaces, in measure's units
CONTINUED = 5.0  # how far a continued line is set in, with its sign
FENCES = 2.0  # a pair of parentheses
ROOM = 100.0  # a line of A4 paper, or of a slide, in measure's units
COMMENT = 16.0  # what a comment beside a line takes of it


class Lead(Enum):
    """How a continued line begins."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "times"


Signed = tuple[Sign | Lead, Node]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `left` is empty in continued ones; parts stand after their signs; `comment` goes before `solved`."""

    left: Node | None
    parts: tuple[Signed, ...]
    comment: str = ""
    solved: tuple[Condition, ...] = ()


Line = Row | Note


def lines(tree: Relation | Statement | Trace, room: float = ROOM) -> tuple[Line, ...]:
    """The rows and notes of a tree, in order, `room` wide. Ranges that stand at their sum's sign are left out."""
    match tree:
        case Relation():
            return tuple(_relation(tree, room))
        case Statement():
            return (*_relation(tree.relation, room), *_notes(tree.notes, room - measure(tree.relation.left)))
        case Trace():
            return tuple(line for previous, step in _pairs(tree.steps) for line in _step(previous, step, room))
        case _:
            assert_never(tree)


def _relation(tree: Relation, line: float) -> list[Row]:
    room = line - measure(tree.left) - SIGN
    rows: list[Row] = []
    for sign, right in tree.rights:
        first, *others = break_apart(right, room if measure(right) <= room else room - CONTINUED)
        if rows and not others and _width(rows[-1].parts) + measure(first[1]) <= room:
            rows[-1] = replace(rows[-1], parts=(*rows[-1].parts, (sign, first[1])))
            continue
        rows.append(Row(None if rows else tree.left, ((sign, first[1]),)))
        rows += [Row(None, ((lead, body),)) for lead, body in others]
    return rows


def _width(parts: tuple[Signed, ...]) -> float:
    return sum(SIGN + measure(body) for _, body in parts)


def _notes(notes: Iterable[Note], room: float) -> tuple[Note, ...]:
    return tuple(short for note in notes if not note.at_sign for short in _short(note, room))


def _short(note: Note, room: float) -> Iterable[Note]:
    """A note in lines that fit; only the first has the words."""
    items: list[Extent | Condition] = []
    used = len(note.intro)
    parts: list[list[Extent | Condition]] = [items]
    for item in note.items:
        width = _item_width(item)
        if items and used + width > room:
            items, used = [], 0
            parts.append(items)
        items.append(item)
        used += int(width)
    last = len(parts) - 1
    for place, part in enumerate(parts):
        joint = " and" if any(isinstance(item, Condition) for item in part) else ","
        yield Note(note.intro if place == 0 else "", tuple(part), note.remark if place == last else joint)


def _item_width(item: Extent | Condition) -> float:
    return 9.5 + measure(item.last) if isinstance(item, Extent) else 2 + measure(item)


def _pairs(steps: tuple[Explained, ...]) -> Iterable[tuple[Explained | None, Explained]]:
    return zip((None, *steps), steps, strict=False)


def _step(previous: Explained | None, step: Explained, room: float) -> Iterable[Line]:
    relation = step.statement.relation
    rows = _relation(relation, room - COMMENT)
    same = previous is not None and previous.statement.relation.left == relation.left
    rows[0] = replace(rows[0], left=None if same else relation.left, comment=step.rule, solved=step.solved)
    return (*rows, *_notes(step.statement.notes, room - measure(relation.left)))


def break_apart(node: Node, room: float) -> list[Signed]:
    """The node in parts that fit: a sum before its addends, a product before its factors; also under a sum sign,
    and in parentheses, which then open in one line and close in another; a fraction as a multiple of its sum.

    The first part's lead is not written.
    """
    if measure(node) <= room:
        return [(Lead.PLUS, node)]
    match node:
        case Sum():
            return _break_sum(node, room)
        case Product(tight=False):
            return _break_product(node, room)
        case Fraction(numerator=Sum() as above, denominator=below):
            return _break_product(Product((Fraction(ONE, below), Group((above,)))), room)
        case Group(items=(inner,)):
            return _fenced(break_apart(inner, room - FENCES))
        case Big():
            (lead, first), *others = break_apart(node.body, room - measure(replace(node, body=NOTHING)))
            return [(lead, replace(node, body=first)), *others]
        case _:
            return [(Lead.PLUS, node)]


def _fenced(parts: list[Signed]) -> list[Signed]:
    """The parts with a parenthesis before the first and after the last."""
    if len(parts) == 1:
        return [(parts[0][0], Group((parts[0][1],)))]
    (before, first), *middle, (after, last) = parts
    return [(before, Group((first,), closed=False)), *middle, (after, Group((last,), opened=False))]


def _break_sum(node: Sum, room: float) -> list[Signed]:
    first, *rest = node.addends
    parts: list[Signed] = []
    if first.negative:
        (lead, body), *others = break_apart(first.body, room - SIGN)
        parts += [(lead, Sum((Addend(True, body),))), *others]
    else:
        parts += break_apart(first.body, room)
    for addend in rest:
        (_, body), *others = break_apart(addend.body, room)
        lead, last = parts[-1]
        if not others and measure(last) + measure(body) + SIGN <= room:
            parts[-1] = (lead, _joined(last, addend))
        else:
            parts += [(Lead.MINUS if addend.negative else Lead.PLUS, body), *others]
    return parts


def _joined(last: Node, addend: Addend) -> Node:
    before = last.addends if isinstance(last, Sum) else (Addend(False, last),)
    return Sum((*before, addend))


def _break_product(node: Product, room: float) -> list[Signed]:
    parts: list[Signed] = []
    for factor in node.factors:
        (_, body), *others = break_apart(factor, room)
        if parts and measure(both := _times(parts[-1][1], body)) <= room:
            parts[-1] = (parts[-1][0], both)
        else:
            parts.append((Lead.TIMES, body))
        parts += others
    return parts


def _times(last: Node, factor: Node) -> Node:
    """The product of what stands in a line and one more factor."""
    before = last.factors if isinstance(last, Product) and not last.tight else (last,)
    return product((*before, factor))
