"""The chain rule for one chosen weight: the partial derivatives from the loss down to it, and their composition."""

from dataclasses import dataclass
from itertools import product

from sympy import Expr

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Equation, Range, Term
from derive.algebra.evaluate import Position
from derive.algebra.index import Index
from derive.algebra.size import value_of
from derive.algebra.substitution import change_entries, substitute_entry
from derive.algebra.tensor import Entry, TensorRole, primal
from derive.calculus.compose import at_place, factor_of, insert_equation, sum_of_one, without_factor
from derive.errors import NameNotFoundError
from derive.network.backward import Gradient, by_bar, gradient
from derive.network.model import Model


@dataclass(frozen=True, slots=True)
class Link:
    """One factor of the chain: d(of)/d(wrt) = slope; `of` is None for the loss itself."""

    of: Entry | None
    wrt: Entry
    slope: Expr


@dataclass(frozen=True, slots=True)
class Chain:
    """dJ/d(weight) as a chain of partial derivatives.

    `links` lead from the loss (or from the output's given cotangent) down to the weight; `summed` has the
    ranges and conditions of their sum, around the output's cotangent. `composed` is the whole formula, with
    the loss's own derivative in its simplest form, and `factors` its links (empty where a layer's formula is
    more than one product).
    """

    weight: Entry
    links: tuple[Link, ...]
    summed: Equation
    composed: Equation
    factors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Walk:
    """The composed equation, what it was before the loss was inserted, and the links so far, the weight's first."""

    equation: Equation
    summed: Equation
    links: tuple[Link, ...]
    facts: Facts


def chain(model: Model, tensor: str, place: Position) -> Chain:
    """The chain for one entry of a parameter, or of the input, by its place counted from 0.

    Raises NameNotFoundError where the network has no such tensor or entry.
    """
    linked, best = (_walk(model, tensor, place, best) for best in (False, True))
    weight = Entry(model.tensors[tensor], best.equation.left.subscripts)
    summed, composed = (_collapsed(model, walk, eq) for walk, eq in ((linked, linked.summed), (best, best.equation)))
    return Chain(weight, _in_order(model, linked), summed, composed, _in_order(model, best))


def _walk(model: Model, tensor: str, place: Position, best: bool) -> _Walk:
    """Inserts the linked formulas into each other, from the weight's own up to the loss or the given cotangent."""
    own = gradient(model, tensor)
    start = at_place(_formula(own, best), _indices_at(model, own, place))
    links = _links(model, Entry(model.tensors[tensor], start.left.subscripts), start.terms)
    walk = _Walk(start, start, links, _facts(own))
    while (above := _waiting(walk.equation.terms)) is not None:
        name = primal(above.tensor).name
        if name == model.output.name and model.loss is None:
            break
        step = by_bar(model, above.tensor)
        facts = (*walk.facts, *_facts(step))
        found = insert_equation(walk.equation, _formula(step, best), facts)
        if found is None:
            break
        below = Entry(model.tensors[name], above.subscripts)
        summed = walk.summed if name == model.output.name else found.equation
        walk = _Walk(found.equation, summed, (*walk.links, *_links(model, below, found.terms)), facts)
    return walk


def _in_order(model: Model, walk: _Walk) -> tuple[Link, ...]:
    """The links from the loss down; none where one is missing."""
    zero = _ones(model, walk.equation)
    complete = all(below.of == above.wrt for below, above in zip(walk.links, walk.links[1:], strict=False))
    complete = complete and _is_whole(model, walk)
    return tuple(_at_zero(link, zero) for link in reversed(walk.links)) if complete else ()


def _is_whole(model: Model, walk: _Walk) -> bool:
    """Whether the last link is the loss, or the output's cotangent where there is no loss."""
    top = walk.links[-1].of if walk.links else None
    return bool(walk.links) and (top is None or (model.loss is None and top.tensor == model.output))


def _links(model: Model, wrt: Entry, terms: tuple[Term, ...]) -> tuple[Link, ...]:
    """The partial derivative that leads to `wrt`, where its formula is one product with one cotangent."""
    if len(terms) != 1:
        return ()
    body = terms[0].body
    above = _waiting(terms)
    if above is None:
        return (Link(None, wrt, body),)
    if factor_of(body, above.tensor) is None:
        return ()
    of = Entry(primal(above.tensor), above.subscripts)
    return (Link(of, wrt, without_factor(body, above)),)


def _bound(equation: Equation) -> tuple[Range, ...]:
    return tuple(item for term in equation.terms for item in term.bound)


def _formula(found: Gradient, best: bool) -> Equation:
    return found.best.equation if best else found.derivation.equation


def _facts(found: Gradient) -> Facts:
    return tuple(fact.xreplace(dict(found.placed.sizes)) for fact in found.placed.declaration.facts)


def _waiting(terms: tuple[Term, ...]) -> Entry | None:
    """The cotangent that the terms still wait for."""
    entries = {entry for term in terms for entry in term.body.atoms(Entry)}
    waiting = [entry for entry in entries if entry.tensor.role is TensorRole.COTANGENT]
    return min(waiting, key=lambda entry: entry.key) if waiting else None


def _ones(model: Model, equation: Equation) -> dict[Index, Affine]:
    """The bound indices that have one value only, at the network's known sizes."""
    return {index: affine(0) for index, size in _bound(equation) if model.number(size) == 1}


def _collapsed(model: Model, walk: _Walk, equation: Equation) -> Equation:
    ones = frozenset(_ones(model, equation))
    terms = tuple(sum_of_one(term, equation.free, ones, walk.facts) or term for term in equation.terms)
    return Equation(equation.left, equation.free, terms, equation.reduction)


def _at_zero(link: Link, zero: dict[Index, Affine]) -> Link:
    def fixed(entry: Entry) -> Entry:
        return substitute_entry(entry, zero)

    return Link(link.of and fixed(link.of), fixed(link.wrt), change_entries(link.slope, fixed))


def _indices_at(model: Model, found: Gradient, place: Position) -> dict[Index, int]:
    """The values of the free indices at which the left side is the entry at `place`."""
    left, free = found.derivation.equation.left, found.derivation.equation.free
    shape = model.shape(left.tensor)
    _check_place(model, found.tensor, shape, place)
    point: dict[Index, int] = {}
    ranges = dict(free)
    for subscript, number in zip(left.subscripts, place, strict=True):
        if subscript == affine(subscript.indices[0]):
            point[subscript.indices[0]] = number
            continue
        extents = [range(value_of(ranges[index], model.values)) for index in subscript.indices]
        for choice in product(*extents):
            trial = dict(zip(subscript.indices, choice, strict=True))
            if subscript.value(trial, model.values) == number:
                point |= trial
                break
    return point


def _check_place(model: Model, tensor: str, shape: tuple[object, ...], place: Position) -> None:
    shown = f"({', '.join(str(size) for size in shape)})"
    example = f"{tensor}[{','.join('0' for _ in shape)}]"
    if len(place) != len(shape):
        raise NameNotFoundError(f"{tensor} has {len(shape)} subscripts, shape {shown}; write it like {example}")
    for number, size in zip(place, shape, strict=True):
        if isinstance(size, int) and number >= size:
            written = f"{tensor}[{','.join(map(str, place))}]"
            raise NameNotFoundError(f"{written} does not exist: {tensor} has shape {shown}, counted from 0")
