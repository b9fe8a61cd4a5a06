"""The borders of a layer of windows: how many outputs are left out so that no window reaches past the input."""

from dataclasses import dataclass, replace

from sympy import Symbol

from derive.algebra.affine import affine
from derive.algebra.bounds import Facts, nonnegative
from derive.algebra.equation import Equation
from derive.algebra.index import Role
from derive.algebra.size import CeilQuotient, LargerOf, Size, named, normal
from derive.algebra.tensor import Entry
from derive.algebra.window import Window, window
from derive.calculus.vjp import Variable


@dataclass(frozen=True, slots=True)
class ShiftedAxis:
    """One axis of a shift: the window, the number of positions o, the shift t, the outputs e at each border.

    Away from the borders a window reads cells of the input alone, which is two facts:
    s e - p >= 0, and s (o - 1 - e) + d (f - 1) - p <= n - 1.
    """

    read: Window
    outputs: Size
    kernel: Size
    shift: Symbol
    edge: Size = 0
    definition: Size = 0

    @property
    def before(self) -> Size:
        """How far the first window inside starts behind the input's first cell: s e - p."""
        return self.read.stride * self.edge - self.read.padding

    @property
    def behind(self) -> Size:
        """How far the last window inside ends before the input's last cell: n - 1 - (s (o - 1 - e) + d (f - 1) - p)."""
        own = self.read
        last = own.stride * (self.outputs - 1 - self.edge) + own.dilation * (self.kernel - 1) - own.padding
        return own.extent - 1 - last


def shifted_axes(forward: Equation, variable: Variable, facts: Facts) -> tuple[ShiftedAxis, ...] | None:
    """The axes along which the layer reads its input through windows; None if there are none."""
    reads = {(e, term.bound) for term in forward.terms for e in term.body.atoms(Entry) if e.tensor == variable.tensor}
    if len(reads) != 1:
        return None
    ((read, bound),) = reads
    free, taps = dict(forward.free), dict(bound)
    positions = [index for index in free if index.role is Role.OUTPUT]
    found = []
    for axis in spatial_axes(variable):
        own = window(read.subscripts[axis], read.tensor.shape[axis], positions, taps)
        if own is None or affine(own.position) not in forward.left.subscripts or not nonnegative(own.padding):
            return None
        of_axis = str(own.extent).lstrip("n")  # _h of n_h, nothing along a length
        bare = ShiftedAxis(own, free[own.position], taps[own.tap], named(f"t{of_axis}", 0))
        found.append(_with_edge(bare, named(f"e{of_axis}", 0), facts))
    return tuple(found) or None


def _with_edge(axis: ShiftedAxis, name: Symbol, facts: Facts) -> ShiftedAxis:
    """As many outputs left out as the padding asks, where declared facts prove that this is enough; else as many as
    the windows before the first cell or those behind the last one, whichever are more."""
    own = axis.read
    starts = CeilQuotient(own.padding, own.stride)
    short = replace(axis, edge=starts if own.padding == 0 or own.stride == 1 else name, definition=starts)
    if nonnegative(normal(short.behind), (*facts, normal(short.before))):
        return short
    ends = CeilQuotient(normal(-1 * axis.behind), own.stride)
    return replace(axis, edge=name, definition=LargerOf(starts, ends))


def spatial_axes(variable: Variable) -> tuple[int, ...]:
    """The axes of the input that have positions."""
    return tuple(
        axis
        for axis, place in enumerate(variable.entry.subscripts)
        if any(index.role is Role.INPUT for index in place.indices)
    )
