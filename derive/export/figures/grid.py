"""A map drawn as a grid of cells, with its numbers and the numbers of its rows and columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from derive.document.figures import cell as short
from derive.export.figures.measure import text_width
from derive.export.figures.paint import INK, PLAIN, QUIET, RULE, Paint
from derive.export.figures.svg import Element, Value, element, label, labels, number

Array = Any
Cell = tuple[int, int]
CELL, FONT, RULER, CAPTION = 34.0, 13.0, 10.0, 13.0
RULERS, ABOVE = 16.0, 44.0  # room for the numbers of the rows, and above the cells for the caption and the columns'


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a map stands: the upper left corner of cell (0, 0), its rows and columns, and the rings around it
    (top, right, bottom, left) that are not cells of the map."""

    x: float
    y: float
    rows: int
    columns: int
    ring: tuple[int, int, int, int] = (0, 0, 0, 0)
    cell: float = CELL

    @property
    def width(self) -> float:
        """From the ring's left to its right."""
        return self.cell * (self.columns + self.ring[1] + self.ring[3])

    @property
    def height(self) -> float:
        """From the ring's top to its bottom."""
        return self.cell * (self.rows + self.ring[0] + self.ring[2])

    def moved(self, left: float, top: float) -> "Grid":
        """The same with the ring's upper left corner there."""
        return replace(self, x=left + self.cell * self.ring[3], y=top + self.cell * self.ring[0])

    @property
    def left(self) -> float:
        return self.x - self.cell * self.ring[3]

    @property
    def top(self) -> float:
        return self.y - self.cell * self.ring[0]

    @property
    def inner(self) -> tuple[Cell, ...]:
        """The cells of the map."""
        return tuple((r, q) for r in range(self.rows) for q in range(self.columns))

    @property
    def outer(self) -> tuple[Cell, ...]:
        """The cells of the ring."""
        top, right, bottom, left = self.ring
        own = set(self.inner)
        every = ((r, q) for r in range(-top, self.rows + bottom) for q in range(-left, self.columns + right))
        return tuple(each for each in every if each not in own)

    def corner(self, cell: Cell) -> tuple[float, float]:
        """A cell's upper left corner."""
        return self.x + self.cell * cell[1], self.y + self.cell * cell[0]

    def middle(self, cell: Cell) -> tuple[float, float]:
        """A cell's centre."""
        x, y = self.corner(cell)
        return x + self.cell / 2, y + self.cell / 2


def cells(grid: Grid, where: Iterable[Cell], inset: float = 0, **attributes: Value) -> Element:
    """Several cells as one path."""
    side = number(grid.cell - 2 * inset)
    corners = (grid.corner(each) for each in where)
    outline = (f"M{number(x + inset)} {number(y + inset)}h{side}v{side}h-{side}z" for x, y in corners)
    return element("path", d="".join(outline), **attributes)


def hatch(name: str) -> Element:
    """A pattern for cells that are none of the map: hatched, so that they differ without colour."""
    lines = element("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", stroke=RULE, stroke_width=0.8)
    return element("pattern", lines, id=name, width=6, height=6, patternUnits="userSpaceOnUse")


def base(grid: Grid, ring: str = "") -> list[Element]:
    """The empty cells, those of the ring filled as `ring` says."""
    own = cells(grid, grid.inner, fill=PLAIN, stroke=RULE)
    return [own] if not grid.outer else [cells(grid, grid.outer, fill=ring, stroke=RULE), own]


def values(grid: Grid, array: Array, lift: float = 0) -> Element:
    """The numbers of the map, in the middle of their cells or `lift` above it."""
    texts = {each: figure(array[each]) for each in grid.inner}
    return entries(grid, texts, font(grid, texts.values()), lift)


def entries(grid: Grid, texts: Mapping[Cell, str], size: float = FONT, lift: float = 0, paint: Paint = INK) -> Element:
    """Texts in the middle of their cells."""
    places = ((*base_line(grid, each, size, lift), text) for each, text in texts.items())
    return labels(places, size, "middle", fill=paint)


def base_line(grid: Grid, cell: Cell, size: float, lift: float = 0) -> tuple[float, float]:
    """Where a text in the middle of a cell begins, anchored at its middle."""
    x, y = grid.middle(cell)
    return x, y + 0.36 * size - lift


def font(grid: Grid, texts: Iterable[str]) -> float:
    """The largest size at which all texts fit a cell."""
    widest = max((text_width(text, 1) for text in texts), default=1)
    return min(FONT, (grid.cell - 5) / widest)


def figure(value: float) -> str:
    """A number as it stands in a cell, with a true minus sign."""
    return short(float(value)).replace("-", "−")


def rulers(grid: Grid) -> list[Element]:
    """The numbers of the rows on the left and of the columns above, counted from 0 as in the formulas."""
    top, right, bottom, left = grid.ring
    columns = range(-left, grid.columns + right)
    rows = range(-top, grid.rows + bottom)
    above = ((grid.middle((0, q))[0], grid.top - 5, signed(q)) for q in columns)
    beside = ((grid.left - 5, grid.middle((r, 0))[1] + 3.5, signed(r)) for r in rows)
    return [labels(above, RULER, "middle", fill=QUIET), labels(beside, RULER, "end", fill=QUIET)]


def signed(value: int) -> str:
    """An integer with a true minus sign."""
    return str(value).replace("-", "−")


def caption(grid: Grid, text: str) -> Element:
    """The map's name above it."""
    return label(grid.left + grid.width / 2, grid.top - 22, text, CAPTION, font_weight="bold")
