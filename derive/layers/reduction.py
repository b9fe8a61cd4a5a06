"""What losses share: the sum over examples and outputs, and what it is divided by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sympy import Expr, Integer

from derive.algebra.equation import Term, total
from derive.algebra.tensor import Entry, Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import Layout
from derive.layers.declaration import BATCH, Declaration, Declared, Remedies

PerEntry = Callable[[Entry, Entry], Expr]
CONVENTION = {
    "sum": "the loss is summed over the batch and over an example's outputs",
    "mean": "the loss is summed over an example's outputs and averaged over the batch: 1/M stands in the loss, once",
    "mean_over_entries": "the loss is averaged over the batch and over an example's outputs",
}


@dataclass(frozen=True, slots=True)
class Targets:
    """What a loss declares of its targets, what to do where they break it, and how that is printed."""

    facts: tuple[Fact, ...] = ()
    remedies: Remedies = ()
    conventions: tuple[str, ...] = ()


@cache
def declare_loss(per_entry: PerEntry, layout: Layout, reduction: str, targets: Targets = Targets()) -> Declared:
    """J = (1 / divisor) * sum over m and outputs of per_entry(a, t)."""
    ranges, at = layout.ranges, layout.at
    a = layout.tensor("a", TensorRole.INPUT)
    t = layout.tensor("t", TensorRole.TARGET, facts=targets.facts)
    loss = Tensor("J", (), TensorRole.LOSS, "J")
    divisor = Integer(1)
    for size in {"sum": (), "mean": (BATCH,), "mean_over_entries": a.shape}[reduction]:
        divisor = divisor * size
    term = Term(ranges, (), (), per_entry(a[at], t[at]) / divisor)
    forward = total(loss.entry(), (), term)
    variable = Variable(a[at], ranges)
    conventions = (CONVENTION[reduction], *targets.conventions)
    declaration = Declaration((a,), loss, (forward,), (variable,), conventions=conventions, remedies=targets.remedies)
    return Declared(declaration, {})
