"""What losses share: the sum over examples and outputs, and what it is divided by."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from sympy import Expr, Integer, Rational

from derive.algebra.equation import Term, total
from derive.algebra.setting import Setting
from derive.algebra.tensor import Entry, Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import SizeError
from derive.layers.axes import Layout
from derive.layers.declaration import BATCH, Declaration, Declared, Remedies
from derive.layers.options import LossOptions

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


GIVEN_AS_THEY_ARE = Targets()


class Target(Enum):
    """Where a loss's target comes from: from outside, or from the network, differentiated or held."""

    GIVEN = "given"
    MOVING = "moving"
    HELD = "held"


COMPUTED = {
    Target.MOVING: ("the target is a part of the network, and the loss is differentiated by it too",),
    Target.HELD: ("the target is a part of the network, and held: the loss is not differentiated by it",),
}


def declare_loss(
    per_entry: PerEntry, options: LossOptions, layout: Layout, target: Target, targets: Targets = GIVEN_AS_THEY_ARE
) -> Declared:
    """J = (weight / divisor) * sum over m and outputs of per_entry(a, t).

    Of a target that the network computes nothing can be declared; SizeError where the formulas need it.
    """
    if target is not Target.GIVEN:
        if Fact.SUMS_TO_ONE in targets.facts:
            raise SizeError("its target is computed, so that nothing says that it sums to 1: set normalised: false")
        targets = Targets(conventions=COMPUTED[target])
    weight = Setting("weight", "omega", Rational(str(options.weight))) if options.weight != 1 else Integer(1)
    return Declared(_declaration(per_entry, layout, options.reduction, weight, target is Target.MOVING, targets), {})


@cache
def _declaration(
    per_entry: PerEntry, layout: Layout, reduction: str, weight: Expr, moving: bool, targets: Targets
) -> Declaration:
    ranges, at = layout.ranges, layout.at
    a = layout.tensor("a", TensorRole.INPUT)
    t = layout.tensor("t", TensorRole.INPUT if moving else TensorRole.TARGET, facts=targets.facts)
    loss = Tensor("J", (), TensorRole.LOSS, "J")
    divisor = Integer(1)
    for size in {"sum": (), "mean": (BATCH,), "mean_over_entries": a.shape}[reduction]:
        divisor = divisor * size
    term = Term(ranges, (), (), weight * per_entry(a[at], t[at]) / divisor)
    forward = total(loss.entry(), (), term)
    read = (a, t) if moving else (a,)
    variables = tuple(Variable(tensor[at], ranges) for tensor in read)
    conventions = (CONVENTION[reduction], *targets.conventions)
    return Declaration(read, loss, (forward,), variables, conventions=conventions, remedies=targets.remedies)
