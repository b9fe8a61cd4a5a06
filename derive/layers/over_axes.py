"""What layers share that take a sum, a mean or a maximum over axes which a spec names."""

from dataclasses import dataclass
from functools import cache

from pydantic import Field
from sympy import Integer, Mul

from derive.algebra.equation import Equation, Range, Reduction, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import AxesError
from derive.layers.axes import BY_ROLES, EXAMPLE, OVER_BATCH, VECTOR, Axis, AxisName, Layout, PositionAxis
from derive.layers.declaration import BATCH, Declaration, Declared
from derive.layers.named_axes import axis_named
from derive.layers.options import Options

FIRST_WINS = "a tie goes to the first maximum in row-major order, as in PyTorch"


class OverAxesOptions(Options):
    """The axes that are summed over."""

    axes: tuple[AxisName, ...] | AxisName | None = Field(
        default=None, description="axes by their names, one or a list; by default those of space or time, or features"
    )
    keep: bool = Field(default=False, description="whether the axes stay, with one entry each, as gates need them")


@dataclass(frozen=True, slots=True)
class OverAxes:
    """A layout of which some axes, by their names, are reduced to one number; with `keep` they stay, of one entry."""

    layout: Layout
    gone: frozenset[str]
    keep: bool

    @property
    def left(self) -> tuple[Axis, ...]:
        """The other axes."""
        return tuple(axis for axis in self.layout.axes if axis.name not in self.gone)

    @property
    def free(self) -> tuple[Range, ...]:
        """The indices of what is given."""
        return (OVER_BATCH, *(axis.range for axis in self.left))

    @property
    def given(self) -> Entry:
        """y[m,c], or y[m,c,0,0] where the axes stay."""
        left, layout = self.left, self.layout
        if self.keep:
            shape = tuple(1 if axis.name in self.gone else axis.extent for axis in layout.axes)
            y = Tensor("y", (BATCH, *shape), TensorRole.ACTIVATION, "y", axes=layout.roles)
            return y[(EXAMPLE, *(0 if axis.name in self.gone else axis.index for axis in layout.axes))]
        short = left_over(layout, left) or layout
        y = Tensor("y", (BATCH, *(axis.extent for axis in left)), TensorRole.ACTIVATION, "y", axes=short.roles)
        return y[(EXAMPLE, *(axis.index for axis in left))]


def over_axes(kind: str, options: OverAxesOptions, layout: Layout) -> OverAxes:
    """The axes that the options name; AxesError for one that is not there, and for a rest that no layer reads."""
    names = (options.axes,) if isinstance(options.axes, str) else options.axes
    own = layout.positions or layout.axes if names is None else [axis_named(kind, name, layout) for name in names]
    found = OverAxes(layout, frozenset(axis.name for axis in own), options.keep)
    if not options.keep and left_over(layout, found.left) is None:
        said = ", ".join(axis.name for axis in found.left) or "nothing"
        raise AxesError(f"{kind} leaves {said}, and no layer reads such axes", "keep the axes, with keep: true", "axes")
    return found


@cache
def declare_total(own: OverAxes, *, mean: bool) -> Declaration:
    """y[m,c] = sum over r,q of x[m,c,r,q], by their number for a mean; with the axes kept y[m,c,0,0]."""
    layout, gone = own.layout, own.gone
    x = layout.tensor("x", TensorRole.INPUT)
    entry = x[(EXAMPLE, *(axis.place if axis.name in gone else axis.index for axis in layout.axes))]
    over = tuple(axis.places for axis in layout.axes if axis.name in gone)
    count = Mul(*(size for _, size in over)) if mean else Integer(1)
    forward = total(own.given, own.free, Term(over, (), (), entry / count))
    ranges = (axis.places if axis.name in gone else axis.range for axis in layout.axes)
    return Declaration((x,), forward.left.tensor, (forward,), (Variable(entry, (OVER_BATCH, *ranges)),))


@cache
def declare_largest(own: OverAxes) -> Declaration:
    """y[m,c] = max over u,v of x[m,c,u,v] = sum over u,v of first[m,c,u,v] x[m,c,u,v]: a window over whole axes."""
    layout, gone = own.layout, own.gone
    x = layout.tensor("x", TensorRole.INPUT)
    inside = {axis.name: _tap(axis) for axis in layout.axes if axis.name in gone}
    entry = x[(EXAMPLE, *(inside.get(axis.name, axis.index) for axis in layout.axes))]
    taps = tuple((inside[axis.name], axis.extent) for axis in layout.axes if axis.name in gone)
    sizes = (*(axis.extent for axis in own.left), *(size for _, size in taps))
    first = Tensor("first", (BATCH, *sizes), TensorRole.SELECTOR, "first")
    winner = first[(*(index for index, _ in own.free), *(tap for tap, _ in taps))]
    candidates, value = Term(taps, (), (), entry), own.given
    chosen = total(value, own.free, Term(taps, (), (), winner * entry))
    ranges = ((inside.get(axis.name, axis.index), axis.extent) for axis in layout.axes)
    return Declaration(
        (x,),
        value.tensor,
        (Equation(winner, own.free, (candidates,), Reduction.FIRST), chosen),
        (Variable(entry, (OVER_BATCH, *ranges)),),
        conventions=(FIRST_WINS,),
        stated=Equation(value, own.free, (candidates,), Reduction.MAXIMUM),
    )


def _tap(axis: Axis) -> Index:
    """The place inside a window that is the whole axis."""
    return axis.tap if isinstance(axis, PositionAxis) else Index(axis.place.name, Role.TAP)


def left_over(layout: Layout, left: tuple[Axis, ...]) -> Layout | None:
    """The layout of what is left: channels alone are features; None where no layer reads it."""
    if left == (layout.channel,):
        return VECTOR
    return BY_ROLES.get((layout.roles[0], *(axis.role for axis in left)))


def declare_over_axes(kind: str, options: OverAxesOptions, layout: Layout, *, mean: bool) -> Declared:
    """The equations of a sum or a mean."""
    return Declared(declare_total(over_axes(kind, options, layout), mean=mean), {})
