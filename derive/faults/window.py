"""Mistakes in where a window reads: its stride, its dilation, its padding."""

from collections.abc import Callable
from dataclasses import replace

from derive.algebra.equation import Equation, Reduction
from derive.algebra.size import LargerOf, Size
from derive.algebra.tensor import cotangent
from derive.faults.fault import Change, Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import Read, change_windows, window_reads
from derive.layers.axes import layout_of


def _windows(change: Callable[[Read], Read]) -> Change:
    return lambda formula: change_windows(formula.equation, formula.declaration.facts, change)


def _in_backward(change: Callable[[Read], Read]) -> Change:
    return lambda formula: _windows(change)(formula) if formula.backward else None


def _off_by_one(read: Read) -> Read:
    return replace(read, padding=read.padding - 1) if read.padding != 0 else read


def _hard_coded(read: Read) -> Read:
    return replace(read, padding=1) if read.padding != 0 else read


def _swapped_axes(formula: Formula) -> Equation | None:
    """The strides and paddings of the last two axes exchanged, where the formula has them as letters."""
    axes = layout_of(formula.declaration.inputs[0]).positions[-2:]
    if len(axes) < 2:
        return None
    letters = (("s", 1), ("p", 0))
    other = {one.size(*each): two.size(*each) for each in letters for one, two in (axes, axes[::-1])}

    def swap(size: Size) -> Size:
        return size if isinstance(size, int) else size.xreplace(other)

    def swapped(read: Read) -> Read:
        return replace(read, stride=swap(read.stride), padding=swap(read.padding))

    return change_windows(formula.equation, formula.declaration.facts, swapped)


def _crop_of_nothing(formula: Formula) -> Equation | None:
    """x_bar = 0, where the padding is 0 by structure."""
    padded = any(read.padding != 0 for read in window_reads(formula.equation))
    if not formula.of_input or padded or formula.equation.reduction is not Reduction.SCATTER:
        return None
    variable = formula.declaration.input_variable
    left = cotangent(variable.entry.tensor)[variable.entry.subscripts]
    return Equation(left, variable.ranges, ())


def _same_from_the_left(formula: Formula) -> Equation | None:
    """The odd cell of `same` padding on the left and at the top: p becomes (all the padding) - p."""
    rules = {rule.symbol: rule.definition for rule in formula.declaration.sizes}
    whole = {p: rule.args[0] for p, rule in rules.items() if rule.args and isinstance(rule.args[0], LargerOf)}

    def moved(read: Read) -> Read:
        padding = read.padding
        return replace(read, padding=whole[padding] - padding) if padding in whole else read

    return change_windows(formula.equation, formula.declaration.facts, moved)


WINDOW = (
    Fault(
        "window.stride-missing",
        "the stride is missing",
        "Window i starts at s·i, but this formula lets it start at i: windows are taken to be neighbours.",
        "Where does the second window start, when the stride is 2?",
        "input: {channels: 1, height: 1, width: 3}\nlayers: [conv: {filters: 1, kernel: 1, stride: 2}]\n",
        _windows(lambda read: replace(read, stride=1)),
    ),
    Fault(
        "window.stride-on-tap",
        "the stride multiplies the tap",
        "The stride moves the window, the dilation spreads its taps; here the two have changed places.",
        "Which of the two indices counts windows, and which counts cells inside one window?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [conv: {filters: 1, kernel: [1, 2], stride: 2}]\n",
        _windows(lambda read: replace(read, stride=read.dilation, dilation=read.stride)),
    ),
    Fault(
        "window.dilation-missing",
        "the dilation is missing",
        "Neighbouring taps lie d cells apart, but this formula reads neighbouring cells.",
        "How far apart are the cells that two neighbouring weights meet?",
        "input: {channels: 1, height: 1, width: 3}\nlayers: [conv: {filters: 1, kernel: [1, 2], dilation: 2}]\n",
        _windows(lambda read: replace(read, dilation=1)),
    ),
    Fault(
        "window.padding-missing",
        "the padding is not taken off",
        "The first window starts p cells before the input, but this formula lets it start at the first cell.",
        "Which cell does the first weight of the first window meet?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [conv: {filters: 1, kernel: 1, padding: 1}]\n",
        _windows(lambda read: replace(read, padding=0)),
    ),
    Fault(
        "window.padding-off-by-one",
        "the padding is one too small",
        "The offset is p - 1 where it should be p: everything lies one cell beside its place.",
        "Which cell does the first weight of the first window meet?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [conv: {filters: 1, kernel: 1, padding: 1}]\n",
        _windows(_off_by_one),
    ),
    Fault(
        "window.crop-hard-coded",
        "the backward pass always takes off a padding of 1",
        "The gradient is cut as if the padding were 1, whatever the layer's padding is.",
        "Does the formula still hold for a padding of 2?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [conv: {filters: 1, kernel: 1, padding: 2}]\n",
        _in_backward(_hard_coded),
    ),
    Fault(
        "window.crop-of-nothing",
        "cutting off a padding of 0 leaves nothing",
        "In many array languages p:-p is empty for p = 0: the whole gradient of the input is lost.",
        "What is left of an array that is cut from 0 to minus 0?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [conv: {filters: 1, kernel: 1}]\n",
        _crop_of_nothing,
    ),
    Fault(
        "window.same-from-the-left",
        "the odd cell of same padding is on the left",
        "Where an odd number of cells is added, Keras puts the odd one on the right and at the bottom; here it is on "
        "the left and at the top (as in ONNX's SAME_LOWER), so every window is shifted.",
        "Of three cells of padding, how many are on the left?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [conv: {filters: 1, kernel: [1, 2], padding: same}]\n",
        _same_from_the_left,
    ),
    Fault(
        "window.height-width-swapped",
        "height's stride and padding are used for width",
        "Each axis has its own stride and padding; here the two axes have changed theirs.",
        "Would you notice it on a square layer?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [conv: {filters: 1, kernel: 1, padding: [0, 1]}]\n",
        _swapped_axes,
    ),
)
