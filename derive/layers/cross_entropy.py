"""Cross-entropy of probabilities."""

from pydantic import Field
from sympy import Expr, log

from derive.algebra.tensor import Entry, Fact
from derive.layers.axes import Layout, features_only
from derive.layers.declaration import Answer, Declared, Example, LossKind
from derive.layers.options import LossOptions
from derive.layers.reduction import Target, Targets, declare_loss


class CrossEntropyOptions(LossOptions):
    """Cross-entropy's options."""

    normalised: bool = Field(
        default=True, description="whether an example's targets sum to 1, as one-hot vectors and probabilities do"
    )


def _per_entry(a: Entry, t: Entry) -> Expr:
    return -t * log(a)


GENERAL = "or set normalised: false, whose formulas hold for targets of any sum"
PROBABILITIES = Targets(
    (Fact.UNIT_INTERVAL, Fact.SUMS_TO_ONE),
    (
        (Fact.UNIT_INTERVAL, f"normalised: true declares that targets are probabilities: give such, {GENERAL}"),
        (
            Fact.SUMS_TO_ONE,
            f"normalised: true declares that an example's targets sum to 1: divide each row by its sum, {GENERAL}",
        ),
    ),
    ("the targets of an example lie between 0 and 1 and sum to 1",),
)
WEIGHTS = Targets(conventions=("the targets of an example may have any sum",))


def declare(options: CrossEntropyOptions, layout: Layout, target: Target = Target.GIVEN) -> Declared:
    """J = -sum of t log a."""
    features_only("cross_entropy", layout)
    return declare_loss(_per_entry, options, layout, target, PROBABILITIES if options.normalised else WEIGHTS)


CROSS_ENTROPY = LossKind(
    "cross_entropy",
    CrossEntropyOptions,
    declare,
    "-t log a, the negative log-likelihood of one answer among several",
    "Good 1952; Bishop 2006, eq. 4.108",
    after="softmax",
    class_indices=True,
    answer=Answer.LARGEST,
    examples=tuple(Example((5,), f"reduction: {reduction}", "softmax") for reduction in ("mean", "sum")),
)
