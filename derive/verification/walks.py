"""What rounding may do at a point of a case: to a layer's tensors and cotangents, to the loss and its derivative."""

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Symbol

from derive.algebra.tensor import cotangent
from derive.kernels.lowering.lower import Numbers
from derive.kernels.passes.sizes import number
from derive.layers.declaration import BATCH
from derive.network.backward import maker, stable_loss
from derive.network.model import Layer, Loss, Penalty, Placed
from derive.verification.bounds import Walk, analyse, analysed, walk
from derive.verification.case import Array, Case
from derive.verification.tolerance import Bound

Named = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Walked:
    """A layer's walk: what it gives by the names of the network's tensors, derivatives by its own letters."""

    walk: Walk
    placed: Placed

    def of(self, name: str) -> Bound:
        """The bound of a tensor that the layer gives, or of a state that it renews."""
        return self.walk.bound(self._letter(name))

    def by(self, letter: str) -> Bound:
        """The bound of what the layer gives to the derivative by a tensor, called so in its declaration."""
        variable = self.placed.declaration.variable(letter)
        return self.walk.bound(cotangent(variable.tensor).name)

    def _letter(self, name: str) -> str:
        return next(letter for letter, tensor in self.placed.tensors.items() if tensor.name == name)


def walk_layer(case: Case, layer: Layer, arrays: Named, y_bar: Array | None = None) -> Walked:
    """From the arrays of a layer's input, parameters, masks and state, by their names in the network."""
    computed = {equation.left.tensor.name for equation in layer.declaration.equations}
    own = {letter: tensor.name for letter, tensor in layer.tensors.items() if letter not in computed}
    given = {letter: arrays[name] for letter, name in own.items() if name in arrays}
    if y_bar is not None:
        given[cotangent(layer.declaration.output).name] = y_bar
    return Walked(walk(analysed(layer.declaration, layer.moves), _sizes(case, layer), given), layer)


def walk_loss(case: Case, loss: Loss) -> Walked:
    """From what the loss reads, and its target."""
    arrays = {**case.inputs, **case.tensors, **case.targets}
    given = {own.name: arrays[loss.tensors[own.name].name] for own in loss.declaration.compared}
    return Walked(walk(analysed(loss.declaration), _sizes(case, loss), given), loss)


def walk_penalty(case: Case, penalty: Penalty) -> Walked:
    """From the weight."""
    (own,), (weight,) = penalty.declaration.parameters, penalty.parameters
    given = {own.name: case.params[weight.name]}
    return Walked(walk(analysed(penalty.declaration), _sizes(case, penalty), given), penalty)


def loss_bound(case: Case, loss: Loss) -> Bound:
    """The loss's bound as kernels compute it: from the last layer's input where that is more exact."""
    derived = stable_loss(case.model, loss)
    if derived is None:
        return walk_loss(case, loss).of(loss.output.name)
    last, target = maker(case.model, loss.input), loss.target
    arrays = {**case.inputs, **case.tensors, **case.targets}
    definitions = {symbol: definition for symbol, definition in case.model.sizes.items() if definition is not None}
    given = {last.input.name: arrays[last.input.name], target.name: arrays[target.name]}
    steps = analyse((*last.equations, derived.equation), Numbers({}, definitions))
    return walk(steps, case.sizes, given).bound(loss.output.name)


def _sizes(case: Case, placed: Placed) -> dict[Symbol, int]:
    return {BATCH: case.sizes[BATCH]} | {symbol: number(size, case.sizes) for symbol, size in placed.sizes.items()}
