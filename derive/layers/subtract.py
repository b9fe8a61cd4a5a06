"""Subtraction of one layer from another."""

from sympy import Expr

from derive.algebra.tensor import Entry
from derive.layers.arithmetic import declare_arithmetic
from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.options import NoOptions


def declare(options: NoOptions, *layouts: Layout) -> Declared:
    """a = x_1 - x_2 for every entry."""
    return declare_arithmetic("subtract", _difference, layouts)


def _difference(inputs: tuple[Entry, ...]) -> tuple[Expr, ...]:
    first, second = inputs
    return first, -second


SUBTRACT = LayerKind(
    "subtract",
    NoOptions,
    declare,
    "the second of two layers taken from the first, entry by entry",
    "Bromley et al. 1993",
    examples=(Example((5,)), Example((2, 4, 3)), Example((2, 4, 3), others=((2, 1, 1),))),
    broadcasts=True,
    inputs=range(2, 3),
)
