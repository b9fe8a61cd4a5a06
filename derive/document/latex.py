"""Documents as LaTeX: a fragment to be put into a document of one's own, and the parts that whole documents share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from derive.document.blocks import (
    LINE_BY_HAND,
    Block,
    Cell,
    Document,
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
from derive.document.latex_words import words
from derive.document.leads import leads
from derive.document.markdown import line_latex
from derive.document.matrix_lines import matrix_lines
from derive.printing.formula import Explained, Tree
from derive.printing.latex import render
from derive.printing.rows import ROOM

HEAD = "% derive show: needs \\usepackage{amsmath}"
KEPT = r" \nopagebreak"  # at the end of a paragraph: no page between it and the next
STEPS = "derivation"
LEVELS = ("section", "subsection", "subsubsection", "paragraph")


@dataclass(frozen=True, slots=True)
class Page:
    """How a document is laid out: the width of a line in measure's units, how a table is written, and what stands
    after a heading's command (a star where there are no numbers)."""

    room: float
    table: Callable[[TableBlock], str]
    star: str = ""


def latex(document: Document) -> str:
    """A fragment that needs amsmath, nothing else, and ends in one newline."""
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    return "\n\n".join((HEAD, rf"\section*{{{words(title)}}}", *body(document, FRAGMENT, 1))) + "\n"


def body(document: Document, page: Page, depth: int = 0) -> Iterator[str]:
    """Everything below the title in paragraphs, sections at this depth."""
    yield from _blocks(document.blocks, page)
    for section in document.sections:
        yield from _section(section, page, depth)


def cell(content: Cell) -> str:
    """A cell of a table."""
    return words(content) if isinstance(content, str) else f"${render(content)}$"


def row(cells: Iterable[str]) -> str:
    """A row of a table from its written cells."""
    return " & ".join(cells) + r" \\"


def _section(section: Section, page: Page, depth: int) -> Iterator[str]:
    if section.whole:
        yield r"\filbreak"
    yield rf"\{LEVELS[min(depth, len(LEVELS) - 1)]}{page.star}{{{words(section.title)}}}"
    yield from _blocks(section.blocks, page, bool(section.subsections))
    for part in section.subsections:
        yield from _section(part, page, depth + 1)


def _blocks(blocks: Sequence[Block], page: Page, more: bool = False) -> Iterator[str]:
    """A paragraph for each block; conventions that follow each other as one list. `more`: subsections follow."""
    led = zip(blocks, leads(blocks, more), strict=True)
    for listed, group in groupby(led, lambda each: isinstance(each[0], Note) and each[0].kind is Kind.CONVENTION):
        if listed:
            items = "\n".join(rf"\item {words(block.text)}" for block, _ in group if isinstance(block, Note))
            yield f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}"
        else:
            yield from _led(group, page)


def _led(blocks: Iterable[tuple[Block, bool]], page: Page) -> Iterator[str]:
    """The blocks, words that lead to the next one put before it."""
    said = ""
    for block, leading in blocks:
        for part in _block(block, page):
            shown = _kept(said, part) if said else part
            said = shown if leading else ""
            if not leading:
                yield shown
    if said:
        yield f"{said}{KEPT}"


def _block(block: Block, page: Page) -> Iterator[str]:
    match block:
        case Paragraph():
            yield words(block.text)
        case Note():
            yield rf"\emph{{Checked:}} {words(block.text)}" if block.kind is Kind.CHECK else words(block.text)
        case Space():
            yield rf"\vspace*{{{LINE_BY_HAND * block.lines}mm}}"
        case Listing():
            yield f"\\begin{{verbatim}}\n{block.text.rstrip()}\n\\end{{verbatim}}"
        case Formulas():
            yield from _labelled(block.label, ("\n".join(_display(each.tree, page) for each in block.formulas),))
        case TableBlock():
            yield from _labelled(block.label, (page.table(block),))
        case Matrices():
            yield from _labelled(block.label, _matrices(block, page))
        case Steps():
            yield rf"\noindent {words(block.label or STEPS)}:{KEPT}"
            for number, step in enumerate(block.trace.steps, 1):
                reason = rf"{number}. \emph{{{words(step.rule)}}}{_reason(step)}"
                yield _kept(reason, _display(step.statement, page))
        case _:
            assert_never(block)


def _labelled(label: str, parts: Iterable[str]) -> Iterator[str]:
    """The parts, the first one kept on its label's page."""
    said = rf"\noindent {words(label)}:" if label else ""
    for part in parts:
        yield _kept(said, part) if said else part
        said = ""


def _kept(said: str, shown: str) -> str:
    """Words with what they announce: no blank line and no page between them."""
    return f"{said}\n{shown}" if shown.startswith("\\[") else f"{said}{KEPT}\n\n{shown}"


def _display(tree: Tree, page: Page) -> str:
    return f"\\[\n{render(tree, page.room)}\n\\]"


def _matrices(block: Matrices, page: Page) -> Iterator[str]:
    for line in matrix_lines(block, page.room):
        yield f"\\[\n{line_latex(line)}\n\\]"


def _reason(step: Explained) -> str:
    solved = ", ".join(f"${render(each)}$" for each in step.solved)
    reason = f": {words(step.reason)}" if step.reason else ""
    return f"{reason}; {solved}" if solved else reason


def _tabular(block: TableBlock) -> str:
    columns = "".join("r" if place in block.right else "l" for place in range(len(block.headers)))
    written = "\n".join((row(map(cell, block.headers)), r"\hline", *(row(map(cell, cells)) for cells in block.rows)))
    return f"\\noindent\\begin{{tabular}}{{{columns}}}\n{written}\n\\end{{tabular}}"


FRAGMENT = Page(ROOM, _tabular, star="*")
