"""Mistakes in the order of axes: how a volume is written in one row, how grouped channels are numbered."""

from collections.abc import Callable

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation
from derive.algebra.index import Index, Role
from derive.algebra.size import ExactQuotient, Size
from derive.algebra.tensor import Entry, cotangent
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_subscripts

Axes = tuple[Index, ...]


def _row_major(indices: tuple[Index, ...], ranges: dict[Index, Size]) -> Affine:
    """The place in one row, the last index running fastest."""
    place = affine(0)
    for index in indices:
        place = place * ranges[index] + index
    return place


def _flattened(formula: Formula, order: Callable[[Axes], Axes]) -> Equation | None:
    """flatten with channel, height and width in another order."""
    own = formula.declaration
    if not (
        len(own.inputs) == 1
        and len(own.input.shape) > 2
        and len(own.output.shape) == 2
        and len(own.equations[0].terms[0].bound) == 0
    ):
        return None
    ranges = dict(own.equations[0].free)
    axes = tuple(ranges)[1:]
    if order(axes) == axes:
        return None
    place = _row_major(order(axes), ranges)

    def written(entry: Entry) -> tuple[Affine, ...]:
        return (entry.subscripts[0], place)

    row = own.output.name if formula.output else cotangent(own.output).name
    return change_subscripts(formula.equation, row, written)


def _interleaved(formula: Formula) -> Equation | None:
    """Channel number c G + g in place of g C_g + c, for what the input is read at."""
    groups = next((index for index in formula.ranges if index.name == "g"), None)
    if groups is None or not formula.declaration.parameters:
        return None
    count = formula.ranges[groups]

    def numbered(entry: Entry) -> tuple[Affine, ...]:
        example, channel, *rest = entry.subscripts
        inner = [index for index in channel.indices if index != groups]
        return (example, affine(inner[0]) * count + groups, *rest)

    own = formula.declaration.inputs[0]
    return change_subscripts(formula.equation, (cotangent(own) if formula.of_input else own).name, numbered)


def _factors_exchanged(formula: Formula, *, windows: bool) -> Equation | None:
    """c g_n + g in place of g c_n + c, where an axis is divided into equal parts; with `windows` where they are
    windows side by side, read tap by tap."""
    own = formula.declaration
    divided = any(isinstance(rule.definition, ExactQuotient) for rule in own.sizes) and len(own.inputs) == 1
    if not divided or own.parameters or formula.joined or not (formula.output or formula.of_input):
        return None
    pair = (own.input, own.output) if formula.output else (cotangent(own.input), cotangent(own.output))

    def exchanged(entry: Entry) -> tuple[Affine, ...]:
        tapped = [any(index.role is Role.TAP for index in subscript.indices) for subscript in entry.subscripts]
        pairs = zip(entry.subscripts, tapped, strict=True)
        return tuple(_other_way_round(s, formula.ranges) if own is windows else s for s, own in pairs)

    found = (change_subscripts(formula.equation, tensor.name, exchanged) for tensor in pair)
    return next((equation for equation in found if equation is not None), None)


def _other_way_round(subscript: Affine, ranges: dict[Index, Size]) -> Affine:
    """An axis of several factors with the slowest one fastest; any other subscript as it is."""
    slowest_first = tuple(sorted(subscript.indices, key=lambda index: -_faster(subscript, index)))
    parts = len(slowest_first) > 1 and _row_major(slowest_first, ranges) == subscript
    return _row_major(slowest_first[::-1], ranges) if parts else subscript


def _faster(subscript: Affine, index: Index) -> int:
    """How many factors of the axis run faster than one: those whose sizes its coefficient is the product of."""
    coefficient = subscript.coefficient(index)
    return 0 if isinstance(coefficient, int) else len(coefficient.free_symbols)


AXES = (
    Fault(
        "axes.columns-first",
        "the row is written column by column",
        "The entries of a map stand row by row, the column running fastest; here the row runs fastest.",
        "Which entry of a map comes second in the row?",
        "input: {channels: 1, height: 2, width: 2}\nlayers: [flatten]\n",
        lambda formula: _flattened(formula, lambda axes: (axes[0], *reversed(axes[1:]))),
    ),
    Fault(
        "axes.channels-last",
        "the channel runs fastest in the row",
        "That is Keras' order, (height, width, channel). It is a convention if both passes and the weights behind it "
        "keep it; here one formula does, and the others do not.",
        "Which entry of the volume comes second in the row?",
        "input: {channels: 2, height: 1, width: 2}\nlayers: [flatten]\n",
        lambda formula: _flattened(formula, lambda axes: (*axes[1:], axes[0])),
    ),
    Fault(
        "axes.groups-interleaved",
        "the groups' channels are interleaved",
        "A group is a run of neighbouring channels; here neighbours belong to different groups.",
        "Does channel 1 belong to the same group as channel 0?",
        "input: {channels: 4, height: 1, width: 1}\nlayers: [conv: {filters: 2, kernel: 1, groups: 2}]\n",
        _interleaved,
    ),
    Fault(
        "axes.factors-exchanged",
        "the inner and the outer factor of an axis are exchanged",
        "In (g c) the last factor runs fastest: entry c of group g has the number g·C + c. Read as c·G + g, neighbours "
        "come from different groups.",
        "Which factor changes from one entry of the axis to the next?",
        "input: {features: 4}\nlayers: [rearrange: {pattern: 'b (g c) -> b (c g)', g: 2}]\n",
        lambda formula: _factors_exchanged(formula, windows=False),
    ),
    Fault(
        "axes.windows-interleaved",
        "windows side by side are read as every so many cells",
        "Where o windows of f cells tile an axis, window i has the cells from i·f on: an array reshaped to (o, f). "
        "Reshaped to (f, o) and averaged over the first, each window takes every o-th cell.",
        "Do the first two cells of a window stand side by side?",
        "input: {channels: 1, length: 4}\nlayers: [adaptive_avg_pool: {output: 2}]\n",
        lambda formula: _factors_exchanged(formula, windows=True),
    ),
)
