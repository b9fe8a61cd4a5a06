"""A network as a graph of boxes, and the same as lines of text: what pictures, Mermaid and dot draw."""

from dataclasses import dataclass

from sympy import Integer

from derive.algebra.size import Size
from derive.document.blocks import Document, Listing
from derive.grammar import digits
from derive.network.accounting import parameters
from derive.network.model import Layer, Model
from derive.network.schedule import readers
from derive.printing.notation import Notation, write
from derive.printing.sizes import size as size_of


@dataclass(frozen=True, slots=True)
class Box:
    """An input, or a layer with those that work in place behind it: its words, and the places of what it reads."""

    name: str
    words: str
    layers: tuple[Layer, ...]
    reads: tuple[int, ...]

    @property
    def block(self) -> str:
        """The use of a block that it stands in: stage2 of stage2.main, "" outside blocks."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Skip:
    """A line from one place to a later one, past what lies between, in the lane beside the boxes of this number."""

    start: int
    end: int
    lane: int


def boxes(model: Model) -> tuple[Box, ...]:
    """The inputs and the layers, in the network's order; a layer without a name of its own that works in place, on what
    it alone reads, joins the box before it."""
    found = [Box(each.name, in_words(model.shape(each)[1:]), (), ()) for each in model.inputs]
    places = {box.name: place for place, box in enumerate(found)}
    joined: list[list[Layer]] = []
    for item, layer in zip(model.spec.layers, model.layers, strict=True):
        if joined and item.options.name is None and _joins(model, layer, joined[-1][-1]):
            joined[-1].append(layer)
        else:
            joined.append([layer])
        places[layer.name] = len(model.inputs) + len(joined) - 1
    for layers in joined:
        reads = tuple(places[tensor.name] for tensor in layers[0].inputs)
        found.append(Box(layers[0].name, _words(model, layers), tuple(layers), reads))
    return tuple(found)


def _joins(model: Model, layer: Layer, before: Layer) -> bool:
    """Whether a layer works entry by entry on the output of the one before it, which nothing else reads."""
    alone = layer.inputs == (before.output,) and readers(model, before.output) == (layer,)
    together = layer.name.rpartition(".")[0] == before.name.rpartition(".")[0]
    return alone and together and in_place(layer)


def in_place(layer: Layer) -> bool:
    """Whether input and output have the same shape by their formulas, and no weights mix the entries."""
    return layer.input.shape == layer.output.shape and not layer.kind.weighted


def _words(model: Model, layers: list[Layer]) -> str:
    """conv, relu: 2 maps of 6×6, 38 parameters."""
    count = model.number(sum(map(parameters, layers), Integer(0)))
    said = f", {counted(count)} parameters" if count != 0 else ""
    kinds = ", ".join(layer.kind.kind for layer in layers)
    return f"{kinds}: {in_words(model.shape(layers[-1].output)[1:])}{said}"


def in_words(shape: tuple[Size, ...]) -> str:
    """28 maps of 26×26; 1 map of n×n; 4 channels of 30; 2 volumes of 8×9×9; 128 values."""
    if len(shape) == 1:
        return f"{counted(shape[0])} {_plural(shape[0], 'value')}"
    channels, *sides = shape
    word = ("channel", "map", "volume")[len(sides) - 1]
    return f"{counted(channels)} {_plural(channels, word)} of {'×'.join(map(counted, sides))}"


def counted(size: Size) -> str:
    """4,732 or the formula as text."""
    return digits(size) if isinstance(size, int) else write(size_of(size), Notation.UNICODE)


def _plural(count: Size, word: str) -> str:
    return word if count == 1 else f"{word}s"


def skips(found: tuple[Box, ...]) -> tuple[Skip, ...]:
    """The lines past other boxes, each in the first lane in which no other line overlaps it."""
    lines = [(read, place) for place, box in enumerate(found) for read in box.reads if read < place - 1]
    twice = [(r, p) for p, box in enumerate(found) for r in box.reads if r == p - 1 and box.reads.count(r) > 1]
    ends: list[int] = []
    laid: list[Skip] = []
    for start, end in sorted((*lines, *dict.fromkeys(twice))):
        lane = next((number for number, last in enumerate(ends) if last <= start), len(ends))
        ends[lane : lane + 1] = [end]
        laid.append(Skip(start, end, lane))
    return tuple(laid)


def graph_document(model: Model) -> Document:
    """The graph in lines: a dot for each box with its words below, what is read from further up by a line beside."""
    found = boxes(model)
    return Document(model.name, model.spec.title, (Listing("text", "\n".join(_lines(found))),))


def _lines(found: tuple[Box, ...]) -> list[str]:
    laid = skips(found)
    lanes = 1 + max((skip.lane for skip in laid), default=-1)
    lines: list[str] = []
    for place, box in enumerate(found):
        last = place == len(found) - 1
        below = "│" if not last and place in found[place + 1].reads else " "
        lines.append(f"{_row(place, laid, lanes)}  {box.name}")
        beside = [_lane(place, laid, lane) for lane in range(lanes)]
        lines.append(f"{below} {' '.join(beside)}".ljust(1 + 2 * lanes) + f"  {box.words}")
    return lines


def _lane(place: int, laid: tuple[Skip, ...], lane: int) -> str:
    """A lane between a box and the next."""
    return "│" if any(skip.lane == lane and skip.start <= place < skip.end for skip in laid) else " "


def _row(place: int, laid: tuple[Skip, ...], lanes: int) -> str:
    """The dot of a box, with the lines that leave it and come in."""
    own = [skip for skip in laid if place in (skip.start, skip.end)]
    reach = max((skip.lane for skip in own), default=-1)
    text = "●"
    for lane in range(lanes):
        ends = {skip.end for skip in own if skip.lane == lane}
        starts = {skip.start for skip in own if skip.lane == lane}
        through = any(skip.lane == lane and skip.start < place < skip.end for skip in laid)
        turns = bool(ends or starts)
        corner = "┤" if place in ends and place in starts else "╯" if place in ends else "╮"
        sign = corner if turns else ("┼" if through else "─") if lane < reach else "│" if through else " "
        text += ("─" if lane <= reach else " ") + (sign if lane >= reach or not turns else _crossed(sign))
    return text


def _crossed(corner: str) -> str:
    """A corner that another line passes on its way to a lane further out."""
    return {"╯": "┴", "╮": "┬", "┤": "┼"}[corner]
