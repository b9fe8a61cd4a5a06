"""What layers share that take a sum or a mean over axes which a spec names."""

from functools import cache

from pydantic import Field
from sympy import Integer, Mul

from derive.algebra.equation import Term, total
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import AxesError
from derive.layers.axes import BY_ROLES, EXAMPLE, OVER_BATCH, VECTOR, Axis, AxisName, Layout
from derive.layers.declaration import BATCH, Declaration, Declared
from derive.layers.named_axes import axis_named
from derive.layers.options import Options


class OverAxesOptions(Options):
    """The axes that are summed over."""

    axes: tuple[AxisName, ...] | AxisName | None = Field(
        default=None, description="axes by their names, one or a list; by default those of space or time, or features"
    )
    keep: bool = Field(default=False, description="whether the axes stay, with one entry each, as gates need them")


def declare_over_axes(kind: str, options: OverAxesOptions, layout: Layout, *, mean: bool) -> Declared:
    """The equations; AxesError for an axis that is not there, and for axes that no layer reads."""
    names = (options.axes,) if isinstance(options.axes, str) else options.axes
    own = layout.positions or layout.axes if names is None else [axis_named(kind, name, layout) for name in names]
    gone = frozenset(axis.name for axis in own)
    left = tuple(axis for axis in layout.axes if axis.name not in gone)
    if not options.keep and _without(layout, left) is None:
        said = ", ".join(axis.name for axis in left) or "nothing"
        raise AxesError(f"{kind} leaves {said}, and no layer reads such axes", "keep the axes, with keep: true", "axes")
    return Declared(_declare_structure(layout, gone, options.keep, mean), {})


@cache
def _declare_structure(layout: Layout, gone: frozenset[str], keep: bool, mean: bool) -> Declaration:
    """y[m,c] = sum over r,q of x[m,c,r,q], by their number for a mean; with the axes kept y[m,c,0,0]."""
    x = layout.tensor("x", TensorRole.INPUT)
    entry = x[(EXAMPLE, *(axis.place if axis.name in gone else axis.index for axis in layout.axes))]
    over = tuple(axis.places for axis in layout.axes if axis.name in gone)
    left = tuple(axis for axis in layout.axes if axis.name not in gone)
    if keep:
        shape = tuple(1 if axis.name in gone else axis.extent for axis in layout.axes)
        y = Tensor("y", (BATCH, *shape), TensorRole.ACTIVATION, "y", axes=layout.roles)
        at = y[(EXAMPLE, *(0 if axis.name in gone else axis.index for axis in layout.axes))]
    else:
        short = _without(layout, left) or layout
        y = Tensor("y", (BATCH, *(axis.extent for axis in left)), TensorRole.ACTIVATION, "y", axes=short.roles)
        at = y[(EXAMPLE, *(axis.index for axis in left))]
    count = Mul(*(size for _, size in over)) if mean else Integer(1)
    forward = total(at, (OVER_BATCH, *(axis.range for axis in left)), Term(over, (), (), entry / count))
    ranges = (axis.places if axis.name in gone else axis.range for axis in layout.axes)
    return Declaration((x,), y, (forward,), (Variable(entry, (OVER_BATCH, *ranges)),))


def _without(layout: Layout, left: tuple[Axis, ...]) -> Layout | None:
    """The layout of what is left: channels alone are features; None where no layer reads it."""
    if left == (layout.channel,):
        return VECTOR
    return BY_ROLES.get((layout.roles[0], *(axis.role for axis in left)))
