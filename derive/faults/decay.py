"""Mistakes in what a regulariser adds to the gradient of a weight."""

from sympy import Integer

from derive.algebra.equation import Equation
from derive.algebra.setting import settings
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import replaced, scaled

ADDED = (
    "input: {features: 1}\nlayers: [dense: {units: 1, bias: false}]\nloss: mean_squared_error\nregularise: {l2: 0.5}\n"
)


def _adds(formula: Formula) -> bool:
    """Whether it is the derivative of what is added for a weight."""
    return formula.added and formula.of_parameter


def _half_forgotten(formula: Formula) -> Equation | None:
    return scaled(formula.equation, Integer(2)) if _adds(formula) else None


def _grows(formula: Formula) -> Equation | None:
    return scaled(formula.equation, Integer(-1)) if _adds(formula) else None


def _factor_missing(formula: Formula) -> Equation | None:
    factors = dict.fromkeys(settings((formula.equation,)), Integer(1)) if _adds(formula) else {}
    return replaced(formula.equation, factors) if factors else None


DECAY = (
    Fault(
        "decay.half-forgotten",
        "the derivative of λ/2 times the squares is taken to be 2λ times the weight",
        "The half in the objective is there so that the 2 of the square cancels: what is added is λW.",
        "What is the derivative of λ/2·w² by w?",
        ADDED,
        _half_forgotten,
    ),
    Fault(
        "decay.grows",
        "what is added for the weights has the wrong sign",
        "The step goes against the gradient; with -λW it makes every weight longer.",
        "Does a step with this gradient alone make the weight shorter or longer?",
        ADDED,
        _grows,
    ),
    Fault(
        "decay.factor-missing",
        "the factor λ is missing in the gradient",
        "The factor before the squares stands before their derivative too.",
        "If λ is halved, what becomes of the gradient?",
        ADDED,
        _factor_missing,
    ),
)
