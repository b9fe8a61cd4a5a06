"""Sliding windows over any number of axes: what conv and pooling share. One WindowAxis is one of them."""

from dataclasses import dataclass
from enum import Enum

from sympy import Expr, Integer, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Guard, Range
from derive.algebra.index import Index
from derive.algebra.size import CeilQuotient, CeilSize, FloorQuotient, LargerOf, Size
from derive.errors import AxesError
from derive.layers.axes import Layout, PositionAxis, over_positions
from derive.layers.declaration import Example, SizeRule
from derive.layers.options import Extent, Padding


class Pad(Enum):
    """How an axis is padded."""

    NONE = "none"
    GIVEN = "given"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class WindowAxis:
    """One axis of a window: position i, tap u, and the input position s*i + d*u - p that they read.

    Only what changes the form of the equations is fixed here: whether the stride and the dilation are 1,
    and how the axis is padded; all numbers stay symbols. Output size: floor((n + 2p - d(f-1) - 1)/s) + 1
    (Dumoulin & Visin 2016, relationship 6, with dilation 15); `same` as in Keras.
    """

    axis: PositionAxis
    unit_stride: bool
    unit_dilation: bool
    pad: Pad
    ceil: bool = False

    @property
    def extent(self) -> Symbol:
        """n, the input's size."""
        return self.axis.extent

    @property
    def kernel(self) -> Symbol:
        """f, the number of taps."""
        return self.axis.size("f")

    @property
    def outputs(self) -> Symbol:
        """o, the number of positions."""
        return self.axis.size("o")

    @property
    def stride(self) -> Size:
        """s, 1 where the form of the equations depends on it being 1."""
        return 1 if self.unit_stride else self.axis.size("s")

    @property
    def dilation(self) -> Size:
        """d, likewise."""
        return 1 if self.unit_dilation else self.axis.size("d")

    @property
    def padding(self) -> Size:
        """p, the zeros before the first input position."""
        return 0 if self.pad is Pad.NONE else self.axis.size("p", 0)

    @property
    def position(self) -> Index:
        """i: where the window stands."""
        return self.axis.index

    @property
    def positions(self) -> Range:
        """Every position."""
        return self.position, self.outputs

    @property
    def tap(self) -> Index:
        """u: the place inside the window."""
        return self.axis.tap

    @property
    def taps(self) -> Range:
        """Every tap."""
        return self.tap, self.kernel

    @property
    def read(self) -> Affine:
        """s*i + d*u - p."""
        return affine(self.position) * self.stride + affine(self.tap) * self.dilation - self.padding

    @property
    def guard(self) -> Guard:
        """0 <= s*i + d*u - p < n: the window's cell is a cell of the input."""
        return Guard(self.read, self.extent)

    @property
    def padded_guard(self) -> Guard:
        """-p <= s*i + d*u - p < n + p: the cell is one of the padded input."""
        return Guard(self.read + self.padding, self.extent + 2 * self.padding)

    @property
    def span(self) -> Expr:
        """d(f-1) + 1, the length that a window covers."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def sizes(self) -> tuple[SizeRule, ...]:
        """The padding, if the axis computes it, and the output size."""
        n, o, s, p = self.extent, self.outputs, self.axis.size("s"), self.axis.size("p", 0)
        if self.pad is Pad.SAME:
            outputs = n if self.unit_stride else CeilQuotient(n, s)
            missing = (o - 1) * self.stride + self.span - n
            return SizeRule(o, outputs), SizeRule(p, FloorQuotient(LargerOf(missing, Integer(0)), Integer(2)))
        free = n + 2 * p - self.span
        if self.ceil:
            return (SizeRule(o, CeilSize(free, s, n + p)),)
        return (SizeRule(o, FloorQuotient(free, s) + 1),)

    @property
    def facts(self) -> Facts:
        """s(o-1) <= n + 2p - d(f-1) - 1: the last window ends inside the padded input; false with ceil_mode."""
        if self.ceil or self.pad is Pad.SAME:
            return ()
        return (self.extent + 2 * self.padding - self.span - self.stride * (self.outputs - 1),)


Binding = dict[Symbol, int | str]


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What a layer's options say of its windows; `key` is the option that says the taps."""

    key: str
    taps: Extent
    stride: Extent
    padding: Padding
    dilation: Extent = 1
    ceil: bool = False


def window_axes(kind: str, layout: Layout, options: WindowOptions) -> tuple[tuple[WindowAxis, ...], Binding]:
    """The windows over a layout's axes, and what the options say of their symbols: numbers or names.

    AxesError for a layout without such axes, and for as many numbers as there are no axes.
    """
    axes = over_positions(kind, layout)
    said = {
        "f": per_axis(axes, options.key, options.taps),
        "s": per_axis(axes, "stride", options.stride),
        "p": per_axis(axes, "padding", options.padding),
        "d": per_axis(axes, "dilation", options.dilation),
    }
    binding = {
        axis.size(letter, 0 if letter == "p" else 1): 0 if number == "valid" else number
        for letter, numbers in said.items()
        for axis, number in zip(axes, numbers, strict=True)
        if number != "same"
    }
    each = zip(axes, said["s"], said["d"], said["p"], strict=True)
    return tuple(WindowAxis(axis, s == 1, d == 1, _pad(p), options.ceil) for axis, s, d, p in each), binding


def per_axis(axes: tuple[PositionAxis, ...], key: str, value: Extent | Padding) -> tuple[int | str, ...]:
    """One number for all axes, or one for each."""
    if not isinstance(value, tuple):
        return (value,) * len(axes)
    if len(value) != len(axes):
        names = ", ".join(axis.name for axis in axes)
        what = f"{key} gives {len(value)} numbers, for {len(axes)} {'axis' if len(axes) == 1 else 'axes'} ({names})"
        raise AxesError(what, "write one number" + (f", or [{names}]" if len(axes) > 1 else ""), key)
    return value


def _pad(padding: object) -> Pad:
    if padding == "same":
        return Pad.SAME
    return Pad.NONE if padding in (0, "valid") else Pad.GIVEN


Cases = tuple[tuple[tuple[int, ...], str], ...]  # the extents, and what else a spec says
PLAIN: Cases = (
    ((7, 8), "stride: 1"),
    ((8, 9), "stride: 2"),
    ((9, 11), "stride: 3, padding: 1"),
    ((7, 8), "stride: 1, padding: 2"),
    ((8, 9), "stride: 2, padding: 2"),
    ((8, 9), "stride: [2, 1]"),
    ((7, 8), "stride: 1, padding: [1, 2]"),
    ((7, 8), "stride: [1, 2], padding: [2, 1]"),
)
DILATED: Cases = (((9, 11), "stride: 1, dilation: 2"), ((9, 11), "stride: 3, dilation: 2, padding: 1"))
SAME: Cases = (((7, 8), "stride: 1, padding: same"), ((7, 9), "stride: 2, padding: same"))
ROUNDED_UP: Cases = (((6, 9), "stride: 2, ceil_mode: true"), ((6, 9), "stride: 2, padding: 1, ceil_mode: true"))
TAPS = ("[3, 2]", "3", "2")  # a rectangle, and squares


def window_examples(option: str, cases: Cases) -> tuple[Example, ...]:
    """Three channels, and each case with each number of taps; `option` is what a spec says before these."""
    return tuple(Example((3, *extents), f"{option}: {taps}, {others}") for extents, others in cases for taps in TAPS)
