"""Documents as LaTeX, to be put into a document of one's own: needs amsmath, nothing else."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from derive.document.blocks import (
    Block,
    Cell,
    Document,
    Formulas,
    Listing,
    Matrices,
    Note,
    Paragraph,
    Section,
    Steps,
    TableBlock,
)
from derive.document.markdown import matrices_latex
from derive.printing.formula import Explained, Tree
from derive.printing.latex import escape
from derive.printing.notation import Notation, write

HEAD = "% derive show: needs \\usepackage{amsmath}"
LEVELS = ("section", "subsection", "subsubsection", "paragraph")
WORDS = {"α": r"$\alpha$", "×": r"$\times$", "→": r"$\to$", "·": r"$\cdot$", "−": "--", "<": "$<$", ">": "$>$"}


def latex(document: Document) -> str:
    """The document as LaTeX that ends in one newline."""
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    parts = [HEAD, rf"\section*{{{words(title)}}}", *_blocks(document.blocks)]
    for section in document.sections:
        parts += _section(section, 1)
    return "\n\n".join(parts) + "\n"


def words(text: str) -> str:
    """Plain text as LaTeX."""
    written = escape(text)
    for sign, spelled in WORDS.items():
        written = written.replace(sign, spelled)
    return written


def _section(section: Section, depth: int) -> Iterator[str]:
    yield rf"\{LEVELS[min(depth, len(LEVELS) - 1)]}*{{{words(section.title)}}}"
    yield from _blocks(section.blocks)
    for part in section.subsections:
        yield from _section(part, depth + 1)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Note():
            yield words(block.text)
        case Listing():
            yield f"\\begin{{verbatim}}\n{block.text.rstrip()}\n\\end{{verbatim}}"
        case Formulas():
            yield from _label(block.label)
            yield from (_display(formula.tree) for formula in block.formulas)
        case TableBlock():
            yield from _label(block.label)
            yield _table(block)
        case Matrices():
            yield from _label(block.label)
            yield f"\\[\n{matrices_latex(block)}\n\\]"
        case Steps():
            yield from _label(block.label)
            for number, step in enumerate(block.trace.steps, 1):
                yield rf"{number}. \emph{{{words(step.rule)}}}{_reason(step)}"
                yield _display(step.statement)
        case _:
            assert_never(block)


def _label(label: str) -> Iterator[str]:
    if label:
        yield rf"\noindent {words(label)}:"


def _display(tree: Tree) -> str:
    return f"\\[\n{write(tree, Notation.LATEX)}\n\\]"


def _reason(step: Explained) -> str:
    solved = ", ".join(f"${write(each, Notation.LATEX)}$" for each in step.solved)
    reason = f": {words(step.reason)}" if step.reason else ""
    return f"{reason}; {solved}" if solved else reason


def _table(block: TableBlock) -> str:
    columns = "".join("r" if place in block.right else "l" for place in range(len(block.headers)))
    rows = [_row(block.headers), r"\hline", *map(_row, block.rows)]
    body = "\n".join(rows)
    return f"\\noindent\\begin{{tabular}}{{{columns}}}\n{body}\n\\end{{tabular}}"


def _row(row: tuple[Cell, ...]) -> str:
    return " & ".join(map(_cell, row)) + r" \\"


def _cell(cell: Cell) -> str:
    return words(cell) if isinstance(cell, str) else f"${write(cell, Notation.LATEX)}$"
