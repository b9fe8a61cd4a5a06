"""Average pooling."""

from functools import cache

from pydantic import Field
from sympy import Integer, Mul

from derive.algebra.affine import affine
from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Equation, Term, total
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.layers.axes import EXAMPLE, OVER_BATCH, Layout
from derive.layers.declaration import Declaration, Declared, LayerKind
from derive.layers.options import Extent, Options, Padding
from derive.layers.window import (
    DILATED,
    PLAIN,
    ROUNDED_UP,
    SAME,
    Pad,
    WindowAxis,
    WindowOptions,
    window_axes,
    window_examples,
)


class AvgPoolOptions(Options):
    """An average-pooling layer."""

    window: Extent = Field(description="the window's size: one number, or one for each axis")
    stride: Extent | None = Field(
        default=None, description="step between neighbouring windows; the window's size by default"
    )
    padding: Padding = Field(
        default=0,
        description="cells around the input: a number or [before, behind], one for each axis; valid, same or causal",
    )
    dilation: Extent = Field(default=1, description="distance between neighbouring cells of a window; 1: none")
    ceil_mode: bool = Field(default=False, description="round the output size up instead of down")
    count_include_pad: bool = Field(default=True, description="whether the divisor counts the padded cells of a window")


@cache
def declare_structure(layout: Layout, axes: tuple[WindowAxis, ...], include_pad: bool) -> Declaration:
    """y[m,c,i,j] = sum over u,v of x[m,c,s*i+d*u-p,s*j+d*v-p] / (number of cells of the window that count)."""
    c, taps = layout.channel, tuple(axis.taps for axis in axes)
    facts = tuple(fact for axis in axes for fact in axis.facts)
    x = layout.tensor("x", TensorRole.INPUT)
    y = layout.tensor("y", TensorRole.ACTIVATION, extents=(axis.outputs for axis in axes))

    counting = _count(axes, include_pad, facts)
    cells = counting.left if counting else Mul(*(axis.kernel for axis in axes))
    free = (OVER_BATCH, *layout.along(c.range, (axis.positions for axis in axes)))
    read = x[(EXAMPLE, *layout.along(affine(c.index), (axis.read for axis in axes)))]
    windows = Term(taps, tuple(axis.guard for axis in axes), (), read / cells)
    windows = drop_implied_guards(windows, free, facts) or windows
    forward = total(y[layout.at], free, windows)
    equations = (counting, forward) if counting else (forward,)
    sizes = tuple(rule for axis in axes for rule in axis.sizes)
    conventions = _conventions(axes, include_pad)
    return Declaration((x,), y, equations, (layout.placed(x),), sizes, facts, conventions, covers=not include_pad)


def _count(axes: tuple[WindowAxis, ...], include_pad: bool, facts: tuple[object, ...]) -> Equation | None:
    """N[i,j] = number of taps that count; None where all of them always do."""
    free = tuple(axis.positions for axis in axes)
    guards = tuple(axis.padded_guard if include_pad else axis.guard for axis in axes)
    counted = Term(tuple(axis.taps for axis in axes), guards, (), Integer(1))
    counted = drop_implied_guards(counted, free, facts) or counted
    if not counted.guards:
        return None
    shape = tuple(axis.outputs for axis in axes)
    cells = Tensor("N", shape, TensorRole.COUNT, "N", facts=(Fact.POSITIVE,))
    return total(cells[tuple(axis.position for axis in axes)], free, counted)


def _conventions(axes: tuple[WindowAxis, ...], include_pad: bool) -> tuple[str, ...]:
    if not any(axis.ceil or axis.pad is not Pad.NONE for axis in axes):
        return ()
    return (
        "the divisor counts padded cells (PyTorch's default)"
        if include_pad
        else "the divisor counts only cells of the input (Keras' rule)",
    )


def declare(options: AvgPoolOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    stride = options.window if options.stride is None else options.stride
    said = WindowOptions("window", options.window, stride, options.padding, options.dilation, options.ceil_mode)
    axes, binding = window_axes("avg_pool", layout, said)
    include_pad = options.count_include_pad and options.padding != "same"
    return Declared(declare_structure(layout, axes, include_pad), binding)


AVG_POOL = LayerKind(
    "avg_pool",
    AvgPoolOptions,
    declare,
    "the mean of each window, channel by channel",
    "LeCun et al. 1998, subsampling without its trained coefficient",
    examples=window_examples(
        "window", (*PLAIN, *DILATED, *SAME, *ROUNDED_UP, ((7, 8), "stride: 2, padding: 1, count_include_pad: false"))
    ),
    short="pool",
)
