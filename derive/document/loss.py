"""The objective as sections: each loss with its derivatives and what a sigmoid makes of them, and what is added."""

from collections.abc import Iterator

from derive.document.blocks import Block, Formulas, Paragraph, Section
from derive.document.choice import Choice, WorkedValues
from derive.document.layer import conventions_section, derivative_blocks, formula, sentence
from derive.document.numbers import loss_numbers
from derive.document.settings import settings_section
from derive.network.backward import maker, of_placed
from derive.network.model import Loss, Model, Penalty
from derive.network.schedule import loss_behind

WHOLE = "What is minimised is the sum of these; each derivative below is one of J, through the term alone."


def objective_sections(model: Model, choice: Choice, values: WorkedValues | None = None) -> Iterator[Section]:
    """J as the sum of its terms, where it has several, and a section for each loss and each regulariser."""
    whole = objective_section(model, choice, values)
    if whole is not None:
        yield whole
    for loss in model.losses:
        more = (loss_numbers(loss.stated, values, choice.style),) if values else ()
        yield loss_section(model, loss, choice, more)
    for penalties in _by_kind(model):
        yield penalties_section(model, penalties, choice)


def objective_section(model: Model, choice: Choice, values: WorkedValues | None = None) -> Section | None:
    """J as the sum of its terms; None where it has one."""
    if model.objective is None:
        return None
    numbers = (loss_numbers(model.objective, values, choice.style),) if values else ()
    return Section("objective", (Formulas((formula(model.objective, choice.style),)), Paragraph(WHOLE)), numbers)


def loss_section(model: Model, loss: Loss, choice: Choice, more: tuple[Section, ...] = ()) -> Section:
    """The loss's block; `more` are sections to put before its conventions."""
    forward = Section("Forward", (Formulas((formula(loss.stated, choice.style),)),))
    found = (block for each in of_placed(model, loss) for block in derivative_blocks(each, choice))
    backward = Section("Backward", (*found, *_link(model, loss, choice)))
    settings, conventions = settings_section(loss), conventions_section(loss.declaration.conventions)
    chosen = (*((settings,) if settings else ()), forward, backward, *more, *((conventions,) if conventions else ()))
    return Section(f"{loss.name}: {loss.kind.kind}", (Paragraph(sentence(loss.kind.summary)),), chosen)


def _by_kind(model: Model) -> Iterator[tuple[Penalty, ...]]:
    """What regularisers add, one group for each."""
    for kind in dict.fromkeys(penalty.kind.kind for penalty in model.penalties):
        yield tuple(penalty for penalty in model.penalties if penalty.kind.kind == kind)


def penalties_section(model: Model, penalties: tuple[Penalty, ...], choice: Choice) -> Section:
    """What one regulariser adds for each weight, and what that adds to the weights' derivatives."""
    first, style = penalties[0], choice.style
    added = tuple(dict.fromkeys(penalty.stated for penalty in penalties))
    forward = Section("Forward", (Formulas(tuple(formula(each, style) for each in added)),))
    found = [each for penalty in penalties for each in of_placed(model, penalty) if not each.shares]
    slopes = tuple(formula(each.best.equation, style) for each in found)
    derived = derivative_blocks(found[0], choice)[1:] if choice.steps else ()
    backward = Section("Backward", (Formulas(slopes, "by each weight, the part through what is added"), *derived))
    parts = (*filter(None, (settings_section(first),)), forward, backward)
    return Section(f"{first.kind.kind}: regulariser", (Paragraph(sentence(first.kind.summary)),), parts)


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
