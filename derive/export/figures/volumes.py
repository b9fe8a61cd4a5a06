"""The network as volumes: they shrink in space and grow in depth."""

from dataclasses import dataclass
from math import sqrt

from derive.algebra.size import Size
from derive.export.figures.figure import Figure
from derive.export.figures.measure import text_width, wrapped
from derive.export.figures.paint import CONV_SIDES, DENSE_SIDES, INK, PLAIN_SIDES, POOL_SIDES, QUIET, Paint
from derive.export.figures.stages import Stage, counted, in_words, stages
from derive.export.figures.svg import Element, document, element, group, label, line, polygon, rect
from derive.export.figures.words import by_windows
from derive.network.model import Model

WIDEST, TALLEST, DEEPEST = 900.0, 104.0, 74.0
SLANT = (0.34, 0.26)  # how far the width's axis goes right and up, of its length
GAP, MARGIN, LINE = 34.0, 18.0, 16.0
LARGE, SMALL = 14.0, 12.0
THIN, LOW = 5.0, 9.0
MOST_UNITS = 10  # a vector of so few values is drawn as single circles
VOLUMES = (
    "A box is as high and as wide as its maps and as long as their number; lengths are square roots of the numbers, "
    "so that small volumes stay visible."
)
VECTORS = f"Vectors are bars, or circles where they have at most {MOST_UNITS} values."
NAMED = "Sizes without a number are drawn as an example."


@dataclass(frozen=True, slots=True)
class Box:
    """A stage's drawn lengths: along the depth, upwards, and slanting back."""

    stage: Stage
    length: float
    height: float
    back: float
    texts: tuple[str, ...]

    @property
    def drawn(self) -> float:
        """The width of the drawing alone."""
        return self.length + self.back * SLANT[0]

    @property
    def width(self) -> float:
        """The width of drawing or words, whichever is wider."""
        words = (text_width(text, LARGE if row == 0 else SMALL, row == 0) for row, text in enumerate(self.texts))
        return max(self.drawn, *words)

    @property
    def top(self) -> float:
        """How far the drawing reaches above its foot."""
        return self.height + self.back * SLANT[1]


def network_picture(model: Model) -> Figure:
    """Every volume of the network with its size and its parameters; long networks go on in another row."""
    boxes = _boxes(stages(model), model)
    rows = _rows(boxes)
    width = max(_row_width(row) for row in rows) + 2 * MARGIN
    notes = _notes(boxes, width)
    parts: list[Element] = []
    y = MARGIN
    for number, row in enumerate(rows):
        foot = y + max(box.top for box in row)
        parts += _drawn(row, foot, number > 0, number < len(rows) - 1)
        y = foot + 10 + LINE * max(len(box.texts) for box in row) + 26
    parts += [label(MARGIN, y + LINE * at, note, SMALL, "start", fill=QUIET) for at, note in enumerate(notes)]
    height = y + LINE * len(notes) + MARGIN - LINE / 2
    title = f"The network {model.name} as volumes"
    words = _described(model, boxes)
    svg = document(f"{model.name}-volumes", (round(width), round(height)), title, words, *parts)
    return Figure("volumes", title, words, svg)


def _boxes(found: tuple[Stage, ...], model: Model) -> tuple[Box, ...]:
    volumes = [_nominal(found, at) for at in range(len(found)) if len(found[at].shape) == 3]
    longest = max((shape[0] for shape in volumes), default=1.0)
    highest = max((side for shape in volumes for side in shape[1:]), default=1.0)
    vectors = [_nominal(found, at)[0] for at in range(len(found)) if len(found[at].shape) == 1]
    most = max(vectors, default=1.0)
    return tuple(
        _volume(stage, model, _nominal(found, at), longest, highest)
        if len(stage.shape) == 3
        else _vector(stage, model, _nominal(found, at)[0] / most)
        for at, stage in enumerate(found)
    )


def _nominal(found: tuple[Stage, ...], at: int) -> tuple[float, ...]:
    """The sizes as numbers; for a name without a number something plausible, so that it can be drawn."""
    shape = found[at].shape
    deep, wide = 3.0 * 2 ** min(at, 5), 16.0 * 0.75**at
    guesses = (deep, wide, wide) if len(shape) == 3 else (8.0,)
    return tuple(float(size) if isinstance(size, int) else guess for size, guess in zip(shape, guesses, strict=True))


def _volume(stage: Stage, model: Model, sizes: tuple[float, ...], longest: float, highest: float) -> Box:
    depth, height, width = sizes
    back = max(LOW, TALLEST * sqrt(width / highest))
    return Box(
        stage,
        max(THIN, DEEPEST * sqrt(depth / max(longest, 64))),
        max(LOW, TALLEST * sqrt(height / highest)),
        back,
        _texts(stage, model),
    )


def _vector(stage: Stage, model: Model, share: float) -> Box:
    count = stage.shape[0]
    height = 14.0 * count - 2 if _few(count) else max(40.0, 1.25 * TALLEST * sqrt(share))
    return Box(stage, 12, height, 0, _texts(stage, model))


def _few(count: Size) -> bool:
    return isinstance(count, int) and count <= MOST_UNITS


def _texts(stage: Stage, model: Model) -> tuple[str, ...]:
    weights = stage.parameters
    counts = (f"{counted(weights)} parameters",) if weights != 0 else ()
    then = tuple(f"then {kind}" for kind in stage.then)
    return (
        stage.name,
        in_words(stage.shape),
        *(by_windows(model, stage.layers[0]) if stage.layers else ()),
        *counts,
        *then,
    )


def _rows(boxes: tuple[Box, ...]) -> tuple[tuple[Box, ...], ...]:
    """Rows of about equal length, none wider than the page."""
    most = _fill(boxes, WIDEST)
    limit = WIDEST
    while len(_fill(boxes, limit - 20)) == len(most):
        limit -= 20
    return _fill(boxes, limit)


def _fill(boxes: tuple[Box, ...], limit: float) -> tuple[tuple[Box, ...], ...]:
    rows: list[tuple[Box, ...]] = [()]
    for box in boxes:
        longer = (*rows[-1], box)
        if rows[-1] and _row_width(longer) > limit:
            rows.append((box,))
        else:
            rows[-1] = longer
    return tuple(rows)


def _row_width(row: tuple[Box, ...]) -> float:
    return sum(box.width for box in row) + GAP * (len(row) + 1)


def _drawn(row: tuple[Box, ...], foot: float, comes: bool, goes: bool) -> list[Element]:
    """One row of boxes on a common foot, words below, arrows between."""
    parts: list[Element] = []
    x = MARGIN + GAP
    middle = foot - min(box.height for box in row) / 2
    for at, box in enumerate(row):
        left = x + (box.width - box.drawn) / 2
        if at > 0 or comes:
            before = row[at - 1] if at > 0 else None
            start = x - GAP - (before.width - before.drawn) / 2 + 5 if before else x - GAP + 5
            parts.append(_arrow(start, left - 5, middle))
        parts.append(_solid(box, left, foot) if len(box.stage.shape) == 3 else _bar(box, left, foot))
        parts += _words(box, x + box.width / 2, foot + 10)
        x += box.width + GAP
    if goes:
        last = row[-1]
        parts.append(_arrow(x - GAP - (last.width - last.drawn) / 2 + 5, x - 5, middle))
    return parts


def _arrow(start: float, end: float, y: float) -> Element:
    head = polygon(((end, y), (end - 6, y - 3.5), (end - 6, y + 3.5)), fill=QUIET)
    return group(line(start, y, end - 5, y, stroke=QUIET, stroke_width=1.4), head)


def _words(box: Box, x: float, y: float) -> list[Element]:
    first, *rest = box.texts
    texts = [label(x, y + LINE, first, LARGE, font_weight="bold")]
    return texts + [label(x, y + LINE * (at + 2), text, SMALL) for at, text in enumerate(rest)]


def _solid(box: Box, x: float, foot: float) -> Element:
    """The three visible sides of a box."""
    front, top, side = _sides(box.stage)
    right, up = box.back * SLANT[0], box.back * SLANT[1]
    ceiling, end = foot - box.height, x + box.length
    edge: dict[str, str | float | Paint] = {"stroke": INK, "stroke_width": 1, "stroke_linejoin": "round"}
    return group(
        rect(x, ceiling, box.length, box.height, fill=front, **edge),
        polygon(
            ((x, ceiling), (x + right, ceiling - up), (end + right, ceiling - up), (end, ceiling)), fill=top, **edge
        ),
        polygon(
            ((end, foot), (end, ceiling), (end + right, ceiling - up), (end + right, foot - up)), fill=side, **edge
        ),
    )


def _bar(box: Box, x: float, foot: float) -> Element:
    """A vector: single circles for few values, else a bar."""
    front = _sides(box.stage)[0]
    count = box.stage.shape[0]
    if not (isinstance(count, int) and _few(count)):
        return rect(x, foot - box.height, box.length, box.height, fill=front, stroke=INK, rx=2)
    circles = (
        element("circle", cx=x + 6, cy=foot - box.height + 6 + 14 * at, r=5.5, fill=front, stroke=INK)
        for at in range(count)
    )
    return group(*circles)


def _sides(stage: Stage) -> tuple[Paint, Paint, Paint]:
    """Weighted volumes, weighted vectors, pooled volumes; the input and what is only rearranged are plain."""
    if not stage.layers:
        return PLAIN_SIDES
    if stage.layers[0].kind.weighted:
        return CONV_SIDES if len(stage.shape) == 3 else DENSE_SIDES
    return POOL_SIDES if len(stage.shape) == 3 else PLAIN_SIDES


def _notes(boxes: tuple[Box, ...], width: float) -> tuple[str, ...]:
    ranks = {len(box.stage.shape) for box in boxes}
    said = [VOLUMES] if 3 in ranks else []
    said += [VECTORS] if 1 in ranks else []
    if not all(isinstance(size, int) for box in boxes for size in box.stage.shape):
        said.append(NAMED)
    return wrapped(" ".join(said), width - 2 * MARGIN, SMALL)


def _described(model: Model, boxes: tuple[Box, ...]) -> str:
    """The figure in words, stage by stage."""
    steps = "; ".join(", ".join(box.texts) for box in boxes)
    return f"{model.spec.title}. From left to right: {steps}."
