"""One call of the kernels: the tensors that were given, and those computed from them, by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from derive.algebra.tensor import bar_name
from derive.errors import SizeError
from derive.kernels.passes.plan import KernelCall, Plan
from derive.kernels.passes.settings import Held, Settings
from derive.kernels.runtime.memory import Array
from derive.network.model import Layer, Model
from derive.network.needs import check_moves
from derive.network.schedule import seeds, without_objective


@dataclass(slots=True)
class Run:
    """A call in parts, for those who want to see every tensor; nothing is forgotten. `settings` are NumPy's while a
    pass runs."""

    model: Model
    plan: Plan
    arrays: dict[str, Array]
    settings: Settings

    def backward(self, layer: Layer, y_bar: Array) -> dict[str, Array]:
        """One layer alone: the cotangents of its inputs and parameters, by its own letters, from that of its output."""
        self.arrays[bar_name(layer.output.name)] = y_bar
        own = [call for call in self.plan.from_output if call.placed == layer.name]
        with Held(self.settings):
            return {call.letter: self._run(call) for call in own}

    def run_forward(self) -> dict[str, Array]:
        """Every layer's output, with what it needs."""
        with Held(self.settings):
            for layer in self.model.layers:
                self.value(layer.output.name)
        return self.arrays

    def value(self, tensor: str) -> Array:
        """A tensor's array, computed when first asked for: selectors and counts are for the backward pass alone."""
        if tensor not in self.arrays:
            if tensor not in self.plan.forward:
                raise SizeError(f"{tensor} is needed and was not given: pass it in state or masks")
            self._run(self.plan.forward[tensor])
        return self.arrays[tensor]

    def new_state(self) -> dict[str, Array]:
        """The state after this batch; what was given stays as it was. Raises SizeError where it cannot move."""
        check_moves(self.model, self.plan.known)
        return {tensor: self._run(call) for tensor, call in self.plan.updates.items()}

    def loss(self) -> Array:
        """The objective; the network has one, and its targets were given."""
        self._check_objective()
        for call in self.plan.loss:
            found = self._run(call)
        return found

    def _check_objective(self) -> None:
        if not self.plan.loss:
            raise SizeError(f"{self.model.name} has no loss; add one to its spec, or call vjp")

    def run_loss_backward(self, wrt_input: bool) -> dict[str, Array]:
        """The cotangents from the loss's own derivative on."""
        self._check_objective()
        inputs = [tensor.name for tensor in self.model.inputs]
        return self._cotangents(call for call in self.plan.from_loss if wrt_input or call.of not in inputs)

    def run_backward(self, y_bars: Mapping[str, Array]) -> dict[str, Array]:
        """The cotangents by tensor, from those of the outputs by name, back through all layers; 0 of what only losses
        read, as their targets."""
        given = seeds(without_objective(self.model))
        read = {tensor.name for layer in self.model.layers for tensor in layer.inputs}
        ends = [layer.output.name for layer in self.model.layers if layer.output.name not in read | given.keys()]
        self.arrays.update({bar_name(name): np.zeros_like(self.value(name)) for name in ends})
        self.arrays.update({bar.name: y_bars[name] for name, bar in given.items()})
        return dict(y_bars) | self._cotangents(self.plan.from_output)

    def _cotangents(self, calls: Iterable[KernelCall]) -> dict[str, Array]:
        """What steps of the backward pass give, by tensor: of several shares and their sum, the sum, which is last."""
        with Held(self.settings):
            return {call.of: self._run(call) for call in calls if call.of is not None}

    def _run(self, call: KernelCall) -> Array:
        result = call.run(*[self.value(name) for name in call.reads], *call.sizes)
        self.arrays[call.target] = result
        return result
