"""A mean that something is centred by: computed twice, so that rounding leaves nothing of it in what is centred."""

from collections.abc import Iterable, Mapping

import sympy

from derive.algebra.equation import Equation, Reduction
from derive.algebra.folding import match
from derive.algebra.size import normal
from derive.algebra.tensor import Entry
from derive.kernels.lowering.function import Code, Function


def mean_function(
    name: str, equation: Equation, own: Iterable[Equation], identifiers: Mapping[str, str]
) -> Function | None:
    """mu[c] = 1/N sum of x[m, c], if a formula of the layer takes it off x again; else None, for the common way.

    A mean is rounded to the digits of x, which may be far larger than x's deviations.
    """
    x = _averaged(equation)
    if x is None or not any(_takes_off(formula, equation, x) for formula in own):
        return None
    bound = {index for index, _ in equation.terms[0].bound}
    axes = tuple(place for place, subscript in enumerate(x.subscripts) if bound & set(subscript.indices))
    array = identifiers[x.tensor.name]
    axis = ", ".join(map(str, axes)) + ("," if len(axes) == 1 else "")
    return Function(name, equation, {array: x.tensor}, {}, (), Code(f"mean_over({array}, axis=({axis}))"))


def _averaged(equation: Equation) -> Entry | None:
    """x, where the equation is the sum of x over some whole axes by the number of its summands, the others in order."""
    if equation.reduction is not Reduction.SUM or len(equation.terms) != 1:
        return None
    (term,) = equation.terms
    entries = term.body.atoms(Entry)
    count = sympy.Mul(*(size for _, size in term.bound))
    if len(entries) != 1 or term.guards or term.brackets or not term.bound:
        return None
    (x,) = entries
    if match(x, x) is None or match(equation.left, equation.left) is None:
        return None
    ranges = dict((*equation.free, *term.bound))
    order, left = ([subscript.indices[0] for subscript in each.subscripts] for each in (x, equation.left))
    kept = [index for index in order if index not in dict(term.bound)]
    once = len(order) == len(ranges) and set(order) == set(ranges) and left == kept
    whole = once and all(normal(ranges[i] - size) == 0 for i, size in zip(order, x.tensor.shape, strict=True))
    return x if whole and term.body == x / count else None


def _takes_off(formula: Equation, mean: Equation, x: Entry) -> bool:
    """Whether a formula is x less its mean, entry by entry."""
    bodies = [term.body for term in formula.terms if not (term.bound or term.guards or term.brackets)]
    if formula.reduction is not Reduction.SUM or len(formula.terms) != 2 or len(bodies) != 2:
        return False
    read = next((body for body in bodies if isinstance(body, Entry) and body.tensor == x.tensor), None)
    off = next((-body for body in bodies if isinstance(-body, Entry)), None)
    there = None if read is None else match(x, read)
    return (
        there is not None
        and off is not None
        and match(mean.left, off) == {index: there[index] for index, _ in mean.free}
    )
