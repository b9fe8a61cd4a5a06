"""The hyperbolic tangent."""

import sympy

from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.elementwise import declare_elementwise
from derive.layers.options import Options


class TanhOptions(Options):
    """tanh of every entry."""


def declare(options: TanhOptions, layout: Layout) -> Declared:
    """a = tanh(z) for every entry."""
    return declare_elementwise(sympy.tanh, layout)


TANH = LayerKind(
    "tanh",
    TanhOptions,
    declare,
    "tanh(z) for every entry",
    "Riccati 1757; LeCun et al. 1998",
    examples=(Example((5,)), Example((2, 4, 3))),
)
