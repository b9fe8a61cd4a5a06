"""Convolution, as layers mean it: the cross-correlation of a volume with a stack of filters."""

from functools import cache

from pydantic import Field

from derive.algebra.affine import affine
from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Term, total
from derive.algebra.index import Index, Role
from derive.algebra.size import ExactQuotient, Size, named
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import CHANNEL, CHANNELS, EXAMPLE, FILTER, OVER_BATCH, volume_only
from derive.layers.declaration import BATCH, Declaration, Declared, Example, LayerKind, SizeRule
from derive.layers.options import Extent, Options, Padding, PositiveSize
from derive.layers.window import DILATED, PLAIN, SAME, Pad, WindowAxis, axes, window_examples, window_sizes

GROUP = Index("g", Role.CHANNEL)
FILTERS, GROUPS = named("K"), named("G")


class ConvOptions(Options):
    """A convolution layer."""

    filters: PositiveSize = Field(description="number of filters, the output's channels")
    kernel: Extent = Field(description="the filters' size: one number, or [height, width]")
    stride: Extent = Field(default=1, description="step between neighbouring windows")
    padding: Padding = Field(default=0, description="zeros around the input: a number, [height, width], valid or same")
    dilation: Extent = Field(default=1, description="distance between neighbouring taps; 1: none")
    groups: PositiveSize = Field(default=1, description="groups of channels that do not mix")
    bias: bool = Field(default=True, description="whether each filter has a bias")


@cache
def declare_structure(spatial: tuple[WindowAxis, ...], grouped: bool, bias: bool) -> Declaration:
    """z[m,k,i,j] = b[k] + sum over c,u,v of W[k,c,u,v] x[m,c,s*i+d*u-p,s*j+d*v-p], within each group of channels."""
    ranges = tuple((axis.position, axis.outputs) for axis in spatial)
    taps = tuple((axis.tap, axis.kernel) for axis in spatial)
    places = tuple((axis.place, axis.extent) for axis in spatial)
    inputs: Size = named("C_g") if grouped else CHANNELS
    filters: Size = named("K_g") if grouped else FILTERS
    group = ((GROUP, GROUPS),) if grouped else ()
    into = affine(FILTER) + affine(GROUP) * filters if grouped else affine(FILTER)
    out_of = affine(CHANNEL) + affine(GROUP) * inputs if grouped else affine(CHANNEL)

    x = Tensor("x", (BATCH, CHANNELS, *(axis.extent for axis in spatial)), TensorRole.INPUT, "x")
    w = Tensor("W", (FILTERS, inputs, *(axis.kernel for axis in spatial)), TensorRole.PARAMETER, "W")
    b = Tensor("b", (FILTERS,), TensorRole.PARAMETER, "b")
    z = Tensor("z", (BATCH, FILTERS, *(axis.outputs for axis in spatial)), TensorRole.ACTIVATION, "z")

    facts = tuple(fact for axis in spatial for fact in axis.facts)
    free = (OVER_BATCH, *group, (FILTER, filters), *ranges)
    weight = w[(into, CHANNEL, *(axis.tap for axis in spatial))]
    product = weight * x[(EXAMPLE, out_of, *(axis.read for axis in spatial))]
    windows = Term(((CHANNEL, inputs), *taps), tuple(axis.guard for axis in spatial), (), product)
    windows = drop_implied_guards(windows, free, facts) or windows
    terms = (Term((), (), (), b[into]), windows) if bias else (windows,)
    forward = total(z[(EXAMPLE, into, *(axis.position for axis in spatial))], free, *terms)

    variables = [
        Variable(
            x[(EXAMPLE, out_of, *(axis.place for axis in spatial))], (OVER_BATCH, *group, (CHANNEL, inputs), *places)
        ),
        Variable(weight, (*group, (FILTER, filters), (CHANNEL, inputs), *taps)),
    ]
    if bias:
        variables.append(Variable(b[into], (*group, (FILTER, filters))))
    sizes = tuple(rule for axis in spatial for rule in axis.sizes)
    if grouped:
        shares = (SizeRule(inputs, ExactQuotient(CHANNELS, GROUPS)), SizeRule(filters, ExactQuotient(FILTERS, GROUPS)))
        sizes = (*shares, *sizes)
    return Declaration((x,), z, (forward,), tuple(variables), sizes, facts, _conventions(spatial))


def _conventions(spatial: tuple[WindowAxis, ...]) -> tuple[str, ...]:
    stated = [
        "cross-correlation, often called convolution: the filter is not flipped",
        "layout (batch, channel, height, width)",
    ]
    if any(axis.pad is Pad.SAME for axis in spatial):
        stated.append("same padding as in Keras: the odd cell is on the right and at the bottom")
    elif any(axis.pad is Pad.GIVEN for axis in spatial):
        stated.append("padding adds zeros; a cell outside the input contributes nothing")
    return tuple(stated)


def declare(options: ConvOptions, rank: int) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    volume_only("conv", rank)
    grouped = options.groups != 1
    spatial = axes(options.stride, options.padding, options.dilation, ceil=False)
    binding = window_sizes(options.kernel, options.stride, options.padding, options.dilation)
    binding[FILTERS] = options.filters
    if grouped:
        binding[GROUPS] = options.groups
    return Declared(declare_structure(spatial, grouped, options.bias), binding)


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
