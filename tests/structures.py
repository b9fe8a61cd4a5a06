"""Every structure of every layer in the catalogue: each way in which options change the form of the equations."""

from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from derive.layers.axes import LAYOUTS
from derive.layers.catalogue import LAYERS, LOSSES
from derive.layers.declaration import Declared, LossKind

KINDS = {kind.kind: kind for kind in (*LAYERS, *LOSSES)}
SMALL = {"M": 2, "C": 2, "n_d": 2, "n_h": 4, "n_w": 3, "n": 4, "s": 2, "p": 1, "d": 2, "f": 2, "K": 2, "g": 2}
SMALL |= {"lead": 1, "last": 2}  # where a run begins and ends
SMALL |= {f"{letter}_{number}": size for letter in "Cndhw" for number, size in ((1, 2), (2, 1), (3, 3))}  # joined
LAYOUT = {len(layout.axes): layout for layout in LAYOUTS}
TINY = SMALL | {"M": 1, "n_h": 3, "n_w": 3}  # where partial derivatives are taken one by one
VOLUME = {"C": 2, "n_d": 2, "n_h": 3, "n_w": 2}  # over three axes


@dataclass(frozen=True)
class Structure:
    """One layer with options, at one rank of its inputs."""

    kind: str
    options: tuple[tuple[str, Any], ...]
    rank: int
    inputs: int = 1
    single: tuple[str, ...] = ()  # axes along which the last input has one entry

    @property
    def declared(self) -> Declared:
        """Its declaration."""
        kind, layout = KINDS[self.kind], LAYOUT[self.rank]
        layouts = (*(layout,) * (self.inputs - 1), replace(layout, single=frozenset(self.single)))
        return kind.declare(kind.options(**dict(self.options)), *layouts)

    @property
    def small(self) -> dict[str, int]:
        """Sizes at which the interpreter looks at it."""
        return SMALL | VOLUME if self.rank == 4 else SMALL

    @property
    def tiny(self) -> dict[str, int]:
        """Sizes at which partial derivatives are taken one by one."""
        return TINY | VOLUME if self.rank == 4 else TINY

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.options)
        several = f", {self.inputs} inputs" if self.inputs > 1 else ""
        several += f", one {' and one '.join(self.single)}" if self.single else ""
        return f"{self.kind}({said}) of rank {self.rank}{several}"


def structure(kind: str, rank: int, **options: Any) -> Structure:
    """A structure by its options."""
    return Structure(kind, tuple(sorted(options.items())), rank)


def conv_structures() -> list[Structure]:
    """Stride 1, a number or named; dilation likewise; padding none, given, named or same, also on one axis alone."""
    found = []
    for stride, dilation, padding in product((1, "s", (1, 2)), (1, "d"), (0, "p", "same", (1, 0))):
        found.append(structure("conv", 3, filters=2, kernel=2, stride=stride, dilation=dilation, padding=padding))
    found += [
        structure("conv", 3, filters="K", kernel="f", groups=groups, bias=bias)
        for groups in (1, 2, "g")
        for bias in (True, False)
    ]
    found += [structure("conv", 3, filters=2, kernel=(2, 1), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2)]
    found += [structure("conv", 3, filters=2, kernel=2, stride=2, dilation=2, padding="same", groups=2, bias=False)]
    return found


def max_pool_structures() -> list[Structure]:
    """Stride 1, the window's or named; dilation; padding; rounding up."""
    found = []
    for stride, dilation, padding, ceil in product((1, "s"), (1, "d"), (0, 1, "same", (0, 1)), (False, True)):
        found.append(
            structure("max_pool", 3, window=2, stride=stride, dilation=dilation, padding=padding, ceil_mode=ceil)
        )
    return found


def avg_pool_structures() -> list[Structure]:
    """Stride 1, the window's or named; padding; rounding up; both divisors."""
    found = []
    for stride, padding, ceil, counted in product((1, None), (0, "p", "same", (1, 0)), (False, True), (True, False)):
        options = {"window": 2, "stride": stride, "padding": padding, "ceil_mode": ceil, "count_include_pad": counted}
        found.append(structure("avg_pool", 3, **options))
    for stride, padding, counted in product((1, "s"), (0, "p"), (True, False)):
        options = {"window": 2, "stride": stride, "padding": padding, "count_include_pad": counted, "dilation": "d"}
        found.append(structure("avg_pool", 3, **options))
    return found


def plain_structures() -> list[Structure]:
    """Layers and losses without windows."""
    found = [structure("flatten", 3), structure("global_avg_pool", 3), structure("softmax", 1)]
    found += [structure("batch_norm", rank) for rank in (1, 3)]
    found += [structure("dropout", rank, rate=0.2) for rank in (1, 3)]
    found += [structure("dense", 1, units=2, bias=bias) for bias in (True, False)]
    found += [structure("dense", 1, units="K")]
    found += [structure(kind, rank) for kind in ("sigmoid", "relu", "relu6", "tanh") for rank in (1, 3)]
    found += [
        structure(kind.kind, rank, reduction=reduction)
        for kind in KINDS.values()
        if isinstance(kind, LossKind)
        for rank in ((1,) if kind.kind == "cross_entropy" else (1, 3))
        for reduction in ("sum", "mean", "mean_over_entries")
    ]
    found += [structure("softmax", rank, axis=axis) for rank, axis in ((2, "length"), (3, "channels"), (4, "depth"))]
    found += [structure("softmax", 3, axis=axis) for axis in ("height", "width")]
    found += [structure("cross_entropy", 1, normalised=False)]
    return found


def joining_structures() -> list[Structure]:
    """Layers of several inputs."""
    counts = {"add": (2, 3), "subtract": (2,), "multiply": (2, 3), "concat": (2, 3)}
    found = [Structure(kind, (), rank, count) for kind, own in counts.items() for rank in (1, 3) for count in own]
    found += [Structure("concat", (("axis", axis),), 3, 2) for axis in ("height", "width")]
    gates = (("height", "width"), ("channels",), ("channels", "height", "width"))
    return found + [Structure(kind, (), 3, 2, single) for kind in ("add", "subtract", "multiply") for single in gates]


def cutting_structures() -> list[Structure]:
    """Parts of an axis, with and without an end."""
    found = [structure("slice", rank, start="lead", stop="last") for rank in (1, 3)]
    found += [structure("slice", 3, axis=axis, start="lead") for axis in ("height", "width")]
    return found + [structure("split", rank, parts="g", part=part) for rank in (1, 3) for part in (0, 1)]


def other_ranks() -> list[Structure]:
    """Layers of one declaration for any axes, over a length and in a volume."""
    found = []
    for rank in (2, 4):
        forms: tuple[dict[str, Any], ...] = ({"padding": 0}, {"padding": "p", "stride": "s"}, {"padding": "same"})
        for form in forms:
            found += [structure("conv", rank, filters=2, kernel=2, **form)]
            found += [structure(kind, rank, window=2, **form) for kind in ("max_pool", "avg_pool")]
        found += [
            structure(kind, rank)
            for kind in ("flatten", "global_avg_pool", "batch_norm", "relu", "relu6", "sigmoid", "tanh")
        ]
        found += [
            structure("dropout", rank, rate=0.2),
            Structure("add", (), rank, 2),
            Structure("subtract", (), rank, 2),
        ]
        found += [Structure("multiply", (), rank, 2), Structure("concat", (), rank, 2)]
    found += [Structure("concat", (("axis", axis),), rank, 2) for rank, axis in ((2, "length"), (4, "depth"))]
    found += [structure("slice", 2, axis="length", start="lead", stop="last")]
    found += [structure("slice", 4, axis="height", start="lead", stop="last")]
    found += [structure("split", rank, parts="g", part=1) for rank in (2, 4)]
    found += [structure("conv", 2, filters="K", kernel="f", stride="s", dilation="d", padding="p", groups="g")]
    found += [structure("max_pool", 2, window=2, stride=1, padding=1, ceil_mode=True, dilation="d")]
    found += [structure("avg_pool", 2, window=2, padding="p", count_include_pad=False)]
    return found


def border_structures() -> list[Structure]:
    """Borders put on in every mode, cut off; on one side and on both, on some axes."""
    modes = ("zeros", "reflect", "replicate", "circular")
    found = [structure("pad", 3, before=("lead", 0), after=("p", "lead"), mode=mode) for mode in modes]
    found += [structure("pad", rank, padding="lead", mode=mode) for rank in (2, 3) for mode in modes]
    found += [structure("crop", 3, before=("lead", 0), after=(1, "p")), structure("crop", 2, cropping="lead")]
    return [*found, structure("pad", 4, after=1, mode="reflect"), structure("crop", 4, before=(0, 1, 0))]


def transposed_structures() -> list[Structure]:
    """Stride and dilation 1 or named; cells cut off and put on, also on one axis alone; groups."""
    found = [
        structure("conv_transpose", 3, filters=2, kernel=2, stride=stride, dilation=dilation, padding=padding)
        for stride, dilation, padding in product((1, "s"), (1, "d"), (0, "p"))
    ]
    found += [structure("conv_transpose", 3, filters="K", kernel=(2, 1), stride="s", output_padding=(1, 0), groups=2)]
    found += [structure("conv_transpose", 4, filters=1, kernel=2, stride=(1, 2, 1))]
    return [*found, structure("conv_transpose", 2, filters=2, kernel="f", stride="s", padding="p", bias=False)]


def depthwise_structures() -> list[Structure]:
    """Stride and dilation 1 or named, padding none, given or named; one filter for each channel or several."""
    found = [
        structure("depthwise", 3, kernel=2, stride=stride, dilation=dilation, padding=padding)
        for stride, dilation, padding in product((1, "s"), (1, "d"), (0, "p", "same"))
    ]
    found += [structure("depthwise", 3, kernel=(2, 1), stride="s", multiplier=2, bias=bias) for bias in (True, False)]
    found += [structure("depthwise", 2, kernel="f", stride="s", padding="p", multiplier="g")]
    return [*found, structure("depthwise", 4, kernel=2, padding=1), structure("depthwise", 2, kernel=2, bias=False)]


def rearranging_structures() -> list[Structure]:
    """Axes split, exchanged and joined."""
    return [
        structure("rearrange", 3, pattern="b (g c) h w -> b (c g) h w", g="g"),
        structure("rearrange", 3, pattern="b (c r1 r2) h w -> b c (h r1) (w r2)", r1=1, r2=2),
        structure("rearrange", 3, pattern="b c (h p1) w -> b (h w) (p1 c)", p1=1),
        structure("rearrange", 2, pattern="b c l -> b l c"),
        structure("rearrange", 4, pattern="b c d h w -> b (c d h w)"),
        structure("rearrange", 1, pattern="b (c l) -> b c l", c="g"),
    ]


def upsampling_structures() -> list[Structure]:
    """Entries repeated over one to three axes; windows that tile them, of outputs that divide the small sizes."""
    found = [structure("upsample", rank, scale="s") for rank in (2, 3, 4)]
    outputs = {2: 2, 3: 1, 4: (2, 1, 1)}
    return [*found, *(structure("adaptive_avg_pool", rank, output=output) for rank, output in outputs.items())]


def reducing_structures() -> list[Structure]:
    """Sums and means over some axes, which go or stay."""
    found = [structure(kind, rank) for kind in ("mean", "sum") for rank in (2, 3, 4)]
    found += [structure("mean", 1, keep=True), structure("sum", 1, keep=True)]
    found += [structure("mean", 3, axes=axes, keep=True) for axes in ("channels", ("height", "width"))]
    found += [structure("max", 1, keep=True), structure("max", 3, axes="height")]
    found += [structure("max", 3, axes=axes, keep=True) for axes in ("channels", ("channels", "width"))]
    found += [structure(kind, rank) for kind in ("max", "global_max_pool") for rank in (2, 3, 4)]
    return [*found, structure("sum", 3, axes="height"), structure("mean", 4, axes=("channels", "depth"), keep=True)]


STRUCTURES = (
    *conv_structures(),
    *max_pool_structures(),
    *avg_pool_structures(),
    *plain_structures(),
    *joining_structures(),
    *cutting_structures(),
    *border_structures(),
    *transposed_structures(),
    *depthwise_structures(),
    *rearranging_structures(),
    *upsampling_structures(),
    *reducing_structures(),
    *other_ranks(),
)
