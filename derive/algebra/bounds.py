"""Proofs that a guard always holds, from the ranges of its indices and declared facts about named sizes."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations

import sympy
from sympy import Add, Expr, Integer

from derive.algebra.affine import Affine
from derive.algebra.equation import Guard, Range, Term
from derive.algebra.index import Index
from derive.algebra.size import Size, normal

Facts = tuple[Expr, ...]  # each is >= 0


@cache
def nonnegative(size: Size, facts: Facts = ()) -> bool:
    """e >= 0 if, after taking away at most two facts (each >= 0), no coefficient of e is negative once every
    size is written as its least value plus an excess. False means: not proved."""
    if isinstance(size, int):
        return size >= 0
    chosen = ((), *((fact,) for fact in facts), *combinations(facts, 2))
    return any(_no_negative_coefficient(sympy.expand(size - sum(some))) for some in chosen)


def always(guard: Guard, ranges: Iterable[Range], facts: Facts = ()) -> bool:
    """0 <= a < n for all values of the indices; False means: not proved."""
    extents = dict(ranges)
    low = _extreme(guard.affine, extents, facts, largest=False)
    high = _extreme(guard.affine, extents, facts, largest=True)
    if low is None or high is None:
        return False
    return nonnegative(low, facts) and nonnegative(normal(guard.size - 1 - high), facts)


def implied(guard: Guard, term: Term, free: tuple[Range, ...], facts: Facts = ()) -> bool:
    """A guard follows from the ranges, from a bracket [a = b] of its term, or from declared facts."""
    ranges = (*free, *term.bound)
    forms = [guard.affine]
    for bracket in term.brackets:
        forms += [b for a, b in ((bracket.left, bracket.right), (bracket.right, bracket.left)) if a == guard.affine]
    return any(always(Guard(form, guard.size), ranges, facts) for form in forms)


def drop_implied_guards(term: Term, free: tuple[Range, ...], facts: Facts = ()) -> Term | None:
    """[0 <= a < n] f = f where the guard follows from the ranges, a bracket, a declared fact or a narrower guard."""
    kept = [guard for guard in term.guards if not implied(guard, term, free, facts)]
    for guard in tuple(kept):
        if any(narrower(other, guard, facts) for other in kept if other is not guard):
            kept.remove(guard)
    return Term(term.bound, tuple(kept), term.brackets, term.body) if len(kept) < len(term.guards) else None


def narrower(one: Guard, other: Guard, facts: Facts = ()) -> bool:
    """0 <= a < n gives 0 <= a + c < m where c >= 0 and n + c <= m."""
    ahead = other.affine - one.affine
    if ahead.terms or not nonnegative(ahead.const, facts):
        return False
    return nonnegative(normal(other.size - one.size - ahead.const), facts)


def _extreme(affine: Affine, extents: Mapping[Index, Size], facts: Facts, *, largest: bool) -> Size | None:
    """The largest or smallest value, None where a coefficient's sign is not known."""
    total = affine.const
    for index, coefficient in affine.terms:
        rising = nonnegative(coefficient, facts)
        if not rising and not nonnegative(normal(-coefficient), facts):
            return None
        if rising == largest:
            total = total + coefficient * (extents[index] - 1)
    return normal(total)


def _no_negative_coefficient(expression: Expr) -> bool:
    symbols = sorted(expression.free_symbols, key=lambda symbol: str(symbol.name))
    if not symbols:
        return bool(expression >= 0)
    if not expression.is_polynomial(*symbols):
        return False
    least = {symbol: symbol + (Integer(1) if symbol.is_positive else Integer(0)) for symbol in symbols}
    monomials = Add.make_args(sympy.expand(expression.xreplace(least)))
    return all(bool(monomial.as_coeff_Mul()[0] >= 0) for monomial in monomials)
