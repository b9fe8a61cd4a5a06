"""Rearranging the axes of each example: split, exchanged and joined, by a pattern."""

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Field, create_model
from sympy import Expr, Mul

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Range, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.size import ExactQuotient, Size, named
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import AxesError
from derive.layers.axes import EXAMPLE, LAYOUTS, OVER_BATCH, Axis, Layout, PositionAxis
from derive.layers.declaration import BATCH, Binding, Declaration, Declared, Example, LayerKind, SizeRule
from derive.layers.options import Options, PositiveSize
from derive.layers.pattern import MOST, Pattern, parse

SIZED = ("c", "d", "g", "h", "k", "l", "p", "r", "s", "t", "w", "p1", "p2", "p3", "r1", "r2", "r3")
LETTERS = "gkuvtlorq"  # of indices inside an axis
BY_RANK = {len(layout.axes): layout for layout in LAYOUTS}


def _parsed(text: str) -> str:
    parse(text)
    return text


class PatternOptions(Options):
    """The axes of each example split, exchanged and joined, as in b (g c) h w -> b (c g) h w."""

    pattern: Annotated[str, Field(max_length=MOST), AfterValidator(_parsed)] = Field(
        description="the axes before and after, with b for the batch: names in brackets are one axis, the last fastest"
    )


def _size(name: str) -> tuple[object, object]:
    told = f"how many entries {name} of the pattern has, where it is a part of an axis; all parts but one are told"
    return PositiveSize | None, Field(default=None, description=told)


RearrangeOptions: type[PatternOptions] = create_model(
    "RearrangeOptions", __base__=PatternOptions, __doc__=PatternOptions.__doc__, **{name: _size(name) for name in SIZED}
)  # type: ignore[call-overload]


@cache
def declare_structure(layout: Layout, pattern: Pattern, told: frozenset[str]) -> Declaration:
    """y[m, c g_n + g, i, j] = x[m, g c_n + c, i, j]: the same entry, read and written at the parts of its axes."""
    short = BY_RANK[len(pattern.after)]
    sizes = {
        name: size
        for axis, names in zip(layout.axes, pattern.before, strict=True)
        for name, size in _sizes(axis, names)
    }
    at = _indices(layout, pattern)
    rules = tuple(
        SizeRule(sizes[name], ExactQuotient(axis.extent, Mul(*(sizes[other] for other in names if other != name))))
        for axis, names in zip(layout.axes, pattern.before, strict=True)
        for name in names
        if len(names) > 1 and name not in told
    )
    ranges: tuple[Range, ...] = (OVER_BATCH, *((at[name], sizes[name]) for name in pattern.names))
    x = layout.tensor("x", TensorRole.INPUT)
    shape = (BATCH, *(Mul(*(sizes[name] for name in names)) for names in pattern.after))
    y = Tensor("y", shape, TensorRole.ACTIVATION, "y", axes=short.roles)
    read = x[(EXAMPLE, *(_place(names, at, sizes) for names in pattern.before))]
    written = y[(EXAMPLE, *(_place(names, at, sizes) for names in pattern.after))]
    forward = total(written, ranges, Term((), (), (), read))
    stated = ("inside an axis of several parts the last part runs fastest (einops)",)
    return Declaration((x,), y, (forward,), (Variable(read, ranges),), rules, conventions=stated)


def _sizes(axis: Axis, names: tuple[str, ...]) -> list[tuple[str, Expr]]:
    """Of a whole axis its own size, else a size for each part."""
    return [(name, axis.extent if len(names) == 1 else named(f"e_{name}")) for name in names]


def _indices(layout: Layout, pattern: Pattern) -> dict[str, Index]:
    """A whole axis keeps its index; a part takes the letter that it is called by, where that is free."""
    pairs = tuple(zip(layout.axes, pattern.before, strict=True))
    found = {names[0]: axis.index for axis, names in pairs if len(names) == 1}
    for axis, names in pairs:
        role = Role.OUTPUT if isinstance(axis, PositionAxis) else axis.index.role
        for name in names if len(names) > 1 else ():
            used = {index.name for index in found.values()}
            free = (letter for letter in (name, axis.index.name, *LETTERS) if letter in {*LETTERS, *"cij"} - used)
            found[name] = Index(next(free), role)
    return found


def _place(names: tuple[str, ...], at: dict[str, Index], sizes: dict[str, Expr]) -> Affine:
    """(a n_b + b) n_c + c."""
    place = affine(0)
    for name in names:
        place = place * sizes[name] + at[name]
    return place


def declare(options: PatternOptions, layout: Layout) -> Declared:
    """The equations; AxesError where the pattern has other axes than the input, or sizes are missing."""
    pattern = parse(options.pattern)
    if len(pattern.before) != len(layout.axes):
        what = f"the pattern reads {len(pattern.before)} axes behind the batch; the input has {layout.words}"
        raise AxesError(what, f"name {len(layout.axes)} behind b", "pattern")
    if len(pattern.after) not in BY_RANK:
        raise AxesError(f"no layer reads {len(pattern.after)} axes behind the batch", "join some", "pattern")
    parts = {name for names in pattern.before for name in names if len(names) > 1}
    said: dict[str, Size] = {key: value for key, value in options if key in SIZED and value is not None}
    for name in said:
        if name not in parts:
            raise AxesError(f"{name} is no part of an axis that the pattern splits", "leave its size out", name)
    for names in pattern.before:
        missing = [name for name in names if name not in said]
        if len(names) > 1 and len(missing) != 1:
            what = f"({' '.join(names)}) needs the sizes of all its parts but one"
            fix = f"give {' or '.join(names)}" if missing else f"leave out {names[0]}"
            raise AxesError(what, fix, "pattern")
    binding: Binding = {named(f"e_{name}"): size for name, size in said.items()}
    return Declared(declare_structure(layout, pattern, frozenset(said)), binding)


REARRANGE = LayerKind(
    "rearrange",
    RearrangeOptions,
    declare,
    "the axes of each example split, exchanged and joined, by a pattern",
    "Rogozhnikov 2022",
    examples=(
        Example((6, 2, 3), "pattern: 'b (g c) h w -> b (c g) h w', g: 2"),
        Example((4, 2, 3), "pattern: 'b (c r) h w -> b c (h r) w', r: 2"),
        Example((2, 4, 6), "pattern: 'b c (h p1) (w p2) -> b (c p1 p2) h w', p1: 2, p2: 3"),
        Example((2, 4, 3), "pattern: 'b c h w -> b h w c'"),
    ),
    short="re",
)
