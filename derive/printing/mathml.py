"""MathML Core: one `math` element, read out as the Unicode line, lines in a table where there are several."""

from html import escape
from typing import assert_never

from derive.printing import unicode
from derive.printing.building import ZERO, is_word
from derive.printing.flow import Before, Unbroken
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
from derive.printing.height import tall
from derive.printing.names import GREEK
from derive.printing.rows import Lead, Line, Row, lines
from derive.printing.spacing import Gap, gap, limited

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ACCENTS = {Mark.HAT: "^", Mark.BAR: "¯"}
COMPARE = {Compare.EQUAL: "=", Compare.LESS: "<", Compare.AT_MOST: "≤", Compare.GREATER: ">", Compare.AT_LEAST: "≥"}
LEADS: dict[Sign | Lead, str] = {
    Sign.EQUALS: "=",
    Sign.ADDS: "+=",
    Sign.BECOMES: ":=",
    Sign.NEARLY: "≈",
    Lead.PLUS: "+",
    Lead.MINUS: "−",
    Lead.TIMES: "⋅",
}
GAPS = {Gap.NOTHING: "<mo>\u2062</mo>", Gap.THIN: '<mspace width="0.17em"></mspace>', Gap.DOT: "<mo>⋅</mo>"}
INFIX = '<mo form="infix">'  # at the start of a row a sign would be taken for a prefix, and lose its space
SPOKEN: dict[Before, str] = {Gap.DOT: "· "}
SPOKEN.update({sign: f"{text} " for sign, text in LEADS.items()})
LEFT, RIGHT = "text-align: left; padding: 0.3em 0", "text-align: right; padding: 0.3em 0"
SPACE = '<mspace width="1em"></mspace>'
GROWING, FIXED = '<mo stretchy="true">{}</mo>', '<mo stretchy="false">{}</mo>'
HALF = '<mo stretchy="true" minsize="2.6em" maxsize="2.6em">{}</mo>'  # its partner is of the same size
LEVEL = FIXED.format("["), FIXED.format("]")
COMMA = '<mo separator="true">,</mo>'
PRIME = '<mo lspace="0" rspace="0">′</mo>'  # no superscript: in a subscript that would be too small to see


def render(tree: Tree) -> str:
    """The tree as a `math` element in display style, with its Unicode text as the alternative."""
    return f'<math xmlns="{NAMESPACE}" display="block" alttext="{_alternative(tree)}">{_content(tree)}</math>'


def piece(part: Unbroken) -> str:
    """A piece of a formula as a `math` element in a line of text, in display style; its sign stands before it."""
    alternative = f"{SPOKEN.get(part.before, '')}{_alternative(part.body)}"
    written = f"{_before(part.before)}{_node(part.body)}"
    return f'<math displaystyle="true" alttext="{alternative}"><mrow>{written}</mrow></math>'


def _alternative(tree: Tree) -> str:
    return escape(unicode.spoken(tree), quote=True)


def inline(tree: Tree) -> str:
    """The tree as a `math` element in a line of text."""
    return f'<math alttext="{_alternative(tree)}">{_content(tree)}</math>'


def _before(sign: Before) -> str:
    match sign:
        case None:
            return ""
        case Gap():
            return GAPS[sign].replace("<mo>", INFIX)
        case _:
            return f"{INFIX}{escape(LEADS[sign])}</mo>"


def _content(tree: Tree) -> str:
    if not isinstance(tree, Relation | Statement | Trace):
        return _node(tree)
    rows = lines(tree)
    if len(rows) == 1 and isinstance(rows[0], Row):
        return f"<mrow>{_side(rows[0].left)}{_parts(rows[0])}</mrow>"
    commented = any(isinstance(row, Row) and row.comment for row in rows)
    written = "\n".join(_line(row, commented) for row in rows)
    return f'<mtable displaystyle="true">\n{written}\n</mtable>'


def _line(line: Line, commented: bool) -> str:
    if isinstance(line, Note):
        cells = _cell(RIGHT, "") + _cell(LEFT, SPACE + _note(line))
        return f"<mtr>{cells}{_cell(LEFT, '') if commented else ''}</mtr>"
    indent = SPACE if line.left is None and isinstance(line.parts[0][0], Lead) else ""
    cells = _cell(RIGHT, _side(line.left)) + _cell(LEFT, indent + _parts(line))
    return f"<mtr>{cells}{_cell(LEFT, SPACE + _comment(line)) if commented else ''}</mtr>"


def _cell(style: str, content: str) -> str:
    return f'<mtd style="{style}">{content}</mtd>'


def _side(node: Node | None) -> str:
    return "" if node is None else _node(node)


def _parts(row: Row) -> str:
    return "".join(f"{_sign(LEADS[lead])}{_node(body)}" for lead, body in row.parts)


def _comment(row: Row) -> str:
    solved = COMMA.join(map(_node, row.solved))
    return f"{_text(f'{row.comment}: ')}{solved}" if solved else _text(row.comment)


def _note(note: Note) -> str:
    conditions = all(isinstance(item, Condition) for item in note.items)
    between = _text(" and ") if conditions else COMMA + SPACE
    items = between.join(_extent(item) if isinstance(item, Extent) else _node(item) for item in note.items)
    return (_text(f"{note.intro} ") if note.intro else SPACE) + items + (_text(note.remark) if note.remark else "")


def _text(words: str) -> str:
    """Words; a space at either end is kept, which HTML would drop."""
    kept = "\u00a0" if words.endswith(" ") else ""
    before = "\u00a0" if words.startswith(" ") else ""
    return f"<mtext>{before}{escape(words.strip())}{kept}</mtext>"


def _sign(sign: str) -> str:
    return f"<mo>{escape(sign)}</mo>"


def _extent(extent: Extent) -> str:
    last = "" if extent.last == ZERO else f"<mo>…</mo>{_node(extent.last)}"
    return f"<mrow>{_letter(extent.index)}<mo>=</mo><mn>0</mn>{last}</mrow>"


def _node(node: Node) -> str:
    match node:
        case Letter():
            return _letter(node)
        case Number():
            return f"<mn>{node.text}</mn>"
        case Scripted():
            return _scripted(node)
        case Differential():
            return f"<mrow><mi>d</mi>{_node(node.of)}</mrow>"
        case Through():
            return f"<msub><mrow>{_node(node.of)}<mo>|</mo></mrow>{_text(node.layer)}</msub>"
        case Derivative(flat=True):
            return f"<mrow>{_partial(node.of)}<mo>/</mo>{_partial(node.wrt)}</mrow>"
        case Derivative():
            return _derivative(node)
        case Fraction():
            return f"<mfrac>{_node(node.numerator)}{_node(node.denominator)}</mfrac>"
        case Power():
            return _power(node)
        case Root():
            return f"<msqrt>{_node(node.body)}</msqrt>"
        case Product():
            return _product(node)
        case Sum():
            return _sum(node)
        case Group():
            return _group(node)
        case Call():
            return f"<mrow>{_letter(node.function)}<mo>\u2061</mo>{_fenced('(', node.arguments, ')')}</mrow>"
        case Iverson():
            return _fenced("[", (node.condition,), "]")
        case Condition():
            return _condition(node)
        case Floor():
            return _fenced("⌊", (node.body,), "⌋")
        case Ceil():
            return _fenced("⌈", (node.body,), "⌉")
        case Big():
            return f"<mrow>{_big(node)}{_node(node.body)}</mrow>"
        case _:
            assert_never(node)


def _partial(node: Node, sign: str = "<mi>∂</mi>") -> str:
    return f"<mrow>{sign}{_node(node)}</mrow>"


def _derivative(node: Derivative) -> str:
    """One fraction; of something in parentheses, which may be long and tall, as a fraction before it."""
    sign = '<mi mathvariant="normal">d</mi>' if node.ordinary else "<mi>∂</mi>"
    below = _partial(node.wrt, sign)
    if isinstance(node.of, Group):
        return f"<mrow><mfrac>{sign}{below}</mfrac>{_node(node.of)}</mrow>"
    gap = '<mspace width="0.17em"/>' * is_word(node.of)
    return f"<mfrac>{_partial(node.of, sign + gap)}{below}</mfrac>"


def _fenced(start: str, items: tuple[Node, ...], end: str) -> str:
    """Brackets that grow with a fraction or a sum, and not with scripts, as a typesetter has them."""
    fence = GROWING if any(map(tall, items)) else FIXED
    return f"<mrow>{fence.format(start)}{COMMA.join(map(_node, items))}{fence.format(end)}</mrow>"


def _group(node: Group) -> str:
    if node.opened and node.closed:
        return _fenced("(", node.items, ")")
    fence = HALF if node.high else FIXED
    content = COMMA.join(map(_node, node.items))
    before, after = (fence.format(sign) if there else "" for sign, there in (("(", node.opened), (")", node.closed)))
    return f"<mrow>{before}{content}{after}</mrow>"


def _letter(letter: Letter) -> str:
    written = f"<mi>{escape(GREEK.get(letter.base, letter.base))}</mi>"
    for mark in letter.marks:
        written = f'<mover accent="true">{written}<mo stretchy="false">{ACCENTS[mark]}</mo></mover>'
    return f"<mrow>{written}{PRIME * letter.primes}</mrow>" if letter.primes else written


def _scripted(node: Scripted) -> str:
    base, below = _letter(node.letter), _below(node)
    above = f"<mrow>{LEVEL[0]}{_name(node.level)}{LEVEL[1]}</mrow>" if node.level else ""
    if above and below:
        return f"<msubsup>{base}{below}{above}</msubsup>"
    return f"<msup>{base}{above}</msup>" if above else f"<msub>{base}{below}</msub>"


def _below(node: Scripted) -> str:
    between = "" if node.joined else COMMA
    inside = between.join((*((_name(node.label),) if node.label else ()), *map(_node, node.subscripts)))
    return f"<mrow>{inside}</mrow>" if inside else ""


def _power(node: Power) -> str:
    """The exponent above the subscripts of a name, not behind them."""
    exponent = _node(node.exponent)
    if isinstance(node.base, Scripted) and not node.base.level:
        return f"<msubsup>{_letter(node.base.letter)}{_below(node.base)}{exponent}</msubsup>"
    return f"<msup>{_node(node.base)}{exponent}</msup>"


def _name(name: str) -> str:
    return f"<mn>{name}</mn>" if name.isdigit() else f"<mi>{escape(name)}</mi>"


def _sum(node: Sum) -> str:
    first, *others = node.addends
    written = f'<mo form="prefix">−</mo>{_node(first.body)}' if first.negative else _node(first.body)
    written += "".join(f"<mo>{'−' if addend.negative else '+'}</mo>{_node(addend.body)}" for addend in others)
    return f"<mrow>{written}</mrow>"


def _product(node: Product) -> str:
    written = _node(node.factors[0])
    for before, after in zip(node.factors, node.factors[1:], strict=False):
        written += f"{GAPS[gap(before, after, node.tight)]}{_node(after)}"
    return f"<mrow>{written}</mrow>"


def _condition(node: Condition) -> str:
    written = _node(node.sides[0])
    for sign, side in zip(node.signs, node.sides[1:], strict=True):
        written += f"{_sign(COMPARE[sign])}{_node(side)}"
    return f"<mrow>{written}</mrow>"


def _big(node: Big) -> str:
    if node.joint:
        letters = COMMA.join(_letter(extent.index) for extent in node.extents)
        return f"<munder>{_operator(node.operator)}<mrow>{letters}</mrow></munder>"
    between = '<mspace width="0.5em"></mspace>' if limited(node) else ""
    return between.join(_limits(node.operator, extent) for extent in node.extents)


def _operator(operator: Operator) -> str:
    match operator:
        case Operator.SUM:
            return '<mo movablelimits="false">∑</mo>'
        case Operator.MAX:
            return '<mo movablelimits="false">max</mo>'
        case Operator.ARGMAX:
            return '<mo movablelimits="false">arg max</mo>'
        case _:
            assert_never(operator)


def _limits(operator: Operator, extent: Extent) -> str:
    under = [f"<mrow>{_letter(extent.index)}<mo>=</mo><mn>0</mn></mrow>", *map(_condition, extent.conditions)]
    return f"<munderover>{_operator(operator)}{_stack(under)}{_node(extent.last)}</munderover>"


def _stack(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    rows = "".join(f'<mtr><mtd style="padding: 0.1em 0">{part}</mtd></mtr>' for part in parts)
    return f"<mtable>{rows}</mtable>"
