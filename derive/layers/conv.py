"""Convolution, as layers mean it: the cross-correlation of channels with a stack of filters, over any axes."""

from functools import cache

from pydantic import Field

from derive.algebra.affine import affine
from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Term, total
from derive.algebra.size import ExactQuotient, Size, named
from derive.algebra.tensor import AxisRole, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, FILTER, FILTERS, GROUP, GROUPS, OVER_BATCH, Layout
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, SizeRule
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


class ConvOptions(Options):
    """A convolution layer."""

    filters: PositiveSize = Field(description="number of filters, the output's channels")
    kernel: Extent = Field(description="the filters' size: one number, or one for each axis")
    stride: Extent = Field(default=1, description="step between neighbouring windows")
    padding: Padding = Field(
        default=0,
        description="zeros around the input: a number or [before, behind], one for each axis; valid, same or causal",
    )
    dilation: Extent = Field(default=1, description="distance between neighbouring taps; 1: none")
    groups: PositiveSize = Field(default=1, description="groups of channels that do not mix")
    bias: bool = Field(default=True, description="whether each filter has a bias")


@cache
def declare_structure(layout: Layout, axes: tuple[WindowAxis, ...], grouped: bool, bias: bool) -> Declaration:
    """z[m,k,i,j] = b[k] + sum over c,u,v of W[k,c,u,v] x[m,c,s*i+d*u-p,s*j+d*v-p], within each group of channels."""
    channels, c = layout.channel.extent, layout.channel.index
    taps = tuple(axis.taps for axis in axes)
    inputs: Size = named("C_g") if grouped else channels
    filters: Size = named("K_g") if grouped else FILTERS
    group = ((GROUP, GROUPS),) if grouped else ()
    into = affine(FILTER) + affine(GROUP) * filters if grouped else affine(FILTER)
    out_of = affine(c) + affine(GROUP) * inputs if grouped else affine(c)

    x = layout.tensor("x", TensorRole.INPUT)
    z = layout.tensor("z", TensorRole.ACTIVATION, channels=FILTERS, extents=(axis.outputs for axis in axes))
    counted = (AxisRole.CHANNEL, AxisRole.CHANNEL, *(axis.axis.role for axis in axes))
    w = Tensor("W", (FILTERS, inputs, *(axis.kernel for axis in axes)), TensorRole.PARAMETER, "W", axes=counted)
    b = Tensor("b", (FILTERS,), TensorRole.PARAMETER, "b")

    facts = tuple(fact for axis in axes for fact in axis.facts)
    filtered = (*group, (FILTER, filters))
    free = (OVER_BATCH, *group, *layout.along((FILTER, filters), (axis.positions for axis in axes)))
    weight = w[(into, c, *(axis.tap for axis in axes))]
    product = weight * x[(EXAMPLE, *layout.along(out_of, (axis.read for axis in axes)))]
    windows = Term(((c, inputs), *taps), tuple(axis.guard for axis in axes), (), product)
    windows = drop_implied_guards(windows, free, facts) or windows
    terms = (Term((), (), (), b[into]), windows) if bias else (windows,)
    forward = total(z[(EXAMPLE, *layout.along(into, (affine(axis.position) for axis in axes)))], free, *terms)

    entry = x[(EXAMPLE, *layout.along(out_of, (affine(axis.place) for axis in layout.positions)))]
    places = layout.along((c, inputs), (axis.places for axis in layout.positions))
    variables = [Variable(entry, (OVER_BATCH, *group, *places)), Variable(weight, (*filtered, (c, inputs), *taps))]
    if bias:
        variables.append(Variable(b[into], filtered))
    sizes = tuple(rule for axis in axes for rule in axis.sizes)
    if grouped:
        shares = (SizeRule(inputs, ExactQuotient(channels, GROUPS)), SizeRule(filters, ExactQuotient(FILTERS, GROUPS)))
        sizes = (*shares, *sizes)
    return Declaration((x,), z, (forward,), tuple(variables), sizes, facts, _conventions(layout, axes))


def _conventions(layout: Layout, axes: tuple[WindowAxis, ...]) -> tuple[str, ...]:
    return (
        "cross-correlation, often called convolution: the filter is not flipped",
        f"layout (batch, {layout.order[1:]}",
        *padding_stated(layout, axes),
    )


def declare(options: ConvOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    said = WindowOptions("kernel", options.kernel, options.stride, options.padding, options.dilation)
    axes, binding = window_axes("conv", layout, said)
    grouped = options.groups != 1
    binding[FILTERS] = options.filters
    if grouped:
        binding[GROUPS] = options.groups
    return Declared(declare_structure(layout, axes, grouped, options.bias), binding)


CONV = LayerKind(
    "conv",
    ConvOptions,
    declare,
    "a stack of filters, each slid over the input volume and summed over its channels",
    "LeCun et al. 1998; Dumoulin & Visin 2016",
    weighted=True,
    examples=(
        *window_examples("filters: 3, kernel", (*PLAIN, *DILATED, *SAME)),
        Example((4, 7, 8), "filters: 6, kernel: 2, groups: 2, stride: 2, padding: 1"),
    ),
)
