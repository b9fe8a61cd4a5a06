"""Formulas in the form in which kernels compute them where arithmetic has infinities; what is printed stays."""

from dataclasses import replace

import sympy
from sympy import Expr, Function

from derive.algebra.equation import Equation, Reduction
from derive.algebra.tensor import Entry, TensorRole
from derive.kernels.lowering.bodies import product_of_entries


class weighted(Function):
    """t f, and 0 where t is 0, also where f is infinite: 0 log 0 = 0."""

    is_real = True


class ratio(Function):
    """t/f, and 0 where t is 0, also where f is 0."""

    is_real = True


def careful(equation: Equation) -> Equation:
    """The equation with the products of its targets in careful forms."""
    if equation.reduction is not Reduction.SUM:
        return equation
    return replace(equation, terms=tuple(replace(term, body=_weighed(term.body)) for term in equation.terms))


def _weighed(body: Expr) -> Expr:
    """Products of targets with something that may be infinite, a logarithm, a difference of logits, a quotient: the
    inner ones first."""
    if not body.has(Entry) or isinstance(body, Entry):
        return body
    inner = body.func(*map(_weighed, body.args))
    form = _product(inner) if inner.is_Mul else None
    return inner if form is None else form


def _product(product: Expr) -> Expr | None:
    weights = [factor for factor in product.args if _of_targets(factor)]
    others = [factor for factor in product.args if factor.has(Entry) and factor not in weights]
    below = sympy.Mul(*(factor for factor in others if factor.is_Pow and factor.exp == -1))
    above = sympy.Mul(*(factor for factor in others if not (factor.is_Pow and factor.exp == -1)))
    rest = sympy.Mul(*(factor for factor in product.args if factor not in (*weights, *others)))
    weight = sympy.Mul(*weights)
    if not weights or (below == 1 and product_of_entries(above) is not None):
        return None
    shared = weight if below == 1 else ratio(weight, 1 / below)
    return rest * (shared * above if product_of_entries(above) is not None else weighted(shared, above))


def _of_targets(factor: Expr) -> bool:
    """Whether a factor has targets in it and nothing else that an array holds."""
    entries = factor.atoms(Entry)
    return bool(entries) and all(entry.tensor.role is TensorRole.TARGET for entry in entries)
