"""Typst's mathematics with its built-ins only, without the dollar signs around the formula."""

from typing import assert_never

from derive.printing.building import ZERO, is_word
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
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Power,
    Product,
    Relation,
    Root,
    Scripted,
    Sign,
    Statement,
    Sum,
    Through,
    Trace,
    Tree,
)
from derive.printing.names import GREEK
from derive.printing.rows import ROOM, Lead, Line, Row, lines
from derive.printing.spacing import Gap, gap, limited

NAMED = {"log": "log", "max": "max", "min": "min", "exp": "exp", "tanh": "tanh", **GREEK}
ACCENTS = {Mark.HAT: "hat", Mark.BAR: "macron"}
WIDE_ACCENTS = {Mark.HAT: "hat", Mark.BAR: "overline"}
COMPARE = {Compare.EQUAL: "=", Compare.LESS: "<", Compare.AT_MOST: "<=", Compare.GREATER: ">", Compare.AT_LEAST: ">="}
LEADS = {
    Sign.EQUALS: "=",
    Sign.ADDS: 'class("relation", "+=")',
    Sign.BECOMES: ":=",
    Sign.NEARLY: "≈",
    Lead.PLUS: "quad +",
    Lead.MINUS: "quad −",
    Lead.TIMES: "quad ⋅",
}
GAPS = {Gap.NOTHING: " ", Gap.THIN: " thin ", Gap.DOT: " ⋅ "}
OPERATORS = {Operator.SUM: "sum", Operator.MAX: "max", Operator.ARGMAX: 'op("arg max", limits: #true)'}


def render(tree: Tree, room: float = ROOM) -> str:
    """The tree in Typst's mathematics, one line of a formula on each line.

    `room` is the width of a line in the units of derive.printing.measure."""
    if not isinstance(tree, Relation | Statement | Trace):
        return _node(tree)
    return " \\\n".join(map(_line, lines(tree, room)))


def notes(tree: Statement, room: float = ROOM) -> str:
    """The lines under a statement's formula alone; empty where there are none."""
    return " \\\n".join(_line(line) for line in lines(tree, room) if isinstance(line, Note))


def text(words: str) -> str:
    """Words as upright text inside a formula."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _line(line: Line) -> str:
    if isinstance(line, Note):
        return f"& quad {_note(line)}"
    left = f"{_node(line.left)} " if line.left is not None else ""
    parts = " ".join(f"{LEADS[lead]} {_node(body)}" for lead, body in line.parts)
    comment = f" && quad {_comment(line)}" if line.comment else ""
    return f"{left}& {parts}{comment}"


def _comment(row: Row) -> str:
    solved = ", thick ".join(map(_node, row.solved))
    return f"{text(f'{row.comment}:')} {solved}" if solved else text(row.comment)


def _note(note: Note) -> str:
    conditions = all(isinstance(item, Condition) for item in note.items)
    between = ' "and" ' if conditions else ", thick "
    items = between.join(_extent(item) if isinstance(item, Extent) else _node(item) for item in note.items)
    intro = text(note.intro) if note.intro else "quad"
    if note.remark == ",":  # Typst keeps a space before a text
        return f'{intro} {items}","'
    remark = text(note.remark) if note.remark else ""
    return " ".join(filter(None, (intro, items, remark)))


def _extent(extent: Extent) -> str:
    last = "" if extent.last == ZERO else f" … {_node(extent.last)}"
    return f"{_letter(extent.index)} = 0{last}"


def _node(node: Node) -> str:
    match node:
        case Letter():
            return _letter(node)
        case Number():
            return node.text.replace(",", '","')
        case Scripted():
            return _scripted(node)
        case Differential():
            return f"d {_node(node.of)}"
        case Through():
            return f"lr({_node(node.of)} |)_({text(node.layer)})"
        case Derivative(flat=True):
            return rf"∂ {_node(node.of)} \/ ∂ {_node(node.wrt)}"
        case Derivative():
            sign = "upright(d)" if node.ordinary else "∂"
            if isinstance(node.of, Group):
                return f"frac({sign}, {sign} {_node(node.wrt)}) {_node(node.of)}"
            return f"frac({sign} {'thin ' * is_word(node.of)}{_node(node.of)}, {sign} {_node(node.wrt)})"
        case Fraction():
            return f"frac({_node(node.numerator)}, {_node(node.denominator)})"
        case Power():
            return f"{_node(node.base)}^({_node(node.exponent)})"
        case Root():
            return f"sqrt({_node(node.body)})"
        case Product():
            return _product(node)
        case Sum():
            return _sum(node)
        case Group():
            return _group(node)
        case Call():
            return f"{_letter(node.function)} ({_separated(node.arguments)})"
        case Iverson():
            return f"[{_node(node.condition)}]"
        case Condition():
            return _condition(node)
        case Floor():
            return f"floor({_node(node.body)})"
        case Ceil():
            return f"ceil({_node(node.body)})"
        case Big():
            return f"{_big(node)} {_node(node.body)}"
        case _:
            assert_never(node)


def _group(node: Group) -> str:
    """Parentheses; one whose partner stands in another line grows with what stands beside it, too."""
    written = _separated(node.items)
    if node.opened and node.closed:
        return f"({written})"
    start, end = r"\( " if node.opened else "", r" \)" if node.closed else ""
    return f"lr({start}{written}{end})"


def _separated(items: tuple[Node, ...]) -> str:
    return ", ".join(map(_node, items))


def _letter(letter: Letter) -> str:
    single = len(letter.base) == 1 or letter.base in NAMED
    written = NAMED.get(letter.base) or (letter.base if single else text(letter.base))
    for mark in letter.marks:
        written = f"{(ACCENTS if single else WIDE_ACCENTS)[mark]}({written})"
    return written + "'" * letter.primes


def _scripted(node: Scripted) -> str:
    level = f"^([{_name(node.level)}])" if node.level else ""
    between = "" if node.joined else ", "
    below = between.join((*((_name(node.label),) if node.label else ()), *map(_node, node.subscripts)))
    return _letter(node.letter) + (f"_({below})" if below else "") + level


def _name(name: str) -> str:
    return name if name.isdigit() or len(name) == 1 else text(name)


def _sum(node: Sum) -> str:
    first, *others = node.addends
    written = f"−{_node(first.body)}" if first.negative else _node(first.body)
    return written + "".join(f" {'−' if addend.negative else '+'} {_node(addend.body)}" for addend in others)


def _product(node: Product) -> str:
    written = _node(node.factors[0])
    for before, after in zip(node.factors, node.factors[1:], strict=False):
        written += f"{GAPS[gap(before, after, node.tight)]}{_node(after)}"
    return written


def _condition(node: Condition) -> str:
    written = _node(node.sides[0])
    for sign, side in zip(node.signs, node.sides[1:], strict=True):
        written += f" {COMPARE[sign]} {_node(side)}"
    return written


def _big(node: Big) -> str:
    operator = OPERATORS[node.operator]
    if node.joint:
        return f"{operator}_({', '.join(_letter(extent.index) for extent in node.extents)})"
    between = " thick thick " if limited(node) else " "  # conditions under neighbouring signs must not touch
    return between.join(_limits(operator, extent) for extent in node.extents)


def _limits(operator: str, extent: Extent) -> str:
    under = [f"{_letter(extent.index)} = 0", *map(_condition, extent.conditions)]
    return f"{operator}_({_stack(under)})^({_node(extent.last)})"


def _stack(parts: list[str]) -> str:
    return " \\ ".join(parts)
