"""Formulas in pieces between which a line may break, for media whose reader lays out the lines.

A run is kept on one line where that has room, else it breaks between its parts; an outer run breaks first.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

from derive.printing.formula import Addend, Big, Node, Product, Relation, Sign, Sum
from derive.printing.rows import Lead
from derive.printing.spacing import Gap, gap

Before: TypeAlias = Sign | Lead | Gap | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never broken, after its sign."""

    before: Before
    body: Node


@dataclass(frozen=True, slots=True)
class Run:
    """Parts of one level; the first has the run's own sign."""

    parts: "tuple[Flow, ...]"


Flow: TypeAlias = Piece | Run


def flow(node: Node, before: Before = None) -> Flow:
    """The node in pieces: a sum before its signs, a product, also under sum signs, before its dots and brackets."""
    if isinstance(node, Sum):
        return _sum(node, before)
    first, others = _factors(node)
    start = Piece(before, first)
    return Run((start, *others)) if others else start


def sides(relation: Relation) -> tuple[Flow, ...]:
    """The right sides, each after its sign."""
    return tuple(flow(right, sign) for sign, right in relation.rights)


def _sum(node: Sum, before: Before) -> Flow:
    """A sum that begins with a minus keeps it at its first piece."""
    first, *rest = node.addends
    start = flow(first.body, before)
    if first.negative:
        start = _negative(start)
    others = tuple(flow(each.body, Lead.MINUS if each.negative else Lead.PLUS) for each in rest)
    return Run((start, *others)) if others else start


def _negative(part: Flow) -> Flow:
    """The part with its first piece negated."""
    match part:
        case Piece():
            return replace(part, body=Sum((Addend(True, part.body),)))
        case Run():
            return Run((_negative(part.parts[0]), *part.parts[1:]))


def _factors(node: Node) -> tuple[Node, tuple[Piece, ...]]:
    """What stands before the first place where a line may break, and the pieces after it."""
    match node:
        case Big(body=Product(tight=False) as inner):
            first, others = _factors(inner)
            return replace(node, body=first), others
        case Product(tight=False):
            return _product(node)
        case _:
            return node, ()


def _product(node: Product) -> tuple[Node, tuple[Piece, ...]]:
    """Factors that no sign parts stay together; a big operator at the end is opened."""
    groups: list[tuple[Gap, list[Node]]] = [(Gap.NOTHING, [node.factors[0]])]
    for before, after in zip(node.factors, node.factors[1:], strict=False):
        between = gap(before, after, node.tight)
        if between is Gap.NOTHING:
            groups[-1][1].append(after)
        else:
            groups.append((between, [after]))
    last, opened = _factors(groups[-1][1][-1])
    groups[-1][1][-1] = last
    (_, first), *others = ((between, _together(group)) for between, group in groups)
    return first, (*(Piece(between, body) for between, body in others), *opened)


def _together(factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))
