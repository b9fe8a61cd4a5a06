"""Unroll a filter's gradient: which connections share a weight."""

from derive.document.blocks import Block, Formulas, Matrices, Paragraph
from derive.document.choice import Choice
from derive.document.unrolled import unrolled_section
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind
from derive.layers.conv import ConvOptions
from derive.network.build import build
from derive.network.model import Model
from derive.printing.style import Style
from derive.spec.read import spec_from_dict


def make(model: Model, draw: Draw) -> Exercise | None:
    """A small image and filter; at level 3 with a stride, at level 2 a rectangle; of a network that reads signals a
    signal. None without a conv layer."""
    layers = zip(model.layers, model.spec.layers, strict=True)
    found = [len(layer.layouts[0].positions) for layer, item in layers if isinstance(item.options, ConvOptions)]
    if not found:
        return None
    level, random = draw.level, draw.random
    height, width = {1: (3, 3), 2: random.choice(((3, 4), (4, 3))), 3: (4, 4)}[level]
    kernel, stride = random.choice(((2, 1),) if level < 3 else ((2, 2), (3, 1))) if level > 1 else (2, 1)
    conv = {"filters": 1, "kernel": kernel, "stride": stride, "bias": False}
    along, sizes = f"An image of {height} rows and {width} columns", {"height": height, "width": width}
    taps = f"{kernel} × {kernel}"
    if min(found) == 1:
        along, sizes, taps = f"A signal of {height + width - 2} places", {"length": height + width - 2}, f"{kernel}"
    small = build(spec_from_dict({"input": {"channels": 1, **sizes}, "layers": [{"conv": conv}]}))
    question = Paragraph(
        f"{along} meets one filter of {taps} with stride {stride}, "
        "without padding or bias. Think of it as a dense layer: its units are the positions of the filter, its inputs "
        "the pixels, and most of its weights are 0. Number units, pixels and filter weights row by row from 1. Draw "
        "the matrix of the dense layer with the filter weights f₁, f₂, … in their places. Then write the derivative "
        "of the loss by each filter weight as a sum of derivatives by the entries w of this matrix."
    )
    return Exercise("A filter's gradient, unrolled", (question,), _answer(small), points=5, room=9)


def _answer(small: Model) -> tuple[Block, ...]:
    section = unrolled_section(small, small.layers[0], Choice(Style(numbers=small.values)))
    if section is None:
        raise ValueError("a conv layer shares its weights")
    first = next(place for place, block in enumerate(section.blocks) if isinstance(block, Matrices))
    return tuple(block for block in section.blocks[first:] if isinstance(block, Matrices | Formulas))


SHARED_GRADIENT = ExerciseKind("sharing", "unroll a filter's gradient", make)
