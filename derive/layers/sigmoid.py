"""The sigmoid."""

from derive.algebra.functions import sigmoid
from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.elementwise import declare_elementwise
from derive.layers.options import NoOptions


def declare(options: NoOptions, layout: Layout) -> Declared:
    """a = 1 / (1 + exp(-z)) for every entry."""
    return declare_elementwise(sigmoid, layout)


SIGMOID = LayerKind(
    "sigmoid",
    NoOptions,
    declare,
    "1 / (1 + exp(-z)) for every entry",
    "Verhulst 1838",
    examples=(Example((5,)), Example((2, 4, 3))),
)
