"""A dense layer on a shifted input: its formula, and what its weights would have to be for it to commute."""

from dataclasses import dataclass, replace

from sympy import Symbol

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Guard, Term
from derive.algebra.folding import match
from derive.algebra.size import named
from derive.algebra.substitution import substitute
from derive.algebra.tensor import Entry, TensorRole
from derive.calculus.derivation import Derivation, Rule, Step
from derive.calculus.translation import SHIFT, at_positions, on_shifted, shifted_input
from derive.calculus.vjp import Variable

REINDEX = Rule("shifted index", "sum over c of [0 <= c - t < n] f(c) = sum over c of f(c + t)")


@dataclass(frozen=True, slots=True)
class Untranslatable:
    """A layer without windows on a shifted input.

    `derivation` ends in the layer's formula, t outputs later, over the input as it was; the layer commutes
    with the shift, whatever the input, only where `conditions` hold of the weights.
    """

    shift: Equation
    derivation: Derivation
    conditions: tuple[Equation, ...]


def dense_translation(forward: Equation, variable: Variable) -> Untranslatable | None:
    """z_shifted[k + t] = b[k + t] + sum over c of W[k + t, c + t] x[c], for x_shifted[c] = x[c - t].

    Declines unless the input is a vector and the layer one weight for each pair of an output and an entry.
    """
    axis = len(variable.entry.subscripts) - 1
    weighted = [term for term in forward.terms if len(term.bound) == 1]
    if axis != 1 or len(weighted) != 1 or len(forward.left.subscripts) != 2:
        return None
    shift_by = named("t", 0)
    shift = shifted_input(variable, (shift_by,), (axis,))
    unit = forward.free[-1][0]
    free = tuple((index, size - shift_by if index == unit else size) for index, size in forward.free)
    start = at_positions(on_shifted(forward, variable, shift), {unit: affine(unit) + shift_by}, free)
    inserted = _with_guards(start, shift)
    reindexed = _reindexed(inserted, shift_by)
    steps = (
        Step(SHIFT, start, inserted, "what was shifted in is 0"),
        Step(REINDEX, inserted, reindexed, "the same products, numbered from 0"),
    )
    conditions = _conditions(reindexed, forward)
    return Untranslatable(shift, Derivation(steps, reindexed), conditions) if conditions else None


def _with_guards(equation: Equation, shift: Equation) -> Equation:
    """The shifted input replaced by the input, where that is in range."""
    terms = []
    for term in equation.terms:
        found = [entry for entry in term.body.atoms(Entry) if entry.tensor == shift.left.tensor]
        where = match(shift.left, found[0]) if found else None
        if where is None:
            terms.append(term)
            continue
        (source,) = (substitute(own, where) for own in shift.terms)
        terms.append(
            replace(term, guards=(*term.guards, *source.guards), body=term.body.xreplace({found[0]: source.body}))
        )
    return Equation(equation.left, equation.free, tuple(terms), equation.reduction)


def _reindexed(equation: Equation, step: Symbol) -> Equation:
    """sum over c of [0 <= c - t < n] f(c) = sum over c = 0 .. n-t-1 of f(c + t)."""
    terms = []
    for term in equation.terms:
        if len(term.bound) == 1 and term.guards == (Guard(affine(term.bound[0][0]) - step, term.bound[0][1]),):
            ((index, size),) = term.bound
            moved = substitute(replace(term, guards=()), {index: affine(index) + step})
            term = replace(moved, bound=((index, size - step),))
        terms.append(term)
    return Equation(equation.left, equation.free, tuple(terms), equation.reduction)


def _conditions(later: Equation, forward: Equation) -> tuple[Equation, ...]:
    """The parameters that stand at the same entry of the input in both formulas: W[k + t, c + t] = W[k, c]."""
    found = []
    for one, other in zip(later.terms, forward.terms, strict=True):
        (left,), (right,) = _parameters(one), _parameters(other)
        used = {index for subscript in left.subscripts for index in subscript.indices}
        free = tuple(item for item in (*later.free, *one.bound) if item[0] in used)
        found.append(Equation(left, free, (Term((), (), (), right),)))
    return tuple(found)


def _parameters(term: Term) -> list[Entry]:
    return [entry for entry in term.body.atoms(Entry) if entry.tensor.role is TensorRole.PARAMETER]
