"""Softmax over the channels or features of each example."""

from functools import cache

from sympy import exp

from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, FEATURES, OVER_BATCH, UNIT_IN, VECTOR, Layout, features_only
from derive.layers.declaration import BATCH, Compaction, Declaration, Declared, Example, LayerKind
from derive.layers.options import Options


class SoftmaxOptions(Options):
    """The softmax of each example's features: positive numbers that sum to 1."""


@cache
def declare_structure() -> Declaration:
    """a[m,c] = e[m,c] / s[m], with e[m,c] = exp(z[m,c] - peak[m]) and s[m] = sum over c of e[m,c].

    The peak, the largest z of the example, cancels in a; it only keeps exp from overflowing.
    """
    other = Index("j", Role.UNIT)
    ranges = (OVER_BATCH, (UNIT_IN, FEATURES))
    over_others = ((other, FEATURES),)
    z = VECTOR.tensor("z", TensorRole.INPUT)
    peak = Tensor("peak", (BATCH,), TensorRole.SELECTOR, "peak")
    e = VECTOR.tensor("e", TensorRole.ACTIVATION, facts=(Fact.POSITIVE,))
    s = Tensor("s", (BATCH,), TensorRole.ACTIVATION, "S", facts=(Fact.POSITIVE,))
    a = VECTOR.tensor("a", TensorRole.ACTIVATION, facts=(Fact.POSITIVE, Fact.SUMS_TO_ONE))
    at, batch = (EXAMPLE, UNIT_IN), (OVER_BATCH,)
    equations = (
        Equation(peak[EXAMPLE], batch, (Term(over_others, (), (), z[EXAMPLE, other]),), Reduction.MAXIMUM),
        total(e[at], ranges, Term((), (), (), exp(z[at] - peak[EXAMPLE]))),
        total(s[EXAMPLE], batch, Term(over_others, (), (), e[EXAMPLE, other])),
        total(a[at], ranges, Term((), (), (), e[at] / s[EXAMPLE])),
    )
    variables = (Variable(z[at], ranges), Variable(s[EXAMPLE], batch), Variable(e[at], ranges))
    conventions = ("the largest z is taken off first: it cancels, and exp cannot overflow",)
    compaction = Compaction(inserts=("e", "s"), solves=(("e", "a"),))
    return Declaration((z,), a, equations, variables, conventions=conventions, compaction=compaction)


def declare(options: SoftmaxOptions, layout: Layout) -> Declared:
    """The equations."""
    features_only("softmax", layout)
    return Declared(declare_structure(), {})


SOFTMAX = LayerKind(
    "softmax",
    SoftmaxOptions,
    declare,
    "exp(z) of each feature over the sum of all: positive and summing to 1",
    "Bridle 1990",
    examples=(Example((5,)),),
)
