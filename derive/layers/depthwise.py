"""Depthwise convolution: each channel is slid over by filters of its own, and channels do not mix."""

from functools import cache

from pydantic import Field
from sympy import Integer

from derive.algebra.affine import affine
from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Range, Term, total
from derive.algebra.size import Size, named
from derive.algebra.tensor import AxisRole, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, FILTER, OVER_BATCH, Layout
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, Need
from derive.layers.options import Extent, Options, Padding, PositiveSize
from derive.layers.window import (
    DILATED,
    PLAIN,
    SAME,
    WindowAxis,
    WindowOptions,
    padding_stated,
    window_axes,
    window_examples,
)

EACH = named("K_c")  # filters for each channel
SEVERAL = Need(EACH, 2, "multiplier {K_c} is one filter for each channel", "leave the multiplier out")


class DepthwiseOptions(Options):
    """A depthwise convolution layer."""

    kernel: Extent = Field(description="the filters' size: one number, or one for each axis")
    stride: Extent = Field(default=1, description="step between neighbouring windows")
    padding: Padding = Field(
        default=0,
        description="zeros around the input: a number or [before, behind], one for each axis; valid, same or causal",
    )
    dilation: Extent = Field(default=1, description="distance between neighbouring taps; 1: none")
    multiplier: PositiveSize = Field(default=1, description="filters for each channel")
    bias: bool = Field(default=True, description="whether each filter has a bias")


@cache
def declare_structure(layout: Layout, axes: tuple[WindowAxis, ...], several: bool, bias: bool) -> Declaration:
    """z[m,c,i,j] = b[c] + sum over u,v of W[c,u,v] x[m,c,s*i+d*u-p,s*j+d*v-p]; with several filters for each channel
    z[m,c*K_c+k,i,j] from W[c,k,u,v]."""
    channels, c = layout.channel.extent, layout.channel.index
    each: Size = EACH if several else 1
    own: tuple[Range, ...] = ((FILTER, EACH),) if several else ()
    into = affine(c) * each + affine(FILTER) if several else affine(c)
    taps = tuple(axis.taps for axis in axes)
    filters = Integer(1) * channels * each

    x = layout.tensor("x", TensorRole.INPUT)
    z = layout.tensor("z", TensorRole.ACTIVATION, channels=filters, extents=(axis.outputs for axis in axes))
    stack = (AxisRole.CHANNEL,) * (1 + len(own))
    shape = (channels, *(size for _, size in own), *(axis.kernel for axis in axes))
    w = Tensor("W", shape, TensorRole.PARAMETER, "W", axes=(*stack, *(axis.axis.role for axis in axes)))
    b = Tensor("b", (filters,), TensorRole.PARAMETER, "b")

    facts = tuple(fact for axis in axes for fact in axis.facts)
    free = (OVER_BATCH, layout.channel.range, *own, *(axis.positions for axis in axes))
    weight = w[(c, *(index for index, _ in own), *(axis.tap for axis in axes))]
    product = weight * x[(EXAMPLE, *layout.along(affine(c), (axis.read for axis in axes)))]
    windows = Term(taps, tuple(axis.guard for axis in axes), (), product)
    windows = drop_implied_guards(windows, free, facts) or windows
    terms = (Term((), (), (), b[into]), windows) if bias else (windows,)
    forward = total(z[(EXAMPLE, *layout.along(into, (affine(axis.position) for axis in axes)))], free, *terms)

    variables = [layout.placed(x), Variable(weight, (layout.channel.range, *own, *taps))]
    if bias:
        variables.append(Variable(b[into], (layout.channel.range, *own)))
    sizes = tuple(rule for axis in axes for rule in axis.sizes)
    stated = (
        "cross-correlation, often called convolution: the filter is not flipped",
        f"layout (batch, {layout.order[1:]}",
        *(("the outputs of one channel's filters stand one behind the other",) if several else ()),
        *padding_stated(layout, axes),
    )
    limits = (SEVERAL,) if several else ()
    return Declaration((x,), z, (forward,), tuple(variables), sizes, facts, stated, limits=limits)


def declare(options: DepthwiseOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    said = WindowOptions("kernel", options.kernel, options.stride, options.padding, options.dilation)
    axes, binding = window_axes("depthwise", layout, said)
    several = options.multiplier != 1
    if several:
        binding[EACH] = options.multiplier
    return Declared(declare_structure(layout, axes, several, options.bias), binding)


DEPTHWISE = LayerKind(
    "depthwise",
    DepthwiseOptions,
    declare,
    "each channel with filters of its own, slid over its positions",
    "Sifre 2014; Howard et al. 2017",
    weighted=True,
    examples=(
        *window_examples("kernel", (*PLAIN, *DILATED, *SAME)),
        Example((2, 7, 8), "kernel: [3, 2], multiplier: 3, stride: 2, padding: 1"),
    ),
    short="dw",
)
