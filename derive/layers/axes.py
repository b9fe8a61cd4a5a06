"""The axes of an example: what each counts, its letters, and the layouts that inputs may have.

A declaration of any rank is written over a layout's `channel` (the axis of channels, or of features) and its
`positions` (the axes of space or time); `along` puts what belongs to them into the layout's order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeVar

from sympy import Symbol

from derive.algebra.equation import Range
from derive.algebra.index import Index, Role
from derive.algebra.size import Size, named
from derive.algebra.tensor import AxisRole, Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import AxesError
from derive.layers.declaration import BATCH

Item = TypeVar("Item")
AxisName = Literal["channels", "length", "depth", "height", "width", "features"]
EXAMPLE = Index("m", Role.BATCH)
CHANNEL = Index("c", Role.CHANNEL)
FILTER = Index("k", Role.CHANNEL)
GROUP = Index("g", Role.CHANNEL)
UNIT_IN = Index("c", Role.UNIT)
UNIT_OUT = Index("k", Role.UNIT)
OVER_BATCH: Range = (EXAMPLE, BATCH)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of an example: what a spec calls it, what it counts, and the symbol of its size.

    `index` runs over it where every entry is treated alike; else an input is read at `place`, and an output, of size
    `outputs`, given at `given`.
    """

    name: AxisName
    role: AxisRole
    extent: Symbol
    index: Index
    place: Index
    given: Index
    outputs: Symbol

    @property
    def word(self) -> str:
        """Its name for one: channel, height."""
        return self.name.removesuffix("s")

    @property
    def letter(self) -> str:
        """Of its size where it stands for several sizes: C, n, h."""
        return str(self.extent).rpartition("_")[2]

    @property
    def range(self) -> Range:
        """The index with its size."""
        return self.index, self.extent

    @property
    def places(self) -> Range:
        """Every place of the input."""
        return self.place, self.extent


@dataclass(frozen=True, slots=True)
class PositionAxis(Axis):
    """An axis of space or time. `suffix` tells its sizes from those of other axes (f_h, the taps along the height);
    a window over it stands at `index`, and `tap` is a place inside the window."""

    suffix: str
    tap: Index

    def size(self, letter: str, least: int = 1) -> Symbol:
        """The size called `letter` along this axis."""
        return named(f"{letter}_{self.suffix}" if self.suffix else letter, least)


def _position(name: AxisName, suffix: str, letters: str, role: AxisRole = AxisRole.SPACE) -> PositionAxis:
    index, tap, place = (Index(*each) for each in zip(letters, (Role.OUTPUT, Role.TAP, Role.INPUT), strict=True))
    extent = named("T" if role is AxisRole.TIME else f"n_{suffix}" if suffix else "n")
    outputs = named(f"o_{suffix}" if suffix else "o")
    return PositionAxis(name, role, extent, index, place, index, outputs, suffix, tap)


@dataclass(frozen=True)
class Layout:
    """The axes of an example in order; `single` are the names of those along which it has one entry, which a layer of
    several inputs takes for all entries of the others."""

    axes: tuple[Axis, ...]
    single: frozenset[str] = frozenset()

    @cached_property
    def channel(self) -> Axis:
        """The axis of channels, or of features."""
        return next(axis for axis in self.axes if axis.role in (AxisRole.CHANNEL, AxisRole.FEATURE))

    @cached_property
    def positions(self) -> tuple[PositionAxis, ...]:
        """The axes of space or time, none in a vector of features."""
        return tuple(axis for axis in self.axes if isinstance(axis, PositionAxis))

    @cached_property
    def roles(self) -> tuple[AxisRole, ...]:
        """What each axis of a batch counts."""
        return (AxisRole.BATCH, *(axis.role for axis in self.axes))

    @cached_property
    def at(self) -> tuple[Index, ...]:
        """The generic indices of an entry, the example's first."""
        return (EXAMPLE, *(axis.index for axis in self.axes))

    @cached_property
    def ranges(self) -> tuple[Range, ...]:
        """The generic indices with their sizes."""
        return (OVER_BATCH, *(axis.range for axis in self.axes))

    def along(self, channel: Item, positions: Iterable[Item]) -> tuple[Item, ...]:
        """What belongs to the channel and to each position, in the order of the axes."""
        each = iter(positions)
        return tuple(next(each) if isinstance(axis, PositionAxis) else channel for axis in self.axes)

    def tensor(
        self,
        name: str,
        role: TensorRole,
        letter: str = "",
        channels: Size | None = None,
        extents: Iterable[Size] | None = None,
        facts: tuple[Fact, ...] = (),
    ) -> Tensor:
        """A batch of this layout, of the input's sizes where no others are given; written by its name or a letter."""
        positions = map(self._extent, self.positions) if extents is None else extents
        shape = self.along(self._extent(self.channel) if channels is None else channels, positions)
        return Tensor(name, (BATCH, *shape), role, letter or name, facts=facts, axes=self.roles)

    def _extent(self, axis: Axis) -> Size:
        return 1 if axis.name in self.single else axis.extent

    def placed(self, tensor: Tensor) -> Variable:
        """A tensor of this layout at generic places, as its derivative by windows is written: x[m,c,r,q]."""
        entry = tensor[(EXAMPLE, *(axis.place for axis in self.axes))]
        return Variable(entry, (OVER_BATCH, *(axis.places for axis in self.axes)))

    def spread(self, tensor: Tensor) -> Variable:
        """A tensor of this layout at generic indices, and at 0 along axes of one entry: x[m,c,0,0]."""
        at = (0 if axis.name in self.single else axis.index for axis in self.axes)
        return Variable(
            tensor[(EXAMPLE, *at)],
            (OVER_BATCH, *(axis.range for axis in self.axes if axis.name not in self.single)),
        )

    @property
    def words(self) -> str:
        """channels, height and width."""
        *first, last = (axis.name for axis in self.axes)
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def order(self) -> str:
        """(channel, height, width)."""
        return f"({', '.join(axis.word for axis in self.axes)})"


CHANNELS, FEATURES, FILTERS, GROUPS = named("C"), named("n"), named("K"), named("G")
LENGTH = _position("length", "", "iur")
HEIGHT, WIDTH, DEPTH = _position("height", "h", "iur"), _position("width", "w", "jvq"), _position("depth", "d", "lto")
OVER_CHANNELS = Axis("channels", AxisRole.CHANNEL, CHANNELS, CHANNEL, CHANNEL, FILTER, FILTERS)
OVER_FEATURES = Axis("features", AxisRole.FEATURE, FEATURES, UNIT_IN, UNIT_IN, UNIT_OUT, FILTERS)

VECTOR = Layout((OVER_FEATURES,))
SIGNAL = Layout((OVER_CHANNELS, LENGTH))
IMAGE = Layout((OVER_CHANNELS, HEIGHT, WIDTH))
VOLUME = Layout((OVER_CHANNELS, DEPTH, HEIGHT, WIDTH))
LAYOUTS = (IMAGE, VECTOR, SIGNAL, VOLUME)
BY_ROLES = {layout.roles: layout for layout in LAYOUTS}
BY_NAMES = {tuple(str(axis.name) for axis in layout.axes): layout for layout in LAYOUTS}


def layout_of(tensor: Tensor) -> Layout:
    """The layout of a batch."""
    return BY_ROLES[tensor.axes]


def declared_layout(own: Tensor) -> Layout:
    """The layout of an input as a declaration has it, with the axes along which it has one entry."""
    layout = BY_ROLES[own.axes]
    pairs = zip(layout.axes, own.shape[1:], strict=True)
    return replace(layout, single=frozenset(axis.name for axis, size in pairs if size == 1))


def features_only(kind: str, layout: Layout) -> None:
    """Refuses axes of space where a layer reads a vector of features."""
    if layout.positions:
        raise AxesError(f"{kind} reads features", "put flatten or a global pool between")


def over_positions(kind: str, layout: Layout) -> tuple[PositionAxis, ...]:
    """The axes that a layer slides or sums over; refuses a vector, which has none."""
    if not layout.positions:
        fix = f"put {kind} before flatten, dense and global pools, or give the network an input with such axes"
        raise AxesError(f"{kind} reads channels over a length, over height and width, or over a volume", fix)
    return layout.positions
