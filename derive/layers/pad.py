"""Borders around the axes of space or time: zeros, or what the input itself has there."""

from functools import cache
from typing import Literal

from pydantic import Field

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Term, total
from derive.algebra.index import Index
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, OVER_BATCH, Layout
from derive.layers.borders import Border, borders
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, Need
from derive.layers.named_axes import ABSENT
from derive.layers.options import Borders, Options

Mode = Literal["zeros", "reflect", "replicate", "circular"]
SAID = {
    "zeros": "the borders are zeros",
    "reflect": "the borders mirror the input at its first and last cell, which stand once",
    "replicate": "the borders repeat the input's first and last cell",
    "circular": "the borders go on at the input's other end",
}


class PadOptions(Options):
    """A border before and behind each axis of space or time."""

    padding: Borders | None = Field(default=None, description="cells on both sides: a number, or one for each axis")
    before: Borders | None = Field(default=None, description="cells before each axis, where the sides differ; 0: none")
    after: Borders | None = Field(default=None, description="cells behind each axis; 0: none")
    mode: Mode = Field(
        default="zeros",
        description="zeros; reflect: the input mirrored at its first and last cell; replicate: these cells repeated; "
        "circular: the input's other end",
    )


@cache
def declare_structure(layout: Layout, own: tuple[Border, ...], mode: Mode) -> Declaration:
    """y[m,c,i] = x[m,c,i-p] for 0 <= i - p < n; in the borders 0, or what the mode puts there, axis by axis."""
    x = layout.tensor("x", TensorRole.INPUT)
    y = layout.tensor("y", TensorRole.ACTIVATION, extents=(border.outputs for border in own))
    equations = (_zeros(layout, own, x, y),) if mode == "zeros" else _filled(layout, own, mode, x, y)
    inner = (Variable(equation.left, equation.free) for equation in equations[:-1])
    sizes = tuple(rule for border in own for rule in border.longer)
    limits = tuple(limit for border in own for limit in _limits(border, mode))
    facts = (*(limit.size for limit in limits), *(rule.definition - rule.symbol for rule in sizes))
    facts = (*facts, *(rule.symbol - rule.definition for rule in sizes))
    stated = (SAID[mode], ABSENT)
    return Declaration((x,), y, equations, (layout.placed(x), *inner), sizes, facts, stated, limits=limits)


def _zeros(layout: Layout, own: tuple[Border, ...], x: Tensor, y: Tensor) -> Equation:
    """One equation: the input between its borders."""
    c = layout.channel
    guards = tuple(border.inside for border in own if border.present)
    read = x[(EXAMPLE, *layout.along(affine(c.index), (border.inside.affine for border in own)))]
    free = (OVER_BATCH, *layout.along(c.range, ((border.axis.index, border.outputs) for border in own)))
    return total(y[layout.at], free, Term((), guards, (), read))


def _filled(layout: Layout, own: tuple[Border, ...], mode: Mode, x: Tensor, y: Tensor) -> tuple[Equation, ...]:
    """One axis after the other, each an equation of what is read before, within and behind its borders."""
    found: list[Equation] = []
    read, last = x, max(place for place, border in enumerate(own) if border.present)
    for place, border in enumerate(own):
        if border.present:
            extents = [each.outputs if at <= place else each.axis.extent for at, each in enumerate(own)]
            name = f"y_{border.axis.suffix}"
            made = y if place == last else layout.tensor(name, TensorRole.ACTIVATION, extents=extents)
            found.append(_along(layout, own, place, mode, read, made))
            read = made
    return tuple(found)


def _along(layout: Layout, own: tuple[Border, ...], done: int, mode: Mode, read: Tensor, made: Tensor) -> Equation:
    """The equation of one axis; those before it have their borders, those behind it not yet."""
    border, c = own[done], layout.channel
    index = [each.axis.index if at <= done else each.axis.place for at, each in enumerate(own)]
    sizes = [each.outputs if at <= done else each.axis.extent for at, each in enumerate(own)]

    def entry(place: Affine | Index) -> Entry:
        places = (affine(place) if at == done else affine(each) for at, each in enumerate(index))
        return read[(EXAMPLE, *layout.along(affine(c.index), places))]

    left = made[(EXAMPLE, *layout.along(affine(c.index), map(affine, index)))]
    free = (OVER_BATCH, *layout.along(c.range, zip(index, sizes, strict=True)))
    pieces = ((border.first, "before"), (border.inside, ""), (border.behind, "after"))
    terms = (Term((), (guard,), (), entry(_place(border, mode, side))) for guard, side in pieces if border.has(side))
    return total(left, free, *terms)


def _place(border: Border, mode: Mode, side: str) -> Affine:
    """Where in the axis a cell of the border, or of what lies within, is read."""
    i, n = affine(border.axis.index), border.axis.extent
    within: Affine = i - border.before
    turned: Affine = i * -1 + border.before
    places: dict[tuple[str, str], Affine] = {
        ("reflect", "before"): turned,
        ("reflect", "after"): turned + (2 * n - 2),
        ("replicate", "before"): affine(0),
        ("replicate", "after"): affine(n - 1),
        ("circular", "before"): within + n,
        ("circular", "after"): within - n,
    }
    return places.get((mode, side), within)


def _limits(border: Border, mode: Mode) -> tuple[Need, ...]:
    """How many cells a border may have: no more than the axis, and one less where it is mirrored."""
    n, name = border.axis.extent, border.axis.name
    if mode not in ("reflect", "circular"):
        return ()
    spared, most = (1, "fewer than") if mode == "reflect" else (0, "at most")
    what = f"{mode} takes {most} the {{{n}}} cells of the {name}"
    return tuple(
        Need(n - spared - cells, 0, f"a border of {{{cells}}} cells; {what}", "take a smaller border")
        for cells, side in ((border.before, "before"), (border.after, "after"))
        if border.has(side)
    )


def declare(options: PadOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    own, binding = borders("pad", layout, options.padding, options.before, options.after)
    return Declared(declare_structure(layout, own, options.mode), binding)


PAD = LayerKind(
    "pad",
    PadOptions,
    declare,
    "a border around the axes of space or time",
    "Dumoulin & Visin 2016; Liu et al. 2018",
    examples=tuple(
        Example((2, 4, 5), f"before: [1, 0], after: [2, 1], mode: {mode}")
        for mode in ("zeros", "reflect", "replicate", "circular")
    ),
)
