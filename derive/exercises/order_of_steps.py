"""Put the steps of a derivation in order."""

from derive.document.blocks import Block, Formula, Formulas, Paragraph, Steps
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind
from derive.exercises.missing_piece import teachable
from derive.exercises.once import once
from derive.exercises.wording import named
from derive.network.backward import gradient
from derive.network.model import Model
from derive.printing.formula import Explained, Statement, Trace
from derive.printing.trace import trace

FEWEST, MOST = {1: 3, 2: 3, 3: 4}, {1: 4, 2: 6, 3: 8}
LETTERS = "ABCDEFGH"


def make(model: Model, draw: Draw) -> Exercise | None:
    """A derivation of the network, shuffled: more steps at a higher level."""
    level = draw.level
    names = [name for name in teachable(model) if FEWEST[level] <= len(_steps(model, name)) <= MOST[level]]
    if not names:
        return None
    name, random = draw.dealt(names, "tensors"), draw.random
    steps = _steps(model, name)
    order = list(range(len(steps)))
    while order == sorted(order):
        random.shuffle(order)
    question: list[Block] = [
        Paragraph(
            f"These are the steps in which the derivative of the loss by {named(model, model.tensors[name])} is worked "
            "out, in a wrong order. Put them in order, and name the rule that leads from each to the next."
        )
    ]
    question += [
        Formulas((Formula(Statement(steps[place].statement.relation)),), f"({letter})")
        for letter, place in zip(LETTERS, order, strict=False)
    ]
    letters = dict(zip(order, LETTERS, strict=False))
    right = ", ".join(letters[place] for place in range(len(steps)))
    answer = (Paragraph(f"The order is {right}."), Steps(Trace(steps), f"derivation by {name}"))
    return Exercise("Steps in order", tuple(question), answer, long=True, points=len(steps), room=len(steps) + 1)


@once
def _steps(model: Model, name: str) -> tuple[Explained, ...]:
    """The steps of a derivation; none where two of them look the same, since then no order is right."""
    steps = trace(gradient(model, name).best).steps
    relations = [step.statement.relation for step in steps]
    return steps if len(set(relations)) == len(relations) else ()


ORDER_OF_STEPS = ExerciseKind("steps", "put the steps of a derivation in order", make)
