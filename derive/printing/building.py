"""Formulas put together: parentheses where every notation needs them, no sum or product of one thing."""

from derive.printing.formula import (
    Addend,
    Big,
    Call,
    Group,
    Iverson,
    Letter,
    Node,
    Number,
    Power,
    Product,
    Relation,
    Scripted,
    Sign,
    Sum,
)
from derive.printing.names import GREEK

ZERO = Number("0")


def grouped(node: Node) -> Node:
    """`node` as a factor: a sum, or a big operator, in parentheses."""
    return Group((node,)) if isinstance(node, Sum | Big) else node


def product(factors: tuple[Node, ...], *, tight: bool = False) -> Node:
    """The product of at least one factor: sums in parentheses, a big operator too unless it comes last."""
    if len(factors) == 1:
        return factors[0]
    *before, last = factors
    return Product((*map(grouped, before), last if isinstance(last, Big) else grouped(last)), tight)


def total(addends: tuple[Addend, ...]) -> Node:
    """The sum: 0 where there is nothing, the body itself where there is one positive addend; sums in it are opened."""
    flat = tuple(inner for addend in addends for inner in _opened(addend))
    if not flat:
        return ZERO
    return flat[0].body if len(flat) == 1 and not flat[0].negative else Sum(flat)


def _opened(addend: Addend) -> tuple[Addend, ...]:
    """The addends of a positive sum; a negative sum goes into parentheses."""
    if not isinstance(addend.body, Sum):
        return (addend,)
    return (Addend(True, Group((addend.body,))),) if addend.negative else addend.body.addends


def power(base: Node, exponent: Node) -> Node:
    """base to an exponent: a base with a superscript or an operation of its own in parentheses."""
    plain = isinstance(base, Letter | Number | Group | Call | Iverson) or (
        isinstance(base, Scripted) and not base.level
    )
    return Power(base if plain else Group((base,)), exponent)


def signed_number(value: int) -> Node:
    """An integer."""
    return total((Addend(value < 0, Number(str(abs(value)))),))


def decimal(text: str) -> Node:
    """A number as it is to be read, with its sign."""
    return total((Addend(text.startswith("-"), Number(text.removeprefix("-"))),))


def stands_beside(before: Node, after: Node) -> bool:
    """Whether two factors of a coefficient are read as a product in any notation: 2p, d(f - 1), not 2·3 or s·i."""
    if isinstance(after, Group):
        return has_letters(before) or has_letters(after)
    return isinstance(before, Number) and not before.apart and isinstance(after, Letter | Scripted)


def has_letters(node: Node) -> bool:
    """Whether anything in a group or sum is more than a number."""
    match node:
        case Group():
            return any(map(has_letters, node.items))
        case Sum():
            return any(has_letters(addend.body) for addend in node.addends)
        case Product():
            return any(map(has_letters, node.factors))
        case _:
            return not isinstance(node, Number)


def is_word(node: Node) -> bool:
    """Whether it is a name of several letters, such as tanh, which must not touch a d before it."""
    return isinstance(node, Letter) and len(node.base) > 1 and node.base not in GREEK


def equation(left: Node, *rights: Node) -> Relation:
    """left = right = ..."""
    return Relation(left, tuple((Sign.EQUALS, right) for right in rights))
