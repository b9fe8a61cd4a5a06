"""A part of an axis: neighbouring channels, features, rows or columns."""

from functools import cache

from pydantic import Field

from derive.algebra.size import named
from derive.layers.axes import Axis, AxisName, Layout
from derive.layers.cutting import cut
from derive.layers.declaration import Binding, Declaration, Declared, Example, LayerKind, Need, SizeRule
from derive.layers.named_axes import axis_named
from derive.layers.options import Options, PaddingSize, PositiveSize

START, STOP = named("start", 0), named("stop")


class SliceOptions(Options):
    """The entries from start on, up to and without stop, of one axis."""

    axis: AxisName | None = Field(
        default=None, description="the axis that is cut, by its name; by default channels or features"
    )
    start: PaddingSize = Field(default=0, description="the first entry that is kept, counted from 0")
    stop: PositiveSize | None = Field(default=None, description="the first entry behind them; by default all are kept")


@cache
def declare_structure(layout: Layout, own: Axis, stops: bool) -> Declaration:
    """y[m,k] = x[m, k + start] for k < stop - start."""
    whole = own.extent
    stop = STOP if stops else whole
    limits = (
        Need(whole - stop, 0, f"stop {{stop}} lies behind its {{{whole}}} {own.name}", "take a smaller stop"),
        Need(stop - START, 1, f"start {{start}} leaves nothing before stop {{{stop}}}", "take a smaller start"),
    )
    return cut(layout, own, START, SizeRule(own.outputs, stop - START), limits[0 if stops else 1 :])


def declare(options: SliceOptions, layout: Layout) -> Declared:
    """The equations; AxesError where the input has no such axis."""
    own = axis_named("slice", options.axis, layout)
    binding: Binding = {START: options.start, **({} if options.stop is None else {STOP: options.stop})}
    return Declared(declare_structure(layout, own, options.stop is not None), binding)


SLICE = LayerKind(
    "slice",
    SliceOptions,
    declare,
    "a run of neighbouring entries of one axis, by default of the channels or features",
    "NumPy's basic slicing, Oliphant 2006",
    examples=(
        Example((5,), "start: 1, stop: 3"),
        Example((4, 4, 3), "start: 1, stop: 3"),
        Example((2, 5, 3), "axis: height, start: 2"),
        Example((2, 4, 5), "axis: width, start: 1, stop: 4"),
    ),
)
