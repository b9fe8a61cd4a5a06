"""Upsampling by the nearest entry: each entry of the input becomes a block of equal entries."""

from functools import cache

from pydantic import Field

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Range, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.tensor import TensorRole
from derive.layers.axes import EXAMPLE, Layout, PositionAxis, over_positions
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, SizeRule
from derive.layers.options import Extent, Options
from derive.layers.window import per_axis


class UpsampleOptions(Options):
    """An upsampling layer: each entry is repeated along the axes of space or time."""

    scale: Extent = Field(description="how often each entry is repeated: one number, or one for each axis")


@cache
def declare_structure(layout: Layout) -> Declaration:
    """y[m, c, s r + u, s q + v] = x[m,c,r,q] for u, v < s."""
    c, axes = layout.channel, layout.positions
    x = layout.tensor("x", TensorRole.INPUT)
    y = layout.tensor("y", TensorRole.ACTIVATION, extents=(axis.outputs for axis in axes))
    variable = layout.placed(x)
    places = (EXAMPLE, *layout.along(affine(c.index), map(_place, axes)))
    copies = tuple(map(_copies, axes))
    forward = total(y[places], (*variable.ranges, *copies), Term((), (), (), variable.entry))
    sizes = tuple(SizeRule(axis.outputs, axis.size("s") * axis.extent) for axis in axes)
    facts = tuple(fact for rule in sizes for fact in (rule.symbol - rule.definition, rule.definition - rule.symbol))
    stated = ("each entry becomes a block of equal entries (nearest); nothing is interpolated",)
    return Declaration((x,), y, (forward,), (variable,), sizes, facts, stated)


def _copies(axis: PositionAxis) -> Range:
    """The number of a copy of an entry along an axis; no tap of a window, as no entry is read twice for one."""
    return Index(axis.tap.name, Role.OUTPUT), axis.size("s")


def _place(axis: PositionAxis) -> Affine:
    """s*r + u."""
    first: Affine = affine(axis.place) * axis.size("s")
    return first + _copies(axis)[0]


def declare(options: UpsampleOptions, layout: Layout) -> Declared:
    """The equations and this layer's own sizes."""
    axes = over_positions("upsample", layout)
    scales = per_axis(axes, "scale", options.scale)
    binding = {axis.size("s"): scale for axis, scale in zip(axes, scales, strict=True)}
    return Declared(declare_structure(layout), binding)


UPSAMPLE = LayerKind(
    "upsample",
    UpsampleOptions,
    declare,
    "each entry repeated along the axes of space or time",
    "Zeiler & Fergus 2014; Odena et al. 2016",
    examples=(Example((2, 3, 4), "scale: 2"), Example((2, 3, 4), "scale: [2, 3]"), Example((2, 3, 4), "scale: [1, 2]")),
)
