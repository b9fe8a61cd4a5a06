"""Mistakes in the step of gradient descent."""

from sympy import Expr, Integer

from derive.algebra.equation import Equation
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies
from derive.network.backward import LEARNING_RATE


def _step(formula: Formula) -> tuple[Expr, Expr] | None:
    """The weight and its scaled gradient, in the formula of a training step."""
    body = formula.equation.terms[0].body if formula.equation.terms else Integer(0)
    if not body.has(LEARNING_RATE):
        return None
    weight = formula.equation.left
    return weight, weight - body


def _climbs(formula: Formula) -> Equation | None:
    found = _step(formula)
    return None if found is None else change_bodies(formula.equation, lambda body: found[0] + found[1])


def _no_rate(formula: Formula) -> Equation | None:
    found = _step(formula)
    return None if found is None else change_bodies(formula.equation, lambda body: found[0] - found[1] / LEARNING_RATE)


def _forgets(formula: Formula) -> Equation | None:
    found = _step(formula)
    return None if found is None else change_bodies(formula.equation, lambda body: -found[1])


STEP = (
    Fault(
        "step.climbs",
        "the step goes uphill",
        "The gradient points to where the loss grows; the step goes against it.",
        "Does the loss become smaller when a weight moves along its gradient?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\nloss: mean_squared_error\n",
        _climbs,
    ),
    Fault(
        "step.rate-missing",
        "the learning rate is missing",
        "The whole gradient is taken off, whatever the learning rate is.",
        "What would change here if the learning rate were halved?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\nloss: mean_squared_error\n",
        _no_rate,
    ),
    Fault(
        "step.forgets-the-weight",
        "the new weight forgets the old one",
        "The step is taken from the old weight; here the weight becomes the step itself.",
        "What should happen to a weight whose gradient is 0?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\nloss: mean_squared_error\n",
        _forgets,
    ),
)
