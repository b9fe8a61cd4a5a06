"""The maximum over axes that are named."""

from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.over_axes import OverAxesOptions, declare_largest, over_axes


class MaxOptions(OverAxesOptions):
    """The maximum over one or several axes of each example."""


def declare(options: MaxOptions, layout: Layout) -> Declared:
    """y[m,c] = max over u,v of x[m,c,u,v]."""
    return Declared(declare_largest(over_axes("max", options, layout)), {})


MAX = LayerKind(
    "max",
    MaxOptions,
    declare,
    "the largest entry over axes by their names, by default over those of space or time",
    "Woo et al. 2018, the maximum over channels; NumPy's reductions, Oliphant 2006",
    examples=(
        Example((2, 4, 3)),
        Example((2, 4, 3), "keep: true"),
        Example((3, 4, 3), "axes: [channels], keep: true"),
        Example((2, 4, 3), "axes: [height]"),
    ),
)
