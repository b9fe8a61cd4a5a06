"""How maps shrink and filters grow from layer to layer."""

from sympy import Symbol

from derive.algebra.size import Size
from derive.document.blocks import Cell, Paragraph, Section, TableBlock
from derive.grammar import digits
from derive.network.model import Layer, Model
from derive.printing.sizes import size

FEWEST = 2  # convolutions from which there is something to compare
MORE = (
    "Where the map shrinks and the channels grow, there are more filters, not larger ones: each filter is as deep as "
    "its input, and its height and width are those of the kernel."
)


def growth_section(model: Model) -> Section | None:
    """The map and its channels after each layer that changes them; None with fewer than two convolutions."""
    layers = [layer for layer in model.layers if len(layer.output.shape) == 4 and layer.rules]
    if sum(layer.kind.weighted for layer in layers) < FEWEST:
        return None
    images = (tensor for tensor in model.inputs if len(tensor.shape) == 4)
    rows: list[tuple[Cell, ...]] = [(tensor.name, *_map(model, tensor.shape), "") for tensor in images]
    rows += [(layer.name, *_map(model, layer.output.shape), _filter(model, layer)) for layer in layers]
    headers = ("layer", "map", "channels", "values", "one filter")
    return Section(
        "The map shrinks, the filters grow in number",
        (TableBlock(headers, tuple(rows), frozenset({2, 3})), Paragraph(MORE)),
    )


def _map(model: Model, shape: tuple[Size, ...]) -> tuple[str, Cell, str]:
    """height×width, channels, and their product."""
    channels, height, width = (model.number(each) for each in shape[1:])
    if not (isinstance(channels, int) and isinstance(height, int) and isinstance(width, int)):
        return f"{height}×{width}", str(channels) if isinstance(channels, int | Symbol) else size(channels), ""
    return f"{height}×{width}", str(channels), digits(channels * height * width)


def _filter(model: Model, layer: Layer) -> str:
    """depth×height×width of a filter; nothing for a layer without."""
    weights = next((tensor for tensor in layer.parameters if len(tensor.shape) == 4), None)
    return "" if weights is None else "×".join(str(model.number(size)) for size in weights.shape[1:])
