"""Mistakes in the terms of a normalised input's derivative: gamma r / N (N y_bar - beta_bar - xhat gamma_bar).

The three are the direct share, that through the mean and that through the variance; written step by step or at once,
a lost count, a wrong power or another tensor of the cache changes one of them.
"""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Mul, Rational

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Term
from derive.algebra.index import Index, fresh
from derive.algebra.size import Size
from derive.algebra.substitution import substitute_entry
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Change, Fault
from derive.faults.formula import Formula
from derive.faults.normalisation import BETA_BAR, GAMMA_BAR, normalises
from derive.faults.rewriting import read_of, replaced, scaled, with_role

BATCH_NORM = "input: {features: 1}\nlayers: [batch_norm]\n"
Factor = Callable[[Formula], Expr]


def _one(number: Expr) -> Factor:
    return lambda formula: number


def _count(formula: Formula) -> Expr:
    """How many numbers a mean is taken of: N = M, or M n_h n_w."""
    batch, _, *positions = formula.declaration.inputs[0].shape
    return Mul(batch, *positions)


def _own(formula: Formula) -> bool:
    return normalises(formula.declaration) and formula.of_input


def _direct(formula: Formula) -> tuple[Entry, ...]:
    """The output's cotangent, in the direct share."""
    sums = read_of(formula.equation, BETA_BAR, GAMMA_BAR)
    return tuple(entry for entry in with_role(formula.equation, TensorRole.COTANGENT) if entry not in sums)


def _times(factor: Factor, *names: str) -> Change:
    """One of the shares times a factor: of the tensors called so, the direct one if there is none."""

    def change(formula: Formula) -> Equation | None:
        if not _own(formula):
            return None
        found = read_of(formula.equation, *names) if names else _direct(formula)
        return replaced(formula.equation, {entry: entry * factor(formula) for entry in found})

    return change


def _deviation(power: int) -> Factor:
    """1/sqrt(variance + epsilon) to a power."""
    return lambda formula: Mul(*read_of(formula.equation, "r")) ** power


def _undivided(formula: Formula) -> Equation | None:
    """Of maps: elsewhere N is the number of examples, and the factor is a mean in place of a sum."""
    maps = _own(formula) and len(formula.declaration.inputs[0].shape) > 2
    return scaled(formula.equation, _count(formula)) if maps else None


def _tensor_of(formula: Formula, name: str, xhat: Entry) -> Entry:
    """A tensor of the cache at the places of xhat."""
    own = {e.left.tensor.name: e.left.tensor for e in formula.declaration.equations}
    own["x"] = formula.declaration.inputs[0]
    return Entry(own[name], xhat.subscripts)


def _factor_is(name: str) -> Change:
    """The variance's share is spread by another tensor than xhat."""

    def change(formula: Formula) -> Equation | None:
        if not _own(formula):
            return None
        found = read_of(formula.equation, "xhat")
        return replaced(formula.equation, {xhat: _tensor_of(formula, name, xhat) for xhat in found})

    return change


def _sum_is_of(name: str) -> Change:
    """The variance's share sums y_bar times another tensor than xhat, while gamma's derivative is right."""

    def change(formula: Formula) -> Equation | None:
        if not _own(formula):
            return None
        found = (read_of(formula.equation, GAMMA_BAR), _direct(formula), read_of(formula.equation, "xhat"))
        if any(len(each) != 1 for each in (*found, formula.equation.terms)):
            return None
        ((total,), (bar,), (xhat,)), (term,) = found, formula.equation.terms
        kept = {index for subscript in total.subscripts for index in subscript.indices}
        other = {index: fresh(index, formula.ranges) for index, _ in formula.equation.free if index not in kept}
        moved = {index: affine(each) for index, each in other.items()}
        summed = Mul(*(substitute_entry(e, moved) for e in (bar, _tensor_of(formula, name, xhat))))
        share = term.body.expand().coeff(total, 1) * summed
        inner = Term(_ranges(formula, other), term.guards, term.brackets, share)
        rest = replace(term, body=term.body.xreplace({total: Integer(0)}))
        return replace(formula.equation, terms=(rest, inner))

    return change


def _ranges(formula: Formula, other: dict[Index, Index]) -> tuple[tuple[Index, Size], ...]:
    return tuple((other[index], size) for index, size in formula.equation.free if index in other)


def _other_root(root: Callable[[Expr, Expr], Expr]) -> Change:
    """Another function of variance and epsilon for r, in the backward pass only."""

    def change(formula: Formula) -> Equation | None:
        if not _own(formula):
            return None
        (r,) = (e for e in formula.declaration.equations if e.left.tensor.name == "r")
        epsilon, variance = r.terms[0].body.base.as_independent(Entry, as_Add=True)
        return replaced(formula.equation, dict.fromkeys(read_of(formula.equation, "r"), root(variance, epsilon)))

    return change


HALF = Rational(1, 2)
NORMALISED_GRADIENT = (
    Fault(
        "normalisation.first-term-divided",
        "the count is missing in the first term",
        "In N·g - Σ g - xhat·Σ g·xhat the first term has the factor N, since all three are divided by N.",
        "How does the output change if one entry grows while mean and variance stay?",
        BATCH_NORM,
        _times(lambda formula: 1 / _count(formula)),
    ),
    Fault(
        "normalisation.mean-undivided",
        "the share through the mean is not divided by the count",
        "The mean is a sum over N entries divided by N, so that each entry gets one N-th of the mean's derivative.",
        "What is the derivative of a mean of N numbers by one of them?",
        BATCH_NORM,
        _times(_count, BETA_BAR),
    ),
    Fault(
        "normalisation.variance-undivided",
        "the share through the variance is not divided by the count",
        "The variance is a sum over N squares divided by N, so that each entry gets one N-th of its derivative.",
        "What is the derivative of a mean of N squares by one of the numbers?",
        BATCH_NORM,
        _times(_count, GAMMA_BAR),
    ),
    Fault(
        "normalisation.undivided",
        "the input's derivative is not divided by the count",
        "N·g - Σ g - xhat·Σ g·xhat stands over N.",
        "What is the derivative of a mean of N numbers by one of them?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [batch_norm]\n",
        _undivided,
    ),
    Fault(
        "normalisation.variance-doubled",
        "the 1/2 of the root's slope is missing",
        "The derivative of v^(-1/2) is -1/2·v^(-3/2). Without the 1/2 this share is twice as large.",
        "What is the derivative of 1/√v?",
        BATCH_NORM,
        _times(_one(Integer(2)), GAMMA_BAR),
    ),
    Fault(
        "normalisation.variance-halved",
        "the 2 of the square's slope is missing",
        "The derivative of (x - mean)² is 2(x - mean). Without the 2 the share through the variance is half as large.",
        "What is the derivative of a square?",
        BATCH_NORM,
        _times(_one(HALF), GAMMA_BAR),
    ),
    Fault(
        "normalisation.variance-power",
        "the share through the variance lacks a factor of the deviation",
        "The derivative of v^(-1/2) is -1/2·v^(-3/2). Here its power is -1, or the centred input stands for xhat.",
        "What is the derivative of 1/√v?",
        BATCH_NORM,
        _times(_deviation(-1), GAMMA_BAR),
    ),
    Fault(
        "normalisation.variance-power-kept",
        "the share through the variance lacks two factors of the deviation",
        "The derivative of v^(-1/2) is -1/2·v^(-3/2): the power falls by 1. Here it is -1/2 still.",
        "What is the derivative of 1/√v?",
        BATCH_NORM,
        _times(_deviation(-2), GAMMA_BAR),
    ),
    Fault(
        "normalisation.mean-sign",
        "the share through the mean is added",
        "If the mean grows, the output falls: its share is taken off.",
        "What happens to xhat if the mean grows and x stays?",
        BATCH_NORM,
        _times(_one(Integer(-1)), BETA_BAR),
    ),
    Fault(
        "normalisation.variance-sign",
        "the share through the variance is added",
        "If the variance grows, xhat becomes smaller: its share is taken off.",
        "What happens to xhat if the variance grows and x stays?",
        BATCH_NORM,
        _times(_one(Integer(-1)), GAMMA_BAR),
    ),
    Fault(
        "normalisation.sum-by-input",
        "the sum in the variance's share reads x where xhat belongs",
        "Σ g·xhat is gamma's derivative; here it is Σ g·x, which depends on the mean of the batch.",
        "Should the input's derivative change if all inputs grow by 1?",
        BATCH_NORM,
        _sum_is_of("x"),
    ),
    Fault(
        "normalisation.share-by-input",
        "the variance's share is spread by x where xhat belongs",
        "An entry moves the variance as much as it is away from the mean; here it is its value that counts.",
        "Which entries move the variance most?",
        BATCH_NORM,
        _factor_is("x"),
    ),
    Fault(
        "normalisation.deviation-inverted",
        "the input's derivative is multiplied by the deviation",
        "xhat is the centred input over the deviation, and so is its derivative. Here the deviation was taken for its "
        "inverse.",
        "What does the cache hold: the deviation, or one over it?",
        BATCH_NORM,
        _other_root(lambda variance, epsilon: (variance + epsilon) ** HALF),
    ),
    Fault(
        "normalisation.epsilon-outside-backward",
        "epsilon stands outside the root in the backward pass only",
        "The derivative is that of a function which the forward pass does not compute.",
        "Do both passes divide by the same number?",
        BATCH_NORM,
        _other_root(lambda variance, epsilon: 1 / (variance**HALF + epsilon)),
    ),
    Fault(
        "normalisation.epsilon-subtracted-backward",
        "epsilon is taken off in the backward pass",
        "The derivative is that of a function which the forward pass does not compute.",
        "Do both passes divide by the same number?",
        BATCH_NORM,
        _other_root(lambda variance, epsilon: (variance - epsilon) ** -HALF),
    ),
)
