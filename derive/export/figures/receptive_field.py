"""The receptive field: what one cell sees, layer by layer, back to the input, along the width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derive.document.graph import in_place
from derive.export.figures.figure import Figure
from derive.export.figures.measure import text_width, wrapped
from derive.export.figures.paint import BLUE, INK, PLAIN, QUIET, READ, RESULT, RULE
from derive.export.figures.svg import Element, document, element, label, number, polygon
from derive.export.figures.trial import plane
from derive.network.accounting import account
from derive.network.model import Layer, Model
from derive.network.windows import WindowNumbers

MARGIN, ROW, SMALL, LINE = 14.0, 20.0, 12.0, 17.0
WIDEST, LARGEST_CELL, SMALLEST_CELL = 560.0, 26.0, 4.0
ROOMY, TIGHT = 34.0, 22.0  # between two rows
FEW_ROWS = 8


@dataclass(frozen=True, slots=True)
class CellRow:
    """The cells of a map along its width: how many there are, which are seen, and where they stand: the middle of
    cell j is at `start + step * j`, in cells of the input."""

    name: str
    count: int
    seen: tuple[int, ...]
    start: float
    step: float


def receptive_field(model: Model) -> Iterator[Figure]:
    """One picture of the middle cell of the last map; none for networks without windows, or without numbers."""
    found = rows(model)
    if found and all(row.seen for row in found):
        yield _figure(model, found)


def rows(model: Model) -> tuple[CellRow, ...]:
    """The maps from the last one down to the input; none without windows or numbers."""
    layers = _windowed(model)
    if not layers:
        return ()
    axes = [_width(model, layer) for layer in layers]
    starts, steps = [0.0], [1.0]
    for axis in axes:
        starts.append(starts[-1] + steps[-1] * ((axis.span - 1) / 2 - axis.before))
        steps.append(steps[-1] * axis.stride)
    seen: list[tuple[int, ...]] = [(axes[-1].outputs // 2,)]
    for axis in reversed(axes):
        seen.append(sees(axis, seen[-1]))
    seen.reverse()
    names = ("input", *(layer.name for layer in layers))
    counts = (axes[0].inputs, *(axis.outputs for axis in axes))
    return tuple(reversed([CellRow(*each) for each in zip(names, counts, seen, starts, steps, strict=True)]))


def _windowed(model: Model) -> list[Layer]:
    """The layers with windows, one behind the other; none where a layer between them moves cells in another way, or
    ways part and meet, so that the rows would not say what is seen."""
    if not model.spec.is_chain:
        return []
    windowed = [layer for layer in model.layers if plane(model, layer, signals=True) is not None]
    last = model.layers.index(windowed[-1]) if windowed else 0
    return windowed if all(layer in windowed or in_place(layer) for layer in model.layers[:last]) else []


def _width(model: Model, layer: Layer) -> WindowNumbers:
    found = plane(model, layer, signals=True)
    if found is None:
        raise TypeError(f"{layer.name} has no window")
    return found[1]


def sees(window: WindowNumbers, outputs: Sequence[int]) -> tuple[int, ...]:
    """The input's columns that the windows at these columns of the output cover."""
    reads = {cell for position in outputs for cell in window.cells(position)}
    return tuple(sorted(read for read in reads if 0 <= read < window.inputs))


def _figure(model: Model, maps: tuple[CellRow, ...]) -> Figure:
    unit = min(LARGEST_CELL, WIDEST / maps[-1].count)
    names = max(text_width(row.name, SMALL, bold=True) for row in maps)
    left = MARGIN + names + 12 + max(0.0, -min(row.start - row.step / 2 + 0.5 for row in maps)) * unit
    reach = max(row.start + row.step * (row.count - 0.5) + 0.5 for row in maps)
    right = left + reach * unit + 12
    counts = [f"{len(row.seen)} of {row.count}" for row in maps]
    width = max(right + max(text_width(text, SMALL) for text in counts) + MARGIN, 420.0)
    gap = ROOMY if len(maps) <= FEW_ROWS else TIGHT
    tops = [MARGIN + (ROW + gap) * at for at in range(len(maps))]
    parts: list[Element] = [_cone(maps, at, tops, left, unit) for at in range(len(maps) - 1)]
    for at, (row, top) in enumerate(zip(maps, tops, strict=True)):
        parts += _row(row, top, left, unit, at == 0)
        parts.append(label(MARGIN, top + ROW / 2 + 4, row.name, SMALL, "start", font_weight="bold"))
        parts.append(label(right, top + ROW / 2 + 4, counts[at], SMALL, "start"))
    foot = tops[-1] + ROW + 26
    said = _said(model, maps)
    notes = wrapped(f"{said} {NOTE}", width - 2 * MARGIN, SMALL)
    parts += [label(MARGIN, foot + LINE * at, text, SMALL, "start", fill=QUIET) for at, text in enumerate(notes)]
    title = f"What one cell of {maps[0].name} sees"
    seen = ", ".join(f"{row.name} {len(row.seen)} of {row.count}" for row in maps)
    words = f"Maps as rows of cells, the last on top and the input at the bottom. {said} Cells seen: {seen}."
    size = round(width), round(foot + LINE * len(notes) + MARGIN - 8)
    svg = document(f"{model.name}-receptive-field", size, title, words, *parts)
    return Figure("receptive-field", title, words, svg)


NOTE = "Each row is a map along its width; filled are the cells that the marked cell on top depends on."


def _said(model: Model, maps: tuple[CellRow, ...]) -> str:
    """One cell of the last map sees 40×40 of the 150×150 input cells."""
    field = next(each.field for each in account(model) if each.layer.name == maps[0].name)
    whole = model.shape(model.input)[-len(field) :]
    seen, cells = ("×".join(map(str, sizes)) for sizes in (field, whole))
    return f"One cell of {maps[0].name} looks at a field of {seen} of the {cells} cells of the input."


def _row(row: CellRow, top: float, left: float, unit: float, marked: bool) -> Iterator[Element]:
    side = row.step * unit
    if side >= SMALLEST_CELL:
        yield _cells(row, range(row.count), top, left, unit, fill=PLAIN, stroke=RULE, stroke_width=0.8)
        fill = RESULT if marked else READ
        yield _cells(row, row.seen, top, left, unit, fill=fill, stroke=INK if marked else BLUE, stroke_width=1.2)
        return
    start, end = _edges(row, 0, row.count - 1, left, unit)
    yield element("rect", x=start, y=top, width=end - start, height=ROW, fill=PLAIN, stroke=RULE)
    for first, last in _runs(row.seen):
        start, end = _edges(row, first, last, left, unit)
        yield element("rect", x=start, y=top, width=end - start, height=ROW, fill=READ, stroke=BLUE)


def _cells(row: CellRow, which: Sequence[int], top: float, left: float, unit: float, **look) -> Element:  # type: ignore[no-untyped-def]
    inset = min(1.0, row.step * unit * 0.08)
    parts = []
    for at in which:
        start, end = _edges(row, at, at, left, unit)
        side = number(end - start - 2 * inset)
        parts.append(f"M{number(start + inset)} {number(top)}h{side}v{number(ROW)}h-{side}z")
    return element("path", d="".join(parts), **look)


def _edges(row: CellRow, first: int, last: int, left: float, unit: float) -> tuple[float, float]:
    """The left edge of one cell and the right edge of another."""
    start = row.start + row.step * (first - 0.5) + 0.5
    end = row.start + row.step * (last + 0.5) + 0.5
    return left + start * unit, left + end * unit


def _cone(maps: tuple[CellRow, ...], at: int, tops: list[float], left: float, unit: float) -> Element:
    """From the cells seen in one row to those that they see in the next."""
    above, below = maps[at], maps[at + 1]
    (a, b), (c, d) = (_edges(row, row.seen[0], row.seen[-1], left, unit) for row in (above, below))
    points = ((a, tops[at] + ROW), (b, tops[at] + ROW), (d, tops[at + 1]), (c, tops[at + 1]))
    return polygon(points, fill=READ, fill_opacity=0.35, stroke=BLUE, stroke_width=0.8, stroke_dasharray="4 3")


def _runs(seen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring cells together: first and last of each run."""
    first = seen[0]
    for here, following in zip(seen, (*seen[1:], None), strict=True):
        if following != here + 1:
            yield first, here
            first = following if following is not None else here
