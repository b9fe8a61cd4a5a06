"""Formulas in pieces between which a line may break, for media whose reader lays out the lines.

A run is kept on one line where that has room, else it breaks between its parts; an outer run breaks first.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from derive.printing.formula import Addend, Big, Fraction, Group, Node, Number, Product, Relation, Sign, Sum
from derive.printing.height import tall
from derive.printing.measure import measure
from derive.printing.rows import Lead
from derive.printing.spacing import Gap, gap

WIDEST_FRACTION = 60.0  # of measure's units; a wider one is written as 1/n times a sum

Before: TypeAlias = Sign | Lead | Gap | None


@dataclass(frozen=True, slots=True)
class Unbroken:
    """What is never broken, after its sign."""

    before: Before
    body: Node


@dataclass(frozen=True, slots=True)
class Run:
    """Parts of one level, at least two; the first has the run's own sign."""

    parts: "tuple[Flow, ...]"


Flow: TypeAlias = Unbroken | Run


def flow(node: Node, before: Before = None) -> Flow:
    """The node in pieces: a sum before its signs, a product before its dots and brackets, both also under sum signs
    and in parentheses, which then open in one piece and close in another, and a wide fraction's numerator."""
    return _run(_parts(node, before))


def sides(relation: Relation) -> tuple[Flow, ...]:
    """The right sides, each after its sign."""
    return tuple(flow(right, sign) for sign, right in relation.rights)


def _run(parts: tuple[Flow, ...]) -> Flow:
    return parts[0] if len(parts) == 1 else Run(parts)


def _parts(node: Node, before: Before) -> tuple[Flow, ...]:
    match node:
        case Sum():
            return _addends(node, before)
        case Product(tight=False):
            return _factors(node, before)
        case Big():
            first, *others = _parts(node.body, before)
            return (_first(first, lambda body: replace(node, body=body)), *others)
        case Group(items=(inner,)):
            return _fenced(_parts(inner, before), tall(inner)) or (Unbroken(before, node),)
        case Fraction(numerator=Sum() as over) if measure(node) > WIDEST_FRACTION:
            scaled = Product((Fraction(Number("1"), node.denominator), Group((over,))), tight=False)
            return _parts(scaled, before)
        case _:
            return (Unbroken(before, node),)


def _fenced(parts: tuple[Flow, ...], high: bool) -> tuple[Flow, ...]:
    """The parts with a parenthesis before the first and after the last; nothing for a single one."""
    if len(parts) == 1:
        return ()
    first, *middle, last = parts
    opened = _first(first, lambda body: Group((body,), closed=False, high=high))
    return (opened, *middle, _last(last, lambda body: Group((body,), opened=False, high=high)))


def _addends(node: Sum, before: Before) -> tuple[Flow, ...]:
    """A sum that begins with a minus keeps it at its first piece."""
    first, *rest = node.addends
    start = flow(first.body, before)
    if first.negative:
        start = _first(start, lambda body: Sum((Addend(True, body),)))
    return (start, *(flow(each.body, Lead.MINUS if each.negative else Lead.PLUS) for each in rest))


def _factors(node: Product, before: Before) -> tuple[Flow, ...]:
    """Factors that no sign parts stay together; a big operator or a group at the end is opened."""
    groups: list[tuple[Before, tuple[Node, ...]]] = [(before, node.factors[:1])]
    for left, right in zip(node.factors, node.factors[1:], strict=False):
        between = gap(left, right, node.tight)
        if between is Gap.NOTHING:
            sign, factors = groups[-1]
            groups[-1] = (sign, (*factors, right))
        else:
            groups.append((between, (right,)))
    return tuple(part for sign, factors in groups for part in _together(factors, sign))


def _together(factors: tuple[Node, ...], before: Before) -> tuple[Flow, ...]:
    *front, last = factors
    if not front:
        return _parts(last, before) if isinstance(last, Big | Group) else (Unbroken(before, last),)
    first, *others = _parts(last, before)
    return (_first(first, lambda body: Product((*front, body))), *others)


def _first(part: Flow, change: Callable[[Node], Node]) -> Flow:
    """The part with its first piece changed."""
    if isinstance(part, Unbroken):
        return replace(part, body=change(part.body))
    return Run((_first(part.parts[0], change), *part.parts[1:]))


def _last(part: Flow, change: Callable[[Node], Node]) -> Flow:
    """The part with its last piece changed."""
    if isinstance(part, Unbroken):
        return replace(part, body=change(part.body))
    return Run((*part.parts[:-1], _last(part.parts[-1], change)))
