"""The axes of what a layer reads, by the names that a spec gives to them: for layers that act on one of them."""

from dataclasses import dataclass
from typing import Literal

from sympy import Symbol

from derive.algebra.affine import Affine
from derive.algebra.equation import Range
from derive.algebra.index import Index, Role
from derive.algebra.size import Size, named
from derive.errors import SizeError
from derive.layers.axes import EXAMPLE, OVER_BATCH, elementwise_ranges
from derive.layers.declaration import BATCH

AxisName = Literal["channels", "height", "width", "features"]


@dataclass(frozen=True, slots=True)
class NamedAxis:
    """One axis besides the batch, by its name in a spec.

    `range` is how layers write it that treat every place alike; others read it at `read` and give it at `given`.
    `letter` is that of its size where it stands for several sizes, `outputs` its size in what is given.
    """

    name: AxisName
    range: Range
    read: Index
    given: Index
    letter: str
    outputs: Symbol


Letters = tuple[AxisName, Index, Index, str, Symbol]
FEATURES: Letters = ("features", Index("c", Role.UNIT), Index("k", Role.UNIT), "n", named("K"))
CHANNELS: Letters = ("channels", Index("c", Role.CHANNEL), Index("k", Role.CHANNEL), "C", named("K"))
HEIGHT: Letters = ("height", Index("r", Role.INPUT), Index("i", Role.OUTPUT), "h", named("o_h"))
WIDTH: Letters = ("width", Index("q", Role.INPUT), Index("j", Role.OUTPUT), "w", named("o_w"))
BY_RANK = {1: (FEATURES,), 3: (CHANNELS, HEIGHT, WIDTH)}


def named_axes(rank: int) -> tuple[NamedAxis, ...]:
    """The axes of an input of this rank, in order."""
    _, *ranges = elementwise_ranges(rank)
    pairs = zip(ranges, BY_RANK[rank], strict=True)
    return tuple(NamedAxis(name, own, *others) for own, (name, *others) in pairs)


@dataclass(frozen=True, slots=True)
class Along:
    """The axes of a tensor of which one, `own`, is read and given at places of its own."""

    axes: tuple[NamedAxis, ...]
    own: NamedAxis

    def at(self, place: Affine | Index | Size) -> tuple[Affine | Index | Size, ...]:
        """The subscripts of an entry at this place along the axis."""
        return (EXAMPLE, *(place if each is self.own else each.range[0] for each in self.axes))

    def over(self, index: Index, size: Size) -> tuple[Range, ...]:
        """The ranges of all indices, where the axis has this one."""
        return (OVER_BATCH, *((index, size) if each is self.own else each.range for each in self.axes))

    def shape(self, size: Size) -> tuple[Size, ...]:
        """The shape of a tensor that has this size along the axis."""
        return (BATCH, *(size if each is self.own else each.range[1] for each in self.axes))


def place_of(kind: str, axis: AxisName | None, rank: int) -> int:
    """The place of an axis by its name, by default that of the channels or features; SizeError if it is not there."""
    axes = named_axes(rank)
    names = [each.name for each in axes]
    if axis is not None and axis not in names:
        raise SizeError(f"{kind} needs an input with the axis {axis}; its input has {', '.join(names)}")
    return 0 if axis is None else names.index(axis)
