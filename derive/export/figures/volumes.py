"""The network as volumes: they shrink in space and grow in depth."""

from dataclasses import dataclass

from derive.export.figures.boxes import MOST_UNITS, PAGE, PHONE, SLANT, SLIDE, Box, Look, boxes, few
from derive.export.figures.drawing import Drawing
from derive.export.figures.measure import wrapped
from derive.export.figures.paint import CONV_SIDES, DENSE_SIDES, INK, PLAIN_SIDES, POOL_SIDES, QUIET, Paint
from derive.export.figures.stages import Stage, stages
from derive.export.figures.svg import Element, element, group, label, line, polygon, rect
from derive.network.model import Model

MARGIN = 18.0
VOLUMES = (
    "A box is as high and as wide as its maps and as long as their number; lengths are square roots of the numbers, "
    "so that small volumes stay visible."
)
SIGNALS = "Signals are as high as they are long and as wide as their channels are many."
SLICES = "Of volumes the slices of all channels are counted."
VECTORS = f"Vectors are bars, or circles where they have at most {MOST_UNITS} values."
NAMED = "Sizes without a number are drawn as an example."
BoxRow = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows that stand in one figure; `comes` and `goes` say that others stand before and after it."""

    rows: tuple[BoxRow, ...]
    comes: bool = False
    goes: bool = False


def drawing(model: Model) -> Drawing:
    """Every volume of the network with its size and its parameters; long networks go on in another row."""
    return _drawing("volumes", model, Strip(_rows(boxes(stages(model), model, PAGE), PAGE)), PAGE)


def narrow(model: Model) -> Drawing:
    """The same in rows that a phone shows whole."""
    return _drawing("narrow", model, Strip(_rows(boxes(stages(model), model, PHONE), PHONE)), PHONE)


def slides(model: Model) -> tuple[Drawing, ...]:
    """The same in large letters and few words, in so many drawings that each fits on a slide."""
    rows = _rows(boxes(stages(model), model, SLIDE), SLIDE)
    step = SLIDE.rows or len(rows)
    parts = [Strip(rows[at : at + step], at > 0, at + step < len(rows)) for at in range(0, len(rows), step)]
    return tuple(_drawing(f"slide{number}", model, part, SLIDE) for number, part in enumerate(parts, 1))


def _drawing(name: str, model: Model, part: Strip, look: Look) -> Drawing:
    shown = tuple(box for row in part.rows for box in row)
    width = max(_row_width(row, look) for row in part.rows) + 2 * MARGIN
    notes = () if look.brief else _notes(shown, width, look)
    drawn: list[Element] = []
    y = MARGIN
    for number, row in enumerate(part.rows):
        foot = y + max(box.top for box in row)
        drawn += _drawn(row, foot, part.comes or number > 0, part.goes or number < len(part.rows) - 1, look)
        y = foot + 10 + look.line * max(len(box.texts) for box in row) + 26
    drawn += [label(MARGIN, y + look.line * at, note, look.small, "start", fill=QUIET) for at, note in enumerate(notes)]
    height = y + look.line * len(notes) + MARGIN - look.line / 2
    title = f"The network {model.name} as volumes"
    return Drawing(name, (round(width), round(height)), title, _described(model, shown), tuple(drawn))


def _rows(found: tuple[Box, ...], look: Look) -> tuple[BoxRow, ...]:
    """Rows of about equal length, none wider than the page."""
    rows = len(_fill(found, look.widest, look))
    limits = range(look.widest, 0, -20)  # one volume in each row is as narrow as it gets
    return _fill(found, min(limit for limit in limits if len(_fill(found, limit, look)) == rows), look)


def _fill(found: tuple[Box, ...], limit: float, look: Look) -> tuple[BoxRow, ...]:
    rows: list[BoxRow] = [()]
    for box in found:
        longer = (*rows[-1], box)
        if rows[-1] and _row_width(longer, look) > limit:
            rows.append((box,))
        else:
            rows[-1] = longer
    return tuple(rows)


def _row_width(row: BoxRow, look: Look) -> float:
    return sum(box.width for box in row) + look.gap * (len(row) + 1)


def _drawn(row: BoxRow, foot: float, comes: bool, goes: bool, look: Look) -> list[Element]:
    """One row of boxes on a common foot, words below, arrows between."""
    parts: list[Element] = []
    gap = look.gap
    x = MARGIN + gap
    middle = foot - min(box.height for box in row) / 2
    for at, box in enumerate(row):
        left = x + (box.width - box.drawn) / 2
        if at > 0 or comes:
            before = row[at - 1] if at > 0 else None
            start = x - gap - (before.width - before.drawn) / 2 + 5 if before else x - gap + 5
            parts.append(_arrow(start, left - 5, middle))
        parts.append(_solid(box, left, foot) if box.stage.solid else _bar(box, left, foot))
        parts += _words(box, x + box.width / 2, foot + 10, look)
        x += box.width + gap
    if goes:
        last = row[-1]
        parts.append(_arrow(x - gap - (last.width - last.drawn) / 2 + 5, x - 5, middle))
    return parts


def _arrow(start: float, end: float, y: float) -> Element:
    head = polygon(((end, y), (end - 6, y - 3.5), (end - 6, y + 3.5)), fill=QUIET)
    return group(line(start, y, end - 5, y, stroke=QUIET, stroke_width=1.4), head)


def _words(box: Box, x: float, y: float, look: Look) -> list[Element]:
    first, *rest = box.texts
    texts = [label(x, y + look.line, first, look.large, font_weight="bold")]
    return texts + [label(x, y + look.line * (at + 2), text, look.small) for at, text in enumerate(rest)]


def _solid(box: Box, x: float, foot: float) -> Element:
    """The three visible sides of a box; of a signal its face."""
    front, top, side = _sides(box.stage)
    right, up = box.back * SLANT[0], box.back * SLANT[1]
    ceiling, end = foot - box.height, x + box.length
    edge: dict[str, str | float | Paint] = {"stroke": INK, "stroke_width": 1, "stroke_linejoin": "round"}
    face = rect(x, ceiling, box.length, box.height, fill=front, **edge)
    if box.back == 0:
        return face
    return group(
        face,
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
    if not (isinstance(count, int) and few(count)):
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
        return CONV_SIDES if stage.solid else DENSE_SIDES
    return POOL_SIDES if stage.solid else PLAIN_SIDES


def _notes(shown: tuple[Box, ...], width: float, look: Look) -> tuple[str, ...]:
    ranks = {len(box.stage.shape) for box in shown}
    words = {2: SIGNALS, 3: VOLUMES, 4: f"{VOLUMES} {SLICES}", 1: VECTORS}
    said = [text for rank, text in words.items() if rank in ranks]
    if not all(isinstance(size, int) for box in shown for size in box.stage.shape):
        said.append(NAMED)
    return wrapped(" ".join(said), width - 2 * MARGIN, look.small)


def _described(model: Model, shown: tuple[Box, ...]) -> str:
    """The figure in words, stage by stage."""
    steps = "; ".join(", ".join(box.texts) for box in shown)
    return f"{model.spec.title}. From left to right: {steps}."
