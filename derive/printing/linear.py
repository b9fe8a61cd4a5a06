"""Formulas in one line of text, as pieces between which a line may break; Unicode and ASCII differ in their signs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import assert_never

from derive.printing.building import ZERO, is_word, stands_beside
from derive.printing.formula import (
    Big,
    Call,
    Ceil,
    Compare,
    Condition,
    Derivative,
    Differential,
    Extent,
    Floor,
    Fraction,
    Group,
    Iverson,
    Letter,
    Node,
    Number,
    Operator,
    Power,
    Product,
    Relation,
    Root,
    Scripted,
    Sum,
    Through,
)

GLUED = -1
SUBSCRIPT = 100  # between subscripts, or sizes of a shape: only where a line would be too wide without
LAST_RESORT = 4  # levels by which the line of a partial derivative is a worse place than what it stands in


@dataclass(frozen=True, slots=True)
class Signs:
    """What the two text notations write differently."""

    minus: str
    times: str
    dots: str
    partial: str
    differential: str
    root: str
    floor: tuple[str, str]
    ceil: tuple[str, str]
    operators: dict[Operator, str]
    compare: dict[Compare, str]
    letter: Callable[[Letter], str]
    joined: Callable[[str, str], str]
    power: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is not broken. A line may break before it if `depth` >= 0; the outermost places have depth 0."""

    text: str
    depth: int = GLUED


Pieces = tuple[Piece, ...]


def relation(tree: Relation, signs: Signs) -> tuple[str, Pieces]:
    """The left side with its sign, and the right side in pieces."""
    (first, right), *others = tree.rights
    pieces = write(right, signs, 1)
    for sign, other in others:
        pieces += (Piece(f" {sign.value} ", 0), *write(other, signs, 1))
    return f"{flat(tree.left, signs)} {first.value} ", pieces


def flat(node: Node, signs: Signs, *, tight: bool = False) -> str:
    """The node on one line; without spaces around its signs where `tight`."""
    return joined(write(node, signs, 0, tight))


def joined(pieces: Iterable[Piece]) -> str:
    """The text of all pieces."""
    return "".join(piece.text for piece in pieces)


def write(node: Node, signs: Signs, depth: int, tight: bool = False) -> Pieces:
    """The pieces of a node whose outermost breaks have `depth`."""
    match node:
        case Sum():
            return _sum(node, signs, depth, tight)
        case Product():
            return _product(node, signs, depth, tight)
        case Group():
            return _between("(", node.items, ")", signs, depth + 2, tight)
        case Call():
            return _between(f"{signs.letter(node.function)}(", node.arguments, ")", signs, depth + 2, tight)
        case Floor():
            return _between(signs.floor[0], (node.body,), signs.floor[1], signs, depth + 2, tight)
        case Ceil():
            return _between(signs.ceil[0], (node.body,), signs.ceil[1], signs, depth + 2, tight)
        case Big():
            return (Piece(f"{big_sign(node, signs)} "), *write(node.body, signs, depth + 1))
        case Fraction():
            return _fraction(node, signs, depth, tight)
        case Derivative():
            return _derivative(node, signs, depth)
        case Through():
            return (*write(node.of, signs, depth), Piece(f"|{node.layer}"))
        case Power(base=Group()) if not tight:
            return (*write(node.base, signs, depth), Piece(signs.power(flat(node.exponent, signs))))
        case Iverson():
            return (Piece("["), *write(node.condition, signs, depth + 2), Piece("]"))
        case Condition():
            return _condition(node, signs, depth)
        case Scripted(subscripts=(_, _, *_), joined=False) if not tight:
            return _entry(node, signs)
        case _:
            return (Piece(_unbroken(node, signs, tight)),)


def _entry(node: Scripted, signs: Signs) -> Pieces:
    """W[k, c, u, v], which may be broken between its subscripts where no other place helps."""
    name = flat(replace(node, subscripts=()), signs)
    first, *rest = (flat(subscript, signs, tight=True) for subscript in node.subscripts)
    others = [piece for each in rest for piece in (Piece(","), Piece(f" {each}", SUBSCRIPT))]
    return (Piece(f"{name}[{first}"), *others, Piece("]"))


def extent(value: Extent, signs: Signs) -> str:
    """u = 0…f-1."""
    last = "" if value.last == ZERO else signs.dots + flat(value.last, signs, tight=True)
    return f"{signs.letter(value.index)} = 0{last}"


def big_sign(node: Big, signs: Signs) -> str:
    """The operator with its indices."""
    letters = ",".join(signs.letter(extent.index) for extent in node.extents)
    return f"{signs.operators[node.operator]}_{letters if len(node.extents) == 1 else f'{{{letters}}}'}"


def _unbroken(node: Letter | Number | Scripted | Differential | Power | Root, signs: Signs, tight: bool) -> str:
    match node:
        case Letter():
            return signs.letter(node)
        case Number():
            return node.text
        case Scripted():
            return _scripted(node, signs)
        case Differential():
            return f"{signs.differential}{flat(node.of, signs)}"
        case Power():
            return f"{flat(node.base, signs, tight=tight)}{signs.power(flat(node.exponent, signs))}"
        case Root():
            return f"{signs.root}({flat(node.body, signs)})"
        case _:
            assert_never(node)


def _scripted(node: Scripted, signs: Signs) -> str:
    name = signs.letter(node.letter) + (f"_{node.label}" if node.label else "")
    if node.level:
        name += f"^[{node.level}]"
    if not node.subscripts:
        return name
    written = [flat(subscript, signs, tight=True) for subscript in node.subscripts]
    return signs.joined(name, "".join(written)) if node.joined else f"{name}[{', '.join(written)}]"


def _sum(node: Sum, signs: Signs, depth: int, tight: bool) -> Pieces:
    pieces: Pieces = ()
    for addend in node.addends:
        space = "" if tight else " "
        sign = signs.minus if addend.negative else "+"
        if pieces:
            pieces += (Piece(f"{space}{sign}{space}", GLUED if tight else depth),)
        elif addend.negative:
            pieces += (Piece(sign),)
        pieces += write(addend.body, signs, depth + 1, tight)
    return pieces


def _product(node: Product, signs: Signs, depth: int, tight: bool) -> Pieces:
    def join(before: tuple[Node, Pieces], after: tuple[Node, Pieces]) -> tuple[Node, Pieces]:
        return after[0], (*before[1], *_times(before[0], after[0], node.tight, signs, depth), *after[1])

    parts = [(factor, write(factor, signs, depth + 1, tight)) for factor in node.factors]
    return reduce(join, parts)[1]


def _times(before: Node, after: Node, tight: bool, signs: Signs, depth: int) -> Pieces:
    """2p and d(f - 1) need no sign; s·i and 2·(6 - 3) need one."""
    if not tight:
        return (Piece(f" {signs.times} ", depth),)
    return () if stands_beside(before, after) else (Piece(signs.times),)


def _derivative(node: Derivative, signs: Signs, depth: int) -> Pieces:
    """What is above the line and the entry below it; what stands in parentheses may break in them."""
    sign = signs.differential if node.ordinary else signs.partial
    above, below = (write(each, signs, depth + LAST_RESORT) for each in (node.of, node.wrt))
    over = Piece(f"{sign}{' ' * is_word(node.of)}")
    under = Piece(f"/{sign}{below[0].text}", depth + LAST_RESORT)
    return (over, *above, under, *below[1:])


def _between(start: str, items: tuple[Node, ...], end: str, signs: Signs, depth: int, tight: bool) -> Pieces:
    pieces: Pieces = (Piece(start),)
    for place, item in enumerate(items):
        first, *rest = write(item, signs, depth, tight)
        if place:
            pieces += (Piece(", "),)
            first = Piece(first.text, SUBSCRIPT if first.depth == GLUED else first.depth)
        pieces += (first, *rest)
    return (*pieces, Piece(end))


def _fraction(node: Fraction, signs: Signs, depth: int, tight: bool) -> Pieces:
    over = _enclosed(node.numerator, isinstance(node.numerator, Sum | Fraction | Big), signs, depth, tight)
    compound = isinstance(node.denominator, Sum | Product | Fraction | Derivative | Big)
    return (*over, Piece("/"), *_enclosed(node.denominator, compound, signs, depth, tight))


def _enclosed(node: Node, compound: bool, signs: Signs, depth: int, tight: bool) -> Pieces:
    loose = isinstance(node, Product) and not node.tight
    if compound or loose:
        return _between("(", (node,), ")", signs, depth + 2, tight)
    return write(node, signs, depth + 2, tight)


def _condition(node: Condition, signs: Signs, depth: int) -> Pieces:
    first, *others = node.sides
    pieces = write(first, signs, depth + 1)
    for sign, side in zip(node.signs, others, strict=True):
        pieces += (Piece(f" {signs.compare[sign]} ", depth), *write(side, signs, depth + 1))
    return pieces
