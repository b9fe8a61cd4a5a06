"""Small networks of one layer, with integers that can be worked by hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from derive.algebra.tensor import bar_name
from derive.document.choice import WorkedValues
from derive.exercises.exercise import Array
from derive.kernels.network import Kernels, kernels
from derive.layers.avg_pool import AvgPoolOptions
from derive.layers.conv import ConvOptions
from derive.layers.declaration import BATCH
from derive.layers.dense import DenseOptions
from derive.layers.max_pool import MaxPoolOptions
from derive.layers.options import Options, pair
from derive.network.build import build
from derive.network.model import Layer, Model
from derive.printing.style import Style
from derive.spec.read import spec_from_dict

SMALLEST, LARGEST = -3, 3
MOST = 50
DECIMALS = 2
TRIES = 200
Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Worked:
    """A network of one layer with all its numbers."""

    spec: Spec
    model: Model
    values: WorkedValues

    @property
    def layer(self) -> Layer:
        """The only layer."""
        return self.model.layers[0]

    @property
    def style(self) -> Style:
        """Formulas with this network's numbers."""
        return Style(numbers=self.model.values)

    def array(self, name: str) -> Array:
        """A tensor's numbers by its name."""
        return self.values.arrays[name]


def small_layers(model: Model, level: int, random: Random, *kinds: type[Options]) -> list[Spec]:
    """For each layer of these kinds a spec of a small one like it, without repetition."""
    found = [
        small(item.options, item.kind, level, random) for item in model.spec.layers if isinstance(item.options, kinds)
    ]
    return [spec for place, spec in enumerate(found) if spec is not None and spec not in found[:place]]


def small(options: Options, kind: str, level: int, random: Random) -> Spec | None:
    """A network of one small layer of the same kind; None for a kind that is not worked by hand."""
    match options:
        case ConvOptions():
            return _conv(options, level, random)
        case MaxPoolOptions() | AvgPoolOptions():
            return _pool(kind, options, level, random)
        case DenseOptions():
            own = {"units": 1 + level, "bias": level > 1}
            return {"input": {"features": 2 + level}, "layers": [{"dense": own}]}
        case _:
            return None


def _conv(options: ConvOptions, level: int, random: Random) -> Spec:
    """Level 1: stride 1, no padding, no bias; 2: the layer's own step, a rectangle; 3: two channels, two filters."""
    kernel = 2 if level == 1 else random.choice((2, 3)) if level == 2 else 2
    stride = 1 if level == 1 else _own(options.stride, (1, 2), random)
    padding = 0 if level == 1 else _own(options.padding, (0, 1), random)
    extents = {1: (3, 3), 2: (4, 5), 3: (3, 4)}[level]
    channels = 2 if level == 3 else 1
    conv = {"filters": channels, "kernel": kernel, "stride": stride, "padding": padding, "bias": level > 1}
    return _image(channels, extents, {"conv": conv})


def _pool(kind: str, options: MaxPoolOptions | AvgPoolOptions, level: int, random: Random) -> Spec:
    """Level 1: windows that tile the map; 2: with a remainder; 3: windows that overlap."""
    extents = {1: (4, 4), 2: (5, 4), 3: (3, 4)}[level]
    return _image(1, extents, {kind: {"window": 2, "stride": 1 if level == 3 else 2}})


def _own(value: Any, small_ones: tuple[int, ...], random: Random) -> int:
    """The layer's own number where it is small, else one of the small ones."""
    first = pair(value)[0]
    return first if first in small_ones else random.choice(small_ones)


def _image(channels: int, extents: tuple[int, int], layer: Mapping[str, Any]) -> Spec:
    return {"input": {"channels": channels, "height": extents[0], "width": extents[1]}, "layers": [layer]}


def work(spec: Spec, random: Random, clear: bool = False) -> Worked:
    """Random integers from -3 to 3 for everything that is given, and what follows, by the checked kernels.

    Draws again until every result is at most 50 and has at most two decimals; one example. `clear` says that no
    window of a maximum may have a tie either.
    """
    made = _made(json.dumps(spec))
    model = made.model
    for _ in range(TRIES):
        given = {name: _integers(model, name, random) for name in ("input", *model.parameters)}
        params = {name: given[name] for name in model.parameters}
        y_bar = _integers(model, model.output.name, random)
        arrays = {**made.tensors(given["input"], params), bar_name(model.output.name): y_bar}
        cotangents = made.cotangents(given["input"], params, y_bar)
        arrays |= {bar_name(name): array for name, array in cotangents.items()}
        if all(map(_easy, arrays.values())) and not (clear and ties(model, given["input"])):
            return Worked(spec, model, WorkedValues(arrays, {**model.values, BATCH: 1}, (), None))
    raise ValueError(f"no easy numbers for {spec} in {TRIES} draws")


@cache
def _made(spec: str) -> Kernels:
    """The kernels of a small network: there are few different ones, and many sheets."""
    return kernels(build(spec_from_dict(json.loads(spec))))


def _integers(model: Model, name: str, random: Random) -> Array:
    shape = tuple(1 if size == BATCH else int(model.number(size)) for size in model.tensors[name].shape)
    numbers = [random.randint(SMALLEST, LARGEST) for _ in range(int(np.prod(shape)))]
    return np.array(numbers, dtype=float).reshape(shape)


def ties(model: Model, x: Array) -> int:
    """How many windows of a max pooling layer have their largest entry more than once; none in other layers."""
    options = model.spec.layers[0].options
    if not isinstance(options, MaxPoolOptions):
        return 0
    window, (down, right) = _numbers(options.window), _numbers(options.stride or options.window)
    seen = sliding_window_view(x, window, axis=(2, 3))[:, :, ::down, ::right]
    return int(np.sum(np.sum(seen == seen.max(axis=(-2, -1), keepdims=True), axis=(-2, -1)) > 1))


def _numbers(value: Any) -> tuple[int, int]:
    height, width = pair(value)
    return int(height), int(width)


def _easy(array: Array) -> bool:
    scaled = array * 10**DECIMALS
    return bool(np.all(np.abs(array) <= MOST) and np.all(scaled == np.round(scaled)))
