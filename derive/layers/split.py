"""One of several equal parts of an axis."""

from functools import cache

from pydantic import Field
from sympy import Integer

from derive.algebra.size import ExactQuotient, named
from derive.layers.axes import Axis, AxisName, Layout
from derive.layers.cutting import cut
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, Need, SizeRule
from derive.layers.named_axes import axis_named
from derive.layers.options import Options, PositiveSize

PARTS = named("P")
MOST_PARTS = 1024


class SplitOptions(Options):
    """One of several equal parts of an axis; a layer for each part that is wanted."""

    axis: AxisName | None = Field(
        default=None, description="the axis that is split, by its name; by default channels or features"
    )
    parts: PositiveSize = Field(description="how many equal parts the axis has")
    part: int = Field(description="which of them this layer gives, counted from 0", ge=0, lt=MOST_PARTS)


@cache
def declare_structure(layout: Layout, own: Axis, part: int) -> Declaration:
    """y[m,k] = x[m, k + part K] for k < K = C/P."""
    whole, size = own.extent, own.outputs
    there = Need(
        whole - (part + 1) * size,
        0,
        f"there is no part {part} of {{P}}: they are counted from 0",
        "take a smaller part",
    )
    return cut(layout, own, Integer(part) * size, SizeRule(size, ExactQuotient(whole, PARTS)), (there,))


def declare(options: SplitOptions, layout: Layout) -> Declared:
    """The equations; AxesError where the input has no such axis."""
    own = axis_named("split", options.axis, layout)
    return Declared(declare_structure(layout, own, options.part), {PARTS: options.parts})


SPLIT = LayerKind(
    "split",
    SplitOptions,
    declare,
    "one of several equal parts of an axis, by default of the channels or features",
    "Krizhevsky et al. 2012, two groups of channels; Ma et al. 2018",
    examples=(
        Example((6,), "parts: 2, part: 1"),
        Example((4, 4, 3), "parts: 2, part: 1"),
        Example((2, 6, 3), "axis: height, parts: 3, part: 1"),
    ),
)
