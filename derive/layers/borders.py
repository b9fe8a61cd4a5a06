"""Borders of axes, as layers put them on or cut them off: so many cells before an axis, so many behind it."""

from dataclasses import dataclass

from sympy import Expr, Integer

from derive.algebra.affine import affine
from derive.algebra.equation import Guard
from derive.algebra.size import Size
from derive.errors import AxesError
from derive.layers.axes import Layout, PositionAxis, over_positions
from derive.layers.declaration import Binding, SizeRule
from derive.layers.options import Borders
from derive.layers.window import per_axis


@dataclass(frozen=True, slots=True)
class Border:
    """The border of one axis; only which sides have one is fixed here, how wide they are stays a symbol."""

    axis: PositionAxis
    sides: tuple[bool, bool]

    @property
    def before(self) -> Size:
        """p, the cells before the axis."""
        return self.axis.size("p", 0) if self.sides[0] else 0

    @property
    def after(self) -> Size:
        """b, the cells behind it."""
        return self.axis.size("b", 0) if self.sides[1] else 0

    @property
    def present(self) -> bool:
        """Whether there is a border on any side."""
        return any(self.sides)

    def has(self, side: str) -> bool:
        """Whether there are cells before or after; what lies within is always there."""
        return {"before": self.sides[0], "after": self.sides[1]}.get(side, True)

    @property
    def outputs(self) -> Size:
        """The size with borders put on, or cut off."""
        return self.axis.outputs if self.present else self.axis.extent

    @property
    def first(self) -> Guard:
        """0 <= i < p: a cell before the axis."""
        return Guard(affine(self.axis.index), self.before)

    @property
    def inside(self) -> Guard:
        """0 <= i - p < n: a cell of the axis."""
        return Guard(affine(self.axis.index) - self.before, self.axis.extent)

    @property
    def behind(self) -> Guard:
        """0 <= i - p - n < b: a cell behind it."""
        return Guard(affine(self.axis.index) - (self.before + self.axis.extent), self.after)

    @property
    def longer(self) -> tuple[SizeRule, ...]:
        """n + p + b."""
        return self._rule(self.axis.extent + self.before + self.after)

    @property
    def shorter(self) -> tuple[SizeRule, ...]:
        """n - p - b."""
        return self._rule(self.axis.extent - self.before - self.after)

    def _rule(self, size: Expr) -> tuple[SizeRule, ...]:
        return (SizeRule(self.axis.outputs, Integer(0) + size),) if self.present else ()


def borders(
    kind: str, layout: Layout, both: Borders | None, before: Borders | None, after: Borders | None
) -> tuple[tuple[Border, ...], Binding]:
    """The borders over a layout's axes, and what the options say of their symbols.

    AxesError for a layout without such axes, where both sides are said twice or no border at all.
    """
    axes = over_positions(kind, layout)
    if both is not None and (before is not None or after is not None):
        raise AxesError(f"{kind} has padding for both sides, and before or after", "write the one or the others")
    said = [
        per_axis(axes, key, 0 if value is None else value)
        for key, value in (("before", before if both is None else both), ("after", after if both is None else both))
    ]
    found = tuple(Border(axis, (first != 0, last != 0)) for axis, first, last in zip(axes, *said, strict=True))
    if not any(border.present for border in found):
        raise AxesError(f"{kind} has no cells on any side", "give padding, before or after")
    binding = {
        size: number
        for border, *numbers in zip(found, *said, strict=True)
        for size, number in zip((border.before, border.after), numbers, strict=True)
        if not isinstance(size, int)
    }
    return found, binding
