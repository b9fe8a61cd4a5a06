"""Average pooling."""

from functools import cache

from pydantic import Field
from sympy import Integer

from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Equation, Term, total
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import CHANNEL, CHANNELS, EXAMPLE, OVER_BATCH, volume_only
from derive.layers.declaration import BATCH, Declaration, Declared, LayerKind
from derive.layers.options import Extent, Options, Padding
from derive.layers.window import PLAIN, ROUNDED_UP, SAME, Pad, WindowAxis, axes, window_examples, window_sizes


class AvgPoolOptions(Options):
    """An average-pooling layer."""

    window: Extent = Field(description="the window's size: one number, or [height, width]")
    stride: Extent | None = Field(
        default=None, description="step between neighbouring windows; the window's size by default"
    )
    padding: Padding = Field(default=0, description="cells around the input: a number, [height, width], valid or same")
    ceil_mode: bool = Field(default=False, description="round the output size up instead of down")
    count_include_pad: bool = Field(default=True, description="whether the divisor counts the padded cells of a window")


@cache
def declare_structure(spatial: tuple[WindowAxis, ...], include_pad: bool) -> Declaration:
    """y[m,c,i,j] = sum over u,v of x[m,c,s*i+u-p,s*j+v-p] / (number of cells of the window that count)."""
    taps = tuple((axis.tap, axis.kernel) for axis in spatial)
    ranges = tuple((axis.position, axis.outputs) for axis in spatial)
    positions = tuple(axis.position for axis in spatial)
    facts = tuple(fact for axis in spatial for fact in axis.facts)
    x = Tensor("x", (BATCH, CHANNELS, *(axis.extent for axis in spatial)), TensorRole.INPUT, "x")
    y = Tensor("y", (BATCH, CHANNELS, *(axis.outputs for axis in spatial)), TensorRole.ACTIVATION, "y")

    counting = _count(spatial, include_pad, facts)
    full = Integer(1)
    for axis in spatial:
        full = full * axis.kernel
    cells = counting.left if counting else full
    free = (OVER_BATCH, (CHANNEL, CHANNELS), *ranges)
    read = x[(EXAMPLE, CHANNEL, *(axis.read for axis in spatial))]
    windows = Term(taps, tuple(axis.guard for axis in spatial), (), read / cells)
    windows = drop_implied_guards(windows, free, facts) or windows
    forward = total(y[(EXAMPLE, CHANNEL, *positions)], free, windows)
    places = tuple((axis.place, axis.extent) for axis in spatial)
    entry = x[(EXAMPLE, CHANNEL, *(axis.place for axis in spatial))]
    variable = Variable(entry, (OVER_BATCH, (CHANNEL, CHANNELS), *places))
    equations = (counting, forward) if counting else (forward,)
    sizes = tuple(rule for axis in spatial for rule in axis.sizes)
    conventions = _conventions(spatial, include_pad)
    return Declaration((x,), y, equations, (variable,), sizes, facts, conventions, covers=not include_pad)


def _count(spatial: tuple[WindowAxis, ...], include_pad: bool, facts: tuple[object, ...]) -> Equation | None:
    """N[i,j] = number of taps that count; None where all of them always do."""
    free = tuple((axis.position, axis.outputs) for axis in spatial)
    taps = tuple((axis.tap, axis.kernel) for axis in spatial)
    guards = tuple(axis.padded_guard if include_pad else axis.guard for axis in spatial)
    counted = Term(taps, guards, (), Integer(1))
    counted = drop_implied_guards(counted, free, facts) or counted
    if not counted.guards:
        return None
    shape = tuple(axis.outputs for axis in spatial)
    cells = Tensor("N", shape, TensorRole.COUNT, "N", facts=(Fact.POSITIVE,))
    return total(cells[tuple(axis.position for axis in spatial)], free, counted)


def _conventions(spatial: tuple[WindowAxis, ...], include_pad: bool) -> tuple[str, ...]:
    if not any(axis.ceil or axis.pad is not Pad.NONE for axis in spatial):
        return ()
    return (
        "the divisor counts padded cells (PyTorch's default)"
        if include_pad
        else "the divisor counts only cells of the input (Keras' rule)",
    )


def declare(options: AvgPoolOptions, rank: int) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    volume_only("avg_pool", rank)
    stride = options.window if options.stride is None else options.stride
    include_pad = options.count_include_pad and options.padding != "same"
    spatial = axes(stride, options.padding, 1, options.ceil_mode)
    binding = window_sizes(options.window, stride, options.padding, 1)
    return Declared(declare_structure(spatial, include_pad), binding)


AVG_POOL = LayerKind(
    "avg_pool",
    AvgPoolOptions,
    declare,
    "the mean of each window, channel by channel",
    "LeCun et al. 1998, subsampling without its trained coefficient",
    examples=window_examples(
        "window", (*PLAIN, *SAME, *ROUNDED_UP, (7, 8, "stride: 2, padding: 1, count_include_pad: false"))
    ),
    short="pool",
)
