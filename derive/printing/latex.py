r"""LaTeX for amsmath, which KaTeX accepts too: no macros of its own, no delimiters around the formula."""

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
from derive.printing.names import BLANK, GREEK
from derive.printing.rows import ROOM, Lead, Line, Row, lines
from derive.printing.spacing import Gap, gap, limited

NAMED = {name: rf"\{name}" for name in ("log", "max", "min", "exp", "tanh", *GREEK)} | {
    BLANK.base: r"\boxed{\phantom{0}}"
}
ACCENTS = {Mark.HAT: r"\hat", Mark.BAR: r"\bar"}
WIDE_ACCENTS = {Mark.HAT: r"\widehat", Mark.BAR: r"\overline"}
COMPARE = {
    Compare.EQUAL: "=",
    Compare.LESS: "<",
    Compare.AT_MOST: r"\le",
    Compare.GREATER: ">",
    Compare.AT_LEAST: r"\ge",
}
LEADS = {
    Sign.EQUALS: "=",
    Sign.ADDS: r"\mathrel{+{=}}",
    Sign.BECOMES: r"\mathrel{{:}{=}}",
    Sign.NEARLY: r"\approx",
    Lead.PLUS: r"\quad {} +",
    Lead.MINUS: r"\quad {} -",
    Lead.TIMES: r"\quad {} \cdot",
}
GAPS = {Gap.NOTHING: " ", Gap.THIN: r" \, ", Gap.DOT: r" \cdot "}
OPERATORS = {Operator.SUM: r"\sum", Operator.MAX: r"\max", Operator.ARGMAX: r"\operatorname*{arg\,max}"}
ESCAPES = str.maketrans(
    {
        **{sign: rf"\{sign}" for sign in "_#$%&{}"},
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def render(tree: Tree, room: float = ROOM) -> str:
    """The tree in LaTeX's mathematics, lines in an `aligned` environment where there are several.

    `room` is the width of a line in the units of derive.printing.measure."""
    if not isinstance(tree, Relation | Statement | Trace):
        return _node(tree)
    rows = lines(tree, room)
    if len(rows) == 1 and isinstance(rows[0], Row):
        return _line(rows[0], "")
    written = " \\\\\n".join(_line(row, "&") for row in rows)
    return f"\\begin{{aligned}}\n{written}\n\\end{{aligned}}"


def escape(words: str) -> str:
    """Words as LaTeX text."""
    return words.translate(ESCAPES)


def _line(line: Line, align: str) -> str:
    if isinstance(line, Note):
        return f"{align}\\quad {_note(line)}"
    left = f"{_node(line.left)} " if line.left is not None else ""
    parts = " ".join(f"{LEADS[lead]} {_node(body)}" for lead, body in line.parts)
    comment = f" && {_comment(line)}" if line.comment else ""
    return f"{left}{align}{parts}{comment}"


def _comment(row: Row) -> str:
    solved = ",\\ ".join(map(_node, row.solved))
    return rf"\text{{{escape(row.comment)}: }} {solved}" if solved else rf"\text{{{escape(row.comment)}}}"


def _note(note: Note) -> str:
    conditions = all(isinstance(item, Condition) for item in note.items)
    between = r" \text{ and } " if conditions else r",\ "
    items = between.join(_extent(item) if isinstance(item, Extent) else _node(item) for item in note.items)
    intro = rf"\text{{{escape(note.intro)} }}" if note.intro else r"\quad"
    remark = rf"\text{{{escape(note.remark)}}}" if note.remark else ""
    return " ".join(filter(None, (intro, items, remark)))


def _extent(extent: Extent) -> str:
    last = "" if extent.last == ZERO else rf" \dots {_node(extent.last)}"
    return f"{_letter(extent.index)} = 0{last}"


def _node(node: Node) -> str:
    match node:
        case Letter():
            return _letter(node)
        case Number():
            return node.text.replace(",", "{,}")
        case Scripted():
            return _scripted(node)
        case Differential():
            return rf"d{_node(node.of)}"
        case Through():
            return rf"\left.{_node(node.of)}\right|_{{\mathrm{{{escape(node.layer)}}}}}"
        case Derivative(flat=True):
            return rf"\partial {_node(node.of)} / \partial {_node(node.wrt)}"
        case Derivative():
            sign = r"\mathrm{d}" if node.ordinary else r"\partial"
            gap = r"\," * is_word(node.of)
            over, behind = ("", _node(node.of)) if isinstance(node.of, Group) else (f" {_node(node.of)}", "")
            return rf"\frac{{{sign}{gap}{over}}}{{{sign} {_node(node.wrt)}}}{behind}"
        case Fraction():
            return rf"\frac{{{_node(node.numerator)}}}{{{_node(node.denominator)}}}"
        case Power():
            return rf"{_node(node.base)}^{{{_node(node.exponent)}}}"
        case Root():
            return rf"\sqrt{{{_node(node.body)}}}"
        case Product():
            return _product(node)
        case Sum():
            return _sum(node)
        case Group():
            return _fenced("(" if node.opened else "", node.items, ")" if node.closed else "")
        case Call():
            return _letter(node.function) + _fenced("(", node.arguments, ")")
        case Iverson():
            return _fenced("[", (node.condition,), "]")
        case Condition():
            return _condition(node)
        case Floor():
            return rf"\left\lfloor {_node(node.body)} \right\rfloor"
        case Ceil():
            return rf"\left\lceil {_node(node.body)} \right\rceil"
        case Big():
            return f"{_big(node)} {_node(node.body)}"
        case _:
            assert_never(node)


def _letter(letter: Letter) -> str:
    single = len(letter.base) == 1 or letter.base in NAMED
    written = NAMED.get(letter.base) or (letter.base if single else rf"\mathrm{{{escape(letter.base)}}}")
    for mark in letter.marks:
        written = f"{(ACCENTS if single else WIDE_ACCENTS)[mark]}{{{written}}}"
    return written + "'" * letter.primes


def _scripted(node: Scripted) -> str:
    level = rf"^{{[{_name(node.level)}]}}" if node.level else ""
    between = "" if node.joined else ", "
    below = between.join((*((_name(node.label),) if node.label else ()), *map(_node, node.subscripts)))
    return _letter(node.letter) + level + (f"_{{{below}}}" if below else "")


def _name(name: str) -> str:
    return name if name.isdigit() or len(name) == 1 else rf"\mathrm{{{escape(name)}}}"


def _sum(node: Sum) -> str:
    first, *others = node.addends
    written = f"-{_node(first.body)}" if first.negative else _node(first.body)
    return written + "".join(f" {'-' if addend.negative else '+'} {_node(addend.body)}" for addend in others)


def _product(node: Product) -> str:
    written = _node(node.factors[0])
    for before, after in zip(node.factors, node.factors[1:], strict=False):
        written += f"{GAPS[gap(before, after, node.tight)]}{_node(after)}"
    return written


def _fenced(start: str, items: tuple[Node, ...], end: str) -> str:
    written = ", ".join(map(_node, items))
    tall = any(command in written for command in (r"\frac", r"\sum", r"\max_", r"\operatorname"))
    return rf"\left{start or '.'} {written} \right{end or '.'}" if tall else f"{start}{written}{end}"


def _condition(node: Condition) -> str:
    written = _node(node.sides[0])
    for sign, side in zip(node.signs, node.sides[1:], strict=True):
        written += f" {COMPARE[sign]} {_node(side)}"
    return written


def _big(node: Big) -> str:
    operator = OPERATORS[node.operator]
    if node.joint:
        return rf"{operator}_{{{', '.join(_letter(extent.index) for extent in node.extents)}}}"
    between = r" \;\; " if limited(node) else " "
    return between.join(_limits(operator, extent) for extent in node.extents)


def _limits(operator: str, extent: Extent) -> str:
    under = [f"{_letter(extent.index)} = 0", *map(_condition, extent.conditions)]
    return rf"{operator}_{{{_stack(under)}}}^{{{_node(extent.last)}}}"


def _stack(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else r"\substack{" + r" \\ ".join(parts) + "}"
