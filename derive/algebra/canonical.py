"""Comparison up to renaming and reordering: a canonical form, complete for the equations that layers give.

Unequal forms are not a proof of difference; `evaluate` settles those.
"""

from itertools import islice, permutations

from derive.algebra.equation import Equation, Range, Reduction, Term
from derive.algebra.index import Index
from derive.algebra.substitution import rename_bound, rename_indices

MOST_ORDERS = 5040


def canonical(equation: Equation) -> Equation:
    """Free indices named by their place, bound ones by the order that reads first, terms sorted."""
    renamed = {index: Index("free", index.role, place) for place, (index, _) in enumerate(equation.free)}
    plain = rename_indices(equation, renamed)
    if plain.reduction is Reduction.FIRST:  # the order of its bound indices says which maximum is the first
        (term,) = plain.terms
        return rename_indices(plain, {index: Index("bound", index.role, n) for n, (index, _) in enumerate(term.bound)})
    terms = tuple(sorted(map(_canonical_term, plain.terms), key=_key))
    return Equation(plain.left, plain.free, terms, plain.reduction)


def same_form(one: Equation, other: Equation) -> bool:
    """Whether two equations are the same up to names and order of indices; False leaves it open."""
    return canonical(one) == canonical(other)


def _canonical_term(term: Term) -> Term:
    orders = islice(permutations(term.bound), MOST_ORDERS)
    return min((_numbered(term, order) for order in orders), key=_key)


def _numbered(term: Term, order: tuple[Range, ...]) -> Term:
    mapping = {index: Index("bound", index.role, place) for place, (index, _) in enumerate(order)}
    renamed = rename_bound(Term(order, term.guards, term.brackets, term.body), mapping)
    guards = tuple(sorted(renamed.guards, key=repr))
    brackets = tuple(sorted(renamed.brackets, key=repr))
    return Term(renamed.bound, guards, brackets, renamed.body)


def _key(term: Term) -> str:
    return repr((term.bound, term.guards, term.brackets, str(term.body)))
