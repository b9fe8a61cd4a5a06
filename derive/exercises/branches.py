"""Where branches meet: the shapes that they must have, and what each of them sees of the input."""

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
from derive.network.accounting import account
from derive.network.model import Layer, Model
from derive.printing.style import Style
from derive.spec.complaint import listed

MOST = 8  # layers on the way, which are followed by hand


def shapes_that_meet(model: Model, draw: Draw) -> Exercise | None:
    """The shapes of everything that a layer joins, for images of another size, and of what it gives."""
    names = [layer.name for layer in _joins(model)]
    if not names:
        return None
    spec, asked = variant(model, draw.dealt(names, "layers"), draw.random, rectangle=draw.level == 3)
    join, style = asked.layers[-1], Style(numbers=asked.values)
    read = listed([tensor.name for tensor in dict.fromkeys(join.inputs)], "and")
    question = Paragraph(
        f"Let this network read {examples_in_words(asked)}. {_wiring(asked, join)} What are the shapes of {read}, "
        f"which {join.name} joins, and of what it gives? What would go wrong if one of them had another stride?"
    )
    answer = (
        *_rules(asked, style),
        Formulas(shapes(join, style), join.name),
        Paragraph(
            f"{join.name} ({join.kind.kind}): {join.kind.summary}. With another stride the shapes would not meet."
        ),
    )
    whole = np.array([int(asked.number(size)) for size in join.output.shape[1:]])
    return Exercise("Shapes that meet", (question,), answer, Task(spec, {}, {"shape": whole}), points=3, room=6)


def fields_that_meet(model: Model, draw: Draw) -> Exercise | None:
    """The receptive field of every branch, and of the layer that joins them."""
    names = [layer.name for layer in _joins(model) if _sees(model, layer)]
    if not names:
        return None
    join = next(layer for layer in model.layers if layer.name == draw.dealt(names, "layers"))
    rows = [(tensor.name, _field(model, tensor.name)) for tensor in dict.fromkeys(join.inputs)]
    whole = _field(model, join.name)
    question = Paragraph(
        f"{_wiring(model, join)} How large is the part of the input that one output of {join.name} looks at through "
        f"{listed([name for name, _ in rows], 'and')}, and in all?"
    )
    told = (f"Through {name}: {_times(field)}." for name, field in rows)
    answer = (
        *map(Paragraph, told),
        Paragraph(f"In all {_times(whole)}: what is seen through any of them, holes between them included."),
    )
    return Exercise("What branches see", (question,), answer, points=1 + len(rows), room=3 + 2 * len(rows))


def _joins(model: Model) -> Iterator[Layer]:
    """The layers that join different maps, not too far from the input of a network of one."""
    for place, layer in enumerate(model.layers):
        several = len(dict.fromkeys(layer.inputs)) > 1 and all(map(has_maps, layer.inputs))
        if several and len(model.inputs) == 1 and not model.unbound and place < MOST:
            yield layer


def _sees(model: Model, layer: Layer) -> bool:
    """Whether what is seen is known exactly along each branch, differs between them, and ends inside the input."""
    own = {each.layer.name: each for each in account(model)}
    read = [own[tensor.name] for tensor in dict.fromkeys(layer.inputs) if tensor.name in own]
    exact = all(seen.exact for each in (*read, own[layer.name]) for seen in each.seen.values())
    inside = all(seen < whole for seen, whole in zip(_field(model, layer.name), _sides(model), strict=True))
    return exact and inside and len({each.field for each in read}) > 1


def _sides(model: Model) -> tuple[int, ...]:
    return tuple(int(model.number(size)) for size in model.input.shape[2:])


def _field(model: Model, name: str) -> tuple[int, ...]:
    """How many places along each axis; of the input itself one."""
    own = {each.layer.name: each for each in account(model)}
    axes = len(model.input.shape) - 2
    return tuple(int(model.number(size)) for size in own[name].field) if name in own else (1,) * axes


def _times(field: tuple[int, ...]) -> str:
    return " × ".join(map(str, field))


def _wiring(model: Model, join: Layer) -> str:
    """The layers that lead to one, in order, with their options and what they read."""
    parts, leading = [], {item.name for item in model.spec.leading_to(join.name)}
    for layer, item in zip(model.layers, model.spec.layers, strict=True):
        if layer.name not in leading:
            continue
        inside = options_in_words(item.options, axes_of(layer))
        read = listed([tensor.name for tensor in layer.inputs], "and")
        parts.append(f"{layer.name} ({f'{inside}; ' if inside else ''}reads {read})")
    return f"The layers up to {join.name} are {'; '.join(parts)}."


def _rules(asked: Model, style: Style) -> Iterator[Block]:
    for layer in asked.layers[:-1]:
        rules = size_rules(asked, layer, style)
        if rules:
            yield Formulas(rules, layer.name)


SHAPES = ExerciseKind("meeting", "the shapes of what a layer joins", shapes_that_meet)
FIELDS = ExerciseKind("fields", "what each of several branches sees of the input", fields_that_meet)
