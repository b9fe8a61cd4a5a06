"""Compute a derivative by hand: the gradient of a filter, or of a layer's input, from that of its output."""

from functools import partial

from derive.algebra.tensor import bar_name
from derive.document.blocks import Block, Formula, Formulas, Matrices, Paragraph
from derive.document.numbers import derivative_numbers
from derive.exercises.by_hand import Worked, work
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind, Task
from derive.exercises.forward_by_hand import MOST_LINES, empty_maps, given, shown, worth
from derive.exercises.small import small_layers, weighs_features, windowed
from derive.exercises.wording import described, kind_in_words
from derive.grammar import sentence
from derive.network.backward import gradient
from derive.network.model import Model
from derive.printing.compose import statement


def make(model: Model, draw: Draw) -> Exercise | None:
    """The derivative by one of a layer's tensors: level 1 by a weight, where there is one.

    A conv or pooling layer where the network has one, else a dense layer."""
    layers = partial(small_layers, model, draw.level, draw.random)
    specs = layers(windowed) or layers(weighs_features)
    if not specs:
        return None
    worked = work(draw.dealt(specs, "layers"), draw.random, clear=draw.level == 1)
    asked = _asked(worked, draw)
    output = worked.layer.output.name
    question: list[Block] = [
        Paragraph(f"The derivative of the loss J by the output of {described(worked)} is known."),
        *given(worked, shown(worked, output, bar=True)),
        Paragraph(f"Compute the derivative of J by {_named(worked, asked)}."),
        Matrices(empty_maps(worked, asked, bar=True)),
    ]
    formula = gradient(worked.model, asked).best.equation
    answer = (
        Formulas((Formula(statement(formula, worked.style), formula),)),
        *derivative_numbers(worked.model, asked, worked.values, worked.style),
    )
    names = ("input", *worked.model.parameters, bar_name(output))
    problem = Task(
        worked.spec, {name: worked.array(name) for name in names}, {bar_name(asked): worked.array(bar_name(asked))}
    )
    entries = worked.array(bar_name(asked)).size
    title = sentence(f"{kind_in_words(worked.layer.kind.kind)}, backward, by hand")
    return Exercise(title, tuple(question), answer, problem, points=worth(entries), room=min(entries, MOST_LINES))


def _asked(worked: Worked, draw: Draw) -> str:
    weights = [tensor.name for tensor in worked.layer.parameters if len(tensor.shape) > 1]
    if draw.level == 1:
        return (*weights, "input")[0]
    return draw.random.choice((*weights, "input"))


def _named(worked: Worked, name: str) -> str:
    """The tensor in words."""
    return "the layer's input" if name == "input" else "the layer's weights"


BACKWARD = ExerciseKind("backward", "compute a derivative by hand", make)
