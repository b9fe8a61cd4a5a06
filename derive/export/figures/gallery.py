"""The filter gallery: what each filter of the spec makes of an image, before and after ReLU."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from derive.document.figures import figure as written
from derive.export.figures.drawn_image import SIDE, drawn_image, picture
from derive.export.figures.figure import Figure
from derive.export.figures.grid import Grid, base, entries, figure, font
from derive.export.figures.measure import wrapped
from derive.export.figures.paint import INK, QUIET
from derive.export.figures.svg import Element, document, label, rect
from derive.export.figures.trial import has_filter, numbers, plane
from derive.kernels.network import kernels
from derive.network.build import build
from derive.network.model import Layer, Model
from derive.spec.read import spec_from_dict
from derive.spec.values import Number, Values

Array = Any
MARGIN, TILE, GAP, BETWEEN, LINE, SMALL, TINY = 14.0, 120.0, 14.0, 40.0, 17.0, 12.0, 10.5
ACROSS, MOST_FILTERS, MOST_TAPS = 2, 16, 5
CELL = 34.0
HEAD = 34.0
BLACK, WHITE = 0, 255
NOTE = (
    "Where a filter's result has both signs, 0 is middle grey, darker is negative, and ReLU lifts all negative values "
    "to 0. All results are computed by the derived kernels."
)


@dataclass(frozen=True)
class Shown:
    """A filter's numbers as they are written, what it makes of the image, and what ReLU leaves of that."""

    weights: tuple[tuple[str, ...], ...]
    before: Array
    after: Array

    @property
    def ends(self) -> tuple[float, float]:
        """The values that are drawn black and white."""
        most = float(max(abs(self.before.min()), abs(self.before.max()))) or 1.0
        return (0.0 if self.before.min() >= 0 else -most), most

    def levels(self, array: Array) -> Array:
        """The values as grey levels."""
        low, high = self.ends
        return np.rint(np.round((array - low) / (high - low), 9) * WHITE).clip(BLACK, WHITE)


def gallery(model: Model) -> Iterator[Figure]:
    """One picture where the spec gives the first layer filters for one channel, small enough to be written out."""
    layer = model.layers[0]
    axes = plane(model, layer)
    given = next((model.spec.values[t.name] for t in layer.parameters if t.name in model.spec.values), None)
    if axes is None or given is None or not has_filter(layer) or max(axis.kernel for axis in axes) > MOST_TAPS:
        return
    if numbers(model, layer)[layer.declaration.input.shape[1]] == 1:
        yield _figure(model, layer, _shown(model, layer, given)[:MOST_FILTERS])


def _shown(model: Model, layer: Layer, given: Values) -> list[Shown]:
    """Every filter applied to the drawn image, and ReLU to that."""
    options = model.spec.layers[0].options
    single = {"bias": False, "name": layer.name}
    spec = {
        "name": f"{model.name}-gallery",
        "title": "the filters on a drawn image",
        "input": {"channels": 1, "height": SIDE, "width": SIDE},
        "layers": [
            {layer.kind.kind: {**options.model_dump(exclude_none=True), **single}},
            "relu",
        ],
    }
    alone = build(spec_from_dict(spec), {str(s): n for s, n in model.values.items() if model.sizes.get(s) is None})
    found = kernels(alone).tensors(drawn_image()[None, None], {f"{layer.name}.W": np.array(given, dtype=float)})
    pairs = zip(given, found[layer.name][0], found["relu1"][0], strict=True)
    return [Shown(_filter(each), before, after) for each, before, after in pairs]


def _filter(given: "Number | Values") -> tuple[tuple[str, ...], ...]:
    """The rows of a filter of one channel; fractions as the spec writes them, in lowest terms."""
    rows = np.array(given, dtype=object)[0]
    return tuple(tuple(_text(value) for value in row) for row in rows)


def _text(value: Number) -> str:
    exact = isinstance(value, Fraction) and value.denominator > 1
    return str(value).replace("-", "−") if exact else figure(float(value))


def _figure(model: Model, layer: Layer, shown: Sequence[Shown]) -> Figure:
    name = f"{layer.name}-gallery"
    grids = [_grid(each.weights) for each in shown]
    block = max(grid.width for grid in grids) + 2 * (TILE + GAP)
    width = 2 * MARGIN + ACROSS * block + (ACROSS - 1) * BETWEEN
    top = MARGIN + TILE + 8
    tall = HEAD + TILE + 26
    parts: list[Element] = [
        picture(drawn_image(), MARGIN, MARGIN, TILE),
        _frame(MARGIN, MARGIN),
        *(
            label(MARGIN + TILE + GAP, MARGIN + 14 + LINE * at, text, SMALL, "start", fill=QUIET)
            for at, text in enumerate(
                wrapped(
                    f"The image, {SIDE}×{SIDE}, drawn by the program. {NOTE}", width - 2 * MARGIN - TILE - GAP, SMALL
                )
            )
        ),
    ]
    for at, (each, grid) in enumerate(zip(shown, grids, strict=True)):
        left = MARGIN + (at % ACROSS) * (block + BETWEEN)
        parts += _block(each, grid, left, top + (at // ACROSS) * tall, block)
    rows = (len(shown) + ACROSS - 1) // ACROSS
    title = f"{layer.name}: {len(shown)} filters on an image, before and after ReLU"
    words = _described(shown)
    size = round(width), round(top + rows * tall + MARGIN - 16)
    return Figure(name, title, words, document(f"{model.name}-{name}", size, title, words, *parts))


def _grid(rows: tuple[tuple[str, ...], ...]) -> Grid:
    return Grid(0, 0, len(rows), len(rows[0]), cell=min(CELL, TILE / max(len(rows), len(rows[0]))))


def _block(shown: Shown, grid: Grid, left: float, top: float, block: float) -> Iterator[Element]:
    """Filter, result and ReLU of the result side by side."""
    first = left + block - 2 * TILE - GAP
    second = left + block - TILE
    grid = grid.moved(left, top + HEAD + (TILE - grid.height) / 2)
    yield from base(grid)
    texts = {each: shown.weights[each[0]][each[1]] for each in grid.inner}
    yield entries(grid, texts, font(grid, texts.values()))
    heads = ((left + grid.width / 2, "filter"), (first + TILE / 2, "result"), (second + TILE / 2, "after ReLU"))
    yield from (label(x, top + HEAD - 8, text, SMALL, font_weight="bold") for x, text in heads)
    for x, array in ((first, shown.before), (second, shown.after)):
        yield picture(shown.levels(array), x, top + HEAD, TILE)
        yield _frame(x, top + HEAD)
    low, high = (written(round(end, 2)).replace("-", "−") for end in shown.ends)
    yield label((first + second + TILE) / 2, top + HEAD + TILE + 14, f"black {low}, white {high}", TINY, fill=QUIET)


def _frame(x: float, y: float) -> Element:
    return rect(x, y, TILE, TILE, fill="none", stroke=INK, stroke_width=0.8)


def _described(shown: Sequence[Shown]) -> str:
    said = [
        f"filter {', '.join('(' + ' '.join(row) + ')' for row in each.weights)} gives values from "
        f"{figure(each.before.min())} to {figure(each.before.max())}"
        for each in shown
    ]
    return f"A house under a sun, and what each filter makes of it, before and after ReLU: {'; '.join(said)}. {NOTE}"
