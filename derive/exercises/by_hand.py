"""Small networks of one layer, with integers that can be worked by hand."""

import json
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np

from derive.algebra.tensor import bar_name
from derive.document.choice import WorkedValues
from derive.exercises.exercise import Array
from derive.exercises.small import Spec
from derive.kernels.network import Kernels, kernels
from derive.layers.declaration import BATCH
from derive.layers.max_pool import MaxPoolOptions
from derive.network.build import build
from derive.network.model import Layer, Model
from derive.printing.style import Style
from derive.spec.read import spec_from_dict

SMALLEST, LARGEST = -3, 3
MOST = 50
DECIMALS = 2
TRIES = 200


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


def work(spec: Spec, random: Random, clear: bool = False) -> Worked:
    """Random integers from -3 to 3 for everything that is given, and what follows, by the checked kernels.

    Draws again until every result is at most 50 and has at most two decimals; one example. `clear` says that no
    window of a maximum may have a tie either: the entries of a map are then all different, and larger.
    """
    found = made(spec)
    model = found.model
    for _ in range(TRIES):
        given = {name: _integers(model, name, random) for name in ("input", *model.parameters)}
        if clear and isinstance(model.spec.layers[0].options, MaxPoolOptions):
            given["input"] = _different(given["input"].shape, random)
        params = {name: given[name] for name in model.parameters}
        y_bar = _integers(model, model.output.name, random)
        arrays = {**found.tensors(given["input"], params), bar_name(model.output.name): y_bar}
        cotangents = found.cotangents(given["input"], params, y_bar)
        arrays |= {bar_name(name): array for name, array in cotangents.items()}
        if all(map(_easy, arrays.values())):
            return Worked(spec, model, WorkedValues(arrays, {**model.values, BATCH: 1}, (), None))
    raise ValueError(f"no easy numbers for {spec} in {TRIES} draws")


def made(spec: Spec) -> Kernels:
    """The kernels of a small network: there are few different ones, and many sheets."""
    return _made(json.dumps(spec))


@cache
def _made(spec: str) -> Kernels:
    return kernels(build(spec_from_dict(json.loads(spec))))


def _integers(model: Model, name: str, random: Random) -> Array:
    shape = tuple(1 if size == BATCH else int(model.number(size)) for size in model.tensors[name].shape)
    numbers = [random.randint(SMALLEST, LARGEST) for _ in range(int(np.prod(shape)))]
    return np.array(numbers, dtype=float).reshape(shape)


def _different(shape: tuple[int, ...], random: Random) -> Array:
    """Integers around 0, none of them twice."""
    count = int(np.prod(shape))
    return np.array(random.sample(range(-(count // 2), count - count // 2), count), dtype=float).reshape(shape)


def _easy(array: Array) -> bool:
    scaled = array * 10**DECIMALS
    return bool(np.all(np.abs(array) <= MOST) and np.all(scaled == np.round(scaled)))
