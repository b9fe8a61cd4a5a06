"""Mistakes in the running statistics that batch normalisation keeps from training."""

from sympy import Expr

from derive.algebra.equation import Equation
from derive.algebra.setting import settled_value
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies, replaced
from derive.layers.declaration import BATCH


def _momentum(formula: Formula) -> tuple[Expr, Expr] | None:
    """The share of the new statistics, and the running tensor's entry, in a formula of the state."""
    if formula.equation.left.tensor.role is not TensorRole.STATE:
        return None
    old = formula.equation.left
    kept = next(term.body for term in formula.equation.terms if term.body.has(old))
    return 1 - kept / old, old


def _other_share(formula: Formula) -> Equation | None:
    found = _momentum(formula)
    if found is None or settled_value(found[0]) in (0, 1):
        return None
    share, old = found
    return change_bodies(
        formula.equation,
        lambda body: share * old if body.has(old) else body * (1 - share) / share,
    )


def _other_bias(formula: Formula) -> Equation | None:
    """The running variance collects the biased variance, where it should the unbiased one, or the other way."""
    found = _momentum(formula)
    if found is None or formula.tensor != "running_variance":
        return None
    (fresh_term,) = (term.body for term in formula.equation.terms if not term.body.has(found[1]))
    (variance,) = fresh_term.atoms(Entry)
    count = BATCH
    for size in formula.declaration.inputs[0].shape[2:]:
        count = count * size
    biased = found[0] * variance
    other = biased * count / (count - 1) if fresh_term == biased else biased
    return replaced(formula.equation, {fresh_term: other})


RUNNING = (
    Fault(
        "running.momentum-swapped",
        "the momentum weighs the old statistics, not the new",
        "Here momentum is the share of the new batch (as in PyTorch); in Keras it is the share of what was kept. The "
        "same number then means the opposite.",
        "With a momentum of 0.1, how much of the old mean is left after one step?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _other_share,
    ),
    Fault(
        "running.variance-other-bias",
        "the running variance collects the other variance",
        "PyTorch keeps the unbiased variance, the batch's times N/(N - 1); Keras keeps the biased one.",
        "Does the running variance count N or N - 1?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _other_bias,
        "a convention if meant so: PyTorch keeps the unbiased variance, Keras the biased; the factor is N/(N - 1)",
    ),
)
