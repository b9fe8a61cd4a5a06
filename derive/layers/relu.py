"""The rectified linear unit."""

from derive.algebra.functions import relu
from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.elementwise import declare_elementwise
from derive.layers.options import NoOptions


def declare(options: NoOptions, layout: Layout) -> Declared:
    """a = max(0, z) for every entry."""
    return declare_elementwise(relu, layout, ("relu'(0) = 0, as in PyTorch",))


RELU = LayerKind(
    "relu",
    NoOptions,
    declare,
    "max(0, z) for every entry",
    "Nair & Hinton 2010",
    examples=(Example((5,)), Example((2, 4, 3))),
)
