"""Softmax over the channels or features of each example."""

from functools import cache

from sympy import exp

from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import SizeError
from derive.layers.axes import EXAMPLE, FEATURES, OVER_BATCH, UNIT_IN
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
    shape = (BATCH, FEATURES)
    z = Tensor("z", shape, TensorRole.INPUT, "z")
    peak = Tensor("peak", (BATCH,), TensorRole.SELECTOR, "peak")
    e = Tensor("e", shape, TensorRole.ACTIVATION, "e", facts=(Fact.POSITIVE,))
    s = Tensor("s", (BATCH,), TensorRole.ACTIVATION, "S", facts=(Fact.POSITIVE,))
    a = Tensor("a", shape, TensorRole.ACTIVATION, "a", facts=(Fact.POSITIVE, Fact.SUMS_TO_ONE))
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


def declare(options: SoftmaxOptions, rank: int) -> Declared:
    """The equations; SizeError for a volume."""
    if rank != 1:
        raise SizeError("softmax needs a vector of features; it gets channels, height and width: put flatten before it")
    return Declared(declare_structure(), {})


SOFTMAX = LayerKind(
    "softmax",
    SoftmaxOptions,
    declare,
    "exp(z) of each feature over the sum of all: positive and summing to 1",
    "Bridle 1990",
    examples=(Example((5,)),),
)
