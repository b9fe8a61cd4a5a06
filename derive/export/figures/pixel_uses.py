"""How many windows use each pixel, without padding and with it: by the derived count."""

from collections.abc import Iterator, Mapping

from derive.algebra.dual import value_part
from derive.algebra.equation import Equation
from derive.algebra.evaluate import World, evaluate
from derive.calculus import counting
from derive.export.figures.figure import Figure
from derive.export.figures.grid import ABOVE, RULERS, Cell, Grid, cells, entries, rulers
from derive.export.figures.measure import text_width, wrapped
from derive.export.figures.paint import QUIET, RAMP, RULE
from derive.export.figures.svg import Element, document, label
from derive.export.figures.trial import LARGEST, Plane, Trial, distinct, plane, trial
from derive.export.figures.words import both, conditional
from derive.network.model import Layer, Model

MARGIN, APART, LINE, SMALL, BOLD = 14.0, 44.0, 17.0, 12.0, 13.0
EXPLAINED = "The number of windows that cover each pixel, derived from the layer's formula; with padding:"
Uses = Mapping[Cell, int]


def pixel_uses(model: Model) -> Iterator[Figure]:
    """One picture for each layer with filters whose geometry no earlier one has; none for filters of one pixel."""
    for layer in distinct(model, filtered=True):
        pair = pair_of(model, layer)
        if pair:
            yield _figure(model, layer, pair)


def pair_of(model: Model, layer: Layer) -> list[Trial]:
    """The layer without padding and with it, on one image; empty where there is nothing to compare."""
    window = plane(model, layer)
    if window is None or all(axis.span == 1 for axis in window):
        return []
    tried = [trial(model, layer, _extent(window), padding=padding) for padding in _paddings(window)]
    pair = [alone for alone in tried if alone is not None]
    return pair if len(pair) == len(tried) else []


def uses(alone: Trial) -> Uses:
    """How many of a layer's windows read each pixel of one channel, by the derived count."""
    found = evaluate(_counted(alone), World({}, alone.sizes))
    return {(r, q): int(value_part(count)) for (r, q), count in found.items()}


def _counted(alone: Trial) -> Equation:
    """uses[r, q] = the sum over windows of the condition that they cover the pixel."""
    declaration = alone.layer.declaration
    stated = declaration.stated or declaration.equations[-1]
    found = counting.uses(stated, declaration.input_variable, declaration.facts)
    if found is None:
        raise TypeError(f"{alone.layer.name} has no window")
    return found.equation


def _extent(window: Plane) -> tuple[int, int]:
    """The layer's own image where it is small, else one on which border and middle differ."""
    if all(axis.inputs <= LARGEST for axis in window):
        return window[0].inputs, window[1].inputs
    first, second = (max(6, min(2 * axis.span - 1, 9), axis.span) for axis in window)
    return first, second


def _paddings(window: Plane) -> tuple[list[int], list[int]]:
    """None, and the layer's own or, where it has none, the one that keeps the size at stride 1."""
    own = [axis.before for axis in window]
    return [0, 0], own if any(own) else [(axis.span - 1) // 2 or 1 for axis in window]


def _figure(model: Model, layer: Layer, pair: list[Trial]) -> Figure:
    name = f"{layer.name}-pixel-uses"
    counts = [uses(alone) for alone in pair]
    most = max(max(each.values()) for each in counts)
    parts: list[Element] = []
    left = MARGIN + RULERS
    for alone, count in zip(pair, counts, strict=True):
        heads = _heads(alone)
        height, width = alone.axes
        grid = Grid(0, 0, height.inputs, width.inputs)
        room = max(grid.width, *(text_width(text, BOLD, bold=True) for text in heads))
        grid = grid.moved(left + (room - grid.width) / 2, MARGIN + ABOVE + 6)
        parts += _map(grid, count, most, heads)
        left += room + APART
    right = left - APART + MARGIN
    foot = grid.top + grid.height + 26
    said = (EXPLAINED, conditional(_counted(pair[-1]), pair[-1].sizes), _said(pair, counts))
    notes = [row for text in said for row in wrapped(text, right - 2 * MARGIN, SMALL)]
    parts += [label(MARGIN, foot + LINE * at, text, SMALL, "start", fill=QUIET) for at, text in enumerate(notes)]
    title = f"{layer.name}: how often each pixel is used, without and with padding"
    words = _described(pair, counts)
    size = round(right), round(foot + LINE * len(notes) + MARGIN - 8)
    return Figure(name, title, words, document(f"{model.name}-{name}", size, title, words, *parts))


def _heads(alone: Trial) -> tuple[str, str]:
    height, width = alone.axes
    padding = both(height.before, width.before)
    outputs = f"{height.outputs}×{width.outputs} windows of {height.kernel}×{width.kernel}"
    return ("without padding" if padding == "0" else f"with padding {padding}"), outputs


def _map(grid: Grid, count: Uses, most: int, heads: tuple[str, str]) -> Iterator[Element]:
    for step, paint in enumerate(RAMP):
        of_step = [each for each, uses_ in count.items() if _step(uses_, most) == step]
        if of_step:
            yield cells(grid, of_step, fill=paint, stroke=RULE)
    yield entries(grid, {each: str(number) for each, number in count.items()})
    yield from rulers(grid)
    middle = grid.left + grid.width / 2
    yield label(middle, grid.top - 38, heads[0], BOLD, font_weight="bold")
    yield label(middle, grid.top - 22, heads[1], SMALL)


def _step(count: int, most: int) -> int:
    return 0 if count == 0 else 1 + (count - 1) * (len(RAMP) - 1) // most


def _said(pair: list[Trial], counts: list[Uses]) -> str:
    """What the two maps show: the corner and the middle."""
    axes = pair[0].axes
    corner, middle = (0, 0), (axes[0].inputs // 2, axes[1].inputs // 2)
    said = [
        f"{head}: corner {count[corner]}, middle {count[middle]}, {sum(count.values())} in all"
        for (head, _), count in zip(map(_heads, pair), counts, strict=True)
    ]
    return f"{'; '.join(said)}.".capitalize()


def _described(pair: list[Trial], counts: list[Uses]) -> str:
    height, width = pair[0].axes
    rows = "; ".join(
        f"{heads[0]}: "
        + ", ".join(" ".join(str(count[r, q]) for q in range(width.inputs)) for r in range(height.inputs))
        for heads, count in zip(map(_heads, pair), counts, strict=True)
    )
    return f"A {height.inputs}×{width.inputs} image with the number of windows that use each pixel, row by row. {rows}."
