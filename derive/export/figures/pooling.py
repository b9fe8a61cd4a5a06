"""Pooling there and back: each gradient returns to the cell that won, or is spread over the cells of the mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from derive.algebra.tensor import Tensor, cotangent
from derive.export.figures.figure import Figure
from derive.export.figures.grid import ABOVE, RULERS, Cell, Grid, base, caption, cells, figure, rulers, values
from derive.export.figures.joins import joins
from derive.export.figures.measure import wrapped
from derive.export.figures.paint import INK, QUIET, READ, RESULT, STRONG
from derive.export.figures.svg import Element, document, element, label, labels, line, polygon
from derive.export.figures.trial import Array, Trial, distinct, selects, trial
from derive.export.figures.words import conditional, geometry, named
from derive.network.backward import derive_declaration
from derive.network.model import Layer, Model

MARGIN, APART, BETWEEN, LINE, SMALL, LETTERS = 14.0, 64.0, 18.0, 17.0, 12.0, 9.0
ABC = "abcdefghijklmnopqrstuvwxyz"
MOST_LETTERS = 3  # of a cell
WINNER = "Letters name the windows; the marked cell of each window is its first maximum and gets the window's gradient."
WINNER_QUIETLY = (
    "The marked cells are the first maximum of a window; each gets the gradients of the windows that it won."
)
MEAN = "Letters name the windows; a gradient is divided by its window's number of cells, and each cell gets its share."
MEAN_QUIETLY = "A gradient is divided by the number of cells in its window, and each cell gets its share."
SUMS = "A cell that several windows share gets the sum."


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool with its numbers: for each output cell the cells of the input that its gradient returns to."""

    trial: Trial
    sources: Mapping[Cell, tuple[Cell, ...]]
    covers: Mapping[Cell, tuple[Cell, ...]]

    @property
    def selects(self) -> bool:
        return selects(self.trial.layer)

    @property
    def apart(self) -> bool:
        """Whether no two windows share a cell."""
        read = [cell for window in self.covers.values() for cell in window]
        return len(set(read)) == len(read)

    @property
    def letters(self) -> Mapping[Cell, str]:
        """The windows that a cell's gradient comes from, as letters; empty where that would not be readable."""
        if len(self.sources) > len(ABC):
            return {}
        found: dict[Cell, str] = {}
        for letter, window in zip(ABC, self.sources.values(), strict=False):
            for cell in window:
                found[cell] = found.get(cell, "") + letter
        return found if all(len(each) <= MOST_LETTERS for each in found.values()) else {}


def pools(model: Model) -> Iterator[Figure]:
    """One picture for each pool whose window no earlier one has."""
    for layer in distinct(model, filtered=False):
        found = pool_of(model, layer)
        if found is not None:
            yield _figure(model, found)


def pool_of(model: Model, layer: Layer) -> Pool | None:
    """The cells of each window by the derived reads; of a maximum's window the one that the kernels marked."""
    alone = trial(model, layer)
    if alone is None:
        return None
    declaration = alone.layer.declaration
    x, equation = declaration.input.name, declaration.equations[-1]
    first = declaration.equations[0].left.tensor.name
    operands = (x, first) if selects(alone.layer) else (x,)
    covers: dict[Cell, tuple[Cell, ...]] = {}
    sources: dict[Cell, tuple[Cell, ...]] = {}
    for join in joins(equation, operands, alone.sizes):
        result = _cell(join.result)
        covers[result] = tuple(_cell(places[0]) for places in join.reads)
        won = (places for places in join.reads if len(places) == 1 or alone.arrays[first][places[1]] == 1)
        sources[result] = tuple(_cell(places[0]) for places in won)
    return Pool(alone, sources, covers)


def _cell(place: tuple[int, ...]) -> Cell:
    return place[-2], place[-1]


def _figure(model: Model, pool: Pool) -> Figure:
    declaration = pool.trial.layer.declaration
    x, y = declaration.input, declaration.output
    x_bar, y_bar = cotangent(x), cotangent(y)
    grids = _grids(pool, x, y)
    name = f"{pool.trial.layer.name}-backward"
    width = max(grids[y].left + grids[y].width + MARGIN + 10, 420.0)
    foot = grids[x_bar].top + grids[x_bar].height + 26
    equations = (declaration.stated or declaration.equations[-1], derive_declaration(declaration)[x.name].equation)
    lines = [
        text for each in equations for text in wrapped(conditional(each, pool.trial.sizes), width - 2 * MARGIN, SMALL)
    ]
    notes = wrapped(f"{_note(pool)} {geometry(pool.trial)}", width - 2 * MARGIN, SMALL)
    texts = [label(MARGIN, foot + LINE * at, text, SMALL, "start") for at, text in enumerate(lines)]
    foot += LINE * len(lines)
    texts += [label(MARGIN, foot + LINE * at, text, SMALL, "start", fill=QUIET) for at, text in enumerate(notes)]
    title = f"{pool.trial.layer.name}: {'the maximum' if pool.selects else 'the mean'} of each window, there and back"
    words = _described(pool, title)
    svg = document(
        f"{model.name}-{name}",
        (round(width), round(foot + LINE * len(notes) + MARGIN - 8)),
        title,
        words,
        *(part for key, grid in grids.items() for part in _map(pool, key, grid, x)),
        _arrow(grids[x], grids[y], "forward"),
        _arrow(grids[y_bar], grids[x_bar], "backward"),
        *texts,
    )
    return Figure(name, title, words, svg, pool.trial.layer.name)


def _grids(pool: Pool, x: Tensor, y: Tensor) -> dict[Tensor, Grid]:
    """x and y side by side, their gradients below them."""
    left = Grid(0, 0, *pool.trial.arrays[x.name].shape[-2:]).moved(MARGIN + RULERS, MARGIN + ABOVE)
    right = left.left + left.width + APART + RULERS
    outputs = Grid(0, 0, *pool.trial.arrays[y.name].shape[-2:])
    down = left.height + ABOVE + BETWEEN
    beside = left.top + max(0.0, (left.height - outputs.height) / 2)
    return {
        x: left,
        y: outputs.moved(right, beside),
        cotangent(x): left.moved(left.left, left.top + down),
        cotangent(y): outputs.moved(right, beside + down),
    }


def _map(pool: Pool, tensor: Tensor, grid: Grid, x: Tensor) -> list[Element]:
    array: Array = pool.trial.arrays[tensor.name].reshape(grid.rows, grid.columns)
    wide = tensor in (x, cotangent(x))
    letters = pool.letters if wide else dict(zip(pool.sources, ABC, strict=False)) if pool.letters else {}
    parts = base(grid)
    if wide and pool.selects:
        won = [cell for window in pool.sources.values() for cell in window]
        parts.append(cells(grid, dict.fromkeys(won), fill=RESULT, stroke=STRONG, stroke_width=1.6))
    if pool.apart:
        parts += _windows(pool, grid, wide)
    corners = ((grid.corner(cell), letter) for cell, letter in letters.items())
    marks = [(cx + grid.cell - 3, cy + grid.cell - 3, letter) for (cx, cy), letter in corners]
    if marks:
        parts.append(labels(marks, LETTERS, "end", font_style="italic"))
    return [*parts, values(grid, array, 3.0 if marks else 0.0), *rulers(grid), caption(grid, named(tensor))]


def _windows(pool: Pool, grid: Grid, wide: bool) -> Iterator[Element]:
    """Windows that do not overlap: every second one tinted, each with a strong outline."""
    shown = pool.covers if wide else {cell: (cell,) for cell in pool.covers}
    if not pool.selects:
        tinted = [cell for (i, j), window in shown.items() if (i + j) % 2 == 0 for cell in window]
        yield cells(grid, tinted, fill=READ, stroke="none", fill_opacity=0.7)
    for window in shown.values():
        x, y = grid.corner(min(window))
        end_x, end_y = grid.corner(max(window))
        yield element(
            "rect",
            x=x,
            y=y,
            width=end_x - x + grid.cell,
            height=end_y - y + grid.cell,
            fill="none",
            stroke=INK,
            stroke_width=2,
        )


def _arrow(start: Grid, end: Grid, text: str) -> Element:
    """Between two maps side by side, whichever is on the left."""
    middle = start.top + start.height / 2
    if start.left < end.left:
        here, there = start.left + start.width + 10, end.left - RULERS - 6
    else:
        here, there = start.left - RULERS - 6, end.left + end.width + 10
    point = 7 if here < there else -7
    head = polygon(((there, middle), (there - point, middle - 4.5), (there - point, middle + 4.5)), fill=QUIET)
    name = label((here + there) / 2, middle - 9, text, 11, fill=QUIET)
    return element("g", line(here, middle, there - point, middle, stroke=QUIET, stroke_width=1.8), head, name)


def _note(pool: Pool) -> str:
    if pool.selects:
        said = WINNER if pool.letters else WINNER_QUIETLY
    else:
        said = MEAN if pool.letters else MEAN_QUIETLY
    return said if pool.apart else f"{said} {SUMS}"


def _described(pool: Pool, title: str) -> str:
    declaration = pool.trial.layer.declaration
    x, y = (pool.trial.arrays[each.name].reshape(-1) for each in (declaration.input, cotangent(declaration.output)))
    shown = "; ".join(
        f"{figure(y[at])} of output {cell} to input {', '.join(map(str, window))}"
        for at, (cell, window) in enumerate(pool.sources.items())
    )
    goes = f" Gradients: {shown}." if len(x) <= 16 else ""
    return f"{title}: a map, what the layer makes of it, and the gradients on the way back. {_note(pool)}{goes}"
