"""A network as the volumes that it passes through: layers that change no size join the volume before them."""

from dataclasses import dataclass, replace

from sympy import Expr, Integer

from derive.algebra.size import Size
from derive.document.graph import in_place
from derive.network.accounting import parameters
from derive.network.model import Layer, Model


@dataclass(frozen=True, slots=True)
class Stage:
    """A volume of the network: the layer that makes it (None: the input), those that follow in place, its shape
    without the batch (features, or channels and one to three axes), and the parameters of all these layers."""

    name: str
    kind: str
    layers: tuple[Layer, ...]
    shape: tuple[Size, ...]
    parameters: Size

    @property
    def solid(self) -> bool:
        """Whether it has positions, and is no vector."""
        return len(self.shape) > 1

    @property
    def then(self) -> tuple[str, ...]:
        """The kinds of the layers that follow in place: relu, dropout."""
        return tuple(layer.kind.kind for layer in self.layers[1:])


def stages(model: Model) -> tuple[Stage, ...]:
    """The input and every volume, in order; a layer opens a new one unless it keeps the shape entry by entry."""
    found = [Stage("input", "input", (), model.shape(model.input)[1:], 0)]
    for layer in model.layers:
        if len(found) > 1 and in_place(layer):
            last = found[-1]
            count: Expr = last.parameters + parameters(layer)
            found[-1] = replace(last, layers=(*last.layers, layer), parameters=model.number(count))
        else:
            shape = model.shape(layer.output)[1:]
            count = model.number(Integer(0) + parameters(layer))
            found.append(Stage(layer.name, layer.kind.kind, (layer,), shape, count))
    return tuple(found)
