"""What rounding may do to an equation, as equations of the same language: running error analysis on formulas.

For y = sum of f(x): `magnitude` is the sum of |f|, worked out on absolute values; `carried` is how far the errors of
what f reads, and of its own operations, can move the sum (Higham 2002, section 3.3), in units of round-off. The
roundings of the products and of the sum itself are a count times the magnitude, and no part of `carried`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import prod

import sympy
from sympy import Abs, Expr, Integer, Symbol

from derive.algebra.equation import Equation, Reduction, Term
from derive.algebra.functions import KINKED
from derive.algebra.index import Index, Role
from derive.algebra.size import Size, value_of
from derive.algebra.tensor import Entry, Fact, Tensor, TensorRole
from derive.errors import EvaluationError
from derive.verification.tolerance import ELEMENTARY

UNROUNDED = KINKED  # which side an argument is on is taken from the point
NEVER_NEGATIVE = (TensorRole.MASK, TensorRole.COUNT)


@dataclass(frozen=True, slots=True)
class Rounding:
    """The equation of the magnitude, and that of the carried error, None where nothing is carried."""

    magnitude: Equation
    carried: Equation | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Of an expression: what its absolute value does not exceed, and its error in units of round-off."""

    size: Expr
    error: Expr


def rounding(equation: Equation, inexact: frozenset[str]) -> Rounding:
    """The two equations; `inexact` names the tensors that carry an error."""
    if equation.reduction in (Reduction.MAXIMUM, Reduction.FIRST):
        carried = None if is_exact(equation, inexact) else _with_entries(equation, _error)
        return Rounding(_with_entries(equation, _size), carried)
    pairs = [(term, _product(sympy.Mul.make_args(term.body), inexact)) for term in equation.terms]
    moved = _total(equation, ((term, pair.error) for term, pair in pairs))
    return Rounding(_total(equation, ((term, pair.size) for term, pair in pairs)), moved if moved.terms else None)


def is_exact(equation: Equation, inexact: frozenset[str]) -> bool:
    """Winners and counts are whole numbers, and the largest of exact numbers is one of them."""
    if equation.reduction is Reduction.FIRST or equation.left.tensor.role is TensorRole.COUNT:
        return True
    return equation.reduction is Reduction.MAXIMUM and not _read(equation) & inexact


def summands(equation: Equation, sizes: Mapping[Symbol, int]) -> int:
    """How many numbers are added up in one entry, at the most."""
    meeting = _meeting(equation) if equation.reduction is Reduction.SCATTER else ()
    return sum(_products(term, sizes) for term in equation.terms) * prod(value_of(size, sizes) for size in meeting)


def _products(term: Term, sizes: Mapping[Symbol, int]) -> int:
    """How many products a term adds up at the most: a bracket leaves the longest of its indices no choice."""
    lengths, seen = {index: value_of(size, sizes) for index, size in term.bound}, set[Index]()
    for bracket in term.brackets:
        own = {index for index in bracket.difference.indices if index in lengths}
        if own and not own & seen:
            del lengths[max(own, key=lambda index: (lengths[index], index.name))]
        seen |= own
    return prod(lengths.values())


def magnitude_of(tensor: Tensor) -> Tensor:
    """The tensor of the absolute values."""
    return replace(tensor, name=f"{tensor.name}_size", facts=(), bar=None)


def error_of(tensor: Tensor) -> Tensor:
    """The tensor of the errors, in units of round-off."""
    return replace(tensor, name=f"{tensor.name}_error", facts=(), bar=None)


def _size(entry: Entry) -> Entry:
    """|T[...]|: the entry itself where it is never negative, as a winner is, whose array holds the taps' numbers."""
    taps = any(index.role is Role.TAP for subscript in entry.subscripts for index in subscript.indices)
    wins = entry.tensor.role is TensorRole.SELECTOR and taps
    if wins or entry.tensor.role in NEVER_NEGATIVE or {Fact.POSITIVE, Fact.NOT_NEGATIVE} & set(entry.tensor.facts):
        return entry
    return Entry(magnitude_of(entry.tensor), entry.subscripts)


def _error(entry: Entry) -> Entry:
    return Entry(error_of(entry.tensor), entry.subscripts)


def _pair(body: Expr, inexact: frozenset[str]) -> Pair:
    """An expression with the roundings of its own operations."""
    match body:
        case Entry():
            return Pair(_size(body), _error(body) if body.tensor.name in inexact else Integer(0))
        case _ if not body.has(Entry):
            return Pair(Abs(body), Integer(0))
        case sympy.Add():
            parts = [_pair(part, inexact) for part in body.args]
            whole = sympy.Add(*(part.size for part in parts))
            return Pair(whole, sympy.Add(*(part.error for part in parts), (len(parts) - 1) * whole))
        case sympy.Mul():
            pair = _product(body.args, inexact)
            return Pair(pair.size, pair.error + (len(body.args) - 1) * pair.size)
        case sympy.Pow() if body.exp.is_Integer and body.exp > 0:
            pair = _product((body.base,) * int(body.exp), inexact)
            return Pair(pair.size, pair.error + (int(body.exp) - 1) * pair.size)
        case sympy.Pow() | sympy.Function():
            return _applied(body, inexact)
        case _:
            raise EvaluationError(f"no error bound for {type(body).__name__}; have you added a new type?")


def _product(factors: Iterable[Expr], inexact: frozenset[str]) -> Pair:
    """|f g| = |f| |g|, and an error of one is carried by the other; without the product's own rounding."""
    pairs = [_pair(factor, inexact) for factor in factors]
    whole = sympy.Mul(*(pair.size for pair in pairs))
    others = (sympy.Mul(*(p.size for p in pairs if p is not pair)) for pair in pairs)
    return Pair(whole, sympy.Add(*(pair.error * rest for pair, rest in zip(pairs, others, strict=True))))


def _applied(body: Expr, inexact: frozenset[str]) -> Pair:
    """|df/da| times its error for each argument a, and the rounding of the value; f at the point itself."""
    variables = tuple(Symbol(f"a{place}", real=True) if a.has(Entry) else a for place, a in enumerate(body.args))
    at = dict(zip(variables, body.args, strict=True))
    slopes = (body.func(*variables).diff(variable).xreplace(at) for variable in variables if variable.is_Symbol)
    errors = (_pair(argument, inexact).error for argument in body.args if argument.has(Entry))
    carried = sympy.Add(*(Abs(slope) * error for slope, error in zip(slopes, errors, strict=True)))
    own = 0 if isinstance(body, UNROUNDED) else ELEMENTARY * Abs(body)
    return Pair(Abs(body), carried + own)


def _total(equation: Equation, bodies: Iterable[tuple[Term, Expr]]) -> Equation:
    """The equation with other bodies, each expanded, so that a sum of products is lowered as contractions."""
    terms = [
        Term(term.bound, term.guards, term.brackets, part)
        for term, body in bodies
        for part in sympy.Add.make_args(sympy.expand(body, deep=False))
        if part != 0
    ]
    if equation.reduction is not Reduction.SCATTER:
        return Equation(equation.left, equation.free, tuple(terms))
    (given,) = equation.terms
    joined = sympy.Add(*(term.body for term in terms))
    one = (Term(given.bound, given.guards, given.brackets, joined),) if terms else ()
    return Equation(equation.left, equation.free, one, Reduction.SCATTER)


def _with_entries(equation: Equation, change: Callable[[Entry], Entry]) -> Equation:
    """|max x| <= max |x|, and two maxima lie no further apart than their candidates at the most."""
    terms = tuple(
        Term(t.bound, t.guards, t.brackets, t.body.xreplace({entry: change(entry) for entry in t.body.atoms(Entry)}))
        for t in equation.terms
    )
    return Equation(equation.left, equation.free, terms, equation.reduction)


def _read(equation: Equation) -> frozenset[str]:
    return frozenset(entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry))


def _meeting(equation: Equation) -> list[Size]:
    """Of the indices that one subscript of the left side joins, all but the first: so many additions may meet."""
    ranges = dict(equation.free)
    found: list[Size] = []
    for subscript in equation.left.subscripts:
        joined = sorted(subscript.indices, key=lambda index: index.role is Role.TAP)
        found += [ranges[index] for index in joined[1:]]
    return found
