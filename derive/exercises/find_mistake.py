"""Find the mistake in a backward formula, out of the catalogue of those that people make."""

from collections.abc import Iterator
from functools import cache

from sympy import Symbol

from derive.algebra.equation import Equation
from derive.document.blocks import Block, Formula, Formulas, Kind, Note, Paragraph
from derive.document.layer import forward_section, sentence
from derive.errors import SizeError
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind
from derive.exercises.once import once
from derive.exercises.wording import named, with_options
from derive.faults.catalogue import mistakes
from derive.faults.fault import Mistake
from derive.faults.formula import Formula as RightFormula
from derive.faults.formula import formulas_in
from derive.layers.declaration import BATCH, Declaration
from derive.network.model import AT_INFERENCE, Layer, Loss, Model, Penalty, Placed
from derive.printing.compose import statement
from derive.printing.style import PLAIN
from derive.verification.exact_grid import agree
from derive.verification.sizing.alone import Counts, alone

POINTS = 3
SMALL = Counts(2, 3, 2, (2, 3))
EXAMPLES = 3
Sizes = tuple[tuple[Symbol, int], ...]


def make(model: Model, draw: Draw) -> Exercise | None:
    """A derivative of the network with one known mistake; at level 1 with the catalogue's hint.

    The kinds of mistakes are dealt out evenly. The forward formula and every convention stand above the wrong one.
    """
    known: dict[str, list[tuple[Placed, Mistake]]] = {}
    for placed, mistake in askable(model):
        known.setdefault(mistake.fault.id, []).append((placed, mistake))
    if not known:
        return None
    placed, mistake = draw.random.choice(known[draw.dealt(sorted(known), "mistakes")])
    tensor = mistake.formula.equation.left.tensor.bar
    asked = named(model, placed.tensors[tensor.of.name]) if tensor else ""
    question: list[Block] = [
        Paragraph(f"This is how {_described(model, placed)} computes its output."),
        *forward(placed),
        Paragraph(
            f"Somebody wrote down the derivative of the loss by {asked}. One thing in it is wrong: what is it, and "
            "why? Write down the right formula."
        ),
        _shown(placed, mistake.wrong),
    ]
    if draw.level == 1:
        question.append(Note(Kind.REMARK, f"Hint: {mistake.fault.hint}"))
    answer = (
        Paragraph(sentence(f"{mistake.fault.name}: {mistake.fault.explanation}")),
        _shown(placed, mistake.right, "the right formula"),
    )
    return Exercise("Find the mistake", tuple(question), answer, points=POINTS, room=7)


def forward(placed: Placed) -> Iterator[Block]:
    """The formula that the layer or the loss computes, and the conventions that it keeps."""
    if isinstance(placed, Layer):
        yield from forward_section(placed, PLAIN).blocks
    else:
        yield Formulas((Formula(statement(placed.stated), placed.stated),))
    yield from (Note(Kind.CONVENTION, text) for text in placed.declaration.conventions)


@once
def askable(model: Model) -> tuple[tuple[Placed, Mistake], ...]:
    """Every mistake in a derivative that can be seen in the formula, changes numbers in this network, and is no
    convention."""
    found: list[tuple[Placed, Mistake]] = []
    forms = {form.name: form for form in model.forms}
    for (form, _), formula in formulas_in(model).items():
        placed = forms.get(form)  # the sum over a tensor's uses is no layer's own
        if placed is not None and formula.backward and not formula.joined:
            for mistake in _wrong(formula.equation, formula.declaration, formula.training):
                if _visible(placed, mistake) and not _harmless(model, placed, mistake):
                    found.append((placed, mistake))
    return tuple(found)


@cache
def _wrong(equation: Equation, own: Declaration, training: Declaration | None) -> tuple[Mistake, ...]:
    """The mistakes that can be made in a formula, are none by convention, and leave something of it."""
    formula = RightFormula(equation, own, training)
    return tuple(each for each in mistakes(formula) if each.wrong.terms and not each.fault.convention)


def _visible(placed: Placed, mistake: Mistake) -> bool:
    """Whether right and wrong differ as they are printed, without what is said below a formula."""
    right, wrong = (statement(placed.instantiate(each)).relation for each in (mistake.right, mistake.wrong))
    return right != wrong


def _harmless(model: Model, placed: Placed, mistake: Mistake) -> bool:
    """Whether the mistake changes nothing with this network's options: windows that do not overlap are overwritten by
    nobody. In a network in letters none is harmless."""
    if model.unbound or isinstance(placed, Penalty):
        return False
    own = placed if isinstance(placed, Loss) else _layer(model, placed)
    try:
        small = alone(model, own, SMALL)
    except SizeError:
        return False
    form: Placed = small.losses[0] if isinstance(own, Loss) and small.losses else small.layers[0]
    sizes = {symbol: int(small.number(size)) for symbol, size in form.sizes.items() if symbol != BATCH}
    return _equal(mistake.formula.declaration, mistake.right, mistake.wrong, (*sizes.items(), (BATCH, EXAMPLES)))


def _layer(model: Model, placed: Placed) -> Layer:
    return next(layer for layer in model.layers if layer.name == placed.name.removesuffix(AT_INFERENCE))


@cache
def _equal(declaration: Declaration, right: Equation, wrong: Equation, sizes: Sizes) -> bool:
    return agree(declaration, right, wrong, dict(sizes))


def _shown(placed: Placed, equation: Equation, label: str = "") -> Formulas:
    written = placed.instantiate(equation)
    return Formulas((Formula(statement(written), written),), label)


def _described(model: Model, placed: Placed) -> str:
    if isinstance(placed, Penalty):
        return f"what is added to the objective for {named(model, placed.parameters[0])}"
    if isinstance(placed, Loss):
        return "the loss of this network" if len(model.losses) == 1 else f"the loss {placed.name} of this network"
    own = with_options(model, _layer(model, placed))
    return f"{own} after training, at inference," if placed.name.endswith(AT_INFERENCE) else own


FIND_MISTAKE = ExerciseKind("mistake", "find the mistake in a formula", make)
