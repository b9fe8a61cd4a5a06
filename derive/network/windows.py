"""The windows by which a layer reads its input, from its equations: of any number of axes, in any letters."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sympy import Symbol

from derive.algebra.bounds import nonnegative
from derive.algebra.equation import Bracket, Equation, Term, entries
from derive.algebra.index import Index, Role
from derive.algebra.size import CeilSize, FloorQuotient, Size, normal, with_numbers
from derive.algebra.tensor import Entry, TensorRole
from derive.algebra.window import Window, window
from derive.layers.declaration import Declaration
from derive.network.model import Layer, Model

Values = Mapping[Symbol, int]
MOST_CHECKED = 1_000_000


@dataclass(frozen=True, slots=True)
class WindowRead:
    """One axis of the input read by windows, in the declaration's sizes: the number of taps is the range of the
    bound index of the subscript, that of the windows the range of the free one. A position and a tap: channels that
    are numbered group by group are read at C_g*g + c, too, and are no windows."""

    axis: int
    window: Window
    kernel: Size
    outputs: Size


@dataclass(frozen=True, slots=True)
class WindowNumbers:
    """A window along one axis, in numbers; `before` is the padding in front of the first cell, `behind` that behind the
    last one, by default as much."""

    inputs: int
    kernel: int
    stride: int
    before: int
    dilation: int
    outputs: int
    behind: int | None = None

    @property
    def span(self) -> int:
        """d(f - 1) + 1, the cells from a window's first to its last."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def padded(self) -> int:
        """n + 2p, the cells with as much padding behind them as before, or as is given; nothing behind where the first
        are left out."""
        return self.inputs + self.before + (max(self.before, 0) if self.behind is None else self.behind)

    @property
    def left(self) -> int:
        """The padded cells behind the last window; below 0 where it reaches beyond them."""
        return self.padded - self.span - self.stride * (self.outputs - 1)

    def fits(self, *, pads_itself: bool) -> bool:
        """Whether there is a window, no longer than the padded input; padding that is computed always suffices."""
        return self.outputs >= 1 and (self.span <= self.padded or pads_itself)

    @property
    def of_padding_alone(self) -> int | None:
        """The first window none of whose cells is a cell of the input; None if there is none."""
        before, last = -(-self.before // self.stride), self.outputs - 1
        early = range(min(self.outputs, before, self.dilation + 1, MOST_CHECKED))
        empty = next((position for position in early if not self.covers(position)), None)
        return last if empty is None and self.cells(last).start >= self.inputs else empty

    def cells(self, position: int) -> range:
        """Where the window at a position reads, padding included."""
        first = self.stride * position - self.before
        return range(first, first + self.span, self.dilation)

    def covers(self, position: int) -> bool:
        """Whether one of its cells is a cell of the input."""
        first = self.stride * position - self.before
        tap = max(0, (self.dilation - 1 - first) // self.dilation)
        return tap < self.kernel and first + self.dilation * tap < self.inputs


@cache
def window_reads(declaration: Declaration) -> tuple[WindowRead, ...]:
    """Every window by which the equations read what comes from other layers, each once, in the order of the axes."""
    inputs = {each.tensor.name for each in declaration.variables if each.tensor.role is not TensorRole.PARAMETER}
    found = dict.fromkeys(read for equation in declaration.equations for read in _reads(equation, inputs))
    return tuple(sorted(found, key=lambda read: read.axis))


def _reads(equation: Equation, inputs: set[str]) -> Iterator[WindowRead]:
    free = {index: size for index, size in equation.free if index.role is Role.OUTPUT}
    for term in equation.terms:
        bound = {index: size for index, size in term.bound if index.role is Role.TAP}
        for entry in entries(term.body):
            if entry.tensor.name in inputs:
                yield from _along_axes(entry, free, bound)


def _along_axes(entry: Entry, free: Mapping[Index, Size], bound: Mapping[Index, Size]) -> Iterator[WindowRead]:
    for axis, (subscript, extent) in enumerate(zip(entry.subscripts, entry.tensor.shape, strict=True)):
        found = window(subscript, extent, free, bound)
        if found is not None:
            yield WindowRead(axis, found, bound[found.tap], free[found.position])


@cache
def landings(declaration: Declaration) -> tuple[WindowRead, ...]:
    """The windows of the output into which the equations add what they read, by brackets: those whose positions are the
    input's places."""
    found = (_landing(equation, term, bracket) for equation, term, bracket in _brackets(declaration))
    return tuple(dict.fromkeys(read for read in found if read is not None))


def _brackets(declaration: Declaration) -> Iterator[tuple[Equation, Term, Bracket]]:
    for equation in declaration.equations:
        for term in equation.terms:
            yield from ((equation, term, bracket) for bracket in term.brackets)


def _landing(equation: Equation, term: Term, bracket: Bracket) -> WindowRead | None:
    free, bound = dict(equation.free), dict(term.bound)
    if len(bracket.right.indices) != 1 or bracket.right.indices[0] not in free:
        return None
    places = [index for index in bound if index.role is Role.INPUT]
    taps = [index for index in bound if index.role is Role.TAP]
    own = window(bracket.left, free[bracket.right.indices[0]], places, taps)
    axis = [subscript.indices for subscript in equation.left.subscripts].index(bracket.right.indices)
    return None if own is None else WindowRead(axis, own, bound[own.tap], bound[own.position])


def pads_itself(declaration: Declaration, read: WindowRead) -> bool:
    """Whether the axis computes its padding (`same`)."""
    return any(rule.symbol == read.window.padding for rule in declaration.sizes)


def behind(declaration: Declaration, read: WindowRead) -> Size:
    """The padding behind the last cell, as the rule for the number of windows has it; without one as much as before."""
    own = read.window
    span = own.dilation * (read.kernel - 1) + 1
    rules = (rule.definition for rule in declaration.sizes if rule.symbol == read.outputs)
    free = (quotient.args[0] for rule in rules for quotient in rule.atoms(FloorQuotient, CeilSize))
    found = next(free, None)
    return own.padding if found is None else normal(found + span - own.extent - own.padding)


def rounds_up(declaration: Declaration, read: WindowRead) -> bool:
    """Whether the last window may end outside the padded axis (ceil_mode): no fact says s(o-1) <= n + 2p - d(f-1) - 1.

    Of an axis that computes its padding this is not asked: there every multiple of the stride has a window.
    """
    own = read.window
    span = own.dilation * (read.kernel - 1) + 1
    left = normal(own.extent + own.padding + behind(declaration, read) - span - own.stride * (read.outputs - 1))
    return not pads_itself(declaration, read) and not nonnegative(left, declaration.facts)


def window_numbers(layer: Layer, read: WindowRead, values: Values) -> WindowNumbers | None:
    """A window in numbers; None where a size has none yet, and for windows that run backwards."""
    found = numbered(read, lambda size: number_in(layer, size, values))
    before, after = (number_in(layer, size, values) for size in (read.window.padding, behind(layer.declaration, read)))
    turned = (number_in(layer, read.window.dilation, values) or 0) < 0
    if found is None or turned or after == before:
        return found
    return None if after is None else replace(found, behind=after)


def numbered(read: WindowRead, number: Callable[[Size], int | None]) -> WindowNumbers | None:
    """A window by the numbers of its sizes; None where one has none, and for windows that run backwards.

    Taps may run backwards, as in a convolution with a flipped filter: the cells are the same.
    """
    numbers = tuple(map(number, sizes_of(read)))
    if None in numbers:
        return None
    inputs, kernel, stride, before, dilation, outputs = (number for number in numbers if number is not None)
    if stride < 0:
        return None
    first = before - min(0, dilation * (kernel - 1))
    return WindowNumbers(inputs, kernel, stride, first, abs(dilation), outputs)


def sizes_of(read: WindowRead) -> tuple[Size, ...]:
    """The extent, taps, stride, padding, dilation and positions of a window, in the declaration's sizes."""
    own = read.window
    return own.extent, read.kernel, own.stride, own.padding, own.dilation, read.outputs


def number_in(layer: Layer, size: Size, values: Values) -> int | None:
    """A size of the layer's declaration in numbers; None where one is missing."""
    number = with_numbers(layer.size(size), values)
    return int(number) if number.is_Integer else None


def windows(model: Model, layer: Layer) -> tuple[WindowNumbers, ...] | None:
    """A layer's windows, axis by axis; None without a window, or where a size has no number."""
    found = tuple(window_numbers(layer, read, model.values) for read in window_reads(layer.declaration))
    known = tuple(each for each in found if each is not None)
    return known if known and len(known) == len(found) else None
