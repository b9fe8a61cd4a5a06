"""Matrices side by side in Typst's mathematics."""

from derive.document.blocks import Cell, Matrices, Matrix
from derive.document.matrix_lines import Line, matrix_lines
from derive.export.typst.markup import displayed
from derive.printing.names import BLANK
from derive.printing.typst import render, text
from derive.printing.unicode import spoken

SIGNS = {"⋆": "star.op", "→": "arrow.r", "·": "dot.op", "−": "−", "…": "…", ",": ",", "+": "+", "=": "=", "≈": "approx"}


def matrices(block: Matrices, room: float) -> str:
    """The matrices with their signs, in lines of their own where they do not fit beside each other."""
    return "\n\n".join(displayed(_line(line), _alternative(line), "grids") for line in matrix_lines(block, room))


def _line(line: Line) -> str:
    parts = [f"{_sign(sign)} {_matrix(matrix)}" for sign, matrix in line]
    return " ".join(parts).strip()


def _sign(sign: str) -> str:
    return " ".join(SIGNS.get(part, part) for part in sign.split()) if sign else "quad"


def _matrix(matrix: Matrix) -> str:
    rows = [[_cell(cell) for cell in row] for row in matrix.rows]
    if matrix.column_names:
        named = [["", *matrix.column_names], *([n, *row] for n, row in zip(matrix.row_names, rows, strict=True))]
        return f"mat(delim: #none, augment: #(hline: 1, vline: 1), {_rows(named)})"
    grid = f'mat(delim: "[", {_rows(rows)})'
    return f"limits({grid})^(inline({_cell(matrix.caption)}))" if matrix.caption else grid


def _rows(rows: list[list[str]]) -> str:
    return "; ".join(", ".join(row) for row in rows)


def _cell(cell: Cell) -> str:
    if cell == BLANK:
        return "hole"
    if not isinstance(cell, str):
        return render(cell)
    if not cell:
        return "dot.op"
    return cell if set(cell) <= set("0123456789.−e+") else text(cell)


def _alternative(line: Line) -> str:
    return " ".join(f"{sign} {_read(matrix)}".strip() for sign, matrix in line)


def _read(matrix: Matrix) -> str:
    rows = "; ".join(" ".join(map(_read_cell, row)) for row in matrix.rows)
    return f"{_read_cell(matrix.caption)} [{rows}]" if matrix.caption else f"[{rows}]"


def _read_cell(cell: Cell) -> str:
    return (cell or "·") if isinstance(cell, str) else spoken(cell)
