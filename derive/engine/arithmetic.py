"""Layers of several inputs: sums, differences and products, entry by entry; an axis of one entry is spread."""

from dataclasses import dataclass
from functools import reduce
from operator import add, mul

import numpy as np

from derive.engine.interface import (
    Array,
    Arrays,
    Context,
    Forward,
    Kind,
    Shape,
    engine_error,
)
from derive.engine.options import Options

Inputs = tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Inputs of one shape, but for axes of one entry, which stand for all entries of the others' axis."""

    shapes: tuple[Shape, ...]

    @property
    def out(self) -> Shape:
        """The longest of each axis."""
        return tuple(map(max, *self.shapes))


def _read(options: Options, shapes: tuple[Shape, ...]) -> Together:
    """Raises EngineError where two inputs differ along an axis and neither has one entry there."""
    ranks = {len(shape) for shape in shapes}
    if len(ranks) > 1 or any(len(set(sizes) - {1}) > 1 for sizes in zip(*shapes, strict=True)):
        what = f"inputs of shapes {' and '.join(map(str, shapes))}"
        raise engine_error(options.where, what, "they must have one shape, but for axes of one entry")
    return Together(shapes)


def _back(layer: Together, place: int, x_bar: Array) -> Array:
    """The cotangent of an input: summed along the axes where its one entry was used for all."""
    shape = layer.shapes[place]
    axes = tuple(axis for axis, (n, out) in enumerate(zip(shape, layer.out, strict=True), 1) if n < out)
    return x_bar.sum(axis=axes, keepdims=True) if axes else x_bar


def _add(layer: Together, xs: Inputs, params: Arrays, context: Context) -> Forward[None]:
    return Forward(reduce(add, xs), None)


def _add_cotangents(layer: Together, a_bar: Array, cache: None, params: Arrays) -> Inputs:
    """Each input gets all of a_bar."""
    return tuple(_back(layer, place, a_bar) for place in range(len(layer.shapes)))


def _subtract(layer: Together, xs: Inputs, params: Arrays, context: Context) -> Forward[None]:
    first, second = xs
    return Forward(first - second, None)


def _subtract_cotangents(layer: Together, a_bar: Array, cache: None, params: Arrays) -> Inputs:
    """a_bar, and -a_bar for what is taken off."""
    return _back(layer, 0, a_bar), _back(layer, 1, np.negative(a_bar))


def _multiply(layer: Together, xs: Inputs, params: Arrays, context: Context) -> Forward[Inputs]:
    return Forward(reduce(mul, xs), xs)


def _multiply_cotangents(layer: Together, a_bar: Array, xs: Inputs, params: Arrays) -> Inputs:
    """a_bar times the product of all other inputs."""
    every = range(len(xs))
    bars = (reduce(mul, (xs[other] for other in every if other != place), a_bar) for place in every)
    return tuple(_back(layer, place, x_bar) for place, x_bar in enumerate(bars))


def _shape(layer: Together) -> Shape:
    return layer.out


ADD = Kind("add", (), _read, _shape, _add, _add_cotangents, several=range(2, 17))
SUBTRACT = Kind("subtract", (), _read, _shape, _subtract, _subtract_cotangents, several=range(2, 3))
MULTIPLY = Kind("multiply", (), _read, _shape, _multiply, _multiply_cotangents, several=range(2, 17))
