"""Compute a layer's output by hand: a convolution, a pooling, a dense layer."""

from collections.abc import Sequence
from functools import partial

from derive.algebra.tensor import bar_name
from derive.document.blocks import Block, Formula, Formulas, Kind, Matrices, Matrix, Note, Paragraph
from derive.document.maps import column_of, has_maps, map_of, maps_of
from derive.document.numbers import forward_numbers
from derive.exercises.by_hand import Worked, work
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind, Task
from derive.exercises.small import Spec, convolves, pools, small_layers, weighs_features
from derive.exercises.wording import described, is_map, kind_in_words
from derive.grammar import sentence
from derive.network.model import Model
from derive.printing.compose import statement
from derive.printing.names import BLANK

MOST_POINTS, MOST_LINES = 6, 8


def convolution(model: Model, draw: Draw) -> Exercise | None:
    """A conv layer on small integers; a dense one where the network has no other."""
    layers = partial(small_layers, model, draw.level, draw.random)
    return _exercise(layers(convolves) or layers(weighs_features), draw)


def pooling(model: Model, draw: Draw) -> Exercise | None:
    """A pooling layer on small integers, without ties at level 1."""
    return _exercise(small_layers(model, draw.level, draw.random, pools), draw)


def _exercise(specs: Sequence[Spec], draw: Draw) -> Exercise | None:
    if not specs:
        return None
    worked = work(draw.dealt(specs, "layers"), draw.random, clear=draw.level == 1)
    layer, output = worked.layer, worked.layer.output
    question: list[Block] = [
        Paragraph(f"Compute the output of {described(worked)}. It is as the network's own, but smaller."),
        Formulas((Formula(statement(layer.stated, worked.style), layer.stated),)),
        *given(worked),
        Matrices(empty_maps(worked, output.name, bar=False)),
    ]
    answer = forward_numbers(worked.model, layer, worked.values, worked.style).blocks
    names = ("input", *worked.model.parameters)
    given_arrays = {name: worked.array(name) for name in names}
    problem = Task(worked.spec, given_arrays, {output.name: worked.array(output.name)})
    entries = worked.array(output.name).size
    title = sentence(f"{kind_in_words(layer.kind.kind)}, forward, by hand")
    return Exercise(title, tuple(question), answer, problem, points=worth(entries), room=min(entries, MOST_LINES))


def worth(entries: int) -> int:
    """The points for so many numbers that are worked out."""
    return min(MOST_POINTS, max(2, (entries + 1) // 2))


def given(worked: Worked, more: tuple[Matrix, ...] = ()) -> tuple[Block, ...]:
    """The conventions that decide the result; input and parameters, and `more`, as matrices side by side."""
    tensors = (*worked.layer.inputs, *worked.layer.parameters)
    arrays = [shown(worked, tensor.name, bar=False) for tensor in tensors if worked.array(tensor.name).ndim]
    said = (Note(Kind.CONVENTION, text) for text in worked.layer.declaration.conventions)
    return (*said, Matrices(tuple(matrix for each in (*arrays, more) for matrix in each)))


def shown(worked: Worked, name: str, bar: bool) -> tuple[Matrix, ...]:
    """A tensor's numbers: one matrix for each map of a volume, a column for a vector."""
    tensor = worked.model.tensors[name]
    array = worked.array(bar_name(name) if bar else name)
    if has_maps(tensor):
        return maps_of(tensor, array, (), worked.style, bar=bar)
    if is_map(tensor):
        return (map_of(tensor, array, (), worked.style, bar),)
    return (column_of(tensor, array, (0,) if array.ndim == 2 else (), worked.style, bar),)


def empty_maps(worked: Worked, name: str, bar: bool) -> tuple[Matrix, ...]:
    """The same matrices with boxes to be filled in."""
    return tuple(
        Matrix(tuple(tuple(BLANK for _ in row) for row in matrix.rows), matrix.caption)
        for matrix in shown(worked, name, bar)
    )


CONVOLUTION = ExerciseKind("convolution", "compute the output of a convolution or a dense layer by hand", convolution)
POOLING = ExerciseKind("pooling", "compute the output of a pooling layer by hand", pooling)
