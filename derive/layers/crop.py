"""Borders cut off the axes of space or time."""

from functools import cache

from pydantic import Field

from derive.algebra.affine import affine
from derive.algebra.equation import Term, total
from derive.algebra.tensor import TensorRole
from derive.layers.axes import EXAMPLE, OVER_BATCH, Layout
from derive.layers.borders import Border, borders
from derive.layers.declaration import Declaration, Declared, Example, LayerKind, Need
from derive.layers.options import Borders, Options


class CropOptions(Options):
    """Cells that are left out before and behind each axis of space or time."""

    cropping: Borders | None = Field(default=None, description="cells on both sides: a number, or one for each axis")
    before: Borders | None = Field(default=None, description="cells before each axis, where the sides differ; 0: none")
    after: Borders | None = Field(default=None, description="cells behind each axis; 0: none")


@cache
def declare_structure(layout: Layout, own: tuple[Border, ...]) -> Declaration:
    """y[m,c,i,j] = x[m,c,i+p,j+p] for i < n - p - b."""
    c = layout.channel
    x = layout.tensor("x", TensorRole.INPUT)
    y = layout.tensor("y", TensorRole.ACTIVATION, extents=(border.outputs for border in own))
    read = x[(EXAMPLE, *layout.along(affine(c.index), (affine(b.axis.index) + b.before for b in own)))]
    free = (OVER_BATCH, *layout.along(c.range, ((border.axis.index, border.outputs) for border in own)))
    forward = total(y[layout.at], free, Term((), (), (), read))
    sizes = tuple(rule for border in own for rule in border.shorter)
    limits = tuple(_limit(border) for border in own if border.present)
    facts = tuple(rule.definition - rule.symbol for rule in sizes)
    return Declaration((x,), y, (forward,), (layout.placed(x),), sizes, facts, limits=limits)


def _limit(border: Border) -> Need:
    n, cells = border.axis.extent, border.before + border.after
    what = f"cropping leaves nothing of the {{{n}}} cells along the {border.axis.name}"
    return Need(n - cells, 1, what, "crop less")


def declare(options: CropOptions, layout: Layout) -> Declared:
    """The equations of this structure and this layer's own sizes."""
    own, binding = borders("crop", layout, options.cropping, options.before, options.after)
    return Declared(declare_structure(layout, own), binding)


CROP = LayerKind(
    "crop",
    CropOptions,
    declare,
    "the input without a border along the axes of space or time",
    "Ronneberger et al. 2015",
    examples=(
        Example((2, 5, 6), "before: [1, 0], after: [2, 1]"),
        Example((2, 5, 6), "cropping: 1"),
        Example((2, 4, 6), "after: [0, 2]"),
    ),
)
