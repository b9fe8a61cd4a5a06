"""A description read into layers with settled sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.engine.catalogue import LAYER_TABLE
from derive.engine.interface import Array, Kind, Shape, engine_error
from derive.engine.objective import Loss, read_loss
from derive.engine.options import Options, as_whole, only


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; shapes leave the batch out."""

    name: str
    kind: Kind[Any, Any]
    setup: Any
    input_shape: Shape
    output_shape: Shape

    @property
    def where(self) -> str:
        return f"layer {self.name} ({self.kind.name})"


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers, each fed with the one before, and the loss on the last one's output."""

    input_shape: Shape
    layers: tuple[Layer, ...]
    loss: Loss | None


def read_stack(
    input_shape: Sequence[int],
    descriptions: Sequence[Mapping[str, object]],
    loss: Mapping[str, object] | None,
) -> Stack:
    """The layers of a description. Raises EngineError with the layer, the finding and a remedy."""
    shape = read_input_shape(input_shape)
    if not descriptions:
        raise engine_error("layers", "there are none", "describe at least one layer")
    layers: list[Layer] = []
    for number, description in enumerate(descriptions):
        layer = read_layer(number, description, layers[-1].output_shape if layers else shape)
        if layer.name in [*(earlier.name for earlier in layers), "input"]:
            raise engine_error(layer.where, "the name is taken", "give every layer a name of its own")
        layers.append(layer)
    return Stack(shape, tuple(layers), None if loss is None else read_loss(loss))


def read_input_shape(input_shape: Sequence[int]) -> Shape:
    """(C, H, W) or (N,), whole numbers of at least 1."""
    sizes = [as_whole(size) for size in input_shape]
    shape = tuple(size for size in sizes if size is not None and size >= 1)
    if len(shape) != len(sizes) or len(shape) not in (1, 3):
        what = f"{tuple(input_shape)}, expected (channels, height, width) or (units,)"
        raise engine_error("input_shape", what, "leave the batch out; every size is at least 1")
    return shape


def read_layer(number: int, description: Mapping[str, object], shape: Shape) -> Layer:
    """One layer on an input of this shape (without the batch)."""
    kind = LAYER_TABLE.get(str(description.get("kind")))
    if kind is None:
        what = f"unknown kind {description.get('kind')!r}"
        raise engine_error(f"layer {number}", what, f"the kinds are {', '.join(LAYER_TABLE)}")
    name = description.get("name")
    if not isinstance(name, str) or not name or "." in name:
        what = f"the name is {name!r}"
        raise engine_error(f"layer {number} ({kind.name})", what, "give a name without a dot")
    options = Options(f"layer {name} ({kind.name})", description)
    only(options, ("kind", "name", *kind.options))
    setup = kind.read(options, shape)
    return Layer(name, kind, setup, shape, kind.output_shape(setup))


def shapes(stack: Stack) -> dict[str, Shape]:
    """The output shape of every layer, without the batch, and "input"."""
    return {"input": stack.input_shape} | {layer.name: layer.output_shape for layer in stack.layers}


def parameter_shapes(stack: Stack) -> dict[str, Shape]:
    """The shape of every parameter, "conv1.W" and so on."""
    return {
        full_name(layer, short): shape
        for layer in stack.layers
        for short, shape in layer.kind.parameters(layer.setup).items()
    }


def initial_parameters(stack: Stack, generator: np.random.Generator, dtype: npt.DTypeLike) -> dict[str, Array]:
    """Glorot weights, zero biases; drawn in float64, so that every dtype starts at the same values."""
    return {
        full_name(layer, short): array.astype(dtype)
        for layer in stack.layers
        for short, array in layer.kind.initialise(layer.setup, generator).items()
    }


def initial_state(stack: Stack, dtype: npt.DTypeLike) -> dict[str, Array]:
    """Running mean 0 and variance 1 of every batch norm: "bn1.running_mean", "bn1.running_variance"."""
    return {
        full_name(layer, short): array
        for layer in stack.layers
        for short, array in layer.kind.initial_state(layer.setup, dtype).items()
    }


def draw_masks(stack: Stack, batch: int, generator: np.random.Generator) -> dict[str, Array]:
    """One mask of booleans (M, ...) for each dropout layer, by its name."""
    return {
        layer.name: layer.kind.draw_mask(layer.setup, generator, batch)
        for layer in stack.layers
        if layer.kind.draw_mask is not None
    }


def full_name(layer: Layer, short: str) -> str:
    """The name of a layer's parameter or state outside the layer."""
    return f"{layer.name}.{short}"


def find(stack: Stack, name: str) -> Layer:
    """The layer of that name. Raises EngineError if there is none."""
    for layer in stack.layers:
        if layer.name == name:
            return layer
    names = ", ".join(layer.name for layer in stack.layers)
    raise engine_error(f"layer {name}", "the network has no such layer", f"its layers are {names}")
