"""Equations as statements: the formula, then the ranges of its sums, its conditions, and for which indices it holds.

A guard stands under the sum sign of the last index that occurs in it: outside it the summand is absent.
Where nothing is summed it is a bracket [0 <= a < n] that multiplies.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sympy import Mul

from derive.algebra.affine import affine
from derive.algebra.equation import LANDING, Equation, Guard, Range, Reduction, Term
from derive.algebra.index import Index, fresh
from derive.algebra.substitution import rename_bound
from derive.algebra.tensor import Entry
from derive.printing.bodies import addend, apart, body, with_numbers
from derive.printing.building import grouped, product, total
from derive.printing.entries import entry
from derive.printing.formula import (
    Addend,
    Big,
    Compare,
    Condition,
    Extent,
    Group,
    Iverson,
    Node,
    Note,
    Number,
    Operator,
    Relation,
    Sign,
    Statement,
)
from derive.printing.notes import free_notes, sum_notes
from derive.printing.style import PLAIN, Style
from derive.printing.subscripts import condition, equality, extent, subscript

ONE = Number("1")
MOST_LIMITS = 4  # more sums than this share one sign, and their ranges stand in a note

OPERATORS = {
    Reduction.SUM: Operator.SUM,
    Reduction.SCATTER: Operator.SUM,
    Reduction.OVERWRITE: Operator.SUM,
    Reduction.REPLACE: Operator.SUM,
    Reduction.MAXIMUM: Operator.MAX,
}
ORDERS = {
    Reduction.OVERWRITE: ("a later point writes over an earlier one",),
    Reduction.REPLACE: ("a later point that is not 0 writes over an earlier one",),
}


@dataclass(frozen=True, slots=True)
class _Guards:
    """The guards of a term by where they are written."""

    inside: tuple[Guard, ...]
    outside: tuple[Guard, ...]


def statement(equation: Equation, style: Style = PLAIN) -> Statement:
    """The equation as a formula with its notes."""
    if equation.reduction is Reduction.FIRST:
        return _first(equation, style)
    bigs: list[Big] = []
    landing: list[Guard] = []
    addends = []
    shared, terms = _shared_factors(equation)
    for term in terms:
        guards = _place_guards(term, equation)
        signed, big = _term(term, guards, OPERATORS[equation.reduction], style)
        addends.append(signed)
        bigs += [big] if big else []
        landing += guards.outside
    sign = Sign.ADDS if equation.reduction is Reduction.SCATTER else Sign.EQUALS
    right = total(tuple(addends))
    if shared:
        right = product((body(Mul(*shared), style), grouped(right)))
    relation = Relation(entry(equation.left, style), ((sign, right),))
    where = tuple(condition(guard, style) for guard in dict.fromkeys(landing))
    order = tuple(Note("order:", (), said) for said in ORDERS.get(equation.reduction, ()))
    return Statement(relation, (*sum_notes(bigs), *order, *free_notes(_extents(equation.free, style), where)))


def _shared_factors(equation: Equation) -> tuple[list[Entry], tuple[Term, ...]]:
    """a f + sum over k of a g(k) = a (f + sum over k of g(k)): the entries that every term has as a factor, and
    the terms without them."""
    if len(equation.terms) < 2 or equation.reduction is not Reduction.SUM:
        return [], equation.terms
    bound = {index for term in equation.terms for index, _ in term.bound}
    factors = [{f for f in Mul.make_args(term.body) if isinstance(f, Entry)} for term in equation.terms]
    common = [
        factor
        for factor in sorted(set.intersection(*factors), key=lambda f: str(f.key))
        if not any(index in bound for s in factor.subscripts for index in s.indices)
    ]
    if not common:
        return [], equation.terms
    left = Mul(*common)
    return common, tuple(Term(t.bound, t.guards, t.brackets, t.body / left) for t in equation.terms)


def _place_guards(term: Term, equation: Equation) -> _Guards:
    """A scatter's guards on its free indices limit those; all others belong to their term."""
    if equation.reduction not in LANDING:
        return _Guards(term.guards, ())
    bound = {index for index, _ in term.bound}
    inside = tuple(guard for guard in term.guards if bound & set(guard.affine.indices))
    return _Guards(inside, tuple(guard for guard in term.guards if guard not in inside))


def _term(term: Term, guards: _Guards, operator: Operator, style: Style) -> tuple[Addend, Big | None]:
    value = with_numbers(term.body, style)
    brackets = tuple(Iverson(equality(bracket, style)) for bracket in term.brackets)
    if not term.bound:
        conditions = tuple(Iverson(condition(guard, style)) for guard in guards.inside)
        plain = addend(value, style)
        factors = (plain.body, *brackets, *conditions)
        return Addend(plain.negative, product(tuple(f for f in factors if f != ONE) or (ONE,))), None
    if operator is Operator.SUM:
        negative, front, factors = apart(value, [index for index, _ in term.bound], style)
        big = _big(operator, term.bound, guards.inside, product((*factors, *brackets) or (Number("1"),)), style)
        return Addend(negative, product((front, big)) if front else big), big
    big = _big(operator, term.bound, guards.inside, body(value, style), style)
    return Addend(False, big), big


def _big(operator: Operator, bound: tuple[Range, ...], guards: tuple[Guard, ...], inner: Node, style: Style) -> Big:
    """The sign with each condition at the last index that occurs in it; a maximum has its ranges in a note."""
    placed: dict[Index, list[Condition]] = {index: [] for index, _ in bound}
    for guard in guards:
        last = [index for index in placed if index in guard.affine.indices] or list(placed)
        placed[last[-1]].append(condition(guard, style))
    extents = tuple(extent(item, style, tuple(placed[item[0]])) for item in bound)
    joint = operator is not Operator.SUM or len(bound) > MOST_LIMITS
    return Big(operator, extents, grouped(inner), joint)


def _extents(ranges: Iterable[Range], style: Style) -> tuple[Extent, ...]:
    return tuple(extent(item, style) for item in ranges)


def _first(equation: Equation, style: Style) -> Statement:
    """first[o, u, v] = [(u, v) = argmax over u', v' of x], the first one in row-major order."""
    (term,) = equation.terms
    taken = [index for index, _ in (*equation.free, *term.bound)]
    primed = {index: fresh(index, taken) for index, _ in term.bound}
    inner = rename_bound(term, primed)
    big = _big(Operator.ARGMAX, inner.bound, inner.guards, body(with_numbers(inner.body, style), style), style)
    own = _tuple(tuple(subscript(affine(index), style) for index, _ in term.bound))
    selected = Iverson(Condition((own, big), (Compare.EQUAL,)))
    relation = Relation(entry(equation.left, style), ((Sign.EQUALS, selected),))
    tie = Note("ties:", (), "the first in row-major order wins")
    free = free_notes(_extents((*equation.free, *term.bound), style), ())
    return Statement(relation, (*sum_notes([big]), tie, *free))


def _tuple(items: tuple[Node, ...]) -> Node:
    return items[0] if len(items) == 1 else Group(items)
