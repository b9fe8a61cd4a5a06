"""Paths that carry nothing: what is taken off before a softmax's exponentials has a derivative of 0, so that the
derivative by the layer's input need not go through it."""

from dataclasses import replace

from sympy import Mul

from derive.algebra.equation import Equation, Term
from derive.algebra.substitution import apart
from derive.algebra.tensor import Entry, Partial, cotangent
from derive.calculus.compact import Recipe, compact
from derive.calculus.derivation import Derivation, Lemma, Rule, Step
from derive.errors import DerivationError

PATH = Rule("path without effect", "sum of y_bar dy/dx = 0 where y_bar = 0")


def vanishing(maximum: Equation, derivation: Derivation, recipe: Recipe) -> Lemma:
    """The proof that the derivative by a maximum is 0, from the formulas of the derivatives behind it.

    Raises DerivationError where it does not come out as 0: a maximum that matters is written as a selection.
    """
    found = compact(derivation, recipe)
    if found.equation.terms:
        raise DerivationError(
            f"{maximum.left}: only sums are differentiated; write a {maximum.reduction.name} as a selection"
        )
    return Lemma(maximum.left, maximum.free, found)


def with_path(derivation: Derivation, maximum: Equation, lemma: Lemma) -> Derivation:
    """The derivation with a first step that leaves out the path through a maximum, whose derivative is 0."""
    start = derivation.steps[0].before
    use = apart(maximum, (index for index, _ in start.free))
    (partial, *_) = (p for term in start.terms for p in term.body.atoms(Partial))
    seed = Entry(cotangent(use.left.tensor), use.left.subscripts)
    path = Term(use.free, (), (), Mul(seed, Partial(use.left, partial.wrt)))
    longer = Equation(start.left, start.free, (*start.terms, path))
    name = maximum.left.tensor.letter
    reason = f"whatever {name} is, the loss is the same: the derivative by {name} is 0, by a derivation of its own"
    return replace(derivation, steps=(Step(PATH, longer, start, reason, because=lemma), *derivation.steps))
