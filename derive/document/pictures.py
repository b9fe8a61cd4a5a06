"""Maps side by side: image ⋆ filter = result, W · x + b = z, before → after."""

from collections.abc import Iterator
from math import prod
from typing import Any

from derive.algebra.index import Role
from derive.algebra.tensor import Tensor, TensorRole, cotangent
from derive.document.blocks import Matrices, Matrix, Paragraph
from derive.document.choice import WorkedValues
from derive.document.figures import figure, sign
from derive.document.maps import column_of, has_maps, is_cut, leads, map_of, maps_of, row_of
from derive.network.model import Layer
from derive.printing.style import Style

MOST_MAPS, MOST_GIVEN = 2, 16
Array = Any
Block = Matrices | Paragraph


def forward_pictures(layer: Layer, values: WorkedValues, style: Style) -> Iterator[Block]:
    """What the layer does: to all that the spec gives, or to the first maps of one example where it is made up."""
    xs, y = [values.arrays[tensor.name] for tensor in layer.inputs], values.arrays[layer.output.name]
    x = xs[0]
    weights = next((tensor for tensor in layer.parameters if len(tensor.shape) > 1), None)
    if weights is not None and has_maps(weights):
        for example in range(len(x) if values.given else 1):
            yield from _filtered(layer, weights, values, style, example)
        if is_cut(x.shape):
            yield Paragraph("Of large maps only a corner is shown.")
    elif weights is not None:
        yield from _multiplied(layer, weights, values, style)
    elif all(map(has_maps, (*layer.inputs, layer.output))) and len({array.shape[1] for array in (*xs, y)}) == 1:
        for example in range(len(x) if values.given else 1):
            yield from _maps(layer, values, style, example)
    else:
        before = [each for t, array in zip(layer.inputs, xs, strict=True) for each in _shown(t, array, style)]
        signs = [","] * (len(before) - 1) + ["→"]
        yield Matrices((*before, *_shown(layer.output, y, style)), tuple(signs))
        yield from _more(x.shape[1] if has_maps(layer.inputs[0]) else 1, "channels")


def backward_pictures(tensor: Tensor, values: WorkedValues, style: Style) -> Iterator[Block]:
    """A derivative as matrices."""
    array = values.arrays.get(cotangent(tensor).name)
    if array is None:
        return
    if has_maps(tensor):
        yield Matrices(maps_of(tensor, array, (), style, _most(values), bar=True))
        yield from _more(len(list(leads(array))), "maps", _most(values))
    elif array.ndim == 2 and (tensor.role is TensorRole.PARAMETER or array.shape[0] > 1):
        yield Matrices((map_of(tensor, array, (), style, bar=True),))
    else:
        yield Matrices((row_of(tensor, array, (0,) if array.ndim == 2 else (), style, bar=True),))


def _filtered(layer: Layer, weights: Tensor, values: WorkedValues, style: Style, example: int) -> Iterator[Block]:
    """Σ over channels of image ⋆ filter, plus the bias, for the first filters."""
    x, w, z = (values.arrays[tensor.name] for tensor in (layer.input, weights, layer.output))
    bias = next((values.arrays[tensor.name] for tensor in layer.parameters if len(tensor.shape) == 1), None)
    filters = z.shape[1]
    for k in range(min(filters, _most(values))):
        items: list[Matrix] = []
        signs: list[str] = []
        read_by = _read_by(layer, k, x.shape[1], w.shape)
        for channel, own in read_by[: _most(values)]:
            read = ((layer.input, x, (example, channel), "⋆"), (weights, w, own, "+"))
            for tensor, array, lead, behind in read:
                maps = maps_of(tensor, array, lead, style, _most(values))
                items += maps
                signs += [*[","] * (len(maps) - 1), behind]
        rest = "+ … " if len(read_by) > _most(values) else ""
        signs[-1] = f"{rest}{_with_bias(bias, k)}{sign(z[example, k]).value}"
        made = maps_of(layer.output, z, (example, k), style, _most(values))
        yield Matrices((*items, *made), (*signs, *[","] * (len(made) - 1)))
    yield from _more(filters, "filters", _most(values))


def _read_by(layer: Layer, k: int, channels: int, shape: tuple[int, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """The channels that an output reads, each with the place of its filter among the weights."""
    bound = {index.role for term in layer.declaration.equations[-1].terms for index, _ in term.bound}
    if Role.CHANNEL not in bound:  # each channel has filters of its own
        own = shape[: len(shape) - len(layer.output.shape) + 2]
        each = prod(own[1:])
        return [(k // each, (k // each, *((k % each,) if len(own) > 1 else ())))]
    filters, depth = shape[:2]
    of_group = max(1, filters // max(1, channels // depth))
    return [(k // of_group * depth + c, (k, c)) for c in range(depth)]


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
    yield Matrices((*items, column_of(layer.output, z, (0,), style)), (*signs, sign(z[0]).value))
    if is_cut(w.shape):
        yield Paragraph("Of large matrices only a corner is shown.")


def _maps(layer: Layer, values: WorkedValues, style: Style, example: int) -> Iterator[Block]:
    tensors = (*layer.inputs, layer.output)
    channels = values.arrays[layer.inputs[0].name].shape[1]
    for c in range(min(channels, _most(values))):
        arrays = ((tensor, values.arrays[tensor.name]) for tensor in tensors)
        *before, after = (maps_of(tensor, array, (example, c), style, _most(values)) for tensor, array in arrays)
        read = [each for maps in before for each in maps]
        yield Matrices((*read, *after), (*[","] * (len(read) - 1), "→", *[","] * (len(after) - 1)))
    yield from _more(channels, "channels", _most(values))


def _shown(tensor: Tensor, array: Array, style: Style) -> tuple[Matrix, ...]:
    """The first maps of a volume, or a vector as a row."""
    if has_maps(tensor):
        return maps_of(tensor, array, (0,), style, MOST_MAPS)
    return (row_of(tensor, array, (0,), style),)


def _most(values: WorkedValues) -> int:
    """How many maps are shown: what somebody gave, somebody wants to see."""
    return MOST_GIVEN if values.given else MOST_MAPS


def _more(count: int, what: str, most: int = MOST_MAPS) -> Iterator[Paragraph]:
    if count > most:
        yield Paragraph(f"and {count - most} more {what}.")
