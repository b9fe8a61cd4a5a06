"""Numbers of softmax, activations, losses and batch normalisation by hand, with a pocket calculator."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from random import Random
from typing import Any

import numpy as np

from derive.algebra.equation import Equation
from derive.algebra.setting import settings
from derive.algebra.tensor import Fact, Tensor, bar_name
from derive.document.blocks import Block, Formulas, Matrices, Paragraph
from derive.document.choice import WorkedValues
from derive.document.figures import DIGITS, exact, in_full
from derive.document.layer import formula
from derive.document.maps import map_of
from derive.exercises.by_hand import Worked, made
from derive.exercises.draw import Draw
from derive.exercises.exercise import Array, Exercise, ExerciseKind, Task
from derive.exercises.find_mistake import forward
from derive.exercises.forward_by_hand import shown
from derive.exercises.wording import kind_in_words
from derive.exercises.worked_entries import worked_entries
from derive.grammar import an, sentence
from derive.kernels.network import Kernels
from derive.layers.batch_norm import BatchNormOptions
from derive.layers.declaration import BATCH
from derive.network.backward import gradient
from derive.network.model import Layer, Model
from derive.printing.names import letter
from derive.printing.style import Style
from derive.printing.unicode import spoken

SMALLEST, LARGEST = -2, 2
LEAST = 0.005  # of a derivative that is worth a computation
TRIES = 1000
FEATURES = 3
EXAMPLES = {1: 1, 2: 2, 3: 2}
NORMALISED = 4  # examples of a batch that is normalised
ROUND = (
    f"Use a calculator; log is the natural logarithm. Give {DIGITS} significant digits where a result is no short "
    "decimal."
)


def loss(model: Model, draw: Draw) -> Exercise | None:
    """The network's loss and its last layer, where that works on each example's numbers alone: the output, the loss,
    the derivative by what the layer reads. From level 2 on a batch of two, over which the loss may be averaged."""
    if len(model.terms) != 1 or not model.targets or not _bare(model.layers[-1]):
        return None
    (own,) = model.spec.losses
    spec = {
        "input": {"features": FEATURES},
        "layers": [model.layers[-1].kind.kind],
        "loss": {own.kind: own.options.model_dump(mode="json")},
    }
    worked = _run(spec, EXAMPLES[draw.level], draw.random)
    asked = (worked.layer.output.name, "loss", bar_name("input"))
    last = model.layers[-1]
    question = (
        Paragraph(
            f"This network ends with {last.name}, {an(kind_in_words(last.kind.kind))}, and its loss J is "
            f"{_words(own.kind)}. Take {_examples(worked)} of {FEATURES} numbers, with the targets t."
        ),
        *_formulas(worked),
        Matrices((_matrix(worked, "input"), _matrix(worked, "target"))),
        Paragraph(
            f"Compute the output of {last.name}, the loss J, and the derivative of J by each number that {last.name} "
            f"reads. {ROUND}"
        ),
    )
    answer = (*_forward(worked), *_backward(worked, "input"))
    entries = 2 * worked.array("input").size + 1
    title = sentence(f"{last.kind.kind} and {_words(own.kind)} by hand".replace("_", " "))
    return Exercise(title, question, answer, _problem(worked, asked), points=_worth(entries), room=entries + 1)


def activation(model: Model, draw: Draw) -> Exercise | None:
    """The same for a softmax or an activation in a network without a loss: the derivative by the output is given."""
    layers = [layer for layer in model.layers if _bare(layer) and len(layer.output.shape) == 2]
    if model.terms or not layers:
        return None
    kind = draw.dealt([layer.kind.kind for layer in layers], "layers")
    worked = _run({"input": {"features": FEATURES}, "layers": [kind]}, 1, draw.random)
    output = worked.layer.output.name
    question = (
        Paragraph(f"Here are {FEATURES} numbers that {an(kind_in_words(kind))} like this network's reads."),
        *_formulas(worked),
        Matrices((_matrix(worked, "input"), *shown(worked, output, bar=True))),
        Paragraph(f"Compute its output, and the derivative of the loss J by each number that it reads. {ROUND}"),
    )
    answer = (*_forward(worked), *_backward(worked, "input"))
    entries = 2 * worked.array("input").size
    problem = _problem(worked, (output, bar_name("input")), bar_name(output))
    return Exercise(f"{sentence(kind)} by hand", question, answer, problem, points=_worth(entries), room=entries)


def normalisation(model: Model, draw: Draw) -> Exercise | None:
    """Batch normalisation of one feature over four examples; from level 2 on the running statistics, too, at level 3
    the derivative by the input."""
    found = [item.options for item in model.spec.layers if isinstance(item.options, BatchNormOptions)]
    if not found:
        return None
    own = draw.dealt(found, "layers").model_dump(mode="json", exclude={"name"})
    spec = {"input": {"features": 1}, "layers": [{"batch_norm": own}]}
    runs = (_run(spec, NORMALISED, draw.random) for _ in range(TRIES))
    worked = next(run for run in runs if _readable(run))
    output, state = worked.layer.output.name, tuple(worked.model.state)
    wanted = ["the output y of all four examples"]
    if draw.level > 1:
        wanted.append("the running mean and the running variance after this batch, from 0 and 1 before it")
    if draw.level > 2:
        wanted.append("the derivative of the loss J by each x")
    bars = shown(worked, output, bar=True) if draw.level > 2 else ()
    question = (
        Paragraph(
            "A batch of four examples with one feature each passes through a batch norm layer like this network's."
        ),
        *_formulas(worked),
        *((Formulas(tuple(formula(e, worked.style) for e in worked.layer.updates)),) if draw.level > 1 else ()),
        Paragraph(_constants(worked.layer, moved=draw.level > 1)),
        Matrices((_matrix(worked, "input"), *(shown(worked, p, bar=False)[0] for p in worked.model.parameters))),
        *((_bars(worked, output),) if bars else ()),
        Paragraph(f"Compute {'; '.join(wanted)}. {ROUND}"),
    )
    asked = (output, *(state if draw.level > 1 else ()), *((bar_name("input"),) if draw.level > 2 else ()))
    answer: list[Block] = list(_forward(worked))
    if draw.level > 1:
        answer += [block for equation in worked.layer.updates for block in _moved(worked, equation)]
    if draw.level > 2:
        answer += [block for name in (*worked.model.parameters, "input") for block in _backward(worked, name)]
    problem = _problem(worked, asked, bar_name(output))
    size = 4 + 2 * draw.level
    return Exercise("Batch norm by hand", question, tuple(answer), problem, points=size, room=4 + 4 * draw.level)


def _constants(layer: Layer, moved: bool) -> str:
    """ε = 0.00001, η = 0.1: the numbers of the letters that the formulas have."""
    read = settings((*layer.declaration.equations, *(layer.moves if moved else ())))
    return ", ".join(f"{spoken(letter(each.letter))} = {exact(each.value)}" for each in read) + "."


def _readable(worked: Worked) -> bool:
    """Whether every rounded result tells that it is no whole number by as many digits as are asked for."""
    values = (float(value) for array in worked.values.arrays.values() for value in np.ravel(array))
    return all(in_full(value) or float(f"{value:.{DIGITS}g}") != round(value) for value in values)


def _bare(layer: Layer) -> bool:
    """Whether a layer has nothing but its input: no parameters, no masks, and a number out for each number in."""
    return not (layer.parameters or layer.masks or layer.state) and [t.shape for t in layer.inputs] == [
        layer.output.shape
    ]


def _run(spec: Mapping[str, Any], examples: int, random: Random) -> Worked:
    """Small integers for what is given, and what follows from them by the checked kernels."""
    kernels = made(spec)
    model = kernels.model
    x = _input(model, examples, random)
    params = {name: _parameter(model, tensor, random) for name, tensor in model.parameters.items()}
    state = kernels.init_state()
    target = None if model.loss is None else _target(model, x.shape, random)
    run = kernels.start(x, params, target=target, state=state)
    arrays = {**run.run_forward()}
    if model.loss is not None:
        cotangents = run.run_loss_backward(wrt_input=True)
        arrays |= {"target": target, "loss": np.array(run.loss())}
    else:
        cotangents = _given_cotangents(kernels, x, params, random)
        arrays |= {f"{name} moved": array for name, array in run.new_state().items()}
    arrays |= {bar_name(name): array for name, array in cotangents.items()}
    value = float(run.loss()) if model.loss is not None else None
    return Worked(spec, model, WorkedValues(arrays, {**model.values, BATCH: examples}, (), value))


def _given_cotangents(kernels: Kernels, x: Array, params: Mapping[str, Array], random: Random) -> dict[str, Array]:
    """Integers for the derivative by the output, such that no derivative is nearly 0, and what follows from them."""
    for _ in range(TRIES):
        y_bar = np.array([[random.randint(SMALLEST, LARGEST) for _ in row] for row in x], dtype=float)
        found = {**kernels.cotangents(x, params, y_bar), kernels.model.output.name: y_bar}
        if np.all(np.abs(found["input"]) > LEAST):
            return found
    raise ValueError(f"no teachable derivative of {kernels.model.name} in {TRIES} draws")


def _input(model: Model, examples: int, random: Random) -> Array:
    """Different integers for the numbers of an example; four of one feature have a whole mean and deviation."""
    features = int(model.number(model.input.shape[1]))
    if features == 1:
        mean, deviation, other = random.randint(-1, 3), random.choice((1, 2)), random.choice((0, 1))
        spread = [deviation, -deviation] * 2 if other else [2 * deviation, -2 * deviation, 0, 0]
        random.shuffle(spread)
        return np.array([[mean + each] for each in spread], dtype=float)
    rows = list(permutations((number for number in range(SMALLEST, LARGEST + 1) if number), features))
    return np.array(random.sample(rows, examples), dtype=float)


def _parameter(model: Model, tensor: Tensor, random: Random) -> Array:
    choices = (2, 3) if tensor.name in model.ones else (-1, 1)
    return np.array([random.choice(choices) for _ in range(int(model.number(tensor.shape[0])))], dtype=float)


def _target(model: Model, shape: tuple[int, ...], random: Random) -> Array:
    """One of several answers where the targets of an example sum to 1, else 0 or 1 for each output."""
    target = model.tensors["target"]
    if Fact.SUMS_TO_ONE in target.facts:
        return np.eye(shape[1])[[random.randrange(shape[1]) for _ in range(shape[0])]]
    return np.array([[random.choice((0, 1)) for _ in range(shape[1])] for _ in range(shape[0])], dtype=float)


def _forward(worked: Worked) -> Iterator[Block]:
    """Every tensor of the layer, and the loss, entry by entry."""
    for equation in worked.layer.equations:
        yield from worked_entries(equation, worked.values, worked.style)
    if worked.model.loss is not None:
        yield from worked_entries(worked.model.loss.stated, worked.values, worked.style)


def _backward(worked: Worked, name: str) -> Iterator[Block]:
    equation = gradient(worked.model, name).best.equation
    yield Formulas((formula(equation, worked.style),))
    yield from worked_entries(equation, worked.values, worked.style)


def _moved(worked: Worked, equation: Equation) -> Iterator[Block]:
    """A running statistic after the batch: the same letter on both sides, before and after."""
    name = equation.left.tensor.name
    yield Formulas((formula(equation, worked.style),))
    yield Matrices((map_of_one(worked, name),))


def map_of_one(worked: Worked, name: str) -> Any:
    """The new value of a statistic as a matrix of one entry."""
    return map_of(worked.model.tensors[name], worked.array(f"{name} moved").reshape(1, 1), (), Style())


def _formulas(worked: Worked) -> Iterator[Block]:
    yield from forward(worked.layer)
    if worked.model.loss is not None:
        yield from forward(worked.model.loss)


def _matrix(worked: Worked, name: str) -> Any:
    """A row for each example."""
    return map_of(worked.model.tensors[name], worked.array(name), (), worked.style)


def _bars(worked: Worked, output: str) -> Matrices:
    return Matrices((map_of(worked.layer.output, worked.array(bar_name(output)), (), worked.style, bar=True),))


def _problem(worked: Worked, asked: tuple[str, ...], *more: str) -> Task:
    names = ("input", *worked.model.parameters, *(("target",) if worked.model.loss else ()), *more)
    arrays = worked.values.arrays
    found = {name: arrays.get(f"{name} moved", arrays[name]) for name in asked}
    return Task(worked.spec, {name: arrays[name] for name in names}, found)


def _examples(worked: Worked) -> str:
    return "one example" if len(worked.array("input")) == 1 else f"{len(worked.array('input'))} examples"


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _worth(entries: int) -> int:
    return min(8, entries // 2 + 1)


LOSS = ExerciseKind("loss", "compute the last layer's output, the loss and its derivative by hand", loss)
ACTIVATION = ExerciseKind("activation", "compute a softmax or an activation and its derivative by hand", activation)
NORMALISATION = ExerciseKind("normalisation", "compute batch normalisation by hand", normalisation)
