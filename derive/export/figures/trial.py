"""One layer alone on a small image: same window, stride, padding and dilation, numbers that can be read."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import BaseModel
from sympy import Symbol

from derive.algebra.equation import Reduction
from derive.algebra.size import named
from derive.algebra.tensor import bar_name
from derive.document.maps import has_maps
from derive.document.worked_values import worked_values
from derive.errors import SpecError
from derive.kernels.network import kernels
from derive.kernels.passes.winners import with_winners
from derive.network.build import build
from derive.network.model import Layer, Model
from derive.network.windows import WindowNumbers, windows
from derive.spec.read import spec_from_dict

Array = Any
Plane = tuple[WindowNumbers, WindowNumbers]
ROW = WindowNumbers(1, 1, 1, 0, 1, 1)
LARGEST, MOST = 8, 6  # an input of at most 8x8 and an output of at most 6x6 are kept as they are
FEWEST, POSITIONS = 4, 3  # else a small image: at least 4x4, and 3 positions on each axis
SINGLE: Mapping[str, object] = {"filters": 1, "groups": 1, "bias": False}
COTANGENTS = (-1, 1, 2)
DIGITS, FACTORS = range(10), (1, 2, 3)  # a pool's image; what its gradients are of the window's cells
TWO_DIGITS = range(1, 100)  # of which the image of a maximum has each at most once, so that nothing ties


@dataclass(frozen=True)
class Trial:
    """A layer of the network alone: `arrays` by the declaration's letters (x, W, z, x_bar, ...), of one example,
    one channel and one filter, computed by the kernels."""

    model: Model
    own: bool  # whether the image is as large as the layer's own input
    arrays: Mapping[str, Array]

    @property
    def layer(self) -> Layer:
        """The only layer."""
        return self.model.layers[0]

    @property
    def sizes(self) -> dict[Symbol, int]:
        """The numbers of the declaration's sizes."""
        return numbers(self.model, self.layer) | {named("M"): 1}

    @property
    def axes(self) -> Plane:
        """The window on both axes, height first."""
        found = plane(self.model, self.layer, signals=True)
        if found is None:
            raise TypeError(f"{self.layer.name} has no window")
        return found


def numbers(model: Model, layer: Layer) -> dict[Symbol, int]:
    """The declaration's sizes in numbers, as far as they are known."""
    pairs = ((symbol, model.number(size)) for symbol, size in layer.sizes.items())
    return {symbol: number for symbol, number in pairs if isinstance(number, int)}


def plane(model: Model, layer: Layer, signals: bool = False) -> Plane | None:
    """The layer's window on both axes of a map, height first; None without one, or where a size has no number.

    `signals`: along a length, too, as on a map of one row.
    """
    found = windows(model, layer)
    if signals and found is not None and len(found) == 1:
        return ROW, found[0]
    return (found[0], found[1]) if found is not None and len(found) == 2 else None


def has_filter(layer: Layer) -> bool:
    """Whether the layer slides filters over maps."""
    return any(map(has_maps, layer.parameters))


def selects(layer: Layer) -> bool:
    """Whether the layer hands on a window's maximum."""
    return any(equation.reduction is Reduction.FIRST for equation in layer.declaration.equations)


def distinct(model: Model, filtered: bool, signals: bool = False) -> Iterator[Layer]:
    """The layers with a window, filters or pools, of which no earlier one has the same window, stride, padding and
    dilation."""
    seen = []
    for layer in model.layers:
        found = plane(model, layer, signals)
        if found is None or has_filter(layer) != filtered:
            continue
        shape = (selects(layer), *((w.kernel, w.stride, w.before, w.dilation) for w in found))
        if shape not in seen:
            seen.append(shape)
            yield layer


def trial(model: Model, layer: Layer, extent: tuple[int, int] | None = None, **changes: object) -> Trial | None:
    """The layer alone on a small image, or on one of `extent`; `changes` are options that differ.

    None where a size has no number, or the layer does not fit such an image.
    """
    found = plane(model, layer, signals=True)
    if found is None:
        return None
    own = extent is None and all(window.inputs <= LARGEST and window.outputs <= MOST for window in found)
    height, width = extent or tuple(window.inputs if own else _extent(window) for window in found)
    spec: dict[str, Any] = {
        "name": f"{model.name}-{layer.name}",
        "title": f"{layer.name} alone",
        "input": {"channels": 1, **({"length": width} if found[0] is ROW else {"height": height, "width": width})},
        "layers": [{layer.kind.kind: _options(model, layer, changes)}],
    }
    try:
        alone = build(spec_from_dict({**spec, "values": _values(model, layer, (height, width), own)}), _bound(model))
    except SpecError:
        return None
    return Trial(alone, own, _arrays(alone))


def _extent(window: WindowNumbers) -> int:
    return max(FEWEST, window.span + window.stride * (POSITIONS - 1) - 2 * window.before, window.span)


def _options(model: Model, layer: Layer, changes: Mapping[str, object]) -> dict[str, object]:
    options: BaseModel = model.spec.layers[model.layers.index(layer)].options
    single = {key: value for key, value in {**SINGLE, **changes}.items() if key in type(options).model_fields}
    return {**options.model_dump(exclude_none=True), **single, "name": layer.name}


def _bound(model: Model) -> dict[str, int]:
    return {
        str(name): model.values[name] for name, rule in model.sizes.items() if rule is None and name in model.values
    }


def _values(model: Model, layer: Layer, extent: tuple[int, int], own: bool) -> dict[str, object]:
    """The spec's own numbers for the first channel and the first filter, where they belong to this layer; for a pool
    numbers made up."""
    given: dict[str, object] = {}
    arrays = {name: np.array(values, dtype=object) for name, values in model.spec.values.items()}
    if own and layer.inputs == model.inputs and "input" in arrays:
        image = arrays["input"]
        given["input"] = image[(0,) * (image.ndim - 2)][: extent[0]].tolist()
    elif not has_filter(layer):
        given["input"] = _map(random.Random(f"image {model.name} {layer.name}"), extent, selects(layer))
    for name in (tensor.name for tensor in layer.parameters if has_maps(tensor)):
        if name in arrays:
            given[name] = arrays[name][:1, :1].tolist()
    return given


def _map(source: random.Random, extent: tuple[int, int], selected: bool) -> list[list[int]]:
    """Digits; for a maximum numbers that all differ, as long as there are enough of at most two digits."""
    height, width = extent
    count = height * width
    drawn = (
        source.sample(TWO_DIGITS, count) if selected and count <= len(TWO_DIGITS) else source.choices(DIGITS, k=count)
    )
    return [drawn[row * width : (row + 1) * width] for row in range(height)]


def _arrays(alone: Model) -> dict[str, Array]:
    (layer,) = alone.layers
    values = worked_values(alone).arrays
    weights = {name: values[name] for name in alone.parameters}
    run = kernels(alone).start(values["input"], weights)
    run.run_forward()
    seed = _seed(alone, layer, run.arrays[layer.output.name].shape)
    bars = run.backward(layer, seed)
    found = with_winners(alone, run.arrays)
    own = layer.declaration
    letters = {layer.tensors[t.name].name: t.name for t in (*own.inputs, own.output, *own.parameters)}
    letters |= {layer.tensors[e.left.tensor.name].name: e.left.tensor.name for e in own.equations}
    forward = {letter: found[name] for name, letter in letters.items() if name in found}
    bars = {**bars, own.output.name: seed}
    backward = {bar_name(letter): array for letter, array in bars.items()}
    return forward | backward


def _seed(alone: Model, layer: Layer, shape: tuple[int, ...]) -> Array:
    """Small gradients of the output; for an average multiples of its cells, so that its shares are whole."""
    source = random.Random(f"cotangent {alone.name}")
    found = plane(alone, layer, signals=True)
    choices: Sequence[int] = COTANGENTS
    if not has_filter(layer) and found is not None:
        cells = 1 if selects(layer) else found[0].kernel * found[1].kernel
        choices = range(1, 10) if selects(layer) else tuple(cells * factor for factor in FACTORS)
    return np.array([source.choice(choices) for _ in range(int(np.prod(shape)))], dtype=float).reshape(shape)
