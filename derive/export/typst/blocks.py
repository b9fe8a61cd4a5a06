"""Documents in Typst's markup, by the functions of a template: formula, m, label, step, listing, check."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from derive.document.blocks import (
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
from derive.export.typst.markup import display, inline, string, words
from derive.export.typst.matrices import matrices
from derive.printing.formula import Explained


def section(part: Section, depth: int, room: float) -> Iterator[str]:
    """The section's paragraphs, its title as a heading of this depth first; room to write may go on over a page."""
    if part.whole:
        asked = tuple(block for block in part.blocks if not isinstance(block, Space))
        inside = "\n\n".join(section(replace(part, blocks=asked, whole=False), depth, room))
        yield f"#whole[\n{inside}\n]"
        yield from blocks([block for block in part.blocks if isinstance(block, Space)], room)
        return
    yield f"{'=' * depth} {words(part.title)}"
    yield from blocks(part.blocks, room, bool(part.subsections))
    for inner in part.subsections:
        yield from section(inner, depth + 1, room)


def blocks(many: Sequence[Block], room: float, more: bool = False) -> Iterator[str]:
    """One paragraph for each block, on the page of what it leads to; conventions that follow each other as one list.

    `more` says that subsections follow.
    """
    led = zip(many, leads(many, more), strict=True)
    for listed, group in groupby(led, lambda each: isinstance(each[0], Note) and each[0].kind is Kind.CONVENTION):
        if listed:
            yield "\n".join(f"- {words(block.text)}" for block, _ in group if isinstance(block, Note))
        else:
            for block, leading in group:
                yield from _block(block, room, leading)


def _block(block: Block, room: float, leading: bool) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"#lead[{words(block.text)}]" if leading else words(block.text)
        case Note():
            yield f"#check[{words(block.text)}]" if block.kind is Kind.CHECK else words(block.text)
        case Space():
            yield f"#space({block.lines})"
        case Listing():
            yield f"#raw(block: true, lang: {string(block.language)}, {string(block.text.rstrip())})"
        case Formulas():
            yield from _label(block.label)
            yield from (display(formula.tree, room) for formula in block.formulas)
        case TableBlock():
            yield from _label(block.label)
            yield table(block)
        case Matrices():
            yield from _label(block.label)
            yield matrices(block, room)
        case Steps():
            yield from _label(block.label)
            yield from (_step(number, step, room) for number, step in enumerate(block.trace.steps, 1))
        case _:
            assert_never(block)


def _label(text: str) -> Iterator[str]:
    if text:
        yield f"#label[{words(capital(text))}]"


def capital(text: str) -> str:
    """The text with a capital letter, where its first word is one and no symbol."""
    first = text.split(" ", 1)[0]
    return text[0].upper() + text[1:] if first.isalpha() and len(first) > 1 else text


def _step(number: int, step: Explained, room: float) -> str:
    return f"#step({number}, [{words(capital(step.rule))}], [{reason(step)}])\n{display(step.statement, room)}"


def reason(step: Explained) -> str:
    """Why a step may be taken, and what its indices became."""
    solved = ", ".join(map(inline, step.solved))
    return "; ".join(part for part in (words(step.reason), solved) if part)


def table(block: TableBlock) -> str:
    """A table whose header is repeated on every page that it reaches."""
    aligned = ", ".join("right" if place in block.right else "left" for place in range(len(block.headers)))
    head = ", ".join(f"[{_cell(cell)}]" for cell in block.headers)
    rows = [f"  {', '.join(f'[{_cell(cell)}]' for cell in row)}," for row in block.rows]
    if block.total:
        rows.insert(len(rows) - 1, "  table.hline(stroke: 0.5pt),")
    return "\n".join((f"#listed(align: ({aligned},),", f"  table.header({head}),", *rows, ")"))


def _cell(cell: Cell) -> str:
    return words(cell) if isinstance(cell, str) else inline(cell)
