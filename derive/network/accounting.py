"""What a network costs, counted on its sizes: entries, parameters, multiply-adds, receptive fields, memory.

Every count is a size: an int where all sizes are fixed, else an expression in the named ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sympy import Expr, Integer

from derive.algebra.affine import Affine
from derive.algebra.equation import Equation, Term
from derive.algebra.index import Index, Role
from derive.algebra.size import Size, normal
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.layers.declaration import BATCH
from derive.network.model import Layer, Model

FLOAT32 = 4  # bytes
Field = tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class LayerAccount:
    """One layer's counts, as formulas in the network's sizes; those of activations are for one example.

    `field` is how many input entries on each axis one output can depend on, padding included, with the known
    numbers put in; `memory` the bytes of the output in float32.
    """

    layer: Layer
    parameters: Expr
    multiply_adds: Expr
    field: Field
    memory: Expr


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one entry of a map sees of the input: its extent on each axis, and the step between neighbours."""

    extent: Field
    step: Field


def account(model: Model) -> tuple[LayerAccount, ...]:
    """The counts of every layer, in order."""
    whole = model.input.shape[1:]
    spatial = whole[1:] if len(whole) > 1 else whole
    ones: Field = tuple(1 for _ in spatial)
    seen = _Seen(ones, ones)
    found = []
    for layer in model.layers:
        seen = _in_numbers(model, _seen_through(layer, seen, spatial))
        memory = entries(layer.output) * FLOAT32
        found.append(LayerAccount(layer, parameters(layer), multiply_adds(layer), seen.extent, memory))
    return tuple(found)


def entries(tensor: Tensor) -> Expr:
    """The number of entries, of one example where the tensor has a batch axis."""
    return _product(size for size in tensor.shape if size != BATCH)


def parameters(layer: Layer) -> Expr:
    """The number of a layer's trainable numbers."""
    return sum((entries(tensor) for tensor in layer.parameters), Integer(0))


def multiply_adds(layer: Layer) -> Expr:
    """Multiplications of a parameter by an activation, each with its addition, for one example.

    A summand costs one for each point of its ranges; reads of padding are counted too.
    """
    stated = layer.stated
    weighted = [term for term in stated.terms if _multiplies(term)]
    return sum((_points(stated, term) for term in weighted), Integer(0))


def _multiplies(term: Term) -> bool:
    roles = {entry.tensor.role for entry in term.body.atoms(Entry)}
    return TensorRole.PARAMETER in roles and len(roles) > 1


def _points(equation: Equation, term: Term) -> Expr:
    return _product(size for _, size in (*equation.free, *term.bound) if size != BATCH)


def _product(sizes: Iterable[Size]) -> Expr:
    result = Integer(1)
    for size in sizes:
        result = result * size
    return result


def _seen_through(layer: Layer, seen: _Seen, whole: Field) -> _Seen:
    """extent' = extent + (reach - 1) * step and step' = stride * step, on each axis that the layer reads along."""
    equation = layer.stated
    for term in equation.terms:
        for entry in term.body.atoms(Entry):
            if entry.tensor == layer.input:
                return _through(entry, equation, term, seen, whole)
    return seen


def _through(entry: Entry, equation: Equation, term: Term, seen: _Seen, whole: Field) -> _Seen:
    axes = entry.subscripts[1:]
    bound = dict(term.bound)
    if any(_runs_over_all(axis, bound, size) for axis, size in _spatial(axes, entry.tensor)):
        return _Seen(whole, tuple(0 for _ in whole))
    if len(axes) != len(whole) + 1:
        return seen
    extent, step = [], []
    for axis, old, width in zip(axes[1:], seen.extent, seen.step, strict=True):
        reach = sum((c * (bound[index] - 1) for index, c in axis.terms if index in bound), 0)
        stride = next((c for index, c in axis.terms if index.role in (Role.OUTPUT, Role.INPUT)), 1)
        extent.append(normal(old + reach * width))
        step.append(normal(width * stride))
    return _Seen(tuple(extent), tuple(step))


def _in_numbers(model: Model, seen: _Seen) -> _Seen:
    """Known numbers put in at every layer, so that formulas of deep networks stay short; no more than the input."""
    sizes = [model.number(size) for size in model.input.shape[-len(seen.extent) :]]
    extents = [model.number(size) for size in seen.extent]
    clipped = (
        min(extent, size) if isinstance(extent, int) and isinstance(size, int) else extent
        for extent, size in zip(extents, sizes, strict=True)
    )
    return _Seen(tuple(clipped), tuple(map(model.number, seen.step)))


def _spatial(axes: tuple[Affine, ...], tensor: Tensor) -> list[tuple[Affine, Size]]:
    """The axes along which an image or a vector extends: all but the channels."""
    sizes = tensor.shape[1:]
    pairs = list(zip(axes, sizes, strict=True))
    return pairs[1:] if len(pairs) > 1 else pairs


def _runs_over_all(axis: Affine, bound: dict[Index, Size], size: Size) -> bool:
    """Whether a sum runs along the whole axis."""
    return len(axis.terms) == 1 and axis.const == 0 and bound.get(axis.indices[0]) == size
