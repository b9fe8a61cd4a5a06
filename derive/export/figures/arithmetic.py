"""Convolution arithmetic: which cells meet for each entry of a convolution, of its input's gradient, of its filter's.

Every frame is one entry of the equation's left side; the cells that it joins are the equation's own reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from derive.algebra.equation import Equation
from derive.algebra.tensor import Tensor, cotangent
from derive.export.figures.figure import Figure
from derive.export.figures.grid import (
    ABOVE,
    RULERS,
    Cell,
    Grid,
    base,
    base_line,
    caption,
    cells,
    figure,
    font,
    hatch,
    rulers,
    values,
)
from derive.export.figures.joins import Join, joins
from derive.export.figures.measure import wrapped
from derive.export.figures.moving import MOTION, frames, revealed, still
from derive.export.figures.paint import BLUE, INK, QUIET, READ, RESULT, STRONG
from derive.export.figures.svg import Element, Value, document, element, label, labels, line, polygon
from derive.export.figures.trial import Trial, distinct, trial
from derive.export.figures.words import conditional, derivative, geometry, named
from derive.network.backward import derive_declaration
from derive.network.model import Model

MARGIN, APART, LINE, SMALL, LETTERS = 14.0, 34.0, 18.0, 12.0, 9.0
MOST_PRODUCTS = 9  # more are not written out one by one
MOST_FRAMES = 64
ABC = "abcdefghi"
READ_LOOK: Mapping[str, Value] = {"fill": READ, "stroke": BLUE, "stroke_width": 1.6}
WORDS_LOOK: Mapping[str, Value] = {"fill": INK, "font_size": 13, "text_anchor": "start"}


@dataclass(frozen=True, slots=True)
class Motion:
    """One of the pictures: its equation in the declaration's letters, the tensors read, and what it is about."""

    name: str
    about: str
    equation: Equation
    operands: tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Scene:
    """A motion with its numbers and the grids it is drawn on: the operands', and the result's."""

    trial: Trial
    motion: Motion
    joined: tuple[Join, ...]
    grids: tuple[Grid, Grid, Grid]

    @property
    def tensors(self) -> tuple[Tensor, Tensor, Tensor]:
        """The operands and the result."""
        return (*self.motion.operands, self.motion.equation.left.tensor)

    @property
    def lettered(self) -> bool:
        """Whether the cells that meet carry equal letters."""
        return max(len(each.reads) for each in self.joined) <= MOST_PRODUCTS

    @property
    def middle(self) -> int:
        """The first of the frames that join the most: it stands for all where nothing moves."""
        return max(range(len(self.joined)), key=lambda at: (len(self.joined[at].reads), -at))


def conv_arithmetic(model: Model) -> Iterator[Figure]:
    """Three pictures for each layer with filters whose geometry no earlier one has."""
    return (_figure(model, each) for each in scenes(model))


def scenes(model: Model) -> Iterator[Scene]:
    """What there is to be shown, laid out; none with more frames than anybody would watch."""
    for layer in distinct(model, filtered=True):
        alone = trial(model, layer)
        if alone is not None:
            found = (_scene(alone, motion) for motion in motions(alone))
            yield from (scene for scene in found if len(scene.joined) <= MOST_FRAMES)


def motions(alone: Trial) -> tuple[Motion, ...]:
    """Forward, the gradient of the input, the gradient of the filter."""
    declaration = alone.layer.declaration
    backward = derive_declaration(declaration)
    x, weight = declaration.input, declaration.parameters[0]
    bar = cotangent(declaration.output)
    return (
        Motion("forward", "the output", declaration.equations[-1], (x, weight)),
        Motion("input-gradient", "the gradient of the input", backward[x.name].equation, (bar, weight)),
        Motion("filter-gradient", "the gradient of the filter", backward[weight.name].equation, (x, bar)),
    )


def _scene(alone: Trial, motion: Motion) -> Scene:
    joined = joins(motion.equation, tuple(tensor.name for tensor in motion.operands), alone.sizes)
    tensors = (*motion.operands, motion.equation.left.tensor)
    grids = [Grid(0, 0, *alone.arrays[tensor.name].shape[-2:]) for tensor in tensors]
    x = alone.layer.declaration.input
    if x in motion.operands:
        at = motion.operands.index(x)
        grids[at] = replace(grids[at], ring=_ring(grids[at], joined, at))
    left, placed = MARGIN + RULERS, []
    for grid in grids:
        placed.append(grid.moved(left, MARGIN + ABOVE))
        left += grid.width + APART + RULERS
    return Scene(alone, motion, joined, (placed[0], placed[1], placed[2]))


def _ring(grid: Grid, joined: tuple[Join, ...], operand: int) -> tuple[int, int, int, int]:
    """How far reads that a guard leaves out reach beyond the map: the padding."""
    outside = [_cell(places[operand]) for join in joined for places in join.absent]
    rows, columns = [r for r, _ in outside], [q for _, q in outside]
    return (
        max(0, -min(rows, default=0)),
        max(0, max(columns, default=0) - grid.columns + 1),
        max(0, max(rows, default=0) - grid.rows + 1),
        max(0, -min(columns, default=0)),
    )


def _figure(model: Model, scene: Scene) -> Figure:
    layer, motion = scene.trial.layer, scene.motion
    name = f"{layer.name}-{motion.name}"
    right = scene.grids[2].left + scene.grids[2].width + MARGIN
    width = max(right, 420.0)
    foot = max(grid.top + grid.height for grid in scene.grids)
    pattern = f"{model.name}-{name}-hatch"
    worked = [_lines(scene, join, width) for join in scene.joined]
    equation = wrapped(_formula(scene), width - 2 * MARGIN, SMALL)
    below = foot + 28 + LINE * max(map(len, worked))
    notes = wrapped(_note(scene), width - 2 * MARGIN, SMALL)
    texts = [label(MARGIN, below + LINE * at, text, SMALL, "start") for at, text in enumerate(equation)]
    below += LINE * len(equation)
    texts += [label(MARGIN, below + 16 * at, text, SMALL, "start", fill=QUIET) for at, text in enumerate(notes)]
    moving = [tuple(_marks(scene, join)) for join in scene.joined]
    written = [tuple(_written(scene, join, lines, foot)) for join, lines in zip(scene.joined, worked, strict=True)]
    height = below + 16 * len(notes) + MARGIN - 8
    title = f"{layer.name}: {motion.about}, entry by entry"
    words = _described(scene)
    svg = document(
        f"{model.name}-{name}",
        (round(width), round(height)),
        title,
        words,
        element("defs", hatch(pattern)),
        *(part for grid in scene.grids for part in base(grid, f"url(#{pattern})")),
        still(*moving[scene.middle], **READ_LOOK),
        frames(moving, **READ_LOOK),
        *_numbers(scene),
        still(*written[scene.middle], **WORDS_LOOK),
        frames(written, **WORDS_LOOK),
        *texts,
        css=MOTION,
    )
    return Figure(name, title, words, svg, layer.name)


def _numbers(scene: Scene) -> list[Element]:
    """All that does not move: captions, rulers, the operands' numbers; the result's appear one after the other."""
    lift = 3.0 if scene.lettered else 0.0
    parts: list[Element] = []
    for tensor, grid in zip(scene.tensors, scene.grids, strict=True):
        parts += [caption(grid, named(tensor)), *rulers(grid)]
    for tensor, grid in zip(scene.motion.operands, scene.grids, strict=False):
        parts.append(values(grid, _map(scene, tensor), lift))
    grid, array = scene.grids[2], _map(scene, scene.tensors[2])
    size = font(grid, (figure(array[each]) for each in grid.inner))
    places = [(*base_line(grid, each, size), figure(array[each])) for each in grid.inner]
    parts.append(_arrow(scene))
    return [*parts, still(values(grid, array)), revealed(places, size)]


def _arrow(scene: Scene) -> Element:
    """From the operands to the result."""
    before, after = scene.grids[1:]
    start, end = before.left + before.width + 7, after.left - RULERS - 3
    y = after.top + after.height / 2 if after.height < before.height else before.top + before.height / 2
    head = polygon(((end, y), (end - 7, y - 4), (end - 7, y + 4)), fill=QUIET)
    return element("g", line(start, y, end - 6, y, stroke=QUIET, stroke_width=1.6), head)


def _map(scene: Scene, tensor: Tensor):  # type: ignore[no-untyped-def]
    array = scene.trial.arrays[tensor.name]
    return array.reshape(array.shape[-2:])


def _marks(scene: Scene, join: Join) -> Iterator[Element]:
    """The cells that meet and the cell that they make, under the numbers."""
    for at, grid in enumerate(scene.grids[:2]):
        read = list(dict.fromkeys(_cell(places[at]) for places in join.reads))
        if read:
            yield cells(grid, read)
    x, ring = scene.motion.operands[0], scene.grids[0].ring
    if x == scene.trial.layer.declaration.input and any(ring):
        outside = [_cell(places[0]) for places in join.absent]
        if outside:
            yield cells(scene.grids[0], outside, 2, fill="none", stroke_dasharray="3 2")
    yield cells(scene.grids[2], [_cell(join.result)], fill=RESULT, stroke=STRONG, stroke_width=2.4)


def _written(scene: Scene, join: Join, lines: tuple[str, ...], foot: float) -> Iterator[Element]:
    """The letters in the cells, and the sum below."""
    if scene.lettered and len(join.reads) > 1:
        found = (
            (*_corner(grid, _cell(place)), letter)
            for letter, places in zip(ABC, join.reads, strict=False)
            for grid, place in zip(scene.grids[:2], places, strict=True)
        )
        yield labels(found, LETTERS, "end", font_style="italic", fill=None)
    yield from (element("text", text, x=MARGIN, y=foot + 24 + LINE * at) for at, text in enumerate(lines))


def _corner(grid: Grid, cell: Cell) -> tuple[float, float]:
    x, y = grid.corner(cell)
    return x + grid.cell - 3, y + grid.cell - 3


def _cell(place: tuple[int, ...]) -> Cell:
    return place[-2], place[-1]


def _lines(scene: Scene, join: Join, width: float) -> tuple[str, ...]:
    """z[0, 1] = 3·1 + 0·(−1) + ... = 5, in lines."""
    result = _map(scene, scene.tensors[2])[_cell(join.result)]
    left = f"{derivative(scene.tensors[2])}[{join.result[-2]}, {join.result[-1]}]"
    return wrapped(f"{left} = {_sum(scene, join)} = {figure(result)}", width - 2 * MARGIN, 13)


def _sum(scene: Scene, join: Join) -> str:
    if not join.reads:
        return "empty sum"
    if len(join.reads) > MOST_PRODUCTS:
        return f"sum of {len(join.reads)} products"
    first, second = (_map(scene, tensor) for tensor in scene.motion.operands)
    return " + ".join(f"{_factor(first[_cell(a)])}·{_factor(second[_cell(b)])}" for a, b in join.reads)


def _factor(value: float) -> str:
    text = figure(value)
    return f"({text})" if text.startswith("−") else text


def _formula(scene: Scene) -> str:
    return conditional(scene.motion.equation, scene.trial.sizes)


def _note(scene: Scene) -> str:
    alone = scene.trial
    said = []
    if scene.lettered:
        said.append("Cells with equal letters are multiplied.")
    if any(scene.grids[0].ring):
        said.append("Hatched: padding, which adds nothing.")
    said.append(geometry(alone))
    return " ".join(said)


def _described(scene: Scene) -> str:
    count = len(scene.joined)
    first, second, result = scene.tensors
    return (
        f"{named(first)} and {named(second)} as grids of numbers, and {named(result)} beside them. For each of its "
        f"{count} entries the cells that are multiplied are marked. {_formula(scene)}. {geometry(scene.trial)}"
    )
