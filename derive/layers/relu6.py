"""The rectified linear unit that stops at 6."""

from derive.algebra.functions import relu6
from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.elementwise import declare_elementwise
from derive.layers.options import NoOptions


def declare(options: NoOptions, layout: Layout) -> Declared:
    """a = min(6, max(0, z)) for every entry."""
    return declare_elementwise(relu6, layout, ("relu6'(0) = relu6'(6) = 0, as in PyTorch",))


RELU6 = LayerKind(
    "relu6",
    NoOptions,
    declare,
    "min(6, max(0, z)) for every entry",
    "Krizhevsky 2010; Sandler et al. 2018",
    examples=(Example((5,)), Example((2, 4, 3))),
)
