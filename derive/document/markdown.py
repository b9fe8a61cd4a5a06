"""Documents as Markdown: tables with pipes, derivations that unfold, formulas as the reader's dialect wants them."""

import re
from collections.abc import Iterable, Iterator
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
    Matrix,
    Note,
    Paragraph,
    Section,
    Space,
    Steps,
    TableBlock,
)
from derive.document.matrix_lines import Line, matrix_lines
from derive.printing.formula import Explained, Statement, Trace, Tree
from derive.printing.names import BLANK
from derive.printing.notation import Notation, write

SPECIAL = re.compile(r"[\\`*<>|\[\]#$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
SIGNS = {"⋆": r"\star", "→": r"\to", "=": "=", "≈": r"\approx", "·": r"\cdot", "+": "+", ",": ","}
ROOM = 86.0  # for matrices in a row, in measure's units
HOLE = r"\boxed{\phantom{\dfrac{000}{0}}}"  # a place to write a number by hand
MARKS = {Kind.CONVENTION: "- ", Kind.REMARK: "", Kind.CHECK: "*Checked:* "}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a reader of Markdown wants mathematics: what stands before and after a displayed formula, and one in text."""

    display: tuple[str, str]
    inline: tuple[str, str]


GITHUB = Dialect(("```math\n", "\n```"), ("$`", "`$"))  # the fence and the backquotes keep backslashes as they are
JUPYTER = Dialect(("$$\n", "\n$$"), ("$", "$"))


def markdown(document: Document, dialect: Dialect = GITHUB) -> str:
    """The document as Markdown that ends in one newline; the same document gives the same bytes."""
    parts = [f"# {escape(document.title)}"]
    if document.subtitle:
        parts.append(escape(document.subtitle))
    parts += block_parts(document.blocks, dialect)
    for section in document.sections:
        parts += section_parts(section, 2, dialect)
    return "\n\n".join(parts) + "\n"


def section_parts(section: Section, depth: int, dialect: Dialect = GITHUB) -> Iterator[str]:
    """The section's paragraphs, its title as a heading of this depth first."""
    yield f"{'#' * depth} {escape(section.title)}"
    yield from block_parts(section.blocks, dialect)
    for part in section.subsections:
        yield from section_parts(part, depth + 1, dialect)


def escape(text: str) -> str:
    """Plain text as Markdown; signs inside words stay readable where they mean nothing."""
    return SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def block_parts(blocks: Iterable[Block], dialect: Dialect = GITHUB) -> Iterator[str]:
    """One paragraph for each block; notes of one kind that follow each other as one list."""
    notes: list[str] = []
    for block in blocks:
        if isinstance(block, Note) and block.kind is Kind.CONVENTION:
            notes.append(f"- {escape(block.text)}")
            continue
        if notes:
            yield "\n".join(notes)
            notes = []
        yield from _block(block, dialect)
    if notes:
        yield "\n".join(notes)


def _block(block: Block, dialect: Dialect) -> Iterator[str]:
    match block:
        case Paragraph():
            yield escape(block.text)
        case Note():
            yield f"{MARKS[block.kind]}{escape(block.text)}"
        case Space():
            yield "<br>" * block.lines
        case Listing():
            yield f"```{block.language}\n{block.text.rstrip()}\n```"
        case Formulas():
            yield from _label(block.label)
            yield from _fences(block, dialect)
        case TableBlock():
            yield from _label(block.label)
            yield _table(block, dialect)
        case Matrices():
            yield from _label(block.label)
            yield from (_math(line_latex(line), dialect) for line in matrix_lines(block, ROOM))
        case Steps():
            yield from _steps(block, dialect)
        case _:
            assert_never(block)


def _label(label: str) -> Iterator[str]:
    if label:
        yield f"{escape(label[0].upper() + label[1:] if label.split(' ')[0].isalpha() else label)}:"


def _fences(block: Formulas, dialect: Dialect) -> Iterator[str]:
    """Formulas of one line in one fence under each other, others in fences of their own."""
    trees = [formula.tree for formula in block.formulas]
    if len(trees) > 1 and not any(isinstance(tree, Statement | Trace) for tree in trees):
        rows = (" \\\\[1ex]\n").join(f"& {write(tree, Notation.LATEX)}" for tree in trees)
        yield _math(f"\\begin{{aligned}}\n{rows}\n\\end{{aligned}}", dialect)
    else:
        yield from (_fence(tree, dialect) for tree in trees)


def _fence(tree: Tree, dialect: Dialect) -> str:
    return _math(write(tree, Notation.LATEX), dialect)


def _math(latex: str, dialect: Dialect) -> str:
    return latex.join(dialect.display)


def _table(block: TableBlock, dialect: Dialect) -> str:
    rule = ["---:" if place in block.right else "---" for place in range(len(block.headers))]
    rule_row = f"| {' | '.join(rule)} |"
    rows = [_cells(block.headers, dialect), rule_row, *(_cells(row, dialect) for row in block.rows)]
    return "\n".join(rows)


def _cells(row: tuple[Cell, ...], dialect: Dialect) -> str:
    return f"| {' | '.join(_cell(cell, dialect) for cell in row)} |"


def _cell(cell: Cell, dialect: Dialect) -> str:
    """Text, or a formula."""
    return escape(cell) if isinstance(cell, str) else _inline(cell, dialect)


def _inline(tree: Tree, dialect: Dialect) -> str:
    return write(tree, Notation.LATEX).join(dialect.inline)


def line_latex(line: Line) -> str:
    """Matrices in a row with the signs between them, and before the first where the row goes on."""
    (first, matrix), *others = line
    before = f"{sign_latex(first)} " if first else ""
    return before + " ".join((matrix_latex(matrix), *(f"{sign_latex(s)} {matrix_latex(m)}" for s, m in others)))


def sign_latex(sign: str) -> str:
    """What stands between two matrices."""
    return " ".join(SIGNS.get(part, part) for part in sign.replace("−", "-").split()) or r"\quad"


def matrix_latex(matrix: Matrix) -> str:
    """A matrix with its caption above it; numbers of rows and columns outside its rule."""
    rows = [[_latex_cell(cell) for cell in row] for row in matrix.rows]
    if matrix.column_names:
        rows = [[name, *row] for name, row in zip(matrix.row_names, rows, strict=True)]
        columns = "r|" + "c" * len(matrix.column_names)
        head = " & ".join(["", *matrix.column_names])
        body = r" \\ ".join(" & ".join(row) for row in rows)
        return rf"\begin{{array}}{{{columns}}} {head} \\ \hline {body} \end{{array}}"
    body = r" \\ ".join(" & ".join(row) for row in rows)
    grid = rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"
    return rf"\overset{{\textstyle {_latex_cell(matrix.caption)}}}{{{grid}}}" if matrix.caption else grid


def _latex_cell(cell: Cell) -> str:
    if cell == BLANK:
        return HOLE
    if isinstance(cell, str):
        return cell.replace("−", "-").replace("…", r"\dots") or r"\cdot"
    return write(cell, Notation.LATEX)


def _steps(block: Steps, dialect: Dialect) -> Iterator[str]:
    """A derivation that unfolds, one numbered step after the other."""
    label = escape(block.label or "derivation")
    yield f"<details><summary>{label[0].upper() + label[1:]}, {len(block.trace.steps)} steps</summary>"
    for number, step in enumerate(block.trace.steps, 1):
        yield f"{number}\\. **{escape(step.rule)}**{_reason(step, dialect)}"
        yield _fence(step.statement, dialect)
    yield "</details>"


def _reason(step: Explained, dialect: Dialect) -> str:
    solved = ", ".join(_inline(each, dialect) for each in step.solved)
    reason = f": {escape(step.reason)}" if step.reason else ""
    return f"{reason}; {solved}" if solved else reason
