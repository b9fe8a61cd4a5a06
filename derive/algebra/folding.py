"""Folds: rewriting a scalar body by the definition of a named tensor. Each declines where its guard fails."""

from collections.abc import Mapping

import sympy
from sympy import Expr, Poly, Symbol

from derive.algebra.affine import Affine
from derive.algebra.equation import Equation
from derive.algebra.functions import sigmoid, softplus, unfold
from derive.algebra.index import Index
from derive.algebra.substitution import change_entries, substitute_entry
from derive.algebra.tensor import Entry

TRANSCENDENTAL = (sympy.exp, sympy.tanh, sympy.log)


def _kernels(body: Expr) -> set[Expr]:
    """The transcendental parts of a body: exp, tanh, log of something, or a root."""
    roots = {power for power in body.atoms(sympy.Pow) if not power.exp.is_Integer}
    return set(body.atoms(*TRANSCENDENTAL)) | roots


def match(pattern: Entry, entry: Entry) -> dict[Index, Affine] | None:
    """The values of the pattern's indices that make it `entry`, where its subscripts are single indices."""
    if pattern.tensor != entry.tensor:
        return None
    found: dict[Index, Affine] = {}
    for left, right in zip(pattern.subscripts, entry.subscripts, strict=True):
        if left.const != 0 or len(left.terms) != 1 or left.terms[0][1] != 1:
            return None
        if found.setdefault(left.indices[0], right) != right:
            return None
    return found


def pointwise(definition: Equation) -> tuple[Entry, Expr] | None:
    """(a[i], f) of a definition a[i] = f(entries at i): one term, nothing bound, guarded or bracketed."""
    if len(definition.terms) != 1:
        return None
    term = definition.terms[0]
    return None if term.bound or term.guards or term.brackets else (definition.left, term.body)


def name_expression(body: Expr, definition: Equation) -> Expr | None:
    """From a[i] = f(i), f with a transcendental part: wherever f(r) stands in the body, a[r] does."""
    defined = pointwise(definition)
    if defined is None or not _kernels(unfold(defined[1])):
        return None
    left, right = defined
    pattern = min(right.atoms(Entry), key=lambda entry: (-len(entry.subscripts), entry.key))
    named = body
    for entry in sorted((e for e in body.atoms(Entry) if e.tensor == pattern.tensor), key=lambda e: e.key):
        where = match(pattern, entry)
        if where is not None:
            named = named.xreplace({_at(right, where): _at(left, where)})
    return named if named != body else None


def fold_definition(body: Expr, definition: Equation) -> Expr | None:
    """From a = f(t(z)), rational in one transcendental t: t(z) = the solution; z is gone from the body.

    With a = 1/(1 + exp(-z)): exp(-z) = (1 - a)/a, so exp(-z)/(1 + exp(-z))^2 = a (1 - a).
    """
    defined = pointwise(definition)
    if defined is None:
        return None
    left, right = defined[0], unfold(defined[1])
    inputs = right.atoms(Entry)
    kernels = _kernels(right)
    if len(inputs) != 1 or len(kernels) != 1:
        return None
    (pattern,), (kernel,) = inputs, kernels
    solution = _solve_linear(left - right.xreplace({kernel: (unknown := Symbol("unknown"))}), unknown)
    if solution is None:
        return None
    if kernel.is_Pow:  # a = f(T^q) also says what T is
        kernel, solution = kernel.base, solution ** (1 / kernel.exp)
    folded = body
    for entry in sorted((e for e in body.atoms(Entry) if e.tensor == pattern.tensor), key=lambda e: e.key):
        where = match(pattern, entry)
        if where is None:
            return None
        folded = folded.xreplace({_at(kernel, where): _at(solution, where)})
    folded = min((folded, tidy(sympy.factor(sympy.cancel(folded)))), key=sympy.count_ops)
    gone = not any(entry.tensor == pattern.tensor for entry in folded.atoms(Entry))
    return folded if gone and folded != body else None


def solve_for(definition: Equation, tensor: str) -> tuple[Entry, Expr] | None:
    """(e[i], its value) from a pointwise definition a[i] = f(e[i], ...) in which e occurs once, linearly."""
    defined = pointwise(definition)
    if defined is None:
        return None
    own = [entry for entry in defined[1].atoms(Entry) if entry.tensor.name == tensor]
    if len(own) != 1:
        return None
    unknown = Symbol("unknown")
    solution = _solve_linear(defined[0] - defined[1].xreplace({own[0]: unknown}), unknown)
    return None if solution is None else (own[0], solution)


def insert(body: Expr, definition: Equation) -> Expr | None:
    """a[r] = f(entries at r): every a[r] in the body is replaced by f, for a pointwise definition."""
    defined = pointwise(definition)
    if defined is None:
        return None
    mapping: dict[Expr, Expr] = {}
    for entry in body.atoms(Entry):
        where = match(defined[0], entry) if entry.tensor == defined[0].tensor else None
        if where is not None:
            mapping[entry] = _at(defined[1], where)
    return body.xreplace(mapping) if mapping else None


def cancel(body: Expr) -> Expr | None:
    """A fraction in lowest terms, factored."""
    lowest = tidy(sympy.factor(sympy.cancel(body)))
    return lowest if lowest != body else None


def log_of_sigmoid(body: Expr) -> Expr | None:
    """log s(z) = -softplus(-z) and log(1 - s(z)) = -softplus(z), for s(z) = 1/(1 + exp(-z))."""
    mapping: dict[Expr, Expr] = {}
    for node in body.atoms(sigmoid):
        mapping[sympy.log(node)] = -softplus(-node.args[0])
        mapping[sympy.log(1 - node)] = -softplus(node.args[0])
    changed = body.xreplace(mapping)
    return changed if changed != body else None


def log_of_quotient(body: Expr, definitions: tuple[Equation, ...]) -> Expr | None:
    """log(e / s) = x - log s, for a tensor e that is defined as exp(x), and s > 0."""
    changed = body
    for definition in definitions:
        defined = pointwise(definition)
        if defined is None:
            continue
        for node in sorted(body.atoms(sympy.log), key=str):
            quotient = node.args[0]
            own = [entry for entry in quotient.atoms(Entry) if entry.tensor == defined[0].tensor]
            where = match(defined[0], own[0]) if len(own) == 1 else None
            rest = quotient / own[0] if own else quotient
            if where is not None and rest.is_positive:
                exponent = _at(defined[1], where).args[0]
                changed = changed.xreplace({node: exponent - sympy.log(1 / rest)})
    return changed if changed != body else None


def tidy(product: Expr) -> Expr:
    """-f (a - 1) = f (1 - a): a leading minus goes into a difference, where there is one."""
    coefficient, rest = product.as_coeff_Mul()
    if not coefficient.is_negative:
        return product
    factors = list(rest.args) if rest.is_Mul else [rest]
    for place, factor in enumerate(factors):
        if factor.is_Add:
            factors[place] = -factor
            return sympy.Mul(-coefficient, *factors)
    return product


def _at(expression: Expr, where: Mapping[Index, Affine]) -> Expr:
    return change_entries(expression, lambda entry: substitute_entry(entry, where))


def _solve_linear(equation: Expr, unknown: Symbol) -> Expr | None:
    """The root of a fraction whose numerator is of first degree in `unknown`."""
    numerator, _ = sympy.fraction(sympy.together(equation))
    if not numerator.is_polynomial(unknown):
        return None
    polynomial = Poly(numerator, unknown)
    if polynomial.degree() != 1:
        return None
    slope, offset = polynomial.all_coeffs()
    return sympy.cancel(-offset / slope)
