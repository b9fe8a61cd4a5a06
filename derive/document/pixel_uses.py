"""How often a window uses each pixel, with and without padding: padding's second reason."""

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from derive.document.blocks import Block, Formula, Formulas, Matrices, Matrix, Paragraph, Section, Steps
from derive.document.choice import Choice
from derive.document.maps import LARGEST
from derive.network.model import Layer, Model
from derive.network.pixels import Padding, PixelUses, pixel_uses
from derive.printing.compose import statement
from derive.printing.trace import trace

EXPLAINED = (
    "Each window that covers a pixel uses it once, for one channel and one filter: the count is the sum, over all "
    "windows, of the condition that the window covers the pixel."
)
REASONS = (
    "Padding has two reasons: it keeps the map from shrinking, and it lets pixels of the border enter more windows."
)


def pixel_uses_section(model: Model, layer: Layer, choice: Choice) -> Section | str:
    """The derived count and its matrices; what is missing where the layer has no windows."""
    found = pixel_uses(model, layer)
    if found is None:
        return "no windows"
    letters = replace(choice.style, numbers={})  # one formula for any padding
    formula = Formula(statement(found.equation, letters), found.equation)
    blocks: list[Block] = [Paragraph(EXPLAINED), Formulas((formula,), "the number of windows that use a pixel")]
    if choice.steps:
        blocks.append(Steps(trace(found.derivation, letters), "derivation of the count"))
    if found.sizes is None:
        blocks.append(Paragraph("Give the sizes numbers to see the counts."))
    else:
        blocks += _in_numbers(found, found.own if any(found.own) else found.even)
    return Section(f"{layer.name}: how often each pixel is used", tuple(blocks))


def _in_numbers(found: PixelUses, padding: Padding) -> list[Block]:
    cases = [case for case in dict.fromkeys(((0,) * len(padding), padding)) if min(found.outputs(case)) >= 1]
    blocks: list[Block] = [
        Paragraph(REASONS),
        Matrices(
            tuple(m for case in cases for m in _matrices(found, case)), label="the counts of all pixels, row by row"
        ),
    ]
    if any(len(axis) > LARGEST for case in cases for axis in found.counts(case)):
        blocks.append(Paragraph("Of large maps only the top left corner is shown."))
    return [*blocks, *(Paragraph(_sentence(found, case)) for case in cases)]


def _matrices(found: PixelUses, padding: Padding) -> Iterator[Matrix]:
    """The counts as rows and columns; along a length one row, in a volume the slice at the border and one inside."""
    *front, columns = (axis if len(axis) <= LARGEST else axis[:LARGEST] for axis in found.counts(padding))
    slices, rows = ((1,), front[0]) if len(front) == 1 else front or ((1,), (1,))
    for at in dict.fromkeys((0, len(slices) // 2)):
        shown = tuple(tuple(str(slices[at] * row * column) for column in columns) for row in rows)
        yield Matrix(shown, f"{_named(padding)}, slice {at}" if len(slices) > 1 else _named(padding))


def _named(padding: Padding) -> str:
    if not any(padding):
        return "without padding"
    return f"padding {', '.join(map(str, padding[:1] if len(set(padding)) == 1 else padding))}"


def _sentence(found: PixelUses, padding: Padding) -> str:
    """Without padding: 6×6 pixels give 4×4 outputs; a corner pixel is used once, a central one 9 times."""
    counts = found.counts(padding)
    corner, centre = (prod(axis[at] for axis, at in zip(counts, place, strict=True)) for place in _places(counts))
    pixels, outputs = ("×".join(map(str, sizes)) for sizes in (map(len, counts), found.outputs(padding)))
    sizes = f"{_named(padding).capitalize()}: {pixels} pixels give {outputs} outputs"
    return f"{sizes}; a corner pixel is used {_times(corner)}, a central one {_times(centre)}."


def _places(counts: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A corner, and the middle."""
    return tuple(0 for _ in counts), tuple(len(axis) // 2 for axis in counts)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
