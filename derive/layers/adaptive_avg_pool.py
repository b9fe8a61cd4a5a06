"""Average pooling to an output of given size: the windows lie side by side, as large as that takes."""

from functools import cache

from pydantic import Field
from sympy import Mul

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Range, Term, total
from derive.algebra.size import ExactQuotient
from derive.algebra.tensor import TensorRole
from derive.layers.axes import EXAMPLE, OVER_BATCH, Layout, PositionAxis, over_positions
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, SizeRule
from derive.layers.options import Extent, Options
from derive.layers.window import per_axis


class AdaptiveAvgPoolOptions(Options):
    """Average pooling to an output of given size."""

    output: Extent = Field(description="the output's size, which divides the input's: one number, or one for each axis")


@cache
def declare_structure(layout: Layout) -> Declaration:
    """y[m,c,i,j] = sum over u,v of x[m, c, f i + u, f j + v] / (f f), for o windows of f = n/o cells."""
    c, axes = layout.channel, layout.positions
    x = layout.tensor("x", TensorRole.INPUT)
    y = layout.tensor("y", TensorRole.ACTIVATION, extents=(axis.outputs for axis in axes))
    read = x[(EXAMPLE, *layout.along(affine(c.index), (_read(axis) for axis in axes)))]
    windows = Term(tuple(map(_taps, axes)), (), (), read / Mul(*(axis.size("f") for axis in axes)))
    free = (OVER_BATCH, *layout.along(c.range, ((axis.index, axis.outputs) for axis in axes)))
    sizes = tuple(SizeRule(axis.size("f"), ExactQuotient(axis.extent, axis.outputs)) for axis in axes)
    wholes = ((axis.extent, axis.size("f") * axis.outputs) for axis in axes)
    facts = tuple(fact for n, tiled in wholes for fact in (n - tiled, tiled - n))
    stated = ("the output's size divides the input's; else windows would differ in size and overlap (PyTorch)",)
    return Declaration((x,), y, (total(y[layout.at], free, windows),), (layout.placed(x),), sizes, facts, stated)


def _taps(axis: PositionAxis) -> Range:
    return axis.tap, axis.size("f")


def _read(axis: PositionAxis) -> Affine:
    """f*i + u."""
    start: Affine = affine(axis.index) * axis.size("f")
    return start + axis.tap


def declare(options: AdaptiveAvgPoolOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    axes = over_positions("adaptive_avg_pool", layout)
    outputs = per_axis(axes, "output", options.output)
    return Declared(declare_structure(layout), {axis.outputs: o for axis, o in zip(axes, outputs, strict=True)})


ADAPTIVE_AVG_POOL = LayerKind(
    "adaptive_avg_pool",
    AdaptiveAvgPoolOptions,
    declare,
    "the mean of each of so many windows, side by side, as the output is to have",
    "He et al. 2015, spatial pyramid pooling",
    examples=(
        Example((2, 4, 6), "output: 2"),
        Example((2, 4, 6), "output: [2, 3]"),
        Example((2, 4, 6), "output: [1, 2]"),
    ),
    short="pool",
)
