"""One of several equal parts of an axis."""

from functools import cache

from pydantic import Field
from sympy import Integer

from derive.algebra.size import ExactQuotient, named
from derive.layers.cutting import cut
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, Need, SizeRule
from derive.layers.named_axes import AxisName, named_axes, place_of
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
def declare_structure(rank: int, place: int, part: int) -> Declaration:
    """y[m,k] = x[m, k + part K] for k < K = C/P."""
    own = named_axes(rank)[place]
    whole, size = own.range[1], own.outputs
    there = Need(
        whole - (part + 1) * size,
        0,
        f"there is no part {part} of {{P}}: they are counted from 0",
        "take a smaller part",
    )
    return cut(rank, place, Integer(part) * size, SizeRule(size, ExactQuotient(whole, PARTS)), (there,))


def declare(options: SplitOptions, rank: int) -> Declared:
    """The equations; SizeError where the input has no such axis."""
    place = place_of("split", options.axis, rank)
    return Declared(declare_structure(rank, place, options.part), {PARTS: options.parts})


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
