"""Count the parameters of a layer, or of all layers."""

import numpy as np

from derive.document.blocks import Block, Formulas, Paragraph
from derive.document.layer import size_section
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind, Task
from derive.exercises.variant import variant
from derive.exercises.wording import axes_of, examples_in_words, options_in_words
from derive.grammar import digits
from derive.network.accounting import parameters
from derive.network.model import Layer, Model
from derive.printing.style import Style

MOST = 4  # layers with parameters that are counted one after the other


def make(model: Model, draw: Draw) -> Exercise | None:
    """A layer with parameters, as this network has it, for images of another size; at level 3 all layers up to it."""
    names = [layer.name for layer in model.layers if layer.own_parameters]
    if not names or len(model.inputs) > 1:
        return None
    if draw.level == 3:
        names = names[:MOST]
    name = draw.dealt(names, "layers")
    spec, asked = variant(model, name, draw.random, rectangle=draw.level == 3)
    counted = [layer for layer in asked.layers if layer.own_parameters] if draw.level == 3 else [asked.layers[-1]]
    question = Paragraph(f"Let this network read {examples_in_words(asked)}. {_asked(asked, counted)}")
    style = Style(numbers=asked.values)
    answer: list[Block] = [block for layer in counted for block in _counts(asked, layer, style)]
    total = sum(int(asked.number(parameters(layer))) for layer in counted)
    if len(counted) > 1:
        answer.append(Paragraph(f"Together {digits(total)} parameters."))
    problem = Task(spec, {}, {"parameters": np.array(total), "of": np.array([layer.name for layer in counted])})
    size = len(counted)
    return Exercise("Number of parameters", (question,), tuple(answer), problem, points=1 + size, room=1 + 2 * size)


def _asked(asked: Model, counted: list[Layer]) -> str:
    described = " and ".join(_described(asked, layer) for layer in counted)
    if len(counted) > 1:
        return f"How many parameters do {described} have together?"
    read = " × ".join(str(asked.number(size)) for size in counted[0].input.shape[1:])
    return f"Of each example {described} reads {read} numbers. How many parameters does it have?"


def _described(asked: Model, layer: Layer) -> str:
    """conv1 (28 filters, kernel 3 × 3, with a bias)."""
    item = next(item for item in asked.spec.layers if item.name == layer.name)
    inside = options_in_words(item.options, axes_of(layer))
    return f"{layer.name} ({inside})" if inside else layer.name


def _counts(asked: Model, layer: Layer, style: Style) -> tuple[Block, ...]:
    section = size_section(asked, layer, style)
    kept = (b for b in section.blocks if isinstance(b, Formulas) and b.label == "number of parameters")
    return tuple(Formulas(block.formulas, layer.name) for block in kept)


PARAMETER_COUNT = ExerciseKind("parameters", "count a layer's parameters", make)
