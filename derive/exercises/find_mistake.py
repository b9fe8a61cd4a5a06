"""Find the mistake in a backward formula, out of the catalogue of those that people make."""

from random import Random

from derive.algebra.tensor import primal
from derive.document.blocks import Formula, Formulas, Kind, Note, Paragraph
from derive.document.layer import sentence
from derive.exercises.exercise import Exercise, ExerciseKind
from derive.faults.catalogue import mistakes
from derive.faults.fault import Mistake
from derive.faults.formula import Formula as RightFormula
from derive.faults.formula import formulas_in
from derive.network.model import Model
from derive.printing.compose import statement


def make(model: Model, level: int, random: Random) -> Exercise | None:
    """A derivative of the network with one known mistake; at level 1 with the catalogue's hint.

    Mistakes that can be meant as a convention (a mean for a sum) are not asked: they are not wrong.
    """
    formulas = {
        place: formula for place, formula in formulas_in(model).items() if formula.backward and not formula.joined
    }
    places = sorted(formulas)
    random.shuffle(places)
    made = ((place, _askable(formulas[place])) for place in places)
    place, known = next((each for each in made if each[1]), (("", ""), ()))
    if not known:
        return None
    mistake = random.choice(known)
    layer, bar = place[0], formulas[place].equation.left.tensor
    question = (
        Paragraph(
            f"Somebody wrote this for the derivative by {primal(bar).name} in {layer}. "
            "One thing in it is wrong: which, and why?"
        ),
        Formulas((Formula(statement(mistake.wrong), mistake.wrong),)),
        *((Note(Kind.REMARK, f"Hint: {mistake.fault.hint}"),) if level == 1 else ()),
    )
    answer = (
        Paragraph(sentence(f"{mistake.fault.name}: {mistake.fault.explanation}")),
        Formulas((Formula(statement(mistake.right), mistake.right),), "the right formula"),
    )
    return Exercise("Find the mistake", question, answer)


def _askable(formula: RightFormula) -> tuple[Mistake, ...]:
    """The mistakes that can be made in a derivative and are none by convention."""
    return tuple(each for each in mistakes(formula) if not each.fault.convention)


FIND_MISTAKE = ExerciseKind("mistake", "find the mistake in a formula", make)
