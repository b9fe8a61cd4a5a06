"""Cross-entropy of probabilities."""

from pydantic import Field
from sympy import Expr, log

from derive.algebra.tensor import Entry, Fact
from derive.layers.declaration import Answer, Declared, LossKind
from derive.layers.options import LossOptions
from derive.layers.reduction import declare_loss


class CrossEntropyOptions(LossOptions):
    """Cross-entropy's options."""

    normalised: bool = Field(
        default=True, description="whether an example's targets sum to 1, as one-hot vectors and probabilities do"
    )


def _per_entry(a: Entry, t: Entry) -> Expr:
    return -t * log(a)


def declare(options: CrossEntropyOptions, rank: int) -> Declared:
    """J = -sum of t log a."""
    facts = (Fact.SUMS_TO_ONE,) if options.normalised else ()
    return declare_loss(_per_entry, rank, options.reduction, facts)


CROSS_ENTROPY = LossKind(
    "cross_entropy",
    CrossEntropyOptions,
    declare,
    "-t log a, the negative log-likelihood of one answer among several",
    "Good 1952; Bishop 2006, eq. 4.108",
    after="softmax",
    class_indices=True,
    answer=Answer.LARGEST,
)
