"""A network that is no chain, as a column of layers: what is read from further up comes by a line beside the boxes."""

from dataclasses import dataclass

from derive.document.graph import Box, Skip, boxes, skips
from derive.export.figures.drawing import Drawing
from derive.export.figures.measure import text_width
from derive.export.figures.paint import CONV_SIDES, INK, PLAIN_SIDES, POOL_SIDES, QUIET, Paint
from derive.export.figures.svg import Element, group, label, line, polygon, rect
from derive.network.model import Model

MARGIN, LANE, GAP = 18.0, 16.0, 16.0
PER_SLIDE = 6  # layers, so that their words are read in a hall
WIDEST = 270.0  # of a box, so that a phone shows it with its lines


@dataclass(frozen=True, slots=True)
class Size:
    """Sizes of letters, and a box's height."""

    large: float
    small: float

    @property
    def height(self) -> float:
        """Two lines of words with room around them."""
        return self.large + self.small + 16


PAGE, SLIDE = Size(14, 12), Size(17, 15)


def drawing(model: Model) -> Drawing:
    """The whole network in one column."""
    found = boxes(model)
    return _drawing(model, "volumes", found, range(len(found)), PAGE)


def slides(model: Model) -> tuple[Drawing, ...]:
    """The same in pieces that fit on slides, in large letters; lines go on from one to the next."""
    found = boxes(model)
    starts = range(0, len(found), PER_SLIDE)
    parts = [range(start, min(start + PER_SLIDE, len(found))) for start in starts]
    return tuple(_drawing(model, f"slide{number}", found, part, SLIDE) for number, part in enumerate(parts, 1))


def _drawing(model: Model, name: str, found: tuple[Box, ...], part: range, look: Size) -> Drawing:
    width = max(_width(node, look) for node in found)
    laid = skips(found)
    lanes = 1 + max((skip.lane for skip in laid), default=-1)
    size = (
        round(2 * MARGIN + width + LANE * lanes + 6),
        round(2 * MARGIN + len(part) * (look.height + GAP) - GAP),
    )
    drawn: list[Element] = []
    for place in part:
        top = _top(place, part, look)
        drawn.append(_box(found[place], top, width, look))
        if place - 1 in found[place].reads:
            drawn.append(_arrow_down(MARGIN + width / 2, top - GAP if place > part.start else 4.0, top))
    drawn += [piece for skip in laid for piece in _line(skip, part, width, size[1], look)]
    title = f"The network {model.name} as a graph"
    return Drawing(name, size, title, _described(model, found), tuple(drawn))


def _top(place: int, part: range, look: Size) -> float:
    return MARGIN + (place - part.start) * (look.height + GAP)


def _box(node: Box, top: float, width: float, look: Size) -> Element:
    middle = MARGIN + width / 2
    return group(
        rect(MARGIN, top, width, look.height, fill=_fill(node), stroke=INK, rx=4),
        label(middle, top + look.large + 4, node.name, look.large, font_weight="bold"),
        label(middle, top + look.large + look.small + 8, node.words, look.small),
    )


def _arrow_down(x: float, start: float, end: float) -> Element:
    head = polygon(((x, end), (x - 3.5, end - 6), (x + 3.5, end - 6)), fill=QUIET)
    return group(line(x, start, x, end - 5, stroke=QUIET, stroke_width=1.4), head)


def _line(skip: Skip, part: range, width: float, height: float, look: Size) -> list[Element]:
    """Out of the upper box, down its lane, into the lower one; cut where the part ends."""
    if skip.end < part.start or skip.start >= part.stop:
        return []
    side, x = MARGIN + width, MARGIN + width + LANE * (skip.lane + 1)
    top, bottom = 0.0, height
    drawn = []
    if skip.start in part:
        top = _top(skip.start, part, look) + look.height * 0.7
        drawn.append(line(side, top, x, top, stroke=QUIET, stroke_width=1.4))
    if skip.end in part:
        bottom = _top(skip.end, part, look) + look.height * 0.3
        head = polygon(((side, bottom), (side + 6, bottom - 3.5), (side + 6, bottom + 3.5)), fill=QUIET)
        drawn += [line(x, bottom, side + 5, bottom, stroke=QUIET, stroke_width=1.4), head]
    return [*drawn, line(x, top, x, bottom, stroke=QUIET, stroke_width=1.4)]


def _width(node: Box, look: Size) -> float:
    return max(text_width(node.name, look.large) * 1.1, text_width(node.words, look.small)) + 20


def _fill(box: Box) -> Paint:
    if not box.layers:
        return PLAIN_SIDES[0]
    layer = box.layers[0]
    return CONV_SIDES[0] if layer.kind.weighted else POOL_SIDES[0] if len(layer.inputs) > 1 else PLAIN_SIDES[0]


def _described(model: Model, found: tuple[Box, ...]) -> str:
    """The figure in words, box by box."""
    reads = [" and ".join(found[read].name for read in node.reads) for node in found]
    pairs = zip(found, reads, strict=True)
    steps = "; ".join(f"{node.name}, {node.words}{f', reads {read}' if read else ''}" for node, read in pairs)
    return f"{model.spec.title}. From top to bottom: {steps}."
