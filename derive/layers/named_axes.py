"""Layers that act on one axis, which a spec names: that axis, and tensors that are read and given along it."""

from dataclasses import dataclass

from derive.algebra.affine import Affine
from derive.algebra.equation import Range
from derive.algebra.index import Index
from derive.algebra.size import Size
from derive.algebra.tensor import Tensor, TensorRole
from derive.errors import AxesError
from derive.layers.axes import EXAMPLE, OVER_BATCH, Axis, AxisName, Layout
from derive.layers.declaration import BATCH

ABSENT = "where a condition in brackets is false, its summand is absent"


@dataclass(frozen=True, slots=True)
class Along:
    """The axes of a tensor of which one, `own`, is read and given at places of its own."""

    layout: Layout
    own: Axis

    def at(self, place: Affine | Index | Size) -> tuple[Affine | Index | Size, ...]:
        """The subscripts of an entry at this place along the axis."""
        return (EXAMPLE, *(place if each is self.own else each.index for each in self.layout.axes))

    def over(self, index: Index, size: Size) -> tuple[Range, ...]:
        """The ranges of all indices, where the axis has this one."""
        return (OVER_BATCH, *((index, size) if each is self.own else each.range for each in self.layout.axes))

    def tensor(self, name: str, role: TensorRole, size: Size, letter: str = "") -> Tensor:
        """A batch of the layout that has this size along the axis."""
        shape = (size if each is self.own else each.extent for each in self.layout.axes)
        return Tensor(name, (BATCH, *shape), role, letter or name, axes=self.layout.roles)


def axis_named(kind: str, name: AxisName | None, layout: Layout) -> Axis:
    """An axis by its name, by default that of the channels or features; refuses a name that is not there."""
    if name is None:
        return layout.channel
    found = next((axis for axis in layout.axes if axis.name == name), None)
    if found is None:
        raise AxesError(f"{kind} needs an input with the axis {name}", f"name another: {layout.words}")
    return found
