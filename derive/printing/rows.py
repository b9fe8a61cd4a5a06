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

NOTHING = Number("")
ROOM = 112.0  # a line of A4 paper, or of a slide, in measure's units
ROOM_BESIDE = 96.0  # where a comment stands beside it


class Lead(Enum):
    """How a continued line begins."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "times"


Part = tuple[Sign | Lead, Node]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `left` is empty in continued ones; parts stand after their signs; `comment` goes before `solved`."""

    left: Node | None
    parts: tuple[Part, ...]
    comment: str = ""
    solved: tuple[Condition, ...] = ()


Line = Row | Note


def lines(tree: Relation | Statement | Trace) -> tuple[Line, ...]:
    """The rows and notes of a tree, in order. Ranges that stand at their sum's sign are left out."""
    match tree:
        case Relation():
            return tuple(_relation(tree, ROOM))
        case Statement():
            return (*_relation(tree.relation, ROOM), *_notes(tree.notes))
        case Trace():
            return tuple(line for previous, step in _pairs(tree.steps) for line in _step(previous, step))
        case _:
            assert_never(tree)


def _relation(tree: Relation, line: float) -> list[Row]:
    room = line - measure(tree.left)
    rows: list[Row] = []
    for sign, right in tree.rights:
        first, *others = break_apart(right, room)
        if rows and not others and _width(rows[-1].parts) + measure(first[1]) <= room:
            rows[-1] = replace(rows[-1], parts=(*rows[-1].parts, (sign, first[1])))
            continue
        rows.append(Row(None if rows else tree.left, ((sign, first[1]),)))
        rows += [Row(None, ((lead, body),)) for lead, body in others]
    return rows


def _width(parts: tuple[Part, ...]) -> float:
    return sum(3 + measure(body) for _, body in parts)


def _notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(short for note in notes if not note.at_sign for short in _short(note))


def _short(note: Note) -> Iterable[Note]:
    """A note in lines that fit; only the first has the words."""
    items: list[Extent | Condition] = []
    used = len(note.intro)
    parts: list[list[Extent | Condition]] = [items]
    for item in note.items:
        width = _item_width(item)
        if items and used + width > ROOM:
            items, used = [], 0
            parts.append(items)
        items.append(item)
        used += int(width)
    last = len(parts) - 1
    for place, part in enumerate(parts):
        joint = " and" if any(isinstance(item, Condition) for item in part) else ","
        yield Note(note.intro if place == 0 else "", tuple(part), note.remark if place == last else joint)


def _item_width(item: Extent | Condition) -> float:
    return 7 + measure(item.last) if isinstance(item, Extent) else 2 + measure(item)


def _pairs(steps: tuple[Explained, ...]) -> Iterable[tuple[Explained | None, Explained]]:
    return zip((None, *steps), steps, strict=False)


def _step(previous: Explained | None, step: Explained) -> Iterable[Line]:
    relation = step.statement.relation
    rows = _relation(relation, ROOM_BESIDE)
    same = previous is not None and previous.statement.relation.left == relation.left
    rows[0] = replace(rows[0], left=None if same else relation.left, comment=step.rule, solved=step.solved)
    return (*rows, *_notes(step.statement.notes))


def break_apart(node: Node, room: float) -> list[tuple[Lead, Node]]:
    """The node in parts that fit: a sum before its addends, a product (also under a sum sign) before its factors.

    The first part's lead is not written.
    """
    if measure(node) <= room:
        return [(Lead.PLUS, node)]
    match node:
        case Sum():
            return _break_sum(node, room)
        case Product(tight=False):
            return _break_product(node, room)
        case Big(body=Product(tight=False) as inner):
            (_, first), *others = _break_product(inner, room - measure(replace(node, body=NOTHING)))
            return [(Lead.PLUS, replace(node, body=first)), *others]
        case _:
            return [(Lead.PLUS, node)]


def _break_sum(node: Sum, room: float) -> list[tuple[Lead, Node]]:
    first, *rest = node.addends
    parts: list[tuple[Lead, Node]] = []
    if first.negative:
        parts.append((Lead.PLUS, Sum((first,))))
    else:
        parts += break_apart(first.body, room)
    for addend in rest:
        (_, body), *others = break_apart(addend.body, room)
        lead, last = parts[-1]
        if not others and measure(last) + measure(body) + 3 <= room:
            parts[-1] = (lead, _joined(last, addend))
        else:
            parts += [(Lead.MINUS if addend.negative else Lead.PLUS, body), *others]
    return parts


def _joined(last: Node, addend: Addend) -> Node:
    before = last.addends if isinstance(last, Sum) else (Addend(False, last),)
    return Sum((*before, addend))


def _break_product(node: Product, room: float) -> list[tuple[Lead, Node]]:
    parts: list[list[Node]] = []
    for factor in node.factors:
        if parts and measure(product((*parts[-1], factor))) <= room:
            parts[-1].append(factor)
        else:
            parts.append([factor])
    return [(Lead.TIMES, product(tuple(part))) for part in parts]
