"""Compute a derivative by hand: the gradient of a filter, or of a layer's input, from that of its output."""

from random import Random

from derive.algebra.tensor import bar_name
from derive.document.blocks import Block, Formula, Formulas, Matrices, Paragraph
from derive.document.numbers import derivative_numbers
from derive.exercises.by_hand import Worked, small_layers, work
from derive.exercises.exercise import Exercise, ExerciseKind, Problem
from derive.exercises.forward_by_hand import empty_maps, given, shown
from derive.exercises.wording import described
from derive.layers.avg_pool import AvgPoolOptions
from derive.layers.conv import ConvOptions
from derive.layers.dense import DenseOptions
from derive.layers.max_pool import MaxPoolOptions
from derive.network.backward import gradient
from derive.network.model import Model
from derive.printing.compose import statement

WINDOWED = (ConvOptions, MaxPoolOptions, AvgPoolOptions)


def make(model: Model, level: int, random: Random) -> Exercise | None:
    """The derivative by one of a layer's tensors: level 1 by a weight, where there is one.

    A conv or pooling layer where the network has one, else a dense layer."""
    specs = small_layers(model, level, random, *WINDOWED) or small_layers(model, level, random, DenseOptions)
    if not specs:
        return None
    worked = work(random.choice(specs), random, clear=level == 1)
    asked = _asked(worked, level, random)
    output = worked.layer.output.name
    question: list[Block] = [
        Paragraph(f"The derivative of the loss by the output of {described(worked)} is known."),
        *given(worked, shown(worked, output, bar=True)),
        Paragraph(f"Compute the derivative by {_named(worked, asked)}."),
        Matrices(empty_maps(worked, asked, bar=True)),
    ]
    formula = gradient(worked.model, asked).best.equation
    answer = (
        Formulas((Formula(statement(formula, worked.style), formula),)),
        *derivative_numbers(worked.model, asked, worked.values, worked.style),
    )
    names = ("input", *worked.model.parameters, bar_name(output))
    problem = Problem(
        worked.spec, {name: worked.array(name) for name in names}, {bar_name(asked): worked.array(bar_name(asked))}
    )
    return Exercise(f"{worked.layer.kind.kind}, backward", tuple(question), answer, problem)


def _asked(worked: Worked, level: int, random: Random) -> str:
    weights = [tensor.name for tensor in worked.layer.parameters if len(tensor.shape) > 1]
    if level == 1:
        return (*weights, "input")[0]
    return random.choice((*weights, "input"))


def _named(worked: Worked, name: str) -> str:
    """The tensor in words."""
    return "the layer's input" if name == "input" else "the layer's weights"


BACKWARD = ExerciseKind("backward", "compute a derivative by hand", make)
