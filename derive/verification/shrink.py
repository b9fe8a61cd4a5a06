"""The same network at the smallest size at which its layers fit, for exact arithmetic."""

from dataclasses import replace
from itertools import count
from math import lcm
from typing import Any

from derive.errors import SpecError
from derive.layers.options import pair
from derive.network.build import KINDS, build
from derive.network.model import Model
from derive.spec.spec import ImageInput, LayerSpec, Spec, VectorInput

LARGEST_SIDE = 400
PROBE = "probe"
LARGE_SIDE = 16  # beyond it, kernels and windows shrink too


def shrink(model: Model) -> Model:
    """Few channels, filters and units, and the smallest input that every layer fits; all else as in the spec,
    but that kernels and windows become 2 where the input would be wider than 16."""
    spec = with_numbers(model)
    ranks = tuple(len(layer.input.shape) - 1 for layer in model.layers)
    small = _smallest(spec, ranks)
    if isinstance(small.spec.input, ImageInput) and int(small.spec.input.height) > LARGE_SIDE:
        narrow = tuple(
            replace(item, options=item.options.model_copy(update=_narrow(item.options))) for item in spec.layers
        )
        return _smallest(replace(spec, layers=narrow), ranks)
    return small


def _narrow(options: Any) -> dict[str, Any]:
    return {key: 2 for key in ("kernel", "window") if hasattr(options, key) and pair(getattr(options, key)) > (2, 2)}


def _smallest(spec: Spec, ranks: tuple[int, ...]) -> Model:
    groups = lcm(*(int(dict(item.options).get("groups", 1)) for item in spec.layers))
    few = groups if groups > 1 else 2
    counted = {item.name: counts(item, rank) for item, rank in zip(spec.layers, ranks, strict=True)}
    last = next((item.name for item in reversed(spec.layers) if counted[item.name]), None)
    layers = []
    for item, rank in zip(spec.layers, ranks, strict=True):
        value = few if rank == 3 else 2 if item.name == last else 3
        kept = {key: min(value, getattr(item.options, key)) if groups == 1 else value for key in counted[item.name]}
        layers.append(replace(item, options=item.options.model_copy(update=kept)))
    if isinstance(spec.input, VectorInput):
        small = VectorInput(features=min(3, int(spec.input.features)))
        return build(replace(spec, input=small, layers=tuple(layers), values={}))
    channels = few if groups > 1 else min(2, int(spec.input.channels))
    for side in count(1):
        for width in (side + 1, side):
            image = ImageInput(channels=channels, height=side, width=width)
            try:
                return build(replace(spec, input=image, layers=tuple(layers), values={}))
            except SpecError:
                if side > LARGEST_SIDE:
                    raise
    raise AssertionError("unreachable: the loop returns or raises")


def counts(item: LayerSpec, rank: int) -> tuple[str, ...]:
    """The options that say how long an axis of a layer's output is, such as a number of filters or units: those that,
    given a name, bind a size of the output's shape to it."""
    found = []
    for key, value in item.options:
        if isinstance(value, int) and not isinstance(value, bool):
            declared = KINDS[item.kind].declare(item.options.model_copy(update={key: PROBE}), rank)
            bound = {symbol for symbol, size in declared.binding.items() if size == PROBE}
            found += [key] if bound & set(declared.declaration.output.shape) else []
    return tuple(found)


def with_numbers(model: Model) -> Spec:
    """The spec with numbers in place of its named sizes."""
    names = {str(symbol): value for symbol, value in model.values.items()}

    def number(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(number(part) for part in value)
        return names.get(value, value) if isinstance(value, str) else value

    layers = tuple(
        replace(item, options=item.options.model_copy(update={key: number(value) for key, value in item.options}))
        for item in model.spec.layers
    )
    shape = model.spec.input.shape
    fields = dict(
        zip(("channels", "height", "width") if len(shape) == 3 else ("features",), map(number, shape), strict=True)
    )
    given = ImageInput(**fields) if len(shape) == 3 else VectorInput(**fields)
    return replace(model.spec, layers=layers, input=given)
