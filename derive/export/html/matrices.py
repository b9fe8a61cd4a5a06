"""Matrices as tables in brackets, side by side with the signs between them."""

from html import escape

from derive.document.blocks import Cell, Matrices, Matrix
from derive.printing.mathml import inline
from derive.printing.names import BLANK

NOTHING = "·"  # an empty cell
HOLE = '<span class="hole" role="img" aria-label="to be filled in"></span>'


def matrices(block: Matrices) -> str:
    """Matrices in a row that wraps where the window is narrow; a sign goes with the matrix after it."""
    signs = ("", *block.signs, *[""] * (len(block.items) - 1 - len(block.signs)))
    items = "\n".join(_item(sign, matrix) for sign, matrix in zip(signs, block.items, strict=True))
    return f'<div class="matrices">\n{items}\n</div>'


def _item(sign: str, matrix: Matrix) -> str:
    before = f'<span class="sign">{escape(sign, quote=False)}</span>' if sign else ""
    return f'<div class="factor">{before}{_matrix(matrix)}</div>'


def _matrix(matrix: Matrix) -> str:
    """A table; its caption is the matrix's name."""
    caption = f"<caption>{cell(matrix.caption)}</caption>" if matrix.caption else ""
    head = ""
    if matrix.column_names:
        heads = "".join(f'<th scope="col">{escape(name, quote=False)}</th>' for name in matrix.column_names)
        head = f"<thead><tr><td></td>{heads}</tr></thead>"
    names = matrix.row_names or ("",) * len(matrix.rows)
    rows = "".join(_row(name, row) for name, row in zip(names, matrix.rows, strict=True))
    kind = "numbered" if matrix.column_names else "brackets"
    return f'<table class="{kind}">{caption}{head}<tbody>{rows}</tbody></table>'


def _row(name: str, row: tuple[Cell, ...]) -> str:
    head = f'<th scope="row">{escape(name, quote=False)}</th>' if name else ""
    cells = "".join(f"<td>{HOLE if each == BLANK else cell(each or NOTHING)}</td>" for each in row)
    return f"<tr>{head}{cells}</tr>"


def cell(content: Cell) -> str:
    """Text, or a formula in a line of text."""
    return escape(content, quote=False) if isinstance(content, str) else inline(content)
