"""Shared weights: a layer's connections from each unit to each input entry, and which weight stands on which."""

from collections.abc import Mapping
from dataclasses import dataclass

from derive.algebra.equation import Equation
from derive.algebra.evaluate import Point, Position, World, points, term_values
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.connection import as_dense, connection
from derive.calculus.derivation import Derivation
from derive.network.backward import in_network
from derive.network.model import Layer, Model


@dataclass(frozen=True, slots=True)
class Sharing:
    """A layer as a dense one: w[unit, entry] by the layer's own weights, and the output through w.

    The first `unit_axes` subscripts of w number the unit, the others the entry of the layer's input.
    """

    weight: Tensor
    derivation: Derivation
    dense: Equation
    unit_axes: int

    @property
    def connection(self) -> Tensor:
        """w."""
        return self.equation.left.tensor

    @property
    def equation(self) -> Equation:
        """The weight of each connection."""
        return self.derivation.equation


CONNECTION, INSTEAD = "w", "omega"


def connection_letter(model: Model) -> str:
    """The letter of the connections: w, or omega where a size of the network is called w."""
    return INSTEAD if CONNECTION in {str(symbol) for symbol in model.sizes} else CONNECTION


def sharing(layer: Layer, letter: str = CONNECTION) -> Sharing | None:
    """The layer's connections in a letter; None unless it is linear in its input and a weight has several of them."""
    declaration = layer.declaration
    if len(declaration.inputs) > 1:
        return None
    forward, variable = declaration.equations[-1], declaration.input_variable
    derived = connection(forward, variable, declaration.facts, letter)
    body = None if derived is None else derived.equation.terms[0].body
    if derived is None or not isinstance(body, Entry) or body.tensor.role is not TensorRole.PARAMETER:
        return None
    if len(body.subscripts) >= len(derived.equation.left.subscripts):
        return None
    dense = layer.instantiate(as_dense(forward, variable, derived.equation))
    axes = len(forward.left.subscripts) - 1
    return Sharing(layer.tensors[body.tensor.name], in_network(layer, derived), dense, axes)


def size_of_matrix(model: Model, found: Sharing) -> tuple[int, int]:
    """The number of units and of input entries; the network's sizes must be numbers."""
    sizes = [value_of(size, model.values) for size in found.equation.left.tensor.shape]
    units, entries = 1, 1
    for axis, size in enumerate(sizes):
        units, entries = (units * size, entries) if axis < found.unit_axes else (units, entries * size)
    return units, entries


def connections(model: Model, found: Sharing) -> Mapping[tuple[Position, Position], Position]:
    """The weight on every connection that there is: (unit, entry) -> place in the weight's tensor."""
    equation = found.equation
    (term,) = equation.terms
    weight: Entry = term.body
    world = World({}, model.values)
    joined: dict[tuple[Position, Position], Position] = {}

    def place(entry: Entry, point: Point) -> Position:
        return tuple(subscript.value(point, model.values) for subscript in entry.subscripts)

    for point in points(equation.free, world, {}):
        for inner, _ in term_values(term, lambda at: 1, point, world):
            at = place(equation.left, point)
            joined[at[: found.unit_axes], at[found.unit_axes :]] = place(weight, inner)
    return joined


def numbered_connections(model: Model, found: Sharing) -> Mapping[tuple[int, int], tuple[int, Position]]:
    """Every connection by numbers counted row by row from 1: (unit, entry) -> (weight, its place)."""
    sizes = tuple(int(model.number(size)) for size in found.equation.left.tensor.shape)
    shape = tuple(int(model.number(size)) for size in found.weight.shape)
    axes = found.unit_axes
    return {
        (number_in_rows(unit, sizes[:axes]), number_in_rows(entry, sizes[axes:])): (number_in_rows(place, shape), place)
        for (unit, entry), place in connections(model, found).items()
    }


def number_in_rows(place: Position, shape: tuple[int, ...]) -> int:
    """The place's number, counted row by row from 1."""
    number = 0
    for index, size in zip(place, shape, strict=True):
        number = number * size + index
    return number + 1
