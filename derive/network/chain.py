"""The chain rule for one chosen weight: the partial derivatives from the loss down to it, and their composition."""

from dataclasses import dataclass
from itertools import product

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Equation
from derive.algebra.evaluate import Position
from derive.algebra.index import Index
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry
from derive.calculus.compose import at_place, insert_equation, sum_of_one
from derive.errors import NameNotFoundError
from derive.network.backward import Gradient, by_bar, gradient
from derive.network.links import Link, Linked, at_zero, facts_of, is_given, linked, waiting
from derive.network.model import Model


@dataclass(frozen=True, slots=True)
class Chain:
    """dJ/d(weight) as a chain of partial derivatives.

    `links` lead from the loss (or from the output's given cotangent) down to the weight; `summed` has the
    ranges and conditions of their sum as its one term. `composed` is the whole formula, with the loss's own
    derivative in its simplest form; `factors` are its links and `factored` their sum. Links are empty where a
    layer's factor cannot be written without a sum.
    """

    weight: Entry
    links: tuple[Link, ...]
    summed: Equation
    composed: Equation
    factors: tuple[Link, ...]
    factored: Equation


def chain(model: Model, tensor: str, place: Position) -> Chain:
    """The chain for one entry of a parameter, or of the input, by its place counted from 0.

    Raises NameNotFoundError where the network has no such tensor or entry.
    """
    own = gradient(model, tensor)
    point = _indices_at(model, own, place)
    composed, facts = _composed(model, own, at_place(own.best.equation, point))
    weight = Entry(model.tensors[tensor], composed.left.subscripts)
    walks = (linked(model, own, point, weight, best) for best in (False, True))
    (links, summed), (factors, factored) = (_in_order(model, walk, composed) for walk in walks)
    return Chain(weight, links, summed, _collapsed(model, facts, composed), factors, factored)


def _composed(model: Model, own: Gradient, start: Equation) -> tuple[Equation, Facts]:
    """The formulas inserted into each other, from the weight's own up to the loss or the given cotangent."""
    equation, facts = start, facts_of(own)
    while (above := waiting(equation.terms)) is not None and not is_given(model, above):
        step = by_bar(model, above.tensor)
        facts = (*facts, *facts_of(step))
        found = insert_equation(equation, step.best.equation, facts)
        if found is None:
            break
        equation = found.equation
    return equation, facts


def _in_order(model: Model, walk: Linked | None, composed: Equation) -> tuple[tuple[Link, ...], Equation]:
    """The links from the loss down with their sum; none where a layer has no factor."""
    if walk is None:
        return (), composed
    zero = _ones(model, walk.equation)
    return tuple(at_zero(link, zero) for link in reversed(walk.links)), _collapsed(model, walk.facts, walk.equation)


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
