"""Mistakes in the order of axes: how a volume is written in one row, how grouped channels are numbered."""

from collections.abc import Callable

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation
from derive.algebra.index import Index
from derive.algebra.size import Size
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
    if groups is None:
        return None
    count = formula.ranges[groups]

    def numbered(entry: Entry) -> tuple[Affine, ...]:
        example, channel, *rest = entry.subscripts
        inner = [index for index in channel.indices if index != groups]
        return (example, affine(inner[0]) * count + groups, *rest)

    own = formula.declaration.inputs[0]
    return change_subscripts(formula.equation, (cotangent(own) if formula.of_input else own).name, numbered)


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
)
