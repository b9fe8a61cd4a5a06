"""Mistakes where a layer joins several inputs: one of them forgotten, a sign or a factor lost, the wrong factor."""

from sympy import Expr, Integer, Mul

from derive.algebra.equation import Equation
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies, replaced, scaled, with_role

SUM = "inputs: {x1: {features: 1}, x2: {features: 1}}\nlayers:\n  - add: [x1, x2]\n"
DIFFERENCE = "inputs: {x1: {features: 1}, x2: {features: 1}}\nlayers:\n  - subtract: [x1, x2]\n"
PRODUCT = "inputs: {x1: {features: 1}, x2: {features: 1}}\nlayers:\n  - multiply: [x1, x2]\n"


def _joins(formula: Formula) -> bool:
    """Whether it is the derivative by one of several inputs."""
    return formula.of_input and len(formula.declaration.inputs) > 1


def _number(formula: Formula) -> int:
    """The place of the input that the derivative is by."""
    bars = formula.equation.left.tensor.bar
    return [tensor.name for tensor in formula.declaration.inputs].index(bars.of.name if bars else "")


def _bar(formula: Formula) -> Expr:
    (bar,) = with_role(formula.equation, TensorRole.COTANGENT)
    return bar


def _factors(formula: Formula) -> list[Entry]:
    """The other inputs that the derivative is multiplied by."""
    return [entry for entry in with_role(formula.equation, TensorRole.INPUT) if isinstance(entry, Entry)]


def _forgotten(formula: Formula) -> Equation | None:
    """The last input's, as where a skip connection is left out on the way back."""
    last = _joins(formula) and _number(formula) == len(formula.declaration.inputs) - 1
    return change_bodies(formula.equation, lambda body: Integer(0)) if last else None


def _shared_out(formula: Formula) -> Equation | None:
    if not _joins(formula) or _factors(formula):
        return None
    return scaled(formula.equation, Integer(1) / len(formula.declaration.inputs))


def _sign_lost(formula: Formula) -> Equation | None:
    if not _joins(formula) or not all(term.body.could_extract_minus_sign() for term in formula.equation.terms):
        return None
    return change_bodies(formula.equation, lambda body: -body)


def _factor_missing(formula: Formula) -> Equation | None:
    if not _joins(formula) or not _factors(formula):
        return None
    return replaced(formula.equation, dict.fromkeys(_factors(formula), Integer(1)))


def _own_factor(formula: Formula) -> Equation | None:
    """Every other factor becomes the input itself."""
    if not _joins(formula) or not _factors(formula):
        return None
    own = Entry(formula.declaration.inputs[_number(formula)], formula.equation.left.subscripts)
    return change_bodies(formula.equation, lambda body: Mul(_bar(formula), *(own for _ in _factors(formula))))


JOINING = (
    Fault(
        "joining.input-forgotten",
        "nothing goes back to one of the inputs",
        "Each input of the layer moves its output, so each of them gets a gradient. A skip connection that is left out "
        "on the way back is this mistake.",
        "What happens to the output if only this input changes?",
        SUM,
        _forgotten,
    ),
    Fault(
        "joining.shared-out",
        "the gradient is divided among the summands",
        "A sum hands the whole gradient to each of its summands: the derivative of x₁ + x₂ by x₁ is 1, not 1/2.",
        "By how much does a sum change if one summand grows by 1?",
        SUM,
        _shared_out,
    ),
    Fault(
        "joining.sign-lost",
        "the minus of a difference is lost on the way back",
        "What is taken off moves the difference the other way: the derivative of x₁ - x₂ by x₂ is -1.",
        "Does the difference grow or fall if what is taken off grows?",
        DIFFERENCE,
        _sign_lost,
    ),
    Fault(
        "joining.factor-missing",
        "the other factor of a product is missing in its derivative",
        "The derivative of x₁x₂ by x₁ is x₂, not 1.",
        "What is the derivative of a product by one of its factors?",
        PRODUCT,
        _factor_missing,
    ),
    Fault(
        "joining.own-factor",
        "the derivative of a product holds the factor itself instead of the other one",
        "The derivative of x₁x₂ by x₁ is x₂; with x₁ in its place a gate's gradient does not see the gate.",
        "Which of the two factors stands in the derivative by x₁?",
        PRODUCT,
        _own_factor,
    ),
)
