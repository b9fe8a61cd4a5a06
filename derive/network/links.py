"""The links of a chain of partial derivatives: each layer's factor, from a weight up to the loss."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sympy import Expr, Integer

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Equation, Term
from derive.algebra.folding import match
from derive.algebra.index import Index
from derive.algebra.substitution import substitute, substitute_entry
from derive.algebra.tensor import Entry, Partial, TensorRole, cotangent, primal
from derive.calculus.compact import expand
from derive.calculus.compose import at_place, factor_of, insert_equation, without_factor
from derive.calculus.jacobian import Jacobian, jacobian
from derive.network.backward import Gradient, by_bar
from derive.network.model import Model
from derive.network.schedule import leading, seeded, seeds

MOST_WAYS = 4  # that are followed one by one
PointOf = Callable[[Gradient], dict[Index, int]]


@dataclass(frozen=True, slots=True)
class Link:
    """One factor of the chain: d(of)/d(wrt) = the sum of `terms`, in which nothing is bound; `of` is None for the loss
    itself."""

    of: Entry | None
    wrt: Entry
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """The sum around a chain as an equation of one term, and its links, the weight's first; `through` are the uses that
    it takes of tensors with several, `ends` such a tensor at which it stops."""

    equation: Equation
    links: tuple[Link, ...]
    facts: Facts
    through: tuple[str, ...] = ()
    ends: str = ""


@dataclass(frozen=True, slots=True)
class _Factor:
    """A layer's formula as one product: `pulled` with the output's cotangent in its one term, and the layer's slope
    beside it, or, where that has several summands, a Partial for it; `slope` are the summands, if they stand apart."""

    pulled: Equation
    slope: Jacobian | tuple[Term, ...] | None = None


def linked(model: Model, own: Gradient, at: PointOf, weight: Entry, best: bool) -> tuple[Linked, ...]:
    """The layers' factors, one inserted after the other, for a weight at a point of its indices, on each way from it to
    the loss; none where a layer has no factor that can be written without a sum, or the weight itself is used on more
    than a few ways. `best` takes the loss's own derivative in its simplest form."""
    counts, parts = ways(model), seeded(model)
    found: list[Linked] = []
    open_ways: list[tuple[Gradient, Entry, Linked | None]] = [(own, weight, None)]
    while open_ways:
        step, wrt, walk = open_ways.pop()
        if step.shares and (counts[step.tensor] > MOST_WAYS or step.tensor in parts):
            if walk is None:
                return ()
            found.append(replace(walk, ends=step.tensor))
            continue
        if step.shares:
            open_ways += [(share, wrt, walk) for share in reversed(step.shares)]
            continue
        joined = _joined(model, step, at, wrt, walk, best)
        if joined is None:
            return ()
        above = waiting(joined.equation.terms)
        if above is None or is_given(model, above):
            found.append(joined)
        else:
            open_ways.append((by_bar(model, above.tensor), Entry(primal(above.tensor), above.subscripts), joined))
    return tuple(found)


def ways(model: Model) -> Mapping[str, int]:
    """On how many ways each tensor acts on the loss, or on the output."""
    found: dict[str, int] = {}
    for placed in reversed(leading(model)):
        through = found.get(placed.output.name, 1)
        for variable in placed.declaration.backward_order:
            name = placed.named(variable.tensor).name
            found[name] = found.get(name, 0) + through
    return found


def _joined(model: Model, step: Gradient, at: PointOf, wrt: Entry, walk: Linked | None, best: bool) -> Linked | None:
    """The walk with one layer's factor more; a part of a cotangent through one use is the whole of it on this way."""
    facts = (*(walk.facts if walk else ()), *facts_of(step))
    factor = _factor(model, step, best, facts)
    if factor is None:
        return None
    left = factor.pulled.left
    whole = replace(factor.pulled, left=Entry(cotangent(primal(left.tensor)), left.subscripts))
    joined = _inserted(walk, whole, at(step) if walk is None else {}, facts)
    link = None if joined is None else _link(factor, joined[1], wrt)
    if joined is None or link is None:
        return None
    through = left.tensor.bar.through if left.tensor.bar is not None else None
    taken = (*(walk.through if walk else ()), *((through,) if through else ()))
    return Linked(joined[0], (*(walk.links if walk else ()), link), facts, taken)


def _inserted(
    walk: Linked | None, pulled: Equation, point: dict[Index, int], facts: Facts
) -> tuple[Equation, Term] | None:
    """The chain with one more factor, and this factor's term in its letters."""
    if walk is None:
        start = at_place(pulled, point)
        return start, start.terms[0]
    found = insert_equation(walk.equation, pulled, facts)
    return None if found is None else (found.equation, found.terms[0])


def _factor(model: Model, step: Gradient, best: bool, facts: Facts) -> _Factor | None:
    formula = (step.best if best else step.derivation).equation
    inner = _over_output(model, step, formula, facts)
    if inner is None:
        return None
    above = waiting(inner.terms)
    if len(inner.terms) == 1 and (above is None or factor_of(inner.terms[0].body, above.tensor)):
        return _Factor(inner)
    if above is None:
        one = replace(inner, terms=(Term((), (), (), Integer(1)),))
        return None if any(term.bound for term in inner.terms) else _Factor(one, inner.terms)
    found = jacobian(expand(inner) or inner, primal(inner.left.tensor), facts)
    return None if found is None else _Factor(found.chain, found)


def _over_output(model: Model, step: Gradient, formula: Equation, facts: Facts) -> Equation | None:
    """A layer's formula with no cotangent but its output's: those of tensors inside the layer are inserted."""
    own = {each.name for each in step.placed.tensors.values()}
    own -= {*(tensor.name for tensor in step.placed.inputs), step.placed.output.name}
    while inside := [each for each in cotangents(formula.terms) if primal(each.tensor).name in own]:
        definition = by_bar(model, min(inside, key=lambda entry: entry.key).tensor).derivation.equation
        found = insert_equation(expand(formula) or formula, definition, facts)
        if found is None:
            return None
        formula = found.equation
    return formula


def _link(factor: _Factor, inserted: Term, wrt: Entry) -> Link | None:
    """The link of a factor that stands in the chain as `inserted`."""
    if isinstance(factor.slope, Jacobian):
        (partial,) = inserted.body.atoms(Partial)
        terms = factor.slope.at(partial)
        return None if terms is None else Link(partial.of, wrt, terms)
    if factor.slope is not None:
        where = match(Entry(wrt.tensor, factor.pulled.left.subscripts), wrt)
        return None if where is None else Link(None, wrt, tuple(substitute(term, where) for term in factor.slope))
    above = waiting((inserted,))
    if above is None:
        return Link(None, wrt, (_plain(inserted.body),))
    return Link(Entry(primal(above.tensor), above.subscripts), wrt, (_plain(without_factor(inserted.body, above)),))


def _plain(body: Expr) -> Term:
    return Term((), (), (), body)


def at_zero(link: Link, zero: Mapping[Index, Affine]) -> Link:
    """The link where these indices, which have one value only, are 0; brackets that are then known are left out."""
    terms = (_settled(substitute(term, zero)) for term in link.terms)
    kept = tuple(term for term in terms if term is not None) or (_plain(Integer(0)),)
    return Link(link.of and substitute_entry(link.of, zero), substitute_entry(link.wrt, zero), kept)


def _settled(term: Term) -> Term | None:
    """The term less the brackets that are 1; None where one is 0."""
    differences = [bracket.difference for bracket in term.brackets]
    if any(not each.terms and isinstance(each.const, int) and each.const != 0 for each in differences):
        return None
    return replace(term, brackets=tuple(b for b in term.brackets if b.left != b.right))


def renamed(link: Link, mapping: Mapping[Index, Index]) -> Link:
    """The link in other letters."""
    letters = {old: affine(new) for old, new in mapping.items()}
    of = link.of and substitute_entry(link.of, letters)
    return Link(of, substitute_entry(link.wrt, letters), tuple(substitute(term, letters) for term in link.terms))


def is_given(model: Model, above: Entry) -> bool:
    """Whether a cotangent is an output's in a network without a loss."""
    return not model.terms and above.tensor in seeds(model).values()


def waiting(terms: tuple[Term, ...]) -> Entry | None:
    """The cotangent that the terms still wait for."""
    waiting = cotangents(terms)
    return min(waiting, key=lambda entry: entry.key) if waiting else None


def cotangents(terms: tuple[Term, ...]) -> list[Entry]:
    entries = {entry for term in terms for entry in term.body.atoms(Entry)}
    return [entry for entry in entries if entry.tensor.role is TensorRole.COTANGENT]


def facts_of(found: Gradient) -> Facts:
    return tuple(fact.xreplace(dict(found.placed.sizes)) for fact in found.placed.declaration.facts)
