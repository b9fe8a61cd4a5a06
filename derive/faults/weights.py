"""Mistakes in which weight meets which entry: filters turned or transposed, channels not swapped."""

from collections.abc import Callable

from sympy import Integer

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation
from derive.algebra.index import Role
from derive.algebra.size import Size, normal
from derive.algebra.tensor import Entry, bar_name, cotangent
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
    plain = len(out.terms) == 1 and len(into.terms) == 1 and not _is_tap(into)
    return (into, out, *taps) if plain else entry.subscripts


def _change(formula: Formula, change: Subscripts) -> Equation | None:
    """The weights' subscripts changed where they are read, or where their derivative stands on the left."""
    written = SLOPE if formula.tensor == SLOPE else WEIGHT
    return change_subscripts(formula.equation, written, change)


def _apart(formula: Formula) -> Size | None:
    """How many filters each channel has that does not mix with others; None for other layers."""
    found = [each.tensor for each in formula.declaration.variables if each.tensor.name == WEIGHT]
    own = formula.declaration.inputs[0].shape[1:2]
    if not found or found[0].shape[:1] != own or len(found[0].axes) + 1 < len(formula.declaration.inputs[0].axes):
        return None
    filters = normal(Integer(1) * own[0] * found[0].shape[1])
    if normal(formula.declaration.output.shape[1] - own[0]) == 0:
        return 1
    return found[0].shape[1] if normal(formula.declaration.output.shape[1] - filters) == 0 else None


def _first_filter(formula: Formula) -> Equation | None:
    """W[0, u, v] in place of W[c, u, v]."""
    if _apart(formula) is None or not (formula.output or formula.of_input):
        return None
    return change_subscripts(formula.equation, WEIGHT, lambda entry: (affine(0), *entry.subscripts[1:]))


def _filters_apart(formula: Formula) -> Equation | None:
    """Output k C + c in place of c K_c + k."""
    each, channels = _apart(formula), formula.declaration.inputs[0].shape[1]
    if each in (None, 1):
        return None

    def moved(entry: Entry) -> tuple[Affine, ...]:
        places = entry.subscripts
        at = next((n for n, place in enumerate(places) if len(place.indices) == 2 and _numbered(place, each)), None)
        if at is None:
            return places
        slow, fast = sorted(places[at].indices, key=lambda index: places[at].coefficient(index) == 1)
        return (*places[:at], affine(fast) * channels + slow, *places[at + 1 :])

    found = formula.equation
    for tensor in (formula.declaration.output, cotangent(formula.declaration.output)):
        found = change_subscripts(found, tensor.name, moved) or found
    return None if found == formula.equation else found


def _numbered(place: Affine, each: Size | None) -> bool:
    return place.const == 0 and {place.coefficient(index) for index in place.indices} == {1, each}


WEIGHTS = (
    Fault(
        "weights.one-filter-for-all-channels",
        "all channels are read by the first channel's filter",
        "In a depthwise layer each channel has a filter of its own; with the first one's for all it is one filter that "
        "is shared by the channels.",
        "Which filter reads the second channel?",
        "input: {channels: 2, height: 1, width: 1}\nlayers: [depthwise: {kernel: 1}]\n",
        _first_filter,
    ),
    Fault(
        "weights.filters-of-a-channel-apart",
        "a channel's filters do not stand one behind the other in the output",
        "With K filters for each channel, output c·K + k belongs to channel c. Here the outputs of all channels' first "
        "filters come first, then those of the second ones.",
        "From which channel does the second output come?",
        "input: {channels: 2, height: 1, width: 1}\nlayers: [depthwise: {kernel: 1, multiplier: 2}]\n",
        _filters_apart,
    ),
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
