"""A layer with filters as a sparse dense layer: its matrix and its graph, each shared weight in a look of its own."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from derive.export.figures.figure import Figure
from derive.export.figures.grid import ABOVE, RULERS, Grid, base, caption, cells, entries, font
from derive.export.figures.measure import SUBSCRIPTS, wrapped
from derive.export.figures.paint import FILLS, INK, LINES, PAPER, PLAIN, QUIET, RULE
from derive.export.figures.svg import Element, document, element, group, label, labels, line
from derive.export.figures.trial import ROW, Trial, distinct, plane, trial
from derive.export.figures.words import geometry
from derive.network.model import Layer, Model
from derive.network.sharing import connection_letter, numbered_connections, sharing
from derive.network.windows import WindowNumbers
from derive.printing.chains import numbered_letter, numbered_letters, shared_sum
from derive.printing.entries import tensor_letter
from derive.printing.formula import Letter
from derive.printing.notation import Notation, write

MARGIN, APART, LINE, SMALL, BOX = 14.0, 40.0, 17.0, 12.0, 25.0
MOST_UNITS, MOST_PIXELS = 16, 36  # of the layer's own image; else a smaller one
MOST_NODES, MOST_WEIGHTS = 25, 9  # of a graph
MOST_SUMS, MOST_USES = 4, 9  # sums of more uses are shown for one weight only
DASHES = (None, "7 4", "2 3", "10 3 2 3", "1 0", "12 5", "4 2", "6 2 1 2", "3 5")
WIDTHS = (2.0, 2.0, 2.4, 2.0, 4.0, 1.2, 1.2, 2.8, 1.6)


@dataclass(frozen=True)
class Unrolled:
    """A layer's connections: (unit, pixel) -> weight, all counted row by row from 1; `letter` is theirs."""

    trial: Trial
    joined: Mapping[tuple[int, int], int]
    letter: Letter

    @property
    def units(self) -> tuple[int, int]:
        """Rows and columns of the output."""
        height, width = self.trial.axes
        return height.outputs, width.outputs

    @property
    def pixels(self) -> tuple[int, int]:
        """Rows and columns of the image."""
        height, width = self.trial.axes
        return height.inputs, width.inputs

    @property
    def taps(self) -> tuple[int, int]:
        """Rows and columns of the filter."""
        height, width = self.trial.axes
        return height.kernel, width.kernel


def unrolled(model: Model) -> Iterator[Figure]:
    """Matrix and graph for each layer with filters whose geometry no earlier one has; no graph for many weights."""
    for layer in distinct(model, filtered=True, signals=True):
        found = unrolled_layer(model, layer)
        if found is not None:
            yield _matrix(model, found)
            if _product(found.pixels) <= MOST_NODES and _product(found.taps) <= MOST_WEIGHTS:
                yield _graph(model, found)


def unrolled_layer(model: Model, layer: Layer) -> Unrolled | None:
    """Its connections, on its own image or on a small one; None where a size has no number."""
    axes = plane(model, layer, signals=True)
    if axes is None:
        return None
    own = _product([axis.inputs for axis in axes]) <= MOST_PIXELS and _product([a.outputs for a in axes]) <= MOST_UNITS
    alone = trial(model, layer, None if own else (1 if axes[0] is ROW else _least(axes[0]), _least(axes[1])))
    found = None if alone is None else sharing(alone.layer, connection_letter(model))
    if alone is None or found is None:
        return None
    joined = {key: weight for key, (weight, _) in numbered_connections(alone.model, found).items()}
    return Unrolled(alone, joined, tensor_letter(found.connection))


def _least(axis: WindowNumbers) -> int:
    """The smallest image on which the window has two positions."""
    return max(axis.span + axis.stride - 2 * axis.before, axis.span - axis.before, 3)


def _product(sizes: Sequence[int]) -> int:
    return sizes[0] * sizes[1]


def _name(weight: int) -> str:
    """f₁, f₁₂."""
    return f"f{str(weight).translate(SUBSCRIPTS)}"


def _matrix(model: Model, found: Unrolled) -> Figure:
    name = f"{found.trial.layer.name}-unrolled-matrix"
    rows, columns = _product(found.units), _product(found.pixels)
    small = _small_grids(found)
    top = max(grid.top + grid.height for grid in small) + ABOVE + 12
    grid = Grid(0, 0, rows, columns, cell=BOX).moved(MARGIN + RULERS + 30, top)
    width = max(grid.left + grid.width, small[-1].left + small[-1].width, 420.0) + MARGIN
    foot = grid.top + grid.height + 24
    lines = [text for sum_ in _sums(found) for text in wrapped(sum_, width - 2 * MARGIN, SMALL)]
    notes = wrapped(f"{_note(found)} {geometry(found.trial)}", width - 2 * MARGIN, SMALL)
    texts = [label(MARGIN, foot + LINE * at, text, SMALL, "start") for at, text in enumerate(lines)]
    foot += LINE * len(lines) + 4
    texts += [label(MARGIN, foot + LINE * at, text, SMALL, "start", fill=QUIET) for at, text in enumerate(notes)]
    title = f"{found.trial.layer.name} as a dense layer: a sparse matrix of shared weights"
    words = _described(found)
    parts = (*_small(found, small), *_large(found, grid), *texts)
    size = round(width), round(foot + LINE * len(notes) + MARGIN - 8)
    return Figure(name, title, words, document(f"{model.name}-{name}", size, title, words, *parts))


def _small_grids(found: Unrolled) -> tuple[Grid, Grid, Grid]:
    """Image, filter and units side by side."""
    left, placed = MARGIN, []
    for rows, columns in (found.pixels, found.taps, found.units):
        grid = Grid(0, 0, rows, columns, cell=BOX)
        room = max(grid.width, 64.0)
        placed.append(grid.moved(left + (room - grid.width) / 2, MARGIN + 24))
        left += room + APART
    return placed[0], placed[1], placed[2]


def _small(found: Unrolled, grids: tuple[Grid, Grid, Grid]) -> Iterator[Element]:
    pixels, taps, units = grids
    for grid in (pixels, units):
        yield from base(grid)
        yield entries(grid, {each: str(at) for at, each in enumerate(grid.inner, 1)}, SMALL)
    for at, each in enumerate(taps.inner, 1):
        yield cells(taps, (each,), fill=FILLS[(at - 1) % len(FILLS)], stroke=RULE)
    yield entries(taps, {each: _name(at) for at, each in enumerate(taps.inner, 1)}, SMALL)
    for grid, name in zip(grids, ("pixels", "filter", "units"), strict=True):
        yield label(grid.left + grid.width / 2, grid.top - 8, name, SMALL, font_weight="bold")


def _large(found: Unrolled, grid: Grid) -> Iterator[Element]:
    """The matrix: a row for each unit, a column for each pixel."""
    yield cells(grid, grid.inner, fill=PAPER, stroke=RULE, stroke_opacity=0.45)
    places: dict[int, list[tuple[int, int]]] = {}
    for (unit, pixel), weight in sorted(found.joined.items()):
        places.setdefault(weight, []).append((unit - 1, pixel - 1))
    for weight in sorted(places):
        yield cells(grid, places[weight], fill=FILLS[(weight - 1) % len(FILLS)], stroke=RULE)
    texts = {(unit - 1, pixel - 1): _name(weight) for (unit, pixel), weight in sorted(found.joined.items())}
    yield entries(grid, texts, min(SMALL, font(grid, texts.values())))
    above = ((grid.middle((0, q))[0], grid.top - 5, str(q + 1)) for q in range(grid.columns))
    beside = ((grid.left - 6, grid.middle((r, 0))[1] + 4, str(r + 1)) for r in range(grid.rows))
    yield labels(above, 10, "middle", fill=QUIET)
    yield labels(beside, 10, "end", fill=QUIET)
    yield label(grid.left - 6, grid.top - 5, "unit", 10, "end", fill=QUIET)
    yield caption(grid, "pixel")


def _sums(found: Unrolled) -> list[str]:
    """∂J/∂f₁ = ∂J/∂w₁₁ + ∂J/∂w₂₂ + ..., for the first weights."""
    counts = Counter(found.joined.values())
    shown = sorted(counts)[: MOST_SUMS if max(counts.values()) <= MOST_USES else 1]
    letters = {weight: numbered_letter(Letter("f"), (weight,)) for weight in shown}
    places = sorted(found.joined)
    written = dict(zip(places, numbered_letters(found.letter, places), strict=True))
    uses = {weight: [written[place] for place in places if found.joined[place] == weight] for weight in shown}
    sums = [write(shared_sum(letters[weight], uses[weight]), Notation.UNICODE) for weight in shown]
    return [*sums, f"… and so for {len(counts) - len(shown)} more"] if len(shown) < len(counts) else sums


def _note(found: Unrolled) -> str:
    rows, columns = _product(found.units), _product(found.pixels)
    return (
        f"Empty cells are connections that do not exist: {len(found.joined)} of {rows}·{columns} = {rows * columns} "
        f"entries are weights, and they are only {len(set(found.joined.values()))} different ones."
    )


def _described(found: Unrolled) -> str:
    rows = "; ".join(
        f"unit {unit}: "
        + ", ".join(
            f"pixel {pixel} by {_name(weight)}" for (one, pixel), weight in sorted(found.joined.items()) if one == unit
        )
        for unit in range(1, min(_product(found.units), 4) + 1)
    )
    return f"{_note(found)} Connections of the first units: {rows}. {geometry(found.trial)}"


def _graph(model: Model, found: Unrolled) -> Figure:
    name = f"{found.trial.layer.name}-unrolled-graph"
    pixels, units = _product(found.pixels), _product(found.units)
    gap, left, right, top = 34.0, MARGIN + 60, 400.0, MARGIN + 40
    tall = gap * (pixels - 1)
    spread = tall / max(units, 1)
    sources = {pixel: (left, top + gap * (pixel - 1)) for pixel in range(1, pixels + 1)}
    goals = {unit: (right, top + spread * (unit - 0.5)) for unit in range(1, units + 1)}
    foot = top + tall + 44
    width = 560.0
    weights = sorted(set(found.joined.values()))
    notes = wrapped(f"Lines of one look carry the same weight. {geometry(found.trial)}", width - 2 * MARGIN, SMALL)
    parts = (
        *(_edge(sources[pixel], goals[unit], weight) for (unit, pixel), weight in sorted(found.joined.items())),
        *(_node(place, str(at), PLAIN) for at, place in sources.items()),
        *(_node(place, str(at), FILLS[6]) for at, place in goals.items()),
        label(left, top - 26, "pixels", 13, font_weight="bold"),
        label(right, top - 26, "units", 13, font_weight="bold"),
        *_legend(weights, right + 62, top),
        *(label(MARGIN, foot + LINE * at, text, SMALL, "start", fill=QUIET) for at, text in enumerate(notes)),
    )
    title = f"{found.trial.layer.name} as a graph: which pixel reaches which unit, by which weight"
    words = _described(found)
    size = round(width), round(foot + LINE * len(notes) + MARGIN - 8)
    return Figure(name, title, words, document(f"{model.name}-{name}", size, title, words, *parts))


def _edge(start: tuple[float, float], end: tuple[float, float], weight: int) -> Element:
    look = (weight - 1) % len(LINES)
    return line(*start, *end, stroke=LINES[look], stroke_width=WIDTHS[look], stroke_dasharray=DASHES[look])


def _node(place: tuple[float, float], text: str, fill) -> Element:  # type: ignore[no-untyped-def]
    circle = element("circle", cx=place[0], cy=place[1], r=13, fill=fill, stroke=INK)
    return group(circle, label(place[0], place[1] + 4.3, text, SMALL))


def _legend(weights: Sequence[int], x: float, top: float) -> Iterator[Element]:
    yield label(x + 24, top - 26, "weights", 13, font_weight="bold")
    for at, weight in enumerate(weights):
        y = top + 24 * at
        yield _edge((x, y), (x + 52, y), weight)
        yield label(x + 60, y + 4, _name(weight), 13, "start")
