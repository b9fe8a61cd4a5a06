"""The sum over axes that are named."""

from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.over_axes import OverAxesOptions, declare_over_axes


class SumOptions(OverAxesOptions):
    """The sum over one or several axes of each example."""


def declare(options: SumOptions, layout: Layout) -> Declared:
    """y[m,c] = sum over r,q of x[m,c,r,q]."""
    return declare_over_axes("sum", options, layout, mean=False)


SUM = LayerKind(
    "sum",
    SumOptions,
    declare,
    "the sum over axes by their names, by default over those of space or time",
    "NumPy's reductions, Oliphant 2006",
    examples=(
        Example((2, 4, 3)),
        Example((2, 4, 3), "keep: true"),
        Example((2, 4, 3), "axes: [channels], keep: true"),
        Example((2, 4, 3), "axes: [width]"),
    ),
)
