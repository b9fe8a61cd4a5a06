"""Mistakes in the slope of an activation: the wrong tensor in it, a lost or an extra factor."""

import sympy
from sympy import Expr, Integer

from derive.algebra.equation import Equation
from derive.algebra.functions import positive, relu, relu6, sigmoid
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies, replaced, scaled, with_role

SMOOTH = (sigmoid, sympy.tanh)
KNOWN = (*SMOOTH, relu, relu6)


def _function(formula: Formula) -> type | None:
    """The scalar function that the layer applies to every entry, if it is such a layer."""
    (*others, last) = formula.declaration.equations
    if others or len(last.terms) != 1 or formula.joined:
        return None
    body = last.terms[0].body
    return type(body) if isinstance(body, KNOWN) else None


def _here(formula: Formula) -> tuple[Expr, Expr]:
    """The layer's input z and output a at the formula's own place."""
    at = formula.equation.left.subscripts
    return Entry(formula.declaration.inputs[0], at), Entry(formula.declaration.output, at)


def _slope_of(formula: Formula, *functions: type) -> bool:
    return formula.of_input and _function(formula) in functions


def _at_the_input(formula: Formula) -> Equation | None:
    z, a = _here(formula)
    return replaced(formula.equation, {a: z}) if _slope_of(formula, *SMOOTH) else None


def _applied_twice(formula: Formula) -> Equation | None:
    _, a = _here(formula)
    function = _function(formula)
    return replaced(formula.equation, {a: function(a)}) if function and _slope_of(formula, *SMOOTH) else None


def _mask_from_the_output(formula: Formula) -> Equation | None:
    """[a >= 0], written as 1 - [-a > 0]."""
    z, a = _here(formula)
    values = {positive(z): Integer(1) - positive(-a)}
    return replaced(formula.equation, values) if _slope_of(formula, relu) else None


def _mask_from_upstream(formula: Formula) -> Equation | None:
    """[a_bar > 0] in place of [z > 0]."""
    z, _ = _here(formula)
    (bar, *_) = with_role(formula.equation, TensorRole.COTANGENT) or (None,)
    return replaced(formula.equation, {positive(z): positive(bar)}) if bar and _slope_of(formula, relu) else None


def _without_slope(formula: Formula) -> Equation | None:
    if not _slope_of(formula, *KNOWN):
        return None
    (bar,) = with_role(formula.equation, TensorRole.COTANGENT)
    return change_bodies(formula.equation, lambda body: bar)


def _without_upstream(formula: Formula) -> Equation | None:
    bars = with_role(formula.equation, TensorRole.COTANGENT)
    return replaced(formula.equation, dict.fromkeys(bars, Integer(1))) if _slope_of(formula, *KNOWN) else None


def _extra_input(formula: Formula) -> Equation | None:
    z, _ = _here(formula)
    return scaled(formula.equation, z) if _slope_of(formula, *KNOWN) else None


def _upper_kink_forgotten(formula: Formula) -> Equation | None:
    """[z > 0] in place of [z > 0][6 - z > 0]."""
    z, _ = _here(formula)
    return replaced(formula.equation, {positive(relu6.most - z): Integer(1)}) if _slope_of(formula, relu6) else None


def _sign_in_the_slope(formula: Formula) -> Equation | None:
    _, a = _here(formula)
    return replaced(formula.equation, {1 - a: 1 + a, 1 - a**2: 1 + a**2}) if _slope_of(formula, *SMOOTH) else None


def _square_missing(formula: Formula) -> Equation | None:
    _, a = _here(formula)
    return replaced(formula.equation, {a**2: a}) if _slope_of(formula, sympy.tanh) else None


def _no_activation(formula: Formula) -> Equation | None:
    z, _ = _here(formula)
    return change_bodies(formula.equation, lambda body: z) if formula.output and _function(formula) else None


def _sign_of_the_exponent(formula: Formula) -> Equation | None:
    z, _ = _here(formula)
    return replaced(formula.equation, {z: -z}) if formula.output and _function(formula) is sigmoid else None


ELEMENTWISE = (
    Fault(
        "elementwise.slope-at-input",
        "the slope is written with z where a belongs",
        "a(1 - a) and 1 - a² are the slopes in terms of the output a. With the input z in its place they mean nothing.",
        "Of which tensor is a(1 - a) a function?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _at_the_input,
    ),
    Fault(
        "elementwise.applied-twice",
        "the activation is applied to its own output",
        "The slope's function expects z and was handed a: it computes the activation a second time.",
        "Does the function that computes the slope take the layer's input or its output?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _applied_twice,
    ),
    Fault(
        "elementwise.mask-from-output",
        "the mask a >= 0 lets everything pass",
        "After a relu no entry is below 0, so that a >= 0 holds everywhere. The mask is a > 0, or z > 0.",
        "For which entries is the output of a relu at least 0?",
        "input: {features: 1}\nlayers: [relu]\n",
        _mask_from_the_output,
    ),
    Fault(
        "elementwise.mask-from-upstream",
        "the mask is taken from the gradient",
        "Whether an entry passes depends on the layer's input: the slope is [z > 0]. Here the gradient from above "
        "decides itself.",
        "Which entries did the forward pass let through?",
        "input: {features: 1}\nlayers: [relu]\n",
        _mask_from_upstream,
    ),
    Fault(
        "elementwise.upper-kink-forgotten",
        "the slope of relu6 is not 0 above 6",
        "Above 6 the output stays where it is, so its slope is 0 there as it is below 0. This mask has one of the two "
        "conditions.",
        "By how much does the output change if an input of 8 grows by 1?",
        "input: {features: 1}\nlayers: [relu6]\n",
        _upper_kink_forgotten,
    ),
    Fault(
        "elementwise.slope-missing",
        "the slope of the activation is missing",
        "The gradient passes as if the activation were the identity.",
        "What does the chain rule multiply the gradient from above by?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _without_slope,
    ),
    Fault(
        "elementwise.upstream-missing",
        "the gradient from above is missing",
        "This is the slope alone. The chain rule multiplies it by the gradient of the loss by the layer's output.",
        "What would this formula give if the loss did not depend on the output at all?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _without_upstream,
    ),
    Fault(
        "elementwise.extra-input",
        "the slope is multiplied by the input too",
        "The factor z has no business here: z·[z > 0] is the activation, [z > 0] is its slope.",
        "Is this the slope of the activation, or the activation?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _extra_input,
    ),
    Fault(
        "elementwise.slope-sign",
        "a plus where the slope has a minus",
        "The slope is a(1 - a), or 1 - a² for tanh: it is small where the activation saturates, and this one is large.",
        "How large is the slope where the output is nearly 1?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _sign_in_the_slope,
    ),
    Fault(
        "elementwise.square-missing",
        "the square is missing in the slope of tanh",
        "The slope is 1 - a², this one is 1 - a.",
        "How large is the slope where the output is nearly -1?",
        "input: {features: 1}\nlayers: [tanh]\n",
        _square_missing,
    ),
    Fault(
        "elementwise.activation-missing",
        "the activation is left out",
        "The layer hands on its input as it is.",
        "What distinguishes this layer from no layer at all?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _no_activation,
    ),
    Fault(
        "elementwise.exponent-sign",
        "the exponent of the sigmoid has the wrong sign",
        "1/(1 + exp(z)) falls where it should rise.",
        "What does the formula give for a large positive z?",
        "input: {features: 1}\nlayers: [sigmoid]\n",
        _sign_of_the_exponent,
    ),
)
