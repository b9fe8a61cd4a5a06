"""Shifts in numbers: a layer run by the kernels on its input and on the input moved along."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.algebra.size import Size, value_of
from derive.document.blocks import Block, Cell, Matrices, Paragraph, TableBlock
from derive.document.choice import WorkedValues
from derive.document.maps import is_cut, maps_of, row_of
from derive.grammar import digits
from derive.kernels.network import Kernels
from derive.network.model import Layer
from derive.printing.style import Style

Array = Any
DIRECTIONS = {"right": (0, 1), "left": (0, -1), "down": (1, 0), "up": (-1, 0)}
PIXEL = {1: "place", 2: "pixel", 3: "pixel"}
MOST_SLICES = 2


@dataclass(frozen=True, slots=True)
class Rerun:
    """The worked example, and the kernels that can run a layer of it on another input."""

    values: WorkedValues
    kernels: Kernels

    def input(self, layer: Layer) -> Array:
        """What the layer reads of the first example."""
        return self.values.arrays[layer.input.name][:1]

    def output(self, layer: Layer, x: Array) -> Array:
        """What the layer makes of an input."""
        return self.kernels.layer_output(layer, x, self.values.arrays)


def moved(array: Array, *steps: int) -> Array:
    """The last axes moved along by a step each, zeros shifted in."""
    result = np.zeros_like(array)
    sizes = array.shape[-len(steps) :]
    to, source = ([_part(n, way * step) for n, step in zip(sizes, steps, strict=True)] for way in (1, -1))
    result[(..., *to)] = array[(..., *source)]
    return result


def _part(size: int, step: int) -> slice:
    return slice(max(step, 0), size + min(step, 0))


def window_example(layer: Layer, along_rows: Size, rerun: Rerun, style: Style) -> tuple[Block, ...]:
    """The input and the output, then both again for the input moved right by one stride; where they agree."""
    x = rerun.input(layer)
    stride = value_of(layer.size(along_rows), rerun.values.sizes)
    later = moved(x, stride)
    y, after = rerun.output(layer, x), rerun.output(layer, later)
    shown = [
        [maps_of(layer.input, a, (0, 0), style, MOST_SLICES), maps_of(layer.output, b, (0, 0), style, MOST_SLICES)]
        for a, b in ((x, y), (later, after))
    ]
    said = ("an input and the layer's output", f"the input moved right by {stride}, t = 1")
    blocks: list[Block] = [
        Matrices((*a, *b), (*[","] * (len(a) - 1), "→", *[","] * (len(b) - 1)), words)
        for (a, b), words in zip(shown, said, strict=True)
    ]
    if is_cut(x.shape):
        blocks.append(Paragraph("Of large maps only a corner is shown."))
    return (*blocks, Paragraph(_agreement(y, after)))


def _agreement(before: Array, after: Array) -> str:
    same = after[..., 1:] == before[..., :-1]
    columns = [int(column) + 1 for column in np.flatnonzero(~same.all(axis=tuple(range(same.ndim - 1))))]
    where = "outputs that have one on their left were there before the shift"
    moved_on = f"{digits(int(same.sum()))} of the {digits(same.size)} {where}"
    if not columns:
        return f"{moved_on}: the output moved right by one."
    places = f"column{'s' if len(columns) > 1 else ''} {', '.join(map(str, columns))}"
    return f"{moved_on}; the others stand at the border, in {places} (counted from 0)."


def pooling_example(layer: Layer, rerun: Rerun) -> TableBlock:
    """How many outputs stay the same when the input moves by one pixel, in each direction, against the pixels."""
    x = rerun.input(layer)
    y = rerun.output(layer, x)
    rows: list[tuple[Cell, ...]] = []
    word = PIXEL[len(layer.layouts[0].positions)]
    for name, steps in DIRECTIONS.items():
        if any(steps[: 2 - min(2, x.ndim - 2)]):
            continue
        later = moved(x, *steps[-min(2, x.ndim - 2) :])
        rows.append((f"one {word} {name}", _share(x == later), _share(y == rerun.output(layer, later))))
    headers = ("the input moves", f"{word}s that stay the same", "outputs that stay the same")
    return TableBlock(headers, tuple(rows), frozenset({1, 2}), label="small shifts")


def _share(same: Array) -> str:
    return f"{digits(int(same.sum()))} of {digits(same.size)}"


def dense_example(layer: Layer, rerun: Rerun, style: Style) -> tuple[Block, ...]:
    """The outputs for an input and for the same moved by one entry: not the outputs moved by one."""
    x = rerun.input(layer)
    y, later = rerun.output(layer, x), _along(x)
    after, wanted = rerun.output(layer, later), _along(y)
    shown = [
        (row_of(layer.input, a, (0,), style), row_of(layer.output, b, (0,), style)) for a, b in ((x, y), (later, after))
    ]
    differ = int((after[..., 1:] != wanted[..., 1:]).sum())
    return (
        Matrices(shown[0], ("→",), "an input and the layer's output"),
        Matrices(shown[1], ("→",), "the input moved by one entry, t = 1"),
        Paragraph(
            f"{digits(differ)} of the {digits(after[..., 1:].size)} outputs that have one before them differ from it."
        ),
    )


def _along(x: Array) -> Array:
    return moved(x[..., None, :], 0, 1)[..., 0, :]
