"""Squared error."""

from sympy import Expr

from derive.algebra.tensor import Entry
from derive.layers.axes import Layout
from derive.layers.declaration import Declared, Example, LossKind
from derive.layers.options import LossOptions
from derive.layers.reduction import Target, declare_loss


def _per_entry(a: Entry, t: Entry) -> Expr:
    return (a - t) ** 2


def declare(options: LossOptions, layout: Layout, target: Target = Target.GIVEN) -> Declared:
    """J = sum of (a - t)^2, without the factor 1/2 that some texts have."""
    return declare_loss(_per_entry, options, layout, target)


MEAN_SQUARED_ERROR = LossKind(
    "mean_squared_error",
    LossOptions,
    declare,
    "(a - t)^2, without a factor 1/2",
    "Legendre 1805",
    examples=(
        *(
            Example((5,), f"reduction: {reduction}", layer)
            for layer in ("sigmoid", "relu")
            for reduction in ("mean", "sum")
        ),
        Example((5,), "weight: 0.3, target: input", "tanh"),
    ),
)
