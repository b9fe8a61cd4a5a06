"""Entries as operands: arrays, windows into them, axes split into digits, and guards as masks."""

from collections.abc import Mapping
from dataclasses import dataclass

import sympy
from sympy import Symbol

from derive.algebra.equation import Guard
from derive.algebra.index import Index, Role
from derive.algebra.size import FloorQuotient, Size, normal
from derive.algebra.tensor import Entry, TensorRole
from derive.algebra.window import Window
from derive.errors import PlanError
from derive.kernels.lowering.calls import Operand, called, turned
from derive.kernels.lowering.function import Scope
from derive.kernels.lowering.reading import AxisRun, Digits, Fixed, Plain, Reading, Reversed


@dataclass(frozen=True, slots=True)
class Views:
    """How the entries of one equation are read; `scope` collects the lines."""

    left: Entry
    names: Mapping[str, str]
    scope: Scope

    def view(
        self, entry: Entry, axes: tuple[Reading, ...], ranges: Mapping[Index, Size], fill: tuple[str, ...] = ()
    ) -> Operand:
        name = self.names[entry.tensor.name]
        text, place = name, 0
        if any(isinstance(axis, Reversed | AxisRun | Fixed) for axis in axes):
            text = f"{name}[{', '.join(self._slice(axis) for axis in axes if not _is_tap(axis, entry))}]"
        left = [axis for axis in axes if not isinstance(axis, Fixed)]
        if any(isinstance(axis, AxisRun) and axis.turned for axis in left):
            text = f"{text}[{turned(isinstance(axis, AxisRun) and axis.turned for axis in left)}]"
        for axis in left:
            if isinstance(axis, Digits):
                split = called("split", text, place, f"({self._digit_sizes(axis, ranges)})")
                text = str(self.scope.name(f"{name}_parts", split))
            place += len(axis.indices) if isinstance(axis, Digits) else 1
        windows = [axis for axis in axes if isinstance(axis, Window)]
        read = [index for axis in axes for index in indices_of(axis)]
        if len(set(read)) != len(read):
            raise PlanError(f"{entry}: two axes are read at one index; no view serves a diagonal")
        labels = tuple(i for axis in axes for i in ((axis.position,) if isinstance(axis, Window) else indices_of(axis)))
        if windows:
            if axes[-len(windows) :] != tuple(windows):
                raise PlanError(f"{entry}: only the last axes can be read through a window")
            call = called("windows", text, self.window_arguments(windows, ranges), *fill)
            text = str(self.scope.name(f"{name}_windows", call))
            labels = (*labels, *(window.tap for window in windows))
        if entry.tensor.role is TensorRole.SELECTOR and labels[-1].role is Role.TAP:
            taps = self.scope.tuple_of(tuple(ranges[label] for label in labels if label.role is Role.TAP))
            text = str(self.scope.name(f"{name}_taps", called("at_winner", text, taps)))
        return Operand(text, labels, bool(windows))

    def _slice(self, axis: Reading) -> str:
        if isinstance(axis, Fixed):
            return self.scope.size(axis.place)
        if not isinstance(axis, AxisRun):
            return turned([isinstance(axis, Reversed)])
        end = self.scope.size(normal(axis.start + axis.step * (axis.count - 1) + 1))
        step = "" if axis.step == 1 else f":{self.scope.size(axis.step)}"
        return f":{end}{step}" if axis.start == 0 else f"{self.scope.size(axis.start)}:{end}{step}"

    def _digit_sizes(self, axis: Digits, ranges: Mapping[Index, Size]) -> str:
        return ", ".join(self.scope.size(ranges[index]) for index in axis.indices)

    def window_arguments(self, windows: list[Window], ranges: Mapping[Index, Size], size: bool = True) -> str:
        kernel = self.scope.tuple_of(tuple(ranges[window.tap] for window in windows))
        parts = [f"kernel={kernel}"]
        for word, default, values in (
            ("stride", 1, [window.stride for window in windows]),
            ("dilation", 1, [window.dilation for window in windows]),
            ("padding", 0, [window.padding for window in windows]),
        ):
            if any(value != default for value in values):
                parts.append(f"{word}={self.scope.tuple_of(tuple(values))}")
        positions = tuple(ranges[window.position] for window in windows)
        if size and any(self._needs_size(window, ranges) for window in windows):
            parts.append(f"size={self.scope.tuple_of(positions)}")
        return ", ".join(parts)

    def _needs_size(self, window: Window, ranges: Mapping[Index, Size]) -> bool:
        """Whether the number of windows may differ from what this stride, and a padding of p on both sides, give."""
        count, taps = ranges[window.position], ranges[window.tap]
        free = window.extent + 2 * window.padding - window.dilation * (taps - 1) - 1
        fitting = FloorQuotient(sympy.Integer(0) + free, sympy.Integer(0) + window.stride) + 1
        stated = self.scope.definitions.get(count, count) if isinstance(count, Symbol) else count
        return normal(self._with_literals(stated)) != normal(self._with_literals(fitting))

    def _with_literals(self, size: Size) -> Size:
        literals = {symbol: sympy.Integer(value) for symbol, value in self.scope.literals.items()}
        return size if isinstance(size, int) else size.xreplace(literals)

    def mask(self, guard: Guard, ranges: Mapping[Index, Size]) -> Operand:
        """A guard as a factor of its own: inside(...)[i, u]."""
        by_role = {index.role: index for index in guard.affine.indices}
        if len(guard.affine.terms) != 2 or set(by_role) != {Role.OUTPUT, Role.TAP}:
            raise PlanError(f"{self.left}: no array serves the guard 0 <= {guard.affine} < {guard.size}")
        i, u = by_role[Role.OUTPUT], by_role[Role.TAP]
        arguments = [guard.size, ranges[i], ranges[u], guard.affine.coefficient(i), guard.affine.coefficient(u)]
        padding = -guard.affine.const if isinstance(guard.affine.const, int) else -1 * guard.affine.const
        inside = called("inside", *map(self.scope.size, (*arguments, padding)))
        return Operand(str(self.scope.name(f"inside_{i.name}", inside)), (i, u))


def _is_tap(axis: Reading, entry: Entry) -> bool:
    """Whether an axis of a winner is that of a tap, which its array does not have."""
    return entry.tensor.role is TensorRole.SELECTOR and isinstance(axis, Plain) and axis.index.role is Role.TAP


def indices_of(axis: Reading) -> tuple[Index, ...]:
    """The indices that an axis is read at."""
    match axis:
        case Fixed():
            return ()
        case Plain(index) | Reversed(index) | AxisRun(index):
            return (index,)
        case Digits(indices):
            return indices
        case Window(position, tap):
            return (position, tap)
