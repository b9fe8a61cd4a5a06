"""A subscript that reads a window: s*i + d*u - p, at the position i and the tap u."""

from collections.abc import Collection
from dataclasses import dataclass

from derive.algebra.affine import Affine, affine
from derive.algebra.index import Index
from derive.algebra.size import Size, normal


@dataclass(frozen=True, slots=True)
class Window:
    """An axis of `extent` entries read at s*i + d*u - p: stride, dilation and padding as the subscript has them."""

    position: Index
    tap: Index
    stride: Size
    dilation: Size
    padding: Size
    extent: Size

    @property
    def subscript(self) -> Affine:
        """s*i + d*u - p."""
        return affine(self.position) * self.stride + affine(self.tap) * self.dilation - self.padding


def window(subscript: Affine, extent: Size, positions: Collection[Index], taps: Collection[Index]) -> Window | None:
    """The window of a subscript with one of the positions and one of the taps; None for another form."""
    found = [index for index in subscript.indices if index in positions]
    inside = [index for index in subscript.indices if index in taps]
    if len(subscript.terms) != 2 or len(found) != 1 or len(inside) != 1:
        return None
    (position,), (tap,) = found, inside
    stride, dilation = subscript.coefficient(position), subscript.coefficient(tap)
    return Window(position, tap, stride, dilation, normal(-1 * subscript.const), extent)
