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
    """One layer; shapes leave the batch out, and `where` names it in messages.

    `shapes` has its parameters by full name, `own` and `states` their and its state's full names by the short ones.
    """

    name: str
    where: str
    kind: Kind[Any, Any]
    setup: Any
    input_shape: Shape
    output_shape: Shape
    shapes: Mapping[str, Shape]
    own: Mapping[str, str]
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers, each fed with the one before, and the loss on the last one's output.

    `parameters` has the shape of every parameter, "conv1.W" and so on, `states` the names of all states, `masked` the
    layers that take a mask.
    """

    input_shape: Shape
    layers: tuple[Layer, ...]
    loss: Loss | None
    parameters: Mapping[str, Shape]
    states: tuple[str, ...]
    masked: tuple[str, ...]


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
    return Stack(
        shape,
        tuple(layers),
        None if loss is None else read_loss(loss),
        parameters={name: sizes for layer in layers for name, sizes in layer.shapes.items()},
        states=tuple(name for layer in layers for name in layer.states.values()),
        masked=tuple(layer.name for layer in layers if layer.kind.draw_mask),
    )


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
    return settle_layer(name, options.where, kind, kind.read(options, shape), shape)


def settle_layer(name: str, where: str, kind: Kind[Any, Any], setup: Any, shape: Shape) -> Layer:
    """The layer with all that does not change from pass to pass."""
    parameters = kind.parameters(setup)
    return Layer(
        name,
        where,
        kind,
        setup,
        shape,
        kind.output_shape(setup),
        shapes={full_name(name, short): sizes for short, sizes in parameters.items()},
        own={short: full_name(name, short) for short in parameters},
        states={short: full_name(name, short) for short in kind.initial_state(setup, np.float64)},
    )


def shapes(stack: Stack) -> dict[str, Shape]:
    """The output shape of every layer, without the batch, and "input"."""
    return {"input": stack.input_shape} | {layer.name: layer.output_shape for layer in stack.layers}


def initial_parameters(stack: Stack, generator: np.random.Generator, dtype: npt.DTypeLike) -> dict[str, Array]:
    """Glorot weights, zero biases; drawn in float64, so that every dtype starts at the same values."""
    return {
        layer.own[short]: array.astype(dtype)
        for layer in stack.layers
        for short, array in layer.kind.initialise(layer.setup, generator).items()
    }


def initial_state(stack: Stack, dtype: npt.DTypeLike) -> dict[str, Array]:
    """Running mean 0 and variance 1 of every batch norm: "bn1.running_mean", "bn1.running_variance"."""
    return {
        layer.states[short]: array
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


def full_name(layer: str, short: str) -> str:
    """The name of a layer's parameter or state outside the layer."""
    return f"{layer}.{short}"


def find(stack: Stack, name: str) -> Layer:
    """The layer of that name. Raises EngineError if there is none."""
    for layer in stack.layers:
        if layer.name == name:
            return layer
    names = ", ".join(layer.name for layer in stack.layers)
    raise engine_error(f"layer {name}", "the network has no such layer", f"its layers are {names}")
