"""Sliding windows: what conv and pooling share. One WindowAxis is one spatial direction."""

from dataclasses import dataclass
from enum import Enum

from sympy import Expr, Integer, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Guard
from derive.algebra.index import Index, Role
from derive.algebra.size import CeilQuotient, CeilSize, FloorQuotient, LargerOf, Size, named
from derive.layers.axes import HEIGHT, WIDTH
from derive.layers.declaration import Example, SizeRule
from derive.layers.options import pair


class Pad(Enum):
    """How an axis is padded."""

    NONE = "none"
    GIVEN = "given"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class WindowAxis:
    """One spatial axis of a window: position i, tap u, and the input position s*i + d*u - p that they read.

    Only what changes the form of the equations is fixed here: whether the stride and the dilation are 1,
    and how the axis is padded; all numbers stay symbols. Output size: floor((n + 2p - d(f-1) - 1)/s) + 1
    (Dumoulin & Visin 2016, relationship 6, with dilation 15); `same` as in Keras.
    """

    suffix: str
    unit_stride: bool
    unit_dilation: bool
    pad: Pad
    ceil: bool = False

    def size(self, letter: str, least: int = 1) -> Symbol:
        """The size called `letter` on this axis."""
        return named(f"{letter}_{self.suffix}", least)

    @property
    def extent(self) -> Symbol:
        """n, the input's size."""
        return {"h": HEIGHT, "w": WIDTH}[self.suffix]

    @property
    def kernel(self) -> Symbol:
        """f, the number of taps."""
        return self.size("f")

    @property
    def outputs(self) -> Symbol:
        """o, the number of positions."""
        return self.size("o")

    @property
    def stride(self) -> Size:
        """s, 1 where the form of the equations depends on it being 1."""
        return 1 if self.unit_stride else self.size("s")

    @property
    def dilation(self) -> Size:
        """d, likewise."""
        return 1 if self.unit_dilation else self.size("d")

    @property
    def padding(self) -> Size:
        """p, the zeros before the first input position."""
        return 0 if self.pad is Pad.NONE else self.size("p", 0)

    @property
    def position(self) -> Index:
        """i (or j): where the window stands."""
        return Index({"h": "i", "w": "j"}[self.suffix], Role.OUTPUT)

    @property
    def tap(self) -> Index:
        """u (or v): the place inside the window."""
        return Index({"h": "u", "w": "v"}[self.suffix], Role.TAP)

    @property
    def place(self) -> Index:
        """r (or q): a position of the input."""
        return Index({"h": "r", "w": "q"}[self.suffix], Role.INPUT)

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
        n, o, s, p = self.extent, self.outputs, self.size("s"), self.size("p", 0)
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


WindowSizes = dict[Symbol, int | str]
Sizes = int | str | tuple[int | str, int | str]


def axes(stride: Sizes, padding: Sizes, dilation: Sizes, ceil: bool) -> tuple[WindowAxis, ...]:
    """The two spatial axes of a layer's options."""
    sizes = zip("hw", pair(stride), pair(padding), pair(dilation), strict=True)
    return tuple(WindowAxis(suffix, s == 1, d == 1, _pad(p), ceil) for suffix, s, p, d in sizes)


def window_sizes(kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes) -> WindowSizes:
    """What the options say of the axes' symbols: numbers or names."""
    binding: dict[Symbol, int | str] = {}
    for letter, value in (("f", kernel), ("s", stride), ("p", padding), ("d", dilation)):
        numbers: tuple[int | str, int | str] = pair(value)
        for suffix, number in zip("hw", numbers, strict=True):
            if number != "same":
                least = 0 if letter == "p" else 1
                binding[named(f"{letter}_{suffix}", least)] = 0 if number == "valid" else number
    return binding


def _pad(padding: object) -> Pad:
    if padding == "same":
        return Pad.SAME
    return Pad.NONE if padding in (0, "valid") else Pad.GIVEN


Cases = tuple[tuple[int, int, str], ...]  # height, width, and what else a spec says
PLAIN: Cases = (
    (7, 8, "stride: 1"),
    (8, 9, "stride: 2"),
    (9, 11, "stride: 3, padding: 1"),
    (7, 8, "stride: 1, padding: 2"),
    (8, 9, "stride: 2, padding: 2"),
    (8, 9, "stride: [2, 1]"),
    (7, 8, "stride: 1, padding: [1, 2]"),
    (7, 8, "stride: [1, 2], padding: [2, 1]"),
)
DILATED: Cases = ((9, 11, "stride: 1, dilation: 2"), (9, 11, "stride: 3, dilation: 2, padding: 1"))
SAME: Cases = ((7, 8, "stride: 1, padding: same"), (7, 9, "stride: 2, padding: same"))
ROUNDED_UP: Cases = ((6, 9, "stride: 2, ceil_mode: true"), (6, 9, "stride: 2, padding: 1, ceil_mode: true"))
TAPS = ("[3, 2]", "3", "2")  # a rectangle, and squares


def window_examples(option: str, cases: Cases) -> tuple[Example, ...]:
    """Three channels, and each case with each number of taps; `option` is what a spec says before these."""
    return tuple(
        Example((3, height, width), f"{option}: {taps}, {others}") for height, width, others in cases for taps in TAPS
    )
