"""Documents as LaTeX: a fragment to be put into a document of one's own, and the parts that whole documents share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from derive.document.blocks import (
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
    Steps,
    TableBlock,
)
from derive.document.latex_words import words
from derive.document.markdown import matrices_latex, sign_latex
from derive.document.matrix_lines import matrix_lines
from derive.printing.formula import Explained, Tree
from derive.printing.latex import render
from derive.printing.rows import ROOM

HEAD = "% derive show: needs \\usepackage{amsmath}"
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
    yield rf"\{LEVELS[min(depth, len(LEVELS) - 1)]}{page.star}{{{words(section.title)}}}"
    yield from _blocks(section.blocks, page)
    for part in section.subsections:
        yield from _section(part, page, depth + 1)


def _blocks(blocks: Iterable[Block], page: Page) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, page)


def _block(block: Block, page: Page) -> Iterator[str]:
    match block:
        case Paragraph():
            yield words(block.text)
        case Note():
            yield rf"\emph{{Checked:}} {words(block.text)}" if block.kind is Kind.CHECK else words(block.text)
        case Listing():
            yield f"\\begin{{verbatim}}\n{block.text.rstrip()}\n\\end{{verbatim}}"
        case Formulas():
            yield from _labelled(block.label, (_display(formula.tree, page) for formula in block.formulas))
        case TableBlock():
            yield from _labelled(block.label, (page.table(block),))
        case Matrices():
            yield from _labelled(block.label, _matrices(block, page))
        case Steps():
            yield from _labelled(block.label, ())
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
    if said:
        yield said


def _kept(said: str, shown: str) -> str:
    """Words with what they announce: no blank line and no page between them."""
    return f"{said}\n{shown}" if shown.startswith("\\[") else f"{said}\n\n{shown}"


def _display(tree: Tree, page: Page) -> str:
    return f"\\[\n{render(tree, page.room)}\n\\]"


def _matrices(block: Matrices, page: Page) -> Iterator[str]:
    for line in matrix_lines(block, page.room):
        first, *others = (sign for sign, _ in line)
        shown = matrices_latex(Matrices(tuple(matrix for _, matrix in line), tuple(others)))
        yield f"\\[\n{sign_latex(first)} {shown}\n\\]" if first else f"\\[\n{shown}\n\\]"


def _reason(step: Explained) -> str:
    solved = ", ".join(f"${render(each)}$" for each in step.solved)
    reason = f": {words(step.reason)}" if step.reason else ""
    return f"{reason}; {solved}" if solved else reason


def _tabular(block: TableBlock) -> str:
    columns = "".join("r" if place in block.right else "l" for place in range(len(block.headers)))
    written = "\n".join((row(map(cell, block.headers)), r"\hline", *(row(map(cell, cells)) for cells in block.rows)))
    return f"\\noindent\\begin{{tabular}}{{{columns}}}\n{written}\n\\end{{tabular}}"


FRAGMENT = Page(ROOM, _tabular, star="*")
