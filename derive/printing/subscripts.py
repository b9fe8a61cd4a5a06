"""Indices, subscripts, ranges and conditions in teaching order: s·i + d·u - p, r + p - d·u."""

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Bracket, Guard, Range
from derive.algebra.index import Index
from derive.algebra.size import Size, normal
from derive.printing.building import product, total
from derive.printing.formula import Addend, Compare, Condition, Extent, Letter, Node, Number
from derive.printing.names import letter
from derive.printing.sizes import coefficient, size, size_addends
from derive.printing.style import Style

LETTERS = "mgkcrqijuv"  # rows before columns
Key = tuple[object, ...]


def index(value: Index) -> Letter:
    """An index with its primes."""
    return letter(value.name, value.number)


def subscript(value: Affine, style: Style) -> Node:
    """An affine expression: positive before negative; then indices by role, sizes, numbers; coefficient first."""
    shown = value.over_sizes(style.shown)
    terms = sorted(shown.terms, key=lambda term: _term_key(*term))
    addends = [*(_addend(*term) for term in terms), *size_addends(shown.const)]
    ordered = sorted(addends, key=lambda addend: (addend.negative, isinstance(addend.body, Number)))
    return total(tuple(ordered))


def extent(bound: Range, style: Style, conditions: tuple[Condition, ...] = ()) -> Extent:
    """index = 0 ... size - 1."""
    return Extent(index(bound[0]), size(normal(style.shown(bound[1]) - 1)), conditions)


def condition(guard: Guard, style: Style) -> Condition:
    """0 <= a < n; -b <= a < n + b is shown as it is."""
    sides = (Number("0"), subscript(guard.affine, style), size(guard.size, style))
    return Condition(sides, (Compare.AT_MOST, Compare.LESS))


def equality(bracket: Bracket, style: Style) -> Condition:
    """a = r."""
    return Condition((subscript(bracket.left, style), subscript(bracket.right, style)), (Compare.EQUAL,))


def solution(solved: tuple[Index, Affine], style: Style) -> Condition:
    """i = r + p - d·u."""
    return Condition((subscript(affine(solved[0]), style), subscript(solved[1], style)), (Compare.EQUAL,))


def _addend(value: Index, factor: Size) -> Addend:
    negative, factors = coefficient(factor)
    return Addend(negative, product((*factors, index(value)), tight=True))


def _term_key(value: Index, factor: Size) -> Key:
    """By role; within a role the larger stride first (n_w·r + q), then rows before columns."""
    rank = LETTERS.find(value.name[0])
    return (int(value.role), *_smallness(factor), rank if rank >= 0 else len(LETTERS), value.key)


def _smallness(factor: Size) -> tuple[int, int]:
    if isinstance(factor, int):
        return (0, -abs(factor))
    return (-len(factor.free_symbols), 0)
