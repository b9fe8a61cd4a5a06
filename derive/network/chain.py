"""The chain rule for one chosen weight: the partial derivatives from the loss down to it, and their composition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Equation, Term
from derive.algebra.evaluate import Position
from derive.algebra.index import Index
from derive.algebra.size import value_of
from derive.algebra.substitution import rename_bound
from derive.algebra.tensor import Entry
from derive.calculus.compose import at_place, insert_equation, sum_of_one
from derive.errors import NameNotFoundError
from derive.network.backward import Gradient, by_bar, gradient
from derive.network.links import MOST_WAYS, Link, Linked, at_zero, facts_of, is_given, linked, renamed, waiting
from derive.network.model import Model

MOST_TERMS = 2 * MOST_WAYS  # of a whole formula


@dataclass(frozen=True, slots=True)
class Way:
    """One way from the loss down to the weight, as a product of partial derivatives under one sum.

    `links` lead from the loss (or from a given cotangent) down to the weight; `summed` has the ranges and conditions of
    their sum as its one term; `factors` are the links with the loss's own derivative in its simplest form, `factored`
    their sum. `through` names the uses that the way takes of tensors with several, the weight's first; `ends` is such a
    tensor, whose cotangent is given, where there are too many ways.
    """

    links: tuple[Link, ...]
    summed: Equation
    factors: tuple[Link, ...]
    factored: Equation
    through: tuple[str, ...] = ()
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """dJ/d(weight) as a sum over the ways from the loss to it.

    `composed` is the whole formula, with the loss's own derivative in its simplest form. There are no ways where a
    layer's factor cannot be written without a sum.
    """

    weight: Entry
    composed: Equation
    ways: tuple[Way, ...]


def chain(model: Model, tensor: str, place: Position) -> Chain:
    """The chain for one entry of a parameter, or of the input, by its place counted from 0.

    Raises NameNotFoundError where the network has no such tensor or entry.
    """
    own = gradient(model, tensor)
    composed, facts = _composed(model, own, at_place(own.best.equation, _indices_at(model, own, place)))
    weight = Entry(model.tensors[tensor], composed.left.subscripts)
    plain, best = (linked(model, own, lambda step: _indices_at(model, step, place), weight, b) for b in (False, True))
    whole = _collapsed(model, facts, composed)
    terms = tuple(rename_bound(term, _fewest_primes(term)) for term in whole.terms)
    return Chain(weight, replace(whole, terms=terms), tuple(_ways(model, plain, best)))


def _ways(model: Model, plain: tuple[Linked, ...], best: tuple[Linked, ...]) -> Iterator[Way]:
    if len(plain) != len(best):
        return
    for walk, other in zip(plain, best, strict=True):
        yield Way(*_in_order(model, walk), *_in_order(model, other), walk.through, walk.ends)


def _composed(model: Model, own: Gradient, start: Equation) -> tuple[Equation, Facts]:
    """The formulas inserted into each other, from the weight's own up to the loss or the given cotangent; or up to
    where they would have too many terms."""
    equation, facts = start, facts_of(own)
    while (above := waiting(equation.terms)) is not None and not is_given(model, above):
        step = by_bar(model, above.tensor)
        facts = (*facts, *facts_of(step))
        found = insert_equation(equation, step.best.equation, facts)
        if found is None or len(found.equation.terms) > MOST_TERMS:
            break
        equation = found.equation
    return equation, facts


def _in_order(model: Model, walk: Linked) -> tuple[tuple[Link, ...], Equation]:
    """The links from the loss down with their sum, in letters with as few primes as there can be."""
    zero = _ones(model, walk.equation)
    whole = _collapsed(model, walk.facts, walk.equation)
    (term,) = whole.terms
    letters = _fewest_primes(term)
    links = tuple(renamed(at_zero(link, zero), letters) for link in reversed(walk.links))
    return links, replace(whole, terms=(rename_bound(term, letters),))


def _fewest_primes(term: Term) -> dict[Index, Index]:
    """m, m'' as m, m': the copies of each letter in the order of the sum."""
    copies: Counter[str] = Counter()
    mapping: dict[Index, Index] = {}
    for index, _ in term.bound:
        mapping[index] = replace(index, number=copies[index.name])
        copies[index.name] += 1
    return mapping


def _ones(model: Model, equation: Equation) -> dict[Index, Affine]:
    """The bound indices that have one value only, at the network's known sizes."""
    bound = (item for term in equation.terms for item in term.bound)
    return {index: affine(0) for index, size in bound if model.number(size) == 1}


def _collapsed(model: Model, facts: Facts, equation: Equation) -> Equation:
    ones = frozenset(_ones(model, equation))
    terms = tuple(sum_of_one(term, equation.free, ones, facts) or term for term in equation.terms)
    return Equation(equation.left, equation.free, terms, equation.reduction)


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
