"""Binary cross-entropy of probabilities."""

from sympy import Expr, log

from derive.algebra.tensor import Entry, Fact
from derive.layers.axes import Layout
from derive.layers.declaration import Answer, Declared, Example, LossKind
from derive.layers.options import LossOptions
from derive.layers.reduction import Target, Targets, declare_loss


def _per_entry(a: Entry, t: Entry) -> Expr:
    return -(t * log(a) + (1 - t) * log(1 - a))


PROBABILITIES = Targets(
    (Fact.UNIT_INTERVAL,),
    ((Fact.UNIT_INTERVAL, "a target is the probability of yes: 1 for yes, 0 for no, or between"),),
    ("targets lie between 0 and 1",),
)


def declare(options: LossOptions, layout: Layout, target: Target = Target.GIVEN) -> Declared:
    """J = -sum of t log a + (1 - t) log(1 - a)."""
    return declare_loss(_per_entry, options, layout, target, PROBABILITIES)


BINARY_CROSS_ENTROPY = LossKind(
    "binary_cross_entropy",
    LossOptions,
    declare,
    "-(t log a + (1 - t) log(1 - a)), the negative log-likelihood of a yes-no answer",
    "Good 1952; Bishop 2006, eq. 4.90",
    after="sigmoid",
    answer=Answer.NEARER,
    examples=tuple(Example((5,), f"reduction: {reduction}", "sigmoid") for reduction in ("mean", "sum")),
)
