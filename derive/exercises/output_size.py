"""Compute the shape of a layer's output, for images of another size."""

from collections.abc import Iterator

import numpy as np

from derive.document.blocks import Block, Formulas, Paragraph
from derive.document.layer import shapes
from derive.document.maps import has_maps
from derive.document.shapes import size_rules
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind, Task
from derive.exercises.variant import variant
from derive.exercises.wording import axes_of, examples_in_words, options_in_words
from derive.network.model import Layer, Model
from derive.printing.style import Style


def make(model: Model, draw: Draw) -> Exercise | None:
    """One of the network's layers that change the shape of a volume, with its own options; the images are larger or
    smaller than the network's. Level 3: they are rectangles."""
    names = [layer.name for layer in model.layers if _reshapes(model, layer)]
    if not names or len(model.inputs) > 1:
        return None
    name = draw.dealt(names, "layers")
    spec, asked = variant(model, name, draw.random, rectangle=draw.level == 3)
    layer, style = asked.layers[-1], Style(numbers=asked.values)
    question = Paragraph(
        f"Let this network read {examples_in_words(asked)}. {_path(asked)} What is the shape of the output of "
        f"{layer.name} for one {'image' if len(asked.input.shape) == 4 else 'example'}?"
    )
    answer = (*_rules(asked, style), Formulas(shapes(layer, style)[-1:], f"the output of {layer.name}"))
    shape = np.array([int(asked.number(size)) for size in layer.output.shape[1:]])
    steps = sum(_reshapes(asked, each) for each in asked.layers)
    problem = Task(spec, {}, {"shape": shape})
    return Exercise("Output size", (question,), answer, problem, points=1 + steps, room=2 + 2 * steps)


def _reshapes(model: Model, layer: Layer) -> bool:
    """Whether a layer reads a volume and gives another shape."""
    return all(has_maps(t) and model.shape(t) != model.shape(layer.output) for t in layer.inputs)


def _path(asked: Model) -> str:
    """The layers up to the one that is asked, as far as they change shapes, with their options."""
    parts = []
    for layer, item in zip(asked.layers, asked.spec.layers, strict=True):
        if _reshapes(asked, layer) or layer is asked.layers[-1]:
            inside = options_in_words(item.options, axes_of(layer))
            parts.append(f"{layer.name} ({inside})" if inside else layer.name)
    rest = "; the layers between them keep the shape." if len(parts) < len(asked.layers) else "."
    return (
        f"Its layers up to there are {', then '.join(parts)}{rest}" if len(parts) > 1 else f"It begins with {parts[0]}."
    )


def _rules(asked: Model, style: Style) -> Iterator[Block]:
    for layer in asked.layers:
        rules = size_rules(asked, layer, style)
        if rules:
            yield Formulas(rules, layer.name)


OUTPUT_SIZE = ExerciseKind("size", "compute the shape of an output", make)
