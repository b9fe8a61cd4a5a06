"""Linked cotangents composed: the formula of one is put into the formula of another, until the loss is reached."""

from dataclasses import dataclass

from sympy import Expr, Mul

from derive.algebra.affine import affine
from derive.algebra.bounds import Facts, drop_implied_guards
from derive.algebra.elimination import eliminate
from derive.algebra.equation import Bracket, Equation, Range, Reduction, Term
from derive.algebra.folding import match
from derive.algebra.index import Index
from derive.algebra.substitution import apart, substitute
from derive.algebra.tensor import Entry, Tensor
from derive.calculus.derivation import Rule

COMPOSE = Rule("insertion", "sum of E r with E = sum of f is sum of f r, where E occurs once, as a factor")


@dataclass(frozen=True, slots=True)
class Inserted:
    """The equation after an insertion, and each inserted term in its letters, in the order of the terms."""

    equation: Equation
    terms: tuple[Term, ...]


def insert_equation(equation: Equation, definition: Equation, facts: Facts = ()) -> Inserted | None:
    """sum of E r, with E = sum of f, is sum of f r: bound indices renamed apart, guards and brackets joined.

    Declines unless both sides are sums and E's tensor occurs once, as a factor, in each term that has it.
    """
    if {equation.reduction, definition.reduction} != {Reduction.SUM}:
        return None
    terms: list[Term] = []
    inserted: list[Term] = []
    for term in equation.terms:
        if not any(entry.tensor == definition.left.tensor for entry in term.body.atoms(Entry)):
            terms.append(term)
            continue
        entry = factor_of(term.body, definition.left.tensor)
        if entry is None:
            return None
        for inner in _read_at(entry, definition, (*equation.free, *term.bound), facts):
            rest = without_factor(term.body, entry)
            guards = tuple(dict.fromkeys((*term.guards, *inner.guards)))
            joined = Term((*term.bound, *inner.bound), guards, (*term.brackets, *inner.brackets), Mul(rest, inner.body))
            terms.append(drop_implied_guards(joined, equation.free, facts) or joined)
            inserted.append(inner)
    return Inserted(Equation(equation.left, equation.free, tuple(terms)), tuple(inserted)) if inserted else None


def factor_of(body: Expr, tensor: Tensor) -> Entry | None:
    """The only entry of a tensor in a body, if the body is that entry times what has none of it."""
    found: list[Entry] = [entry for entry in body.atoms(Entry) if entry.tensor == tensor]
    return found[0] if len(found) == 1 and found[0] in Mul.make_args(body) else None


def without_factor(body: Expr, entry: Entry) -> Expr:
    """The other factors of a product."""
    return Mul(*(factor for factor in Mul.make_args(body) if factor != entry))


def at_place(equation: Equation, place: dict[Index, int]) -> Equation:
    """The equation at one value of each free index."""
    mapping = {index: affine(value) for index, value in place.items()}
    left = Entry(equation.left.tensor, tuple(subscript.substitute(mapping) for subscript in equation.left.subscripts))
    free = tuple(item for item in equation.free if item[0] not in place)
    return Equation(left, free, tuple(substitute(term, mapping) for term in equation.terms), equation.reduction)


def sum_of_one(term: Term, free: tuple[Range, ...], ones: frozenset[Index], facts: Facts = ()) -> Term | None:
    """sum over k = 0 of f(k) = f(0), for the bound indices whose range is known to be one number."""
    mapping = {index: affine(0) for index, _ in term.bound if index in ones}
    if not mapping:
        return None
    bound = tuple(item for item in term.bound if item[0] not in mapping)
    fixed = substitute(Term(bound, term.guards, term.brackets, term.body), mapping)
    return drop_implied_guards(fixed, free, facts) or fixed


def _read_at(entry: Entry, definition: Equation, ranges: tuple[Range, ...], facts: Facts) -> tuple[Term, ...]:
    """The definition's terms at the subscripts of an entry, in letters that are not taken."""
    own = apart(definition, (index for index, _ in ranges))
    where = match(own.left, entry)
    if where is not None:
        return tuple(substitute(term, where) for term in own.terms)
    pairs = zip(own.left.subscripts, entry.subscripts, strict=True)
    brackets = tuple(Bracket(left, right) for left, right in pairs)
    return tuple(_solved(own, term, brackets, ranges, facts) for term in own.terms)


def _solved(
    definition: Equation, term: Term, brackets: tuple[Bracket, ...], ranges: tuple[Range, ...], facts: Facts
) -> Term:
    """T[a] = sum over i of [e(i) = a] f(i), where T[e(i)] = f(i) defines every entry of T once."""
    read = Term((*definition.free, *term.bound), term.guards, (*term.brackets, *brackets), term.body)
    while (solved := eliminate(read, ranges, lambda bracket: True, facts)) is not None:
        read = solved[0]
    return read
