"""Multiplication of layers entry by entry: a gate."""

from sympy import Expr, Mul

from derive.algebra.tensor import Entry
from derive.layers.arithmetic import SEVERAL, declare_arithmetic
from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.options import NoOptions


def declare(options: NoOptions, *layouts: Layout) -> Declared:
    """a = x_1 x_2 ... for every entry."""
    return declare_arithmetic("multiply", _product, layouts)


def _product(inputs: tuple[Entry, ...]) -> tuple[Expr, ...]:
    return (Mul(*inputs),)


MULTIPLY = LayerKind(
    "multiply",
    NoOptions,
    declare,
    "the product of layers, entry by entry",
    "Hochreiter & Schmidhuber 1997",
    examples=(Example((5,)), Example((2, 4, 3)), Example((2, 4, 3), others=((2, 1, 1),))),
    broadcasts=True,
    inputs=SEVERAL,
)
