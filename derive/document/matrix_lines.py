"""Matrices side by side, as many in a line as fit."""

from derive.document.blocks import Cell, Matrices, Matrix
from derive.printing.measure import measure

GAP = 2.0  # between two columns, in measure's units
BRACKETS = 3.0
SIGN = 3.0

Line = tuple[tuple[str, Matrix], ...]  # each matrix after its sign; the first sign of all is empty


def matrix_lines(block: Matrices, room: float) -> tuple[Line, ...]:
    """The matrices with the signs before them, broken into lines before a sign."""
    signs = ("", *block.signs, *[""] * (len(block.items) - 1 - len(block.signs)))
    found: list[list[tuple[str, Matrix]]] = [[]]
    used = 0.0
    for sign, matrix in zip(signs, block.items, strict=True):
        width = matrix_width(matrix) + SIGN + len(sign)
        if found[-1] and used + width > room:
            found.append([])
            used = 0.0
        found[-1].append((sign, matrix))
        used += width
    return tuple(tuple(line) for line in found)


def matrix_width(matrix: Matrix) -> float:
    """About how wide a matrix is: its widest cell in each column, or its caption."""
    columns = zip(*matrix.rows, strict=True)
    names = (*matrix.column_names, *[""] * len(matrix.rows[0]))
    widths = [max(len(name), *map(_width, column)) for name, column in zip(names, columns, strict=False)]
    return max(sum(widths) + GAP * len(widths) + BRACKETS, _width(matrix.caption))


def _width(cell: Cell) -> float:
    return float(len(cell)) if isinstance(cell, str) else measure(cell)  # type: ignore[arg-type]
