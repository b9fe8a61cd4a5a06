"""Layers of several inputs of one shape: sums, differences and products, entry by entry."""

from functools import reduce
from operator import mul

import numpy as np

from derive.engine.interface import (
    Array,
    Arrays,
    Context,
    Elementwise,
    Forward,
    Kind,
    Shape,
    elementwise_shape,
    engine_error,
)
from derive.engine.options import Options

Inputs = tuple[Array, ...]


def read_equal(options: Options, shapes: tuple[Shape, ...]) -> Elementwise:
    """The one shape of all inputs. Raises EngineError where there are several."""
    first, *others = shapes
    for shape in others:
        if shape != first:
            raise engine_error(options.where, f"inputs of shapes {first} and {shape}", "they must have one shape")
    return Elementwise(first)


def _add(layer: Elementwise, xs: Inputs, params: Arrays, context: Context) -> Forward[int]:
    total = xs[0].copy(order="K")
    for x in xs[1:]:
        total += x
    return Forward(total, len(xs))


def _add_cotangents(layer: Elementwise, a_bar: Array, count: int, params: Arrays) -> Inputs:
    """Each input gets all of a_bar."""
    return (a_bar,) * count


def _subtract(layer: Elementwise, xs: Inputs, params: Arrays, context: Context) -> Forward[None]:
    first, second = xs
    return Forward(first - second, None)


def _subtract_cotangents(layer: Elementwise, a_bar: Array, cache: None, params: Arrays) -> Inputs:
    """a_bar, and -a_bar for what is taken off."""
    return a_bar, np.negative(a_bar)


def _multiply(layer: Elementwise, xs: Inputs, params: Arrays, context: Context) -> Forward[Inputs]:
    return Forward(reduce(mul, xs), xs)


def _multiply_cotangents(layer: Elementwise, a_bar: Array, xs: Inputs, params: Arrays) -> Inputs:
    """a_bar times the product of all other inputs."""
    return tuple(reduce(mul, (x for other, x in enumerate(xs) if other != place), a_bar) for place in range(len(xs)))


ADD = Kind("add", (), read_equal, elementwise_shape, _add, _add_cotangents, several=range(2, 17))
SUBTRACT = Kind("subtract", (), read_equal, elementwise_shape, _subtract, _subtract_cotangents, several=range(2, 3))
MULTIPLY = Kind("multiply", (), read_equal, elementwise_shape, _multiply, _multiply_cotangents, several=range(2, 17))
