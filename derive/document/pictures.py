"""Maps side by side: image ⋆ filter = result, W · x + b = z, before → after."""

from collections.abc import Iterator
from typing import Any

from derive.algebra.tensor import Tensor, TensorRole
from derive.document.blocks import Matrices, Matrix, Paragraph
from derive.document.choice import WorkedValues
from derive.document.figures import figure
from derive.document.maps import column_of, is_cut, map_of, row_of
from derive.network.model import Layer
from derive.printing.style import Style

MOST_MAPS = 2
Array = Any
Block = Matrices | Paragraph


def forward_pictures(layer: Layer, values: WorkedValues, style: Style) -> Iterator[Block]:
    """What the layer does to the first example."""
    x, y = values.arrays[layer.input.name], values.arrays[layer.output.name]
    weights = next((tensor for tensor in layer.parameters if len(tensor.shape) > 1), None)
    if weights is not None and len(weights.shape) == 4:
        yield from _filtered(layer, weights, values, style)
    elif weights is not None:
        yield from _multiplied(layer, weights, values, style)
    elif x.ndim == y.ndim == 4:
        yield from _maps(layer, x, y, style)
    else:
        before = _shown(layer.input, x, style)
        signs = [","] * (len(before) - 1) + ["→"]
        yield Matrices((*before, *_shown(layer.output, y, style)), tuple(signs))
        yield from _more(x.shape[1] if x.ndim == 4 else 1, "channels")


def backward_pictures(tensor: Tensor, values: WorkedValues, style: Style) -> Iterator[Block]:
    """A derivative as matrices."""
    array = values.arrays.get(f"{tensor.name}_bar")
    if array is None:
        return
    if array.ndim == 4:
        leads = [(a, b) for a in range(array.shape[0]) for b in range(array.shape[1])]
        yield Matrices(tuple(map_of(tensor, array, lead, style, bar=True) for lead in leads[:MOST_MAPS]))
        yield from _more(len(leads), "maps")
    elif array.ndim == 2 and (tensor.role is TensorRole.PARAMETER or array.shape[0] > 1):
        yield Matrices((map_of(tensor, array, (), style, bar=True),))
    else:
        yield Matrices((row_of(tensor, array, (0,) if array.ndim == 2 else (), style, bar=True),))


def _filtered(layer: Layer, weights: Tensor, values: WorkedValues, style: Style) -> Iterator[Block]:
    """Σ over channels of image ⋆ filter, plus the bias, for the first filters."""
    x, w, z = (values.arrays[tensor.name] for tensor in (layer.input, weights, layer.output))
    bias = next((values.arrays[tensor.name] for tensor in layer.parameters if len(tensor.shape) == 1), None)
    filters, depth = w.shape[:2]
    filters_of_group = max(1, filters // max(1, x.shape[1] // depth))
    for k in range(min(filters, MOST_MAPS)):
        items: list[Matrix] = []
        signs: list[str] = []
        for c in range(min(depth, MOST_MAPS)):
            channel = k // filters_of_group * depth + c
            items += [map_of(layer.input, x, (0, channel), style), map_of(weights, w, (k, c), style)]
            signs += ["⋆", "+"]
        rest = "+ … " if depth > MOST_MAPS else ""
        signs[-1] = f"{rest}{_with_bias(bias, k)}="
        items.append(map_of(layer.output, z, (0, k), style))
        yield Matrices(tuple(items), tuple(signs))
    yield from _more(filters, "filters")
    if is_cut(x.shape):
        yield Paragraph("Of large maps only a corner is shown.")


def _with_bias(bias: Array | None, k: int) -> str:
    if bias is None:
        return ""
    text = figure(float(bias[k]))
    return f"− {text[1:]} " if text.startswith("-") else f"+ {text} "


def _multiplied(layer: Layer, weights: Tensor, values: WorkedValues, style: Style) -> Iterator[Block]:
    """W · x + b = z."""
    x, w, z = (values.arrays[tensor.name] for tensor in (layer.input, weights, layer.output))
    items = [map_of(weights, w, (), style), column_of(layer.input, x, (0,), style)]
    signs = ["·"]
    for tensor in layer.parameters:
        if len(tensor.shape) == 1:
            items.append(column_of(tensor, values.arrays[tensor.name], (), style))
            signs.append("+")
    yield Matrices((*items, column_of(layer.output, z, (0,), style)), (*signs, "="))
    if is_cut(w.shape):
        yield Paragraph("Of large matrices only a corner is shown.")


def _maps(layer: Layer, x: Array, y: Array, style: Style) -> Iterator[Block]:
    for c in range(min(x.shape[1], MOST_MAPS)):
        yield Matrices((map_of(layer.input, x, (0, c), style), map_of(layer.output, y, (0, c), style)), ("→",))
    yield from _more(x.shape[1], "channels")


def _shown(tensor: Tensor, array: Array, style: Style) -> tuple[Matrix, ...]:
    """The first maps of a volume, or a vector as a row."""
    if array.ndim == 4:
        return tuple(map_of(tensor, array, (0, c), style) for c in range(min(array.shape[1], MOST_MAPS)))
    return (row_of(tensor, array, (0,), style),)


def _more(count: int, what: str) -> Iterator[Paragraph]:
    if count > MOST_MAPS:
        yield Paragraph(f"and {count - MOST_MAPS} more {what}.")
