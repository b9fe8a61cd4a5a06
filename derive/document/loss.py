"""The objective as sections: each loss with its derivatives and what a sigmoid makes of them, and what is added."""

from collections.abc import Iterator

from derive.document.blocks import Block, Formulas, Paragraph, Section
from derive.document.choice import Choice, WorkedValues
from derive.document.layer import conventions_section, derivative_blocks, formula, sentence
from derive.document.numbers import loss_numbers
from derive.document.settings import settings_section
from derive.network.backward import maker, of_placed
from derive.network.model import Ending, Loss, Model, Penalty
from derive.network.schedule import loss_behind

WHOLE = "What is minimised is the sum of these; each derivative below is one of J, through the term alone."


def objective_sections(model: Model, choice: Choice, values: WorkedValues | None = None) -> Iterator[Section]:
    """J as the sum of its terms, where it has several, and a section for each term."""
    if model.objective is not None:
        numbers = (loss_numbers(model.objective, values, choice.style),) if values else ()
        yield Section("objective", (Formulas((formula(model.objective, choice.style),)), Paragraph(WHOLE)), numbers)
    for loss in model.losses:
        more = (loss_numbers(loss.stated, values, choice.style),) if values else ()
        yield loss_section(model, loss, choice, more)
    yield from (_penalty_section(model, penalty, choice) for penalty in model.penalties)


def term_section(model: Model, term: Ending, choice: Choice) -> Section:
    """The block of one term of the objective."""
    return loss_section(model, term, choice) if isinstance(term, Loss) else _penalty_section(model, term, choice)


def loss_section(model: Model, loss: Loss, choice: Choice, more: tuple[Section, ...] = ()) -> Section:
    """The loss's block; `more` are sections to put before its conventions."""
    forward = Section("Forward", (Formulas((formula(loss.stated, choice.style),)),))
    found = (block for each in of_placed(model, loss) for block in derivative_blocks(each, choice))
    backward = Section("Backward", (*found, *_link(model, loss, choice)))
    settings, conventions = settings_section(loss), conventions_section(loss.declaration.conventions)
    chosen = (*((settings,) if settings else ()), forward, backward, *more, *((conventions,) if conventions else ()))
    return Section(f"{loss.name}: {loss.kind.kind}", (Paragraph(sentence(loss.kind.summary)),), chosen)


def _penalty_section(model: Model, penalty: Penalty, choice: Choice) -> Section:
    """What is added for a weight, and what that adds to its derivative."""
    forward = Section("Forward", (Formulas((formula(penalty.stated, choice.style),)),))
    found = (block for each in of_placed(model, penalty) for block in derivative_blocks(each, choice))
    settings = settings_section(penalty)
    parts = (*((settings,) if settings else ()), forward, Section("Backward", tuple(found)))
    return Section(penalty.name, (Paragraph(sentence(penalty.kind.summary)),), parts)


def _link(model: Model, loss: Loss, choice: Choice) -> tuple[Block, ...]:
    """Where the loss's derivative and that of the layer before it fold into something shorter."""
    last = maker(model, loss.input)
    if loss_behind(model, last) is not loss:
        return ()
    found = next(each for each in of_placed(model, last) if each.tensor == last.input.name)
    if found.through_loss is None:
        return ()
    label = f"with the slope of {last.name} the fractions cancel, so that by {last.input.name}"
    return (Formulas((formula(found.best.equation, choice.style),), label),)
