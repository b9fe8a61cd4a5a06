"""Mistakes in the derivative of the loss, alone and joined with the last layer's."""

from sympy import Expr, Integer, Mul, log

from derive.algebra.equation import Equation
from derive.algebra.setting import settings
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies, replaced, scaled, with_role


def _is_loss(formula: Formula) -> bool:
    return formula.declaration.output.role is TensorRole.LOSS


def _slope(formula: Formula) -> bool:
    """Whether it is the derivative by what the loss compares with its target."""
    return _is_loss(formula) and formula.of_input and formula.of(formula.declaration.inputs[0])


def _logarithmic(formula: Formula) -> bool:
    return any(term.body.has(log) for term in formula.declaration.equations[-1].terms)


def _here(formula: Formula) -> tuple[Expr, Expr]:
    """The network's output and the target at the formula's place."""
    at = formula.equation.left.subscripts
    if not formula.joined:
        a, t = formula.declaration.compared
        return Entry(a, at), Entry(t, at)
    (target,) = with_role(formula.equation, TensorRole.TARGET)
    others = [e for e in _entries(formula.equation) if e.tensor.role is not TensorRole.TARGET]
    return others[0], target


def _target(formula: Formula) -> Entry:
    """The target's entry in a formula in the loss's own letters."""
    own = formula.declaration.compared[1]
    return next(entry for entry in _entries(formula.equation) if entry.tensor == own)


def _entries(equation: Equation) -> list[Entry]:
    return sorted((e for term in equation.terms for e in term.body.atoms(Entry)), key=lambda entry: entry.key)


def _divisor(formula: Formula) -> Expr:
    """The sizes that the formula is divided by."""
    (term,) = formula.equation.terms
    below = term.body.as_numer_denom()[1]
    return Mul(*(factor for factor in Mul.make_args(below) if not factor.atoms(Entry)))


def _joined_already(formula: Formula) -> Equation | None:
    """(a - t)/divisor as the derivative by a."""
    if not _slope(formula) or not _logarithmic(formula):
        return None
    a, t = _here(formula)
    return change_bodies(formula.equation, lambda body: (a - t) / _divisor(formula))


def _slope_twice(formula: Formula) -> Equation | None:
    """(a - t) a (1 - a): the last layer's slope once more."""
    if not formula.joined or not with_role(formula.equation, TensorRole.TARGET):
        return None
    a, _ = _here(formula)
    return scaled(formula.equation, a * (1 - a))


def _sign(formula: Formula) -> Equation | None:
    return scaled(formula.equation, Integer(-1)) if formula.joined or _slope(formula) else None


def _climbs(formula: Formula) -> Equation | None:
    if not (_is_loss(formula) and formula.output and _logarithmic(formula)):
        return None
    return scaled(formula.equation, Integer(-1))


def _one_half_only(formula: Formula) -> Equation | None:
    """The part of t = 0 is missing."""
    if not (_slope(formula) or (_is_loss(formula) and formula.output)) or not _logarithmic(formula):
        return None
    (term,) = formula.equation.terms
    target = _target(formula)
    return replaced(formula.equation, {1 - target: Integer(0)}) if term.body.has(1 - target) else None


def _logarithm_missing(formula: Formula) -> Equation | None:
    """-t in place of -t/a."""
    if not _slope(formula) or not _logarithmic(formula):
        return None
    a, _ = _here(formula)
    return replaced(formula.equation, {1 / a: Integer(1), 1 / (1 - a): Integer(1)})


def _held(formula: Formula) -> Equation | None:
    """The derivative by a target that the network computes, taken for 0."""
    if not _is_loss(formula) or not formula.of_input or _slope(formula):
        return None
    return change_bodies(formula.equation, lambda body: Integer(0))


def _weight_missing(formula: Formula) -> Equation | None:
    if not _is_loss(formula) or not formula.backward:
        return None
    weights = {each: Integer(1) for each in settings((formula.equation,)) if each.option == "weight"}
    return replaced(formula.equation, weights) if weights else None


LOSS = (
    Fault(
        "loss.joined-already",
        "the loss's derivative by the output is taken to be a - t",
        "a - t is the derivative by what the sigmoid or softmax reads. If that layer's slope follows, it is counted "
        "twice.",
        "By which tensor is a - t the derivative of the loss?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: binary_cross_entropy\n",
        _joined_already,
    ),
    Fault(
        "loss.slope-twice",
        "the last layer's slope is multiplied into a - t",
        "a - t contains the slope of the sigmoid or softmax already: it has cancelled against the logarithm's.",
        "What has become of the a(1 - a) on the way to a - t?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: binary_cross_entropy\n",
        _slope_twice,
    ),
    Fault(
        "loss.sign",
        "the loss's derivative has the wrong sign",
        "t - a points uphill: a step against it makes the loss larger.",
        "If the output is too large, should the derivative be positive or negative?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: mean_squared_error\n",
        _sign,
    ),
    Fault(
        "loss.minus-missing",
        "the minus before the logarithm is missing",
        "The logarithm of a probability is negative, and the loss is its negative.",
        "Can this loss be positive?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: binary_cross_entropy\n",
        _climbs,
    ),
    Fault(
        "loss.one-half-only",
        "the part for the answer no is missing",
        "Where the target is 0, the loss is -log(1 - a); without that part such examples cost nothing.",
        "What does this formula give for an example with the target 0?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: binary_cross_entropy\n",
        _one_half_only,
    ),
    Fault(
        "loss.logarithm-missing",
        "the slope of the logarithm is missing",
        "The derivative of log a is 1/a; here it is taken to be 1.",
        "What is the derivative of -t·log a by a?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: binary_cross_entropy\n",
        _logarithm_missing,
    ),
    Fault(
        "loss.target-held",
        "nothing goes back through the target, which the network computes",
        "A target that depends on the network's inputs or weights moves the loss when they move: it is one more use. "
        "Where it is to be held, the loss says stop_gradient.",
        "On which ways does the loss change if what the target is computed from changes?",
        "input: {features: 1}\nlayers: [tanh]\nloss: {mean_squared_error: {target: input}}\n",
        _held,
    ),
    Fault(
        "loss.weight-missing",
        "the loss's weight is missing in its derivative",
        "A factor before a loss stands before each of its derivatives too.",
        "If this loss counted twice as much, what would change in its derivative?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: {mean_squared_error: {weight: 0.3}}\n",
        _weight_missing,
    ),
)
