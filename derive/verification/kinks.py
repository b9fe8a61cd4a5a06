"""Where a network is not smooth: at 0 before a relu, at a tie inside a maximum, as its equations have them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided
from sympy import Expr, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Range, Reduction, Term, total
from derive.algebra.functions import in_pieces, positive
from derive.algebra.index import Index
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.errors import EvaluationError
from derive.layers.declaration import BATCH
from derive.network.model import Layer, Model, Placed
from derive.verification.case import Array
from derive.verification.lowered import Runnable, numbers_of, runnable

Tensors = Mapping[str, Array]
Sizes = Mapping[Symbol, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A first maximum at a point: the candidates of every window on the last axis, -inf where there is none, the
    winners' numbers among them, and where the winners stand in the array, counted entry by entry."""

    candidates: Array
    winners: Array
    places: Array


@dataclass(frozen=True, slots=True)
class Side:
    """A relu or a positive of one equation: its argument as an equation with an axis for each index, lowered."""

    tensor: Tensor
    argument: Expr
    equation: Equation
    run: Runnable


def sides(model: Model, tensors: Tensors) -> tuple[Array, ...]:
    """Which side of each kink every entry is on; equal sides mean one smooth piece."""
    found: list[Array] = []
    for layer in kinked(model):
        for equation in layer.declaration.equations:
            if equation.reduction is Reduction.FIRST:
                found.append(choice(layer, equation, model, tensors).winners)
            found += [values > 0 for _, values in arguments(layer, equation, model, tensors)]
    return tuple(found)


def same_sides(one: tuple[Array, ...], other: tuple[Array, ...]) -> bool:
    """Whether no relu and no maximum changes side."""
    return all(bool(np.array_equal(a, b)) for a, b in zip(one, other, strict=True))


def smallest_distance(model: Model, tensors: Tensors) -> float | None:
    """The smallest |z| before a relu, or gap between the best two of a window; None without either.

    Gaps of exactly 0 (equal numbers, as after a relu) are decided by the tie rule, not by rounding.
    """
    distances = [float(values.min()) for values in _distances(model, tensors) if values.size]
    return min(distances) if distances else None


def _distances(model: Model, tensors: Tensors) -> Iterator[Array]:
    for layer in kinked(model):
        for equation in layer.declaration.equations:
            yield from (np.abs(values) for _, values in arguments(layer, equation, model, tensors))
            if equation.reduction is Reduction.FIRST:
                candidates = choice(layer, equation, model, tensors).candidates
                if candidates.shape[-1] > 1:
                    second, first = np.moveaxis(np.partition(candidates, (-2, -1), axis=-1)[..., -2:], -1, 0)
                    gaps = first - second
                    yield gaps[(gaps > 0) & np.isfinite(gaps)]


def kinked(model: Model) -> tuple[Layer, ...]:
    """The layers that are not smooth everywhere."""
    return tuple(layer for layer in model.layers if layer.declaration.has_kinks)


def arguments(layer: Placed, equation: Equation, model: Model, tensors: Tensors) -> list[tuple[Side, Array]]:
    """What each relu and each positive of an equation is applied to, at a point."""
    sizes = numbers(layer, model, tensors)
    given = {letter: tensors[tensor.name] for letter, tensor in layer.tensors.items() if tensor.name in tensors}
    return [(side, side.run(given, sizes)) for side in piecewise(equation, layer)]


def piecewise(equation: Equation, layer: Placed) -> list[Side]:
    """The relus and positives of an equation, each argument once, over the free and the bound indices of its term."""
    found: list[Side] = []
    known = numbers_of(layer.declaration)
    for term in equation.terms:
        ranges = (*equation.free, *term.bound)
        for argument in sorted({node.args[0] for node in in_pieces(term.body).atoms(positive)}, key=str):
            name = f"side{len(found) + 1}"
            side = Tensor(name, tuple(size for _, size in ranges), TensorRole.MASK, name)
            left = side[tuple(index for index, _ in ranges)] if ranges else side.entry()
            inner = total(left, ranges, Term((), term.guards, term.brackets, argument))
            found.append(Side(side, argument, inner, runnable(inner, known)))
    return found


def choice(layer: Placed, equation: Equation, model: Model, tensors: Tensors) -> Choice:
    """The first maximum of an equation at a point, by looking at every candidate: apart from the kernels' runtime."""
    (term,) = equation.terms
    if not isinstance(term.body, Entry):
        raise EvaluationError(f"{equation.left}: no candidates are known of a maximum over {term.body}")
    array = np.ascontiguousarray(tensors[layer.tensors[term.body.tensor.name].name])
    sizes, ranges = numbers(layer, model, tensors), (*equation.free, *term.bound)
    place = _place(term.body, array, sizes)
    extents = [value_of(size, sizes) for _, size in ranges]
    strides = [value_of(place.coefficient(index), sizes) for index, _ in ranges]
    start = value_of(place.const, sizes)
    if term.guards or term.brackets or start < 0:
        found = _present(term, ranges, array, place, sizes, extents)
    else:
        found = as_strided(array.reshape(-1)[start:], extents, [array.itemsize * s for s in strides], writeable=False)
    candidates = found.reshape(*extents[: len(equation.free)], -1)
    winners = candidates.argmax(axis=-1)
    taken = np.unravel_index(winners, extents[len(equation.free) :])
    at = (*np.indices(winners.shape, sparse=True), *taken)
    return Choice(candidates, winners, start + sum(s * index for s, index in zip(strides, at, strict=True)))


def _place(entry: Entry, array: Array, sizes: Sizes) -> Affine:
    """Where an entry stands in its array, counted entry by entry."""
    found = affine(0)
    for subscript, step in zip(entry.subscripts, np.cumprod((1, *array.shape[:0:-1]))[::-1], strict=True):
        found = found + subscript.over_sizes(lambda size: value_of(size, sizes)) * int(step)
    return found


def _present(
    term: Term, ranges: tuple[Range, ...], array: Array, place: Affine, sizes: Sizes, extents: list[int]
) -> Array:
    """The candidates, -inf where a guard or a bracket leaves one out."""
    present: Array = np.ones((1,) * len(ranges), dtype=bool)
    for guard in term.guards:
        where = _values(guard.affine, ranges, sizes)
        present = present & (where >= 0) & (where < value_of(guard.size, sizes))
    for bracket in term.brackets:
        present = present & (_values(bracket.difference, ranges, sizes) == 0)
    places = np.where(present, _values(place, ranges, sizes), 0)
    return np.broadcast_to(np.where(present, array.reshape(-1)[places], -np.inf), extents)


def numbers(layer: Placed, model: Model, tensors: Tensors) -> Sizes:
    """The layer's sizes by its own symbols, the batch included."""
    known = {symbol: value_of(model.number(size), {}) for symbol, size in layer.sizes.items()}
    return {BATCH: len(tensors[layer.inputs[0].name]), **known}


def _values(form: Affine, ranges: tuple[Range, ...], sizes: Sizes) -> Array:
    """An affine expression at all points of the ranges, each index on an axis of its own."""
    axis = {index: number for number, (index, _) in enumerate(ranges)}
    found: Array = np.full((1,) * len(ranges), value_of(form.const, sizes), dtype=np.int64)
    for index, factor in form.terms:
        found = found + value_of(factor, sizes) * _along(index, axis, ranges, sizes)
    return found


def _along(index: Index, axis: Mapping[Index, int], ranges: tuple[Range, ...], sizes: Sizes) -> Array:
    shape = [1] * len(ranges)
    shape[axis[index]] = -1
    return np.arange(value_of(dict(ranges)[index], sizes)).reshape(shape)
