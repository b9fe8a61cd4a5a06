"""Max pooling."""

from functools import cache

from pydantic import Field

from derive.algebra.affine import affine
from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.tensor import Tensor, TensorRole
from derive.layers.axes import EXAMPLE, OVER_BATCH, Layout
from derive.layers.declaration import Declaration, Declared, LayerKind
from derive.layers.options import Extent, Options, Padding
from derive.layers.window import (
    DILATED,
    PLAIN,
    ROUNDED_UP,
    SAME,
    WindowAxis,
    WindowOptions,
    window_axes,
    window_examples,
)


class MaxPoolOptions(Options):
    """A max-pooling layer."""

    window: Extent = Field(description="the window's size: one number, or one for each axis")
    stride: Extent | None = Field(
        default=None, description="step between neighbouring windows; the window's size by default"
    )
    padding: Padding = Field(
        default=0,
        description="cells around the input that never win: a number, one or [before, behind] for each axis, valid, "
        "same, causal",
    )
    dilation: Extent = Field(default=1, description="distance between neighbouring taps; 1: none")
    ceil_mode: bool = Field(default=False, description="round the output size up instead of down")


@cache
def declare_structure(layout: Layout, axes: tuple[WindowAxis, ...]) -> Declaration:
    """y[m,c,i,j] = max over u,v of x[m,c,s*i+d*u-p,s*j+d*v-p] = sum over u,v of first[m,c,i,j,u,v] x[...]."""
    c, taps = layout.channel, tuple(axis.taps for axis in axes)
    facts = tuple(fact for axis in axes for fact in axis.facts)
    x = layout.tensor("x", TensorRole.INPUT)
    y = layout.tensor("y", TensorRole.ACTIVATION, extents=(axis.outputs for axis in axes))
    first = Tensor("first", (*y.shape, *(axis.kernel for axis in axes)), TensorRole.SELECTOR, "first")

    free = (OVER_BATCH, *layout.along(c.range, (axis.positions for axis in axes)))
    read = x[(EXAMPLE, *layout.along(affine(c.index), (axis.read for axis in axes)))]
    windows = Term(taps, tuple(axis.guard for axis in axes), (), read)
    windows = drop_implied_guards(windows, free, facts) or windows
    winner = first[(*layout.at, *(axis.tap for axis in axes))]
    value = y[layout.at]
    chosen = Term(taps, windows.guards, (), winner * read)
    return Declaration(
        (x,),
        y,
        (Equation(winner, free, (windows,), Reduction.FIRST), total(value, free, chosen)),
        (layout.placed(x),),
        tuple(rule for axis in axes for rule in axis.sizes),
        facts,
        ("a tie goes to the first maximum in row-major order, as in PyTorch", "padding never wins"),
        Equation(value, free, (windows,), Reduction.MAXIMUM),
        covers=True,
    )


def declare(options: MaxPoolOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    stride = options.window if options.stride is None else options.stride
    said = WindowOptions("window", options.window, stride, options.padding, options.dilation, options.ceil_mode)
    axes, binding = window_axes("max_pool", layout, said)
    return Declared(declare_structure(layout, axes), binding)


MAX_POOL = LayerKind(
    "max_pool",
    MaxPoolOptions,
    declare,
    "the largest value of each window, channel by channel",
    "Ranzato et al. 2007; Scherer, Müller & Behnke 2010",
    examples=window_examples("window", (*PLAIN, *DILATED, *SAME, *ROUNDED_UP)),
    short="pool",
)
