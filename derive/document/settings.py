"""The constants that a layer's options set, as a table: the letter in the formulas, and its number."""

from derive.algebra.setting import Setting, settings
from derive.document.blocks import Cell, Section, TableBlock
from derive.document.figures import exact
from derive.network.model import Layer
from derive.printing.names import letter


def settings_section(layer: Layer) -> Section | None:
    """A row for each constant, None for a layer without."""
    later = () if layer.later is None else layer.later.equations
    found = settings((*layer.declaration.equations, *later, *layer.moves))
    if not found:
        return None
    return Section(
        "Settings", (TableBlock(("setting", "value", "meaning"), tuple(_row(layer, each) for each in found)),)
    )


def _row(layer: Layer, each: Setting) -> tuple[Cell, ...]:
    told = layer.kind.options.model_fields[each.option].description
    return letter(each.letter), exact(each.value), f"{each.option}: {told}"
