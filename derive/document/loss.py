"""The loss as a section: its formula, its derivative by the network's output, and what a sigmoid makes of it."""

from derive.document.blocks import Block, Formulas, Paragraph, Section
from derive.document.choice import Choice
from derive.document.layer import conventions_section, derivative_blocks, formula, sentence
from derive.network.backward import gradient
from derive.network.model import Loss, Model
from derive.network.schedule import ends_in_loss


def loss_section(model: Model, loss: Loss, choice: Choice, more: tuple[Section, ...] = ()) -> Section:
    """The loss's block; `more` are sections to put before its conventions."""
    output = model.output.name
    forward = Section("Forward", (Formulas((formula(loss.stated, choice.style),)),))
    backward = Section("Backward", (*derivative_blocks(gradient(model, output), choice), *_link(model, choice)))
    conventions = conventions_section(loss.declaration.conventions)
    parts = (forward, backward, *more, *((conventions,) if conventions else ()))
    return Section(f"loss: {loss.kind.kind}", (Paragraph(sentence(loss.kind.summary)),), parts)


def _link(model: Model, choice: Choice) -> tuple[Block, ...]:
    """Where the loss's derivative and the last layer's fold into something shorter."""
    last = model.layers[-1]
    if not ends_in_loss(model):
        return ()
    found = gradient(model, last.input.name)
    if found.through_loss is None:
        return ()
    label = f"with the slope of {last.name} the fractions cancel, so that by {last.input.name}"
    return (Formulas((formula(found.best.equation, choice.style),), label),)
