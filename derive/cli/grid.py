"""Tables and matrices as lines of text."""

import re
from itertools import zip_longest

from derive.cli.look import Look
from derive.document.blocks import Cell, Matrices, Matrix, TableBlock
from derive.printing.formula import Letter
from derive.printing.wrap import columns

GAP = "  "
NARROWEST = 8  # columns that a wrapped cell keeps
FRAME = 5  # columns of a matrix's brackets, and of the space around them
NUMBER = re.compile(r"[-−]?\d+(\.\d+)?")
EDGES = {True: ("⎡⎢⎣", "⎤⎥⎦", "[]"), False: ("[[[", "]]]", "[]")}


def table_lines(block: TableBlock, look: Look, indent: int) -> list[str]:
    """The table under a rule, cells wrapped where the whole would be too wide."""
    grid = [block.headers, *block.rows]
    widths = _widths(grid, block, look, look.width - indent)
    if widths is None:
        return _records(block, look, indent)
    rule = ("─" if look.unicode else "-") * min(look.width - indent, sum(widths) + len(GAP) * (len(widths) - 1))
    lines = [*_row(block.headers, widths, block.right, look), rule]
    for place, row in enumerate(block.rows):
        if block.total and place == len(block.rows) - 1:
            lines.append(rule)
        lines += _row(row, widths, block.right, look)
    return [(" " * indent + line).rstrip() for line in lines]


def _widths(grid: list[tuple[Cell, ...]], block: TableBlock, look: Look, room: int) -> list[int] | None:
    """Natural widths, the widest columns narrowed until all fit; None if their contents cannot be so narrow."""
    columns_of = list(zip(*grid, strict=True))
    widths = [max(_width(cell, look) for cell in column) for column in columns_of]
    room -= len(GAP) * (len(widths) - 1)
    while sum(widths) > room:
        flexible = [place for place in range(len(widths)) if place not in block.right and widths[place] > NARROWEST]
        if not flexible:
            return None
        widths[max(flexible, key=lambda place: widths[place])] -= 1
    fits = all(
        _width(cell, look, width) <= width for column, width in zip(columns_of, widths, strict=True) for cell in column
    )
    return widths if fits else None


def _records(block: TableBlock, look: Look, indent: int) -> list[str]:
    """A table that is too wide for its output, one line for each cell: the first cell, then header and contents."""
    heads = [look.cell(header)[0] for header in block.headers]
    side = max(map(columns, heads[1:]))
    lines: list[str] = []
    for row in block.rows:
        lines += ([""] if lines else []) + look.cell(row[0])
        for head, cell in zip(heads[1:], row[1:], strict=True):
            if cell != "":
                text = look.cell(cell, look.width - indent - side - 2 * len(GAP))
                lines.append(f"{GAP}{_pad(head, side)}{GAP}{text[0]}")
                lines += [" " * (side + 2 * len(GAP)) + line for line in text[1:]]
    return [(" " * indent + line).rstrip() for line in lines]


def _width(cell: Cell, look: Look, width: int | None = None) -> int:
    return max(columns(line) for line in look.cell(cell, width))


def _row(row: tuple[Cell, ...], widths: list[int], right: frozenset[int], look: Look) -> list[str]:
    cells = [look.cell(cell, width) for cell, width in zip(row, widths, strict=True)]
    return [
        GAP.join(_pad(text, widths[place], place in right) for place, text in enumerate(line)).rstrip()
        for line in zip_longest(*cells, fillvalue="")
    ]


def _pad(text: str, width: int, right: bool = False) -> str:
    space = " " * max(0, width - columns(text))
    return space + text if right else text + space


def matrices_lines(block: Matrices, look: Look, indent: int) -> list[str]:
    """Matrices side by side, signs half way up; a new line of them where one is full."""
    signs = [look.words(sign) for sign in ("", *block.signs)]
    beside = max(columns(sign) for sign in signs)
    room = look.width - indent - (beside + len(GAP) if beside else 0)
    boxes = [_box(matrix, look, room) for matrix in block.items]
    signs += [""] * (len(boxes) - len(signs))
    lines: list[str] = []
    current: list[list[str]] = []
    for sign, box in zip(signs, boxes, strict=True):
        added = [[sign], box] if sign else [box]
        if current and _span([*current, *added]) > look.width - indent:
            lines += [*_beside(current), ""]
            current = []
        current += added
    lines += _beside(current)
    return [(" " * indent + line).rstrip() for line in lines]


def _span(parts: list[list[str]]) -> int:
    return sum(max(map(columns, part)) for part in parts) + len(GAP) * (len(parts) - 1)


def _beside(parts: list[list[str]]) -> list[str]:
    """Boxes next to each other: captions in the first line, everything else centred below."""
    height = max(len(part) for part in parts)
    padded = []
    for part in parts:
        width = max(map(columns, part))
        head, body = (part[0], part[1:]) if len(part) > 1 else ("", part)
        above = (height - 1 - len(body)) // 2
        below = height - 1 - len(body) - above
        padded.append([_pad(line, width) for line in (head, *[""] * above, *body, *[""] * below)])
    return [GAP.join(line).rstrip() for line in zip(*padded, strict=True)]


def _box(matrix: Matrix, look: Look, room: int) -> list[str]:
    """A caption, the columns' numbers if there are any, and the rows in brackets; as many columns as fit."""
    blank = "·" if look.unicode else "."
    texts = [[look.cell(cell)[0] or blank for cell in row] for row in matrix.rows]
    names = [look.words(name) for name in matrix.row_names] or [""] * len(texts)
    heads = [look.words(name) for name in matrix.column_names]
    side = max(map(columns, names))
    aligned = _fitted(texts, heads, room - side - FRAME, look)
    lead = f"{' ' * (side + 1)}" if side else ""
    lines = [f"{lead}  {' '.join(aligned.pop(0))}"] if heads else []
    for place, row in enumerate(aligned):
        left, right = _edges(place, len(aligned), look)
        name = f"{_pad(names[place], side, True)} " if side else ""
        lines.append(f"{name}{left} {' '.join(row)} {right}")
    width = max(map(columns, lines))
    caption = look.cell(matrix.caption)[0]
    space = max(0, width - columns(caption)) // 2
    return [" " * space + caption, *lines]


def _fitted(texts: list[list[str]], heads: list[str], room: int, look: Look) -> list[list[str]]:
    """The columns aligned; where they are too wide, the first ones and dots."""
    aligned = _aligned(texts, heads)
    dots = look.cell(Letter("…"))[0]
    for kept in range(len(texts[0]) - 1, 0, -1):
        if max(columns(" ".join(row)) for row in aligned) <= room:
            break
        aligned = _aligned([[*row[:kept], dots] for row in texts], [*heads[:kept], dots] if heads else [])
    return aligned


def _edges(place: int, count: int, look: Look) -> tuple[str, str]:
    left, right, single = EDGES[look.unicode]
    if count == 1:
        return single[0], single[1]
    part = 0 if place == 0 else 2 if place == count - 1 else 1
    return left[part], right[part]


def _aligned(texts: list[list[str]], heads: list[str]) -> list[list[str]]:
    """Columns of one width, numbers with their decimal points under each other; the heads first, if any."""
    done = []
    for place, column in enumerate(zip(*texts, strict=True)):
        cells = _decimals(list(column))
        head = heads[place] if heads else ""
        width = max(columns(text) for text in (*cells, head))
        done.append([_pad(text, width, True) for text in ((head, *cells) if heads else cells)])
    return [list(row) for row in zip(*done, strict=True)]


def _decimals(column: list[str]) -> list[str]:
    """Numbers padded behind their decimal point."""
    numbers = [NUMBER.fullmatch(text) for text in column]
    tail = max((len(found[1] or "") for found in numbers if found), default=0)
    return [
        text + " " * (tail - len(found[1] or "")) if found else text
        for text, found in zip(column, numbers, strict=True)
    ]
