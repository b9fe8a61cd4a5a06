"""Everything about a network in one document: a page of a report, and what exports start from."""

from derive.document.blocks import Document, Section
from derive.document.choice import Choice
from derive.document.show import EVERYTHING, Selection, show_document
from derive.document.sizes import sizes_blocks
from derive.document.worked_values import worked_values
from derive.network.model import Model
from derive.printing.style import Style


def network_document(
    model: Model, steps: bool, numbers: bool, once: bool = False, selection: Selection = EVERYTHING
) -> Document:
    """The table of sizes, then every layer and the loss, convolutions unrolled; or what is selected of them.

    `steps` adds the derivations in full; `numbers` the worked values of a network whose sizes all have
    numbers (SizeError otherwise). `once`: layers of one structure are derived once, and the others say where.
    """
    style = Style(numbers=model.values)
    values = worked_values(model) if numbers else None
    shown = show_document(model, Choice(style, steps=steps, unroll=True, values=values, once=once), selection)
    if selection != EVERYTHING:
        return shown
    sizes = Section("Sizes and costs", sizes_blocks(model, style))
    return Document(shown.title, shown.subtitle, shown.blocks, (sizes, *shown.sections))
