"""What losses share: the sum over examples and outputs, and what it is divided by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sympy import Expr, Integer

from derive.algebra.equation import Term, total
from derive.algebra.tensor import Entry, Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import elementwise_ranges
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
def declare_loss(per_entry: PerEntry, rank: int, reduction: str, targets: Targets = Targets()) -> Declared:
    """J = (1 / divisor) * sum over m and outputs of per_entry(a, t)."""
    ranges = elementwise_ranges(rank)
    shape = tuple(size for _, size in ranges)
    indices = tuple(index for index, _ in ranges)
    a = Tensor("a", shape, TensorRole.INPUT, "a")
    t = Tensor("t", shape, TensorRole.TARGET, "t", facts=targets.facts)
    loss = Tensor("J", (), TensorRole.LOSS, "J")
    divisor = Integer(1)
    for size in {"sum": (), "mean": (BATCH,), "mean_over_entries": shape}[reduction]:
        divisor = divisor * size
    term = Term(ranges, (), (), per_entry(a[indices], t[indices]) / divisor)
    forward = total(loss.entry(), (), term)
    variable = Variable(a[indices], ranges)
    conventions = (CONVENTION[reduction], *targets.conventions)
    declaration = Declaration((a,), loss, (forward,), (variable,), conventions=conventions, remedies=targets.remedies)
    return Declared(declaration, {})
