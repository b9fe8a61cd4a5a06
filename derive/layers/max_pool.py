"""Max pooling."""

from functools import cache

from pydantic import Field

from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import CHANNEL, CHANNELS, EXAMPLE, OVER_BATCH, volume_only
from derive.layers.declaration import BATCH, Declaration, Declared, LayerKind
from derive.layers.options import Extent, Options, Padding
from derive.layers.window import DILATED, PLAIN, ROUNDED_UP, SAME, WindowAxis, axes, window_examples, window_sizes


class MaxPoolOptions(Options):
    """A max-pooling layer."""

    window: Extent = Field(description="the window's size: one number, or [height, width]")
    stride: Extent | None = Field(
        default=None, description="step between neighbouring windows; the window's size by default"
    )
    padding: Padding = Field(
        default=0,
        description="cells around the input that never win: a number, [height, width], valid or same",
    )
    dilation: Extent = Field(default=1, description="distance between neighbouring taps; 1: none")
    ceil_mode: bool = Field(default=False, description="round the output size up instead of down")


@cache
def declare_structure(spatial: tuple[WindowAxis, ...]) -> Declaration:
    """y[m,c,i,j] = max over u,v of x[m,c,s*i+d*u-p,s*j+d*v-p] = sum over u,v of first[m,c,i,j,u,v] x[...]."""
    taps = tuple((axis.tap, axis.kernel) for axis in spatial)
    ranges = tuple((axis.position, axis.outputs) for axis in spatial)
    positions = tuple(axis.position for axis in spatial)
    facts = tuple(fact for axis in spatial for fact in axis.facts)
    outputs = tuple(axis.outputs for axis in spatial)
    kernel = tuple(axis.kernel for axis in spatial)
    x = Tensor("x", (BATCH, CHANNELS, *(axis.extent for axis in spatial)), TensorRole.INPUT, "x")
    y = Tensor("y", (BATCH, CHANNELS, *outputs), TensorRole.ACTIVATION, "y")
    first = Tensor("first", (BATCH, CHANNELS, *outputs, *kernel), TensorRole.SELECTOR, "first")

    free = (OVER_BATCH, (CHANNEL, CHANNELS), *ranges)
    read = x[(EXAMPLE, CHANNEL, *(axis.read for axis in spatial))]
    windows = Term(taps, tuple(axis.guard for axis in spatial), (), read)
    windows = drop_implied_guards(windows, free, facts) or windows
    winner = first[(EXAMPLE, CHANNEL, *positions, *(axis.tap for axis in spatial))]
    value = y[(EXAMPLE, CHANNEL, *positions)]
    chosen = Term(taps, windows.guards, (), winner * read)
    places = tuple((axis.place, axis.extent) for axis in spatial)
    entry = x[(EXAMPLE, CHANNEL, *(axis.place for axis in spatial))]
    return Declaration(
        (x,),
        y,
        (Equation(winner, free, (windows,), Reduction.FIRST), total(value, free, chosen)),
        (Variable(entry, (OVER_BATCH, (CHANNEL, CHANNELS), *places)),),
        tuple(rule for axis in spatial for rule in axis.sizes),
        facts,
        ("a tie goes to the first maximum in row-major order, as in PyTorch", "padding never wins"),
        Equation(value, free, (windows,), Reduction.MAXIMUM),
        covers=True,
    )


def declare(options: MaxPoolOptions, rank: int) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    volume_only("max_pool", rank)
    stride = options.window if options.stride is None else options.stride
    spatial = axes(stride, options.padding, options.dilation, options.ceil_mode)
    binding = window_sizes(options.window, stride, options.padding, options.dilation)
    return Declared(declare_structure(spatial), binding)


MAX_POOL = LayerKind(
    "max_pool",
    MaxPoolOptions,
    declare,
    "the largest value of each window, channel by channel",
    "Ranzato et al. 2007; Scherer, Müller & Behnke 2010",
    examples=window_examples("window", (*PLAIN, *DILATED, *SAME, *ROUNDED_UP)),
    short="pool",
)
