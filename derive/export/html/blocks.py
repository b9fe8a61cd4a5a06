"""Documents' blocks and sections as HTML."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import assert_never

from derive.document.blocks import (
    LINE_BY_HAND,
    Block,
    Cell,
    Formulas,
    Kind,
    Listing,
    Matrices,
    Note,
    Paragraph,
    Section,
    Space,
    Steps,
    TableBlock,
)
from derive.document.leads import leads
from derive.export.html.anchors import anchor
from derive.export.html.formula import breaking, formulas, steps
from derive.export.html.matrices import cell, matrices

MOST_COLUMNS = 4  # of a table that a phone shows whole
DEEPEST = 6  # headings of HTML end at h6


def words(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=False)


def section(part: Section, depth: int, path: str = "", beside: str = "") -> str:
    """A section with a heading of this depth; its address is made from its own title and those above it. `beside` is
    HTML that stands after its own blocks."""
    address = anchor(f"{path} {part.title}")
    level = min(depth, DEEPEST)
    inside = "\n".join(section(inner, depth + 1, f"{path} {part.title}") for inner in part.subsections)
    heading = f'<h{level} id="{address}">{words(part.title)}</h{level}>'
    kind = ' class="whole"' if part.whole else ""
    own = blocks(part.blocks, bool(part.subsections))
    return f'<section{kind} aria-labelledby="{address}">\n{heading}\n{own}\n{beside}{inside}\n</section>'


def blocks(given: Sequence[Block], more: bool = False) -> str:
    """The blocks in order; conventions that follow each other as one list. `more` says that subsections follow."""
    written: list[str] = []
    led = zip(given, leads(given, more), strict=True)
    for is_list, group in groupby(led, lambda each: isinstance(each[0], Note) and each[0].kind is Kind.CONVENTION):
        if is_list:
            items = "\n".join(f"<li>{words(each.text)}</li>" for each, _ in group if isinstance(each, Note))
            written.append(f"<ul>\n{items}\n</ul>")
        else:
            written += [part for each, leading in group for part in _block(each, leading)]
    return "\n".join(written)


def _block(block: Block, leading: bool) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f'<p class="lead">{words(block.text)}</p>' if leading else f"<p>{words(block.text)}</p>"
        case Note():
            yield f'<p class="{block.kind.value}">{words(block.text)}</p>'
        case Space():
            yield f'<div class="space" style="height: {LINE_BY_HAND * block.lines}mm"></div>'
        case Listing():
            yield f"<pre><code>{words(block.text.rstrip())}</code></pre>"
        case Formulas():
            yield from _label(block.label)
            yield formulas(formula.tree for formula in block.formulas)
        case TableBlock():
            yield table(block)
        case Matrices():
            yield from _label(block.label)
            yield matrices(block)
        case Steps():
            yield _derivation(block)
        case _:
            assert_never(block)


def _label(label: str) -> Iterator[str]:
    if label:
        yield f'<p class="label">{words(label)}</p>'


def _derivation(block: Steps) -> str:
    label = block.label or "derivation"
    count = len(block.trace.steps)
    summary = f"{label[0].upper()}{label[1:]}, {count} {'step' if count == 1 else 'steps'}"
    return f"<details>\n<summary>{words(summary)}</summary>\n{steps(block.trace)}\n</details>"


def table(block: TableBlock) -> str:
    """A table whose first column names its rows."""
    caption = f"<caption>{words(block.label)}</caption>" if block.label else ""
    heads = "".join(f'<th scope="col"{_side(block, at)}>{cell(each)}</th>' for at, each in enumerate(block.headers))
    rows = list(block.rows)
    total = _row(block, rows.pop()) if block.total else ""
    body = "\n".join(_row(block, row) for row in rows)
    kind = "data broad" if _is_broad(block) else "data"
    foot = f"<tfoot>\n{total}\n</tfoot>" if total else ""
    return (
        f'<div class="table"><table class="{kind}">{caption}<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>{foot}</table></div>"
    )


def _row(block: TableBlock, row: tuple[Cell, ...]) -> str:
    first, *others = row
    cells = "".join(f"<td{_side(block, at)}{_named(block, at)}>{_cell(each)}</td>" for at, each in enumerate(others, 1))
    return f'<tr><th scope="row"{_side(block, 0)}>{cell(first)}</th>{cells}</tr>'


def _cell(content: Cell) -> str:
    """A cell whose formula may take more than one line."""
    return cell(content) if isinstance(content, str) else breaking(content)


def _named(block: TableBlock, at: int) -> str:
    """What a cell is called where its row stands as a list."""
    head = block.headers[at]
    return f' data-head="{escape(head)}"' if _is_broad(block) and isinstance(head, str) else ""


def _is_broad(block: TableBlock) -> bool:
    return len(block.headers) > MOST_COLUMNS


def _side(block: TableBlock, at: int) -> str:
    return ' class="right"' if at in block.right else ""
