"""Transposed convolution: each entry of the input adds a filter, times itself, into the output."""

from functools import cache

from pydantic import Field

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Bracket, Term, total
from derive.algebra.size import ExactQuotient, LargerOf, Size, named
from derive.algebra.tensor import AxisRole, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, FILTER, FILTERS, GROUP, GROUPS, OVER_BATCH, Layout, PositionAxis
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, Need, SizeRule
from derive.layers.options import Borders, Extent, Options, PositiveSize
from derive.layers.window import Pad, WindowAxis, WindowOptions, per_axis, window_axes


class ConvTransposeOptions(Options):
    """A transposed convolution layer."""

    filters: PositiveSize = Field(description="number of filters, the output's channels")
    kernel: Extent = Field(description="the filters' size: one number, or one for each axis")
    stride: Extent = Field(default=1, description="step in the output from one entry of the input to the next")
    padding: Borders = Field(default=0, description="cells cut off both sides of the output; not zeros put around it")
    output_padding: Borders = Field(default=0, description="cells put on at the end of each axis of the output")
    dilation: Extent = Field(default=1, description="distance between neighbouring taps; 1: none")
    groups: PositiveSize = Field(default=1, description="groups of channels that do not mix")
    bias: bool = Field(default=True, description="whether each filter has a bias")


@cache
def declare_structure(
    layout: Layout, axes: tuple[WindowAxis, ...], longer: tuple[bool, ...], grouped: bool, bias: bool
) -> Declaration:
    """z[m,k,i,j] = b[k] + sum of W[c,k,u,v] x[m,c,r,q] over all c,r,q,u,v with s*r + d*u - p = i, s*q + d*v - p = j."""
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
    w = Tensor("W", (channels, filters, *(axis.kernel for axis in axes)), TensorRole.PARAMETER, "W", axes=counted)
    b = Tensor("b", (FILTERS,), TensorRole.PARAMETER, "b")

    places = tuple(axis.axis.places for axis in axes)
    read = x[(EXAMPLE, *layout.along(out_of, (affine(index) for index, _ in places)))]
    weight = w[(out_of, FILTER, *(axis.tap for axis in axes))]
    lands = tuple(Bracket(_landing(axis), affine(axis.position)) for axis in axes)
    products = Term(((c, inputs), *places, *taps), (), lands, weight * read)
    terms = (Term((), (), (), b[into]), products) if bias else (products,)
    free = (OVER_BATCH, *group, *layout.along((FILTER, filters), (axis.positions for axis in axes)))
    forward = total(z[(EXAMPLE, *layout.along(into, (affine(axis.position) for axis in axes)))], free, *terms)

    variables = [
        Variable(read, (OVER_BATCH, *group, *layout.along((c, inputs), places))),
        Variable(weight, (*group, (c, inputs), (FILTER, filters), *taps)),
    ]
    if bias:
        variables.append(Variable(b[into], (*group, (FILTER, filters))))
    sizes = tuple(_output(axis, more) for axis, more in zip(axes, longer, strict=True))
    limits = tuple(need for axis, more in zip(axes, longer, strict=True) for need in _limits(axis, more))
    facts = tuple(_last_inside(axis) for axis in axes if axis.pad is Pad.NONE)
    if grouped:
        shares = (SizeRule(inputs, ExactQuotient(channels, GROUPS)), SizeRule(filters, ExactQuotient(FILTERS, GROUPS)))
        sizes = (*shares, *sizes)
    stated = ("padding is cut off the output; output padding is put on at the end (PyTorch's words)",)
    return Declaration((x,), z, (forward,), tuple(variables), sizes, facts, stated, limits=limits)


def _landing(axis: WindowAxis) -> Affine:
    """s*r + d*u - p: where in the output a tap of an entry lands."""
    return affine(axis.axis.place) * axis.stride + affine(axis.tap) * axis.dilation - axis.padding


def _more(axis: PositionAxis, longer: bool) -> Size:
    """A, the cells put on at the end."""
    return axis.size("A", 0) if longer else 0


def _output(axis: WindowAxis, longer: bool) -> SizeRule:
    """o = s(n-1) + d(f-1) + 1 - 2p + A (Dumoulin & Visin 2016, relationship 14, with dilation)."""
    return SizeRule(axis.outputs, _length(axis, longer))


def _length(axis: WindowAxis, longer: bool) -> Size:
    s, p = axis.axis.size("s"), axis.axis.size("p", 0)
    return s * (axis.extent - 1) + axis.span - 2 * p + _more(axis.axis, longer)


def _last_inside(axis: WindowAxis) -> Size:
    """Without padding the last tap of the last entry lands inside the output."""
    return axis.outputs - axis.stride * (axis.extent - 1) - axis.span


def _limits(axis: WindowAxis, longer: bool) -> tuple[Need, ...]:
    name, least = axis.axis.name, _length(axis, longer)
    p, a, s, d = (axis.axis.size(letter, 0 if letter in "pA" else 1) for letter in "pAsd")
    left = Need(least, 1, f"padding {{{p}}} leaves nothing of the output's {name}", "take a smaller padding")
    kept = () if axis.pad is Pad.NONE else (left,)
    if not longer:
        return kept
    what = f"output_padding {{{a}}} along the {name} is not below the larger of stride {{{s}}} and dilation {{{d}}}"
    return *kept, Need(LargerOf(s, d) - a, 1, what, "take a smaller one")


def declare(options: ConvTransposeOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    said = WindowOptions("kernel", options.kernel, options.stride, options.padding, options.dilation)
    axes, binding = window_axes("conv_transpose", layout, said)
    more = per_axis(layout.positions, "output_padding", options.output_padding)
    longer = tuple(cells != 0 for cells in more)
    binding |= {axis.axis.size("A", 0): cells for axis, cells in zip(axes, more, strict=True) if cells != 0}
    grouped = options.groups != 1
    binding[FILTERS] = options.filters
    if grouped:
        binding[GROUPS] = options.groups
    return Declared(declare_structure(layout, axes, longer, grouped, options.bias), binding)


CONV_TRANSPOSE = LayerKind(
    "conv_transpose",
    ConvTransposeOptions,
    declare,
    "a stack of filters, each added into the output once for every entry of the input, times that entry",
    "Zeiler et al. 2010; Dumoulin & Visin 2016",
    weighted=True,
    examples=tuple(
        Example((2, 3, 4), f"filters: 3, kernel: [2, 3], {rest}")
        for rest in (
            "stride: 1",
            "stride: 2",
            "stride: [2, 3], padding: 1",
            "stride: 2, padding: [0, 1], output_padding: 1",
            "stride: 1, dilation: 2, padding: 1",
            "stride: 3, dilation: 2",
        )
    ),
)
