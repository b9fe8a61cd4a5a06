"""Sliding windows over any number of axes: what conv and pooling share. One WindowAxis is one of them."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sympy import Expr, Integer, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Guard, Range
from derive.algebra.index import Index
from derive.algebra.size import CeilQuotient, CeilSize, FloorQuotient, LargerOf, Size
from derive.errors import AxesError
from derive.layers.axes import IMAGE, Layout, PositionAxis, over_positions
from derive.layers.declaration import Example, SizeRule
from derive.layers.options import Extent, Padding

ODD_CELL = {IMAGE: "on the right and at the bottom"}


class Pad(Enum):
    """How an axis is padded."""

    NONE = "none"
    GIVEN = "given"
    UNEVEN = "uneven"
    SAME = "same"
    CAUSAL = "causal"


@dataclass(frozen=True, slots=True)
class WindowAxis:
    """One axis of a window: position i, tap u, and the input position s*i + d*u - p that they read.

    Only what changes the form of the equations is fixed here: whether the stride and the dilation are 1,
    and how the axis is padded; all numbers stay symbols. Output size: floor((n + 2p - d(f-1) - 1)/s) + 1
    (Dumoulin & Visin 2016, relationship 6, with dilation 15), or with p before and P behind n + p + P; `same` and
    `causal` as in Keras.
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
    def behind(self) -> Size:
        """P, the zeros behind the last input position: as many as before, unless others are given."""
        if self.pad is Pad.CAUSAL:
            return 0
        return self.axis.size("P", 0) if self.pad is Pad.UNEVEN else self.padding

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
        """-p <= s*i + d*u - p < n + P: the cell is one of the padded input."""
        return Guard(self.read + self.padding, self.extent + self.padding + self.behind)

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
        free = n + p + (p if self.pad is Pad.NONE else self.behind) - self.span
        outputs = SizeRule(o, CeilSize(free, s, n + p) if self.ceil else FloorQuotient(free, s) + 1)
        computed = (SizeRule(p, self.span - 1),) if self.pad is Pad.CAUSAL else ()
        return (*computed, outputs)

    @property
    def facts(self) -> Facts:
        """s(o-1) <= n + p + P - d(f-1) - 1: the last window ends inside the padded input; false with ceil_mode."""
        if self.ceil or self.pad is Pad.SAME:
            return ()
        return (self.extent + self.padding + self.behind - self.span - self.stride * (self.outputs - 1),)


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
    if options.padding == "causal" and len(axes) > 1:
        raise AxesError(f"causal padding is for one axis; the input has {layout.words}", "pad each axis", "padding")
    sides = [_sides(each) for each in per_axis(axes, "padding", options.padding)]
    said = {
        "f": per_axis(axes, options.key, options.taps),
        "s": per_axis(axes, "stride", options.stride),
        "p": [before for before, _ in sides],
        "P": [behind for before, behind in sides],
        "d": per_axis(axes, "dilation", options.dilation),
    }
    pads = [_pad(*each) for each in sides]
    binding = {
        axis.size(letter, 0 if letter in "pP" else 1): number
        for letter, numbers in said.items()
        for axis, pad, number in zip(axes, pads, numbers, strict=True)
        if not (pad in (Pad.SAME, Pad.CAUSAL) and letter in "pP") and (letter != "P" or pad is Pad.UNEVEN)
    }
    each = zip(axes, said["s"], said["d"], pads, strict=True)
    return tuple(WindowAxis(axis, s == 1, d == 1, pad, options.ceil) for axis, s, d, pad in each), binding


def per_axis(axes: tuple[PositionAxis, ...], key: str, value: Extent | Padding) -> tuple[Any, ...]:
    """One number for all axes, or one for each."""
    if not isinstance(value, tuple):
        return (value,) * len(axes)
    if len(value) != len(axes):
        names = ", ".join(axis.name for axis in axes)
        what = f"{key} gives {len(value)} numbers, for {len(axes)} {'axis' if len(axes) == 1 else 'axes'} ({names})"
        pair = ", or [[before, behind]]" if key == "padding" and len(axes) == 1 else ""
        raise AxesError(what, "write one number" + (f", or [{names}]" if len(axes) > 1 else pair), key)
    return value


Side = int | str


def _sides(padding: Side | tuple[Side, Side]) -> tuple[Side, Side]:
    """The padding before the first cell and behind the last one; a word stands for both."""
    if isinstance(padding, tuple):
        return padding
    return (0, 0) if padding == "valid" else (padding, padding)


def _pad(before: Side, behind: Side) -> Pad:
    if before in ("same", "causal"):
        return Pad(before)
    if before != behind:
        return Pad.UNEVEN
    return Pad.NONE if before == 0 else Pad.GIVEN


def padding_stated(layout: Layout, axes: tuple[WindowAxis, ...]) -> tuple[str, ...]:
    """What is to be said of a convolution's padding."""
    if any(axis.pad is Pad.SAME for axis in axes):
        return (f"same padding as in Keras: the odd cell is {ODD_CELL.get(layout, 'at the end of an axis')}",)
    if any(axis.pad is Pad.CAUSAL for axis in axes):
        return ("causal padding as in Keras: all zeros stand before, and no output reads a later entry",)
    if any(axis.pad is not Pad.NONE for axis in axes):
        return ("padding adds zeros; a cell outside the input contributes nothing",)
    return ()


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
