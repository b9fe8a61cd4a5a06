"""A tensor that is used several times: its derivative as the sum over the uses."""

from collections.abc import Iterator

from derive.document.blocks import Block, Formula, Formulas, Paragraph
from derive.document.layer import formula
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind
from derive.exercises.wording import named
from derive.network.backward import Gradient, differentiable, gradient
from derive.network.model import Model, Penalty, Placed
from derive.network.schedule import uses
from derive.printing.compose import statement
from derive.printing.style import PLAIN
from derive.spec.complaint import listed

MOST = 4  # uses that are written down by hand


def make(model: Model, draw: Draw) -> Exercise | None:
    """The readers' formulas are given at level 1, their names at level 2; at level 3 they are to be found."""
    shared = [name for name, every in uses(model).items() if 1 < len(every) <= MOST]
    names = [name for name in differentiable(model) if name in shared]
    if not names:
        return None
    found = gradient(model, draw.dealt(names, "tensors"))
    readers = tuple({share.placed.name: share.placed for share in found.shares}.values())
    asked = named(model, model.tensors[found.tensor])
    question = (
        Paragraph(_wired(model, found, readers, draw.level)),
        *(_forward(readers) if draw.level == 1 else ()),
        Paragraph(
            f"Write the derivative of the loss by {asked} as a sum, and each summand by the derivative by the output "
            "of what it comes through."
        ),
    )
    answer = (Formulas((formula(found.derivation.equation, PLAIN),), "the sum over its uses"), *_shares(found))
    points = 1 + len(found.shares)
    return Exercise("Used several times", question, answer, points=points, room=2 * points)


def _wired(model: Model, found: Gradient, readers: tuple[Placed, ...], level: int) -> str:
    """Who reads it; at level 3 what every layer reads."""
    asked = named(model, model.tensors[found.tensor])
    if level < 3:
        return f"In this network {asked} is used by {listed([_called(each) for each in readers], 'and')}."
    each = (f"{layer.name} reads {listed([t.name for t in layer.inputs], 'and')}" for layer in model.layers)
    return f"In this network {'; '.join(each)}. By what is {asked} used?"


def _called(placed: Placed) -> str:
    return f"what is added to the objective ({placed.name})" if isinstance(placed, Penalty) else placed.name


def _forward(readers: tuple[Placed, ...]) -> Iterator[Block]:
    for each in readers:
        yield Formulas((Formula(statement(each.stated), each.stated),), each.name)


def _shares(found: Gradient) -> Iterator[Block]:
    for share in found.shares:
        equation = share.derivation.linked or share.derivation.equation
        yield Formulas((formula(equation, PLAIN),), f"the part through {_called(share.placed)}")


FAN_OUT = ExerciseKind("uses", "the derivative by what is used several times", make)
