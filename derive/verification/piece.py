"""The smooth piece of a network on which a point lies: every relu and every maximum keeps the side that it has there.

The piece passes through the network's own value, and has the derivative that the conventions name. It has no
kinks, so that differences along it may take steps as long as a smooth network's; a network of millions of relus
would leave none. That a relu's or a maximum's own kernel follows its piece is checked layer by layer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from derive.errors import EvaluationError
from derive.network.model import Layer, Model
from derive.verification.case import Array, Case
from derive.verification.kinks import first_places


@dataclass(frozen=True)
class Piece:
    """The kernels of a case with its kinks held; evaluated from the first layer that a change reaches."""

    case: Case

    @cached_property
    def held(self) -> Mapping[str, Callable[[Array], Array]]:
        """What a layer with kinks does on the piece, by the layer's name."""
        case = self.case
        kinked = (layer for layer in case.model.layers if layer.declaration.has_kinks)
        return {layer.name: hold(case.model, layer, case.tensors[layer.input.name]) for layer in kinked}

    @cached_property
    def value(self) -> float:
        """The network's own value at the point: the loss, or the sum of y_bar y."""
        case = self.case
        if case.model.loss is not None:
            return float(case.kernels.loss(case.x, case.target, case.params, masks=case.masks))
        return float(np.sum(case.y_bar * case.tensors[case.model.output.name]))

    def moved(self, name: str, array: Array) -> float:
        """The piece's value with one tensor replaced: the loss, or the sum of y_bar (y - y at the point)."""
        case = self.case
        params = case.params if name == "input" else {**case.params, name: array}
        x = array if name == "input" else case.x
        target = None if case.model.loss is None else case.target
        run = case.kernels.start(x, params, target=target, masks=case.masks)
        first = first_reader(case.model, name)
        run.arrays.update({layer.output.name: case.tensors[layer.output.name] for layer in case.model.layers[:first]})
        for layer in case.model.layers[first:]:
            if layer.name in self.held:
                run.arrays[layer.output.name] = self.held[layer.name](run.arrays[layer.input.name])
            else:
                run.value(layer.output.name)
        if case.model.loss is not None:
            return float(run.loss())
        output = case.model.output.name
        return float(np.sum(case.y_bar * (run.arrays[output] - case.tensors[output])))


def first_reader(model: Model, name: str) -> int:
    """The place of the first layer that reads a tensor."""
    return next(
        place
        for place, layer in enumerate(model.layers)
        if name in (layer.input.name, *(tensor.name for tensor in layer.parameters))
    )


def hold(model: Model, layer: Layer, x: Array) -> Callable[[Array], Array]:
    """The layer as it is at x, on all of its inputs: a relu's mask, the places of a maximum's winners."""
    if layer.kind.kind not in HOLD:
        raise EvaluationError(f"no smooth piece of {layer.kind.kind} is known; have you added a new kind with kinks?")
    return HOLD[layer.kind.kind](model, layer, x)


def _hold_relu(model: Model, layer: Layer, x: Array) -> Callable[[Array], Array]:
    side = x > 0
    return lambda z: np.where(side, z, 0.0)


def _hold_maximum(model: Model, layer: Layer, x: Array) -> Callable[[Array], Array]:
    winners = first_places(model, layer, x)
    return lambda z: z.reshape(-1)[winners]


HOLD = {"relu": _hold_relu, "max_pool": _hold_maximum}
