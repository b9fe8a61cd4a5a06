"""Addition: what joins a skip connection with the layers that it skips."""

from sympy import Expr

from derive.algebra.tensor import Entry
from derive.layers.arithmetic import SEVERAL, declare_arithmetic
from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.options import NoOptions


def declare(options: NoOptions, *layouts: Layout) -> Declared:
    """a = x_1 + x_2 + ... for every entry."""
    return declare_arithmetic("add", _sum, layouts)


def _sum(inputs: tuple[Entry, ...]) -> tuple[Expr, ...]:
    return inputs


ADD = LayerKind(
    "add",
    NoOptions,
    declare,
    "the sum of layers, entry by entry",
    "He et al. 2016",
    examples=(Example((5,)), Example((2, 4, 3)), Example((2, 4, 3), others=((2, 1, 1),))),
    broadcasts=True,
    inputs=SEVERAL,
)
