"""Mistakes in which weight meets which entry: filters turned or transposed, channels not swapped."""

from collections.abc import Callable

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation
from derive.algebra.index import Role
from derive.algebra.tensor import Entry, bar_name
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_subscripts

WEIGHT, SLOPE = "W", bar_name("W")
Subscripts = Callable[[Entry], tuple[Affine, ...]]


def _turned(entry: Entry) -> tuple[Affine, ...]:
    """Taps counted from the other end: f - 1 - u."""
    pairs = zip(entry.subscripts, entry.tensor.shape, strict=True)
    return tuple(affine(s) * -1 + (size - 1) if _is_tap(s) else s for s, size in pairs)


def _is_tap(subscript: Affine) -> bool:
    return len(subscript.terms) == 1 and subscript.indices[0].role is Role.TAP


def _transposed(entry: Entry) -> tuple[Affine, ...]:
    """Rows and columns of a filter exchanged."""
    *channels, u, v = entry.subscripts
    return (*channels, v, u) if _is_tap(u) and _is_tap(v) else entry.subscripts


def _exchanged(entry: Entry) -> tuple[Affine, ...]:
    """Channels in and out exchanged, where they are not numbered by groups."""
    out, into, *taps = entry.subscripts
    plain = len(out.terms) == 1 and len(into.terms) == 1
    return (into, out, *taps) if plain else entry.subscripts


def _change(formula: Formula, change: Subscripts) -> Equation | None:
    """The weights' subscripts changed where they are read, or where their derivative stands on the left."""
    written = SLOPE if formula.tensor == SLOPE else WEIGHT
    return change_subscripts(formula.equation, written, change)


WEIGHTS = (
    Fault(
        "weights.filter-turned",
        "the filter is turned by 180 degrees",
        "That is the convolution of mathematics. Layers compute the cross-correlation: the first weight meets the "
        "window's first cell.",
        "Which cell of the window does the filter's upper left weight meet?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [conv: {filters: 1, kernel: [1, 2]}]\n",
        lambda formula: _change(formula, _turned) if formula.output else None,
    ),
    Fault(
        "weights.filter-not-flipped",
        "the filter is not flipped in the full correlation",
        "A weight gives back to the cell that it read, so that, seen from the input, the filter stands upside down. "
        "Here it is turned once too often or not at all: the first tap's share goes where the last one's belongs.",
        "To which cell of the input does the gradient flow that passes through the filter's first weight?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [conv: {filters: 1, kernel: [1, 2]}]\n",
        lambda formula: _change(formula, _turned) if formula.of_input else None,
    ),
    Fault(
        "weights.gradient-reversed",
        "the filter's gradient is turned by 180 degrees",
        "Each weight gets the gradient of the weight at the opposite end. The sum over the filter is right, the places "
        "are not.",
        "Which cells of the input did the filter's first weight read?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [conv: {filters: 1, kernel: [1, 2]}]\n",
        lambda formula: _change(formula, _turned) if formula.tensor == SLOPE else None,
    ),
    Fault(
        "weights.filter-transposed",
        "rows and columns of the filter are exchanged",
        "The weight in row u and column v is used for the cell in row v and column u.",
        "Which subscript of the weight counts rows?",
        "input: {channels: 1, height: 2, width: 2}\nlayers: [conv: {filters: 1, kernel: 2}]\n",
        lambda formula: _change(formula, _transposed),
    ),
    Fault(
        "weights.channels-not-swapped",
        "channels in and out are exchanged in the weights",
        "W[k, c] leads from input c to output k. On the way back the sum runs over k, with the same subscripts; "
        "written as matrices, one of the two products needs the transpose.",
        "Which subscript of the weight belongs to the output, and over which one does this formula sum?",
        "input: {features: 2}\nlayers: [dense: {units: 2}]\n",
        lambda formula: _change(formula, _exchanged),
    ),
)
