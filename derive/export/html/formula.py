"""Formulas as HTML: relations in rows that break where the window is narrow, their notes in words below."""

from collections.abc import Iterable
from html import escape
from typing import assert_never

from derive.printing.building import ZERO
from derive.printing.flow import Flow, Run, Unbroken, flow, sides
from derive.printing.formula import Compare, Condition, Explained, Extent, Note, Relation, Statement, Trace, Tree
from derive.printing.mathml import inline, piece


def formulas(trees: Iterable[Tree]) -> str:
    """Formulas under each other; relations without notes that follow each other are set on their first sign."""
    written: list[str] = []
    rows: list[str] = []
    for tree in trees:
        match tree:
            case Relation():
                rows.append(_cells(tree))
            case _:
                written += [*_grid(rows), *_displayed(tree)]
                rows = []
    return "\n".join((*written, *_grid(rows)))


def statement(tree: Statement) -> str:
    """A formula with its notes."""
    notes = "".join(_note(note) for note in tree.notes if not note.at_sign)
    below = f"<dl>{notes}</dl>" if notes else ""
    return f'<div class="formula"><div class="rows">{_cells(tree.relation)}</div>{below}</div>'


def breaking(tree: Tree) -> str:
    """A formula in a line of text that goes on in the next line where there is no room."""
    if isinstance(tree, Relation | Statement | Trace):
        return inline(tree)
    return _flow(flow(tree), outer=True)


def steps(trace: Trace) -> str:
    """A derivation as a numbered list."""
    items = "\n".join(f"<li>{_explained(step)}</li>" for step in trace.steps)
    return f'<ol class="steps">\n{items}\n</ol>'


def _displayed(tree: Tree) -> Iterable[str]:
    match tree:
        case Statement():
            yield statement(tree)
        case Trace():
            yield steps(tree)
        case Relation():
            yield from _grid([_cells(tree)])
        case _:
            yield f'<div class="formula">{_flow(flow(tree), outer=True)}</div>'


def _grid(rows: list[str]) -> Iterable[str]:
    if rows:
        yield f'<div class="formula"><div class="rows">{"".join(rows)}</div></div>'


def _cells(relation: Relation) -> str:
    """The left side and the right sides, which break apart."""
    first, *others = sides(relation)
    right = _flow(first, outer=True) + "".join(f"<wbr>{_flow(each)}" for each in others)
    return (
        f'<div><span class="left">{piece(Unbroken(None, relation.left))}</span><span class="sides">{right}</span></div>'
    )


def _flow(part: Flow, outer: bool = False) -> str:
    """The pieces; inner runs keep together as long as they fit, the outer one fills its lines."""
    match part:
        case Unbroken():
            return piece(part)
        case Run():
            inside = "<wbr>".join((_flow(part.parts[0], outer=True), *map(_flow, part.parts[1:])))
            return inside if outer else f'<span class="run">{inside}</span>'


def _explained(step: Explained) -> str:
    solved = _listed([inline(each) for each in step.solved], ",")
    reason = f": {escape(step.reason, quote=False)}" if step.reason else ""
    told = f"{reason}{'; ' if reason else ': '}{solved}" if solved else reason
    return f"<p><b>{escape(step.rule, quote=False)}</b>{told}</p>{statement(step.statement)}"


def _note(note: Note) -> str:
    sign = " and" if all(isinstance(item, Condition) for item in note.items) else ","
    items = _listed([_item(item) for item in note.items], sign)
    remark = f" {escape(note.remark, quote=False)}" if note.remark else ""
    return f"<div><dt>{escape(note.intro, quote=False)}</dt> <dd>{items}{remark}</dd></div>"


def _listed(items: list[str], sign: str) -> str:
    """Items that are never broken, each with the sign after it."""
    last = len(items) - 1
    return " ".join(
        f'<span class="item">{item}{sign if place < last else ""}</span>' for place, item in enumerate(items)
    )


def _item(item: Extent | Condition) -> str:
    match item:
        case Condition():
            return inline(item)
        case Extent():
            last = "" if item.last == ZERO else "…"
            start = inline(Condition((item.index, ZERO), (Compare.EQUAL,)))
            return f"{start}{last}{inline(item.last) if last else ''}"
        case _:
            assert_never(item)
