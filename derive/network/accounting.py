"""What a network costs, counted on its sizes: entries, parameters, multiply-adds, receptive fields, memory.

Every count is a size: an int where all sizes are fixed, else an expression in the named ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sympy import Expr, Integer

from derive.algebra.equation import Equation, Term
from derive.algebra.size import Size
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.layers.declaration import BATCH
from derive.network.model import Layer, Model
from derive.network.receptive_field import Seen, of_itself, seen_of, through

FLOAT32 = 4  # bytes


@dataclass(frozen=True, slots=True)
class LayerAccount:
    """One layer's counts, as formulas in the network's sizes; those of activations are for one example.

    `seen` is how many entries of each input, on each axis, one output can depend on, padding included, with the known
    numbers put in; `memory` the bytes of the output in float32.
    """

    layer: Layer
    parameters: Expr
    multiply_adds: Expr
    seen: Mapping[str, Seen]
    memory: Expr

    @property
    def field(self) -> tuple[Size, ...]:
        """The extents of a network with one input; ValueError for what depends on several."""
        (only,) = self.seen.values()
        return only.extents


def account(model: Model) -> tuple[LayerAccount, ...]:
    """The counts of every layer, in order."""
    fields = {given.name: {given.name: of_itself(given)} for given in model.inputs}
    found = []
    for layer in model.layers:
        seen: dict[str, Seen] = {}
        for given in model.inputs:
            field = through(model, layer, fields[given.name])
            if field is not None:
                fields[given.name][layer.output.name] = field
                seen[given.name] = seen_of(model, given, field)
        memory = entries(layer.output) * FLOAT32
        found.append(LayerAccount(layer, parameters(layer), multiply_adds(layer), seen, memory))
    return tuple(found)


def entries(tensor: Tensor) -> Expr:
    """The number of entries, of one example where the tensor has a batch axis."""
    return _product(size for size in tensor.shape if size != BATCH)


def parameters(layer: Layer) -> Expr:
    """The number of a layer's trainable numbers."""
    return sum((entries(tensor) for tensor in layer.own_parameters), Integer(0))


def multiply_adds(layer: Layer) -> Expr:
    """Multiplications of a parameter by an activation, each with its addition, for one example.

    A summand costs one for each point of its ranges; reads of padding are counted too.
    """
    own = layer.declaration
    stated = own.stated or own.equations[-1]
    weighted = [term for term in stated.terms if _multiplies(term)]
    return sum((_points(layer, stated, term) for term in weighted), Integer(0))


def _multiplies(term: Term) -> bool:
    roles = {entry.tensor.role for entry in term.body.atoms(Entry)}
    return TensorRole.PARAMETER in roles and len(roles) > 1


def _points(layer: Layer, equation: Equation, term: Term) -> Expr:
    """The points of the ranges; an index that a bracket fixes by others has no range of its own."""
    fixed = {bracket.right.indices for bracket in term.brackets if len(bracket.right.indices) == 1}
    ranges = (each for each in (*equation.free, *term.bound) if each[1] != BATCH and (each[0],) not in fixed)
    return _product(layer.size(size) for _, size in ranges)


def _product(sizes: Iterable[Size]) -> Expr:
    result = Integer(1)
    for size in sizes:
        result = result * size
    return result
