"""Softmax over the features of each example, or over another axis that is named."""

from functools import cache

from pydantic import Field
from sympy import exp

from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.tensor import AxisRole, Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, OVER_BATCH, VECTOR, Axis, AxisName, Layout, PositionAxis, features_only
from derive.layers.declaration import BATCH, Compaction, Declaration, Declared, Example, LayerKind
from derive.layers.named_axes import axis_named
from derive.layers.options import Options


class SoftmaxOptions(Options):
    """The softmax of each example's features, or along another axis: positive numbers that sum to 1."""

    axis: AxisName | None = Field(
        default=None, description="the axis along which the numbers sum to 1, by its name; by default features"
    )


@cache
def declare_structure(layout: Layout, own: Axis) -> Declaration:
    """a[m,c] = e[m,c] / s[m], with e[m,c] = exp(z[m,c] - peak[m]) and s[m] = sum over c of e[m,c].

    The peak, the largest z along the axis, cancels in a; it only keeps exp from overflowing.
    """
    other = _other(own)
    over_others = ((other, own.extent),)
    free = (OVER_BATCH, *(axis.range for axis in layout.axes if axis is not own))
    at = tuple(index for index, _ in free)
    shape = (BATCH, *(axis.extent for axis in layout.axes if axis is not own))
    sums = (Fact.SUMS_TO_ONE,) if layout == VECTOR else ()
    z = layout.tensor("z", TensorRole.INPUT)
    peak = Tensor("peak", shape, TensorRole.SELECTOR, "peak")
    e = layout.tensor("e", TensorRole.ACTIVATION, facts=(Fact.POSITIVE,))
    s = Tensor("s", shape, TensorRole.ACTIVATION, "S", facts=(Fact.POSITIVE,))
    a = layout.tensor("a", TensorRole.ACTIVATION, facts=(Fact.POSITIVE, *sums))
    others = (EXAMPLE, *(other if axis is own else axis.index for axis in layout.axes))
    equations = (
        Equation(peak[at], free, (Term(over_others, (), (), z[others]),), Reduction.MAXIMUM),
        total(e[layout.at], layout.ranges, Term((), (), (), exp(z[layout.at] - peak[at]))),
        total(s[at], free, Term(over_others, (), (), e[others])),
        total(a[layout.at], layout.ranges, Term((), (), (), e[layout.at] / s[at])),
    )
    variables = (Variable(z[layout.at], layout.ranges), Variable(s[at], free), Variable(e[layout.at], layout.ranges))
    conventions = ("the largest z is taken off first: it cancels, and exp cannot overflow",)
    compaction = Compaction(inserts=("e", "s"), solves=(("e", "a"),))
    return Declaration((z,), a, equations, variables, conventions=conventions, compaction=compaction)


def _other(axis: Axis) -> Index:
    """The index of all entries along the axis, where one of them is given."""
    if axis.role is AxisRole.FEATURE:
        return Index("j", Role.UNIT)
    return axis.place if isinstance(axis, PositionAxis) else axis.given


def declare(options: SoftmaxOptions, layout: Layout) -> Declared:
    """The equations."""
    if options.axis is None:
        features_only("softmax", layout)
    return Declared(declare_structure(layout, axis_named("softmax", options.axis, layout)), {})


SOFTMAX = LayerKind(
    "softmax",
    SoftmaxOptions,
    declare,
    "exp(z) of each feature over the sum of all: positive and summing to 1",
    "Bridle 1990",
    examples=(Example((5,)), Example((3, 2, 4), "axis: channels"), Example((2, 3, 4), "axis: width")),
)
