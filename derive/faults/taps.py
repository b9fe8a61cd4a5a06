"""Mistakes in which cells belong to a window: its size taken from the other axis, from the stride, or the reverse."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Equation, Guard, Range, Term, entries
from derive.algebra.index import Index, Role
from derive.algebra.size import Size
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Change, Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import Read, change_windows, window_read, window_reads, with_role

Sizes = Mapping[Index, Size]
OVERLAPPING = "input: {channels: 1, height: 1, width: 3}\nlayers: [avg_pool: {window: [1, 2], stride: 1}]\n"


def _pools(formula: Formula) -> bool:
    """Whether windows are read without weights, which would have to have the windows' size."""
    return bool(window_reads(formula.equation)) and not with_role(formula.equation, TensorRole.PARAMETER)


def _resized(sizes: Callable[[Formula], Sizes]) -> Change:
    """Taps that run to other sizes; what lies outside of the input is absent."""

    def change(formula: Formula) -> Equation | None:
        return _with_taps(formula, sizes(formula)) if _pools(formula) and not formula.of_parameter else None

    return change


def _with_taps(formula: Formula, sizes: Sizes) -> Equation | None:
    equation = formula.equation
    if all(formula.ranges[tap] == size for tap, size in sizes.items()):
        return None
    terms = []
    for term in equation.terms:
        read = (equation.left, *entries(term.body))
        inside = tuple(guard for entry in read for guard in _inside(entry))
        guards = tuple(dict.fromkeys((*term.guards, *inside)))
        changed = Term(_ranges(term.bound, sizes), guards, term.brackets, term.body)
        terms.append(drop_implied_guards(changed, equation.free, formula.declaration.facts) or changed)
    left = _left(equation.left, sizes)
    return Equation(left, _ranges(equation.free, sizes), tuple(terms), equation.reduction)


def _ranges(ranges: tuple[Range, ...], sizes: Sizes) -> tuple[Range, ...]:
    return tuple((index, sizes.get(index, size)) for index, size in ranges)


def _left(left: Entry, sizes: Sizes) -> Entry:
    """The left entry; a tensor with an axis for each tap has other axes."""
    shape = tuple(
        sizes.get(subscript.indices[0], size) if _is_tap(subscript.indices) else size
        for subscript, size in zip(left.subscripts, left.tensor.shape, strict=True)
    )
    return Entry(replace(left.tensor, shape=shape), left.subscripts)


def _is_tap(indices: tuple[Index, ...]) -> bool:
    return len(indices) == 1 and indices[0].role is Role.TAP


def _inside(entry: Entry) -> list[Guard]:
    pairs = zip(entry.subscripts, entry.tensor.shape, strict=True)
    return [Guard(subscript, size) for subscript, size in pairs if window_read(subscript) is not None]


def _of_the_first(formula: Formula) -> Sizes:
    """Every axis has the window's size along the first."""
    reads = window_reads(formula.equation)
    return {read.tap: formula.ranges[reads[0].tap] for read in reads}


def _of_the_stride(formula: Formula) -> Sizes:
    return {read.tap: read.stride for read in window_reads(formula.equation)}


def _stride_is_size(formula: Formula) -> Equation | None:
    """Windows lie side by side, whatever the stride is."""
    if not window_reads(formula.equation):
        return None
    ranges = formula.ranges

    def moved(read: Read) -> Read:
        return replace(read, stride=ranges[read.tap])

    return change_windows(formula.equation, formula.declaration.facts, moved)


TAPS = (
    Fault(
        "window.square",
        "the window's width is taken to be its height",
        "Here the window has as many columns as rows: right for a square, wrong for any other.",
        "Would you notice it with a square window?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [avg_pool: {window: [1, 2]}]\n",
        _resized(_of_the_first),
    ),
    Fault(
        "window.size-from-stride",
        "the window is as large as the stride",
        "How far windows lie apart says nothing about how large they are: right where they neither overlap nor leave "
        "gaps.",
        "Which cells does a 3 by 3 window with stride 2 read?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [avg_pool: {window: [1, 2], stride: 1}]\n",
        _resized(_of_the_stride),
    ),
    Fault(
        "window.stride-from-size",
        "windows are taken to lie side by side",
        "Window i starts at s·i; here it starts where the one before ends, at f·i.",
        "Where does the second 3 by 3 window start if the stride is 2?",
        OVERLAPPING,
        _stride_is_size,
    ),
)
