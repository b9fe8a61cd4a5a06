"""The mean over axes that are named."""

from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.over_axes import OverAxesOptions, declare_over_axes


class MeanOptions(OverAxesOptions):
    """The mean over one or several axes of each example."""


def declare(options: MeanOptions, layout: Layout) -> Declared:
    """y[m,c] = sum over r,q of x[m,c,r,q] / (n_h n_w)."""
    return declare_over_axes("mean", options, layout, mean=True)


MEAN = LayerKind(
    "mean",
    MeanOptions,
    declare,
    "the mean over axes by their names, by default over those of space or time",
    "Hu et al. 2018, squeeze",
    examples=(
        Example((2, 4, 3)),
        Example((2, 4, 3), "keep: true"),
        Example((2, 4, 3), "axes: [channels], keep: true"),
        Example((2, 4, 3), "axes: [height]"),
    ),
)
