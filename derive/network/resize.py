"""The same network with other numbers for sizes that its spec gives."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sympy import Integer, Symbol

from derive.algebra.size_text import is_formula, size_of
from derive.algebra.tensor import Tensor
from derive.errors import SizeError
from derive.layers.declaration import SizeRule
from derive.layers.option_sizes import OptionSizes, option_sizes
from derive.network.build import build
from derive.network.model import Layer, Model
from derive.spec.spec import InputSpec, LayerSpec, Spec


def resized(model: Model, sizes: Mapping[Symbol, int]) -> Model:
    """The network at these numbers, names kept as names; worked values, which would not fit, are left out.

    SpecError where a layer does not fit; SizeError where an option with its new number would change the form of a
    layer's equations.
    """
    layers = tuple(map(lambda item, layer: _item(item, layer, sizes), model.spec.layers, model.layers))
    inputs = {tensor.name: _input(model.spec.inputs[tensor.name], tensor, sizes) for tensor in model.inputs}
    names = {symbol.name: number for symbol, number in {**model.values, **sizes}.items()}
    found = build(replace(model.spec, inputs=inputs, layers=layers, values={}), names)
    for before, after in zip(model.layers, found.layers, strict=True):
        if before.declaration is not after.declaration:
            raise SizeError(f"layer {before.name} has other equations at these sizes")
    return found


def _input(said: InputSpec, tensor: Tensor, sizes: Mapping[Symbol, int]) -> InputSpec:
    """An input at the new sizes; a name stays."""
    shape = dict(zip(dict(said), map(sizes.get, tensor.shape[1:]), strict=True))
    given = {key: number for key, number in shape.items() if number is not None}
    return said.model_copy(update={key: given.get(key, value) for key, value in said if not isinstance(value, str)})


def _item(item: LayerSpec, layer: Layer, sizes: Mapping[Symbol, int]) -> LayerSpec:
    changes = {each.key: _value(each, item, layer, sizes) for each in _bound(item, layer)}
    return replace(item, options=item.options.model_copy(update=changes))


def _value(own: OptionSizes, item: LayerSpec, layer: Layer, sizes: Mapping[Symbol, int]) -> Any:
    """What an option says at the new sizes: a number, or one for each axis where they differ; a name stays."""
    old = getattr(item.options, own.key)
    if old is None or isinstance(old, str):
        return old
    sides = old if isinstance(old, tuple) else (old,) * len(own.axes)
    second = own.behind or ((),) * len(own.axes)
    found = [_side(side, axes, layer, sizes) for side, *axes in zip(sides, own.axes, second, strict=True)]
    return found[0] if len(set(found)) == 1 and not isinstance(found[0], tuple) else tuple(found)


def _side(side: Any, axes: list[tuple[Symbol, ...]], layer: Layer, sizes: Mapping[Symbol, int]) -> Any:
    """One axis's number, or its two, by the symbols of the first and of the second."""
    if isinstance(side, tuple):
        pairs = zip(side, axes, strict=True)
        return tuple(each if isinstance(each, str) else sizes.get(layer.size(own[0]), each) for each, own in pairs)
    return side if isinstance(side, str) else sizes.get(layer.size(axes[0][0]), side)


def in_numbers(model: Model) -> Spec:
    """The spec with numbers in place of its named sizes."""
    names = {symbol.name: value for symbol, value in model.values.items()}

    def number(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(number, value))
        if isinstance(value, str) and is_formula(value):
            return int(size_of(value, lambda name: Integer(names[name])))
        return names.get(value, value) if isinstance(value, str) else value

    layers = tuple(
        replace(item, options=item.options.model_copy(update={key: number(value) for key, value in item.options}))
        for item in model.spec.layers
    )
    inputs = {
        name: said.model_copy(update={key: number(value) for key, value in said})
        for name, said in model.spec.inputs.items()
    }
    return replace(model.spec, layers=layers, inputs=inputs)


def followers(model: Model) -> Iterator[SizeRule]:
    """Sizes that are said together: what follows an option says the same number, as a stride that is the window."""
    for item, layer in zip(model.spec.layers, model.layers, strict=True):
        for own in _bound(item, layer):
            for axis in own.axes:
                first, *others = dict.fromkeys(layer.size(symbol) for symbol in axis)
                yield from (SizeRule(other, first) for other in others if isinstance(other, Symbol))


def _bound(item: LayerSpec, layer: Layer) -> tuple[OptionSizes, ...]:
    return option_sizes(layer.kind, item.options, layer.layouts)
