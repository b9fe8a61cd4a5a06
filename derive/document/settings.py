"""The constants that a layer's options set, as a table: the letter in the formulas, and its number."""

from derive.algebra.equation import Equation
from derive.algebra.setting import Setting, settings
from derive.document.blocks import Cell, Section, TableBlock
from derive.document.figures import exact
from derive.network.model import Ending, Layer, Penalty
from derive.printing.names import letter
from derive.spec.spec import Regularise


def settings_section(placed: Layer | Ending) -> Section | None:
    """A row for each constant, None for a layer or a term of the objective without."""
    more: tuple[Equation, ...] = ()
    if isinstance(placed, Layer):
        more = (*(() if placed.later is None else placed.later.equations), *placed.moves)
    found = settings((*placed.declaration.equations, *more))
    if not found:
        return None
    return Section(
        "Settings", (TableBlock(("setting", "value", "meaning"), tuple(_row(placed, each) for each in found)),)
    )


def _row(placed: Layer | Ending, each: Setting) -> tuple[Cell, ...]:
    said = Regularise if isinstance(placed, Penalty) else placed.kind.options
    told = said.model_fields[each.option].description
    return letter(each.letter), exact(each.value), f"{each.option}: {told}"
