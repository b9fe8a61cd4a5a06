"""A description read into layers with settled sizes."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.engine.catalogue import LAYER_TABLE
from derive.engine.interface import Array, Kind, Shape, engine_error
from derive.engine.objective import Decay, Loss, read_decay, read_losses
from derive.engine.options import Options, as_whole, only

INPUT = "input"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; shapes leave the batch out, and `where` names it in messages. `sources` are the names of what it
    reads, earlier layers or "input", and `input_shapes` their shapes.

    `shapes` has its parameters by full name, `own` and `states` their and its state's full names by the short ones.
    `shared` are the short names of those that belong to an earlier layer, `turned` of those that it reads transposed.
    """

    name: str
    where: str
    kind: Kind[Any, Any]
    setup: Any
    sources: tuple[str, ...]
    input_shapes: tuple[Shape, ...]
    output_shape: Shape
    shapes: Mapping[str, Shape]
    own: Mapping[str, str]
    states: Mapping[str, str]
    shared: frozenset[str] = frozenset()
    turned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers in an order in which each stands behind what it reads, the losses on their outputs, and what is added for
    the weights.

    `parameters` has the shape of every parameter, "conv1.W" and so on, `states` the names of all states, `masked` the
    layers that take a mask.
    """

    input_shapes: Mapping[str, Shape]
    layers: tuple[Layer, ...]
    losses: tuple[Loss, ...]
    decay: Decay | None
    parameters: Mapping[str, Shape]
    states: tuple[str, ...]
    masked: tuple[str, ...]


def read_stack(
    input_shape: Sequence[int] | Mapping[str, Sequence[int]],
    descriptions: Sequence[Mapping[str, object]],
    loss: Mapping[str, object] | Sequence[Mapping[str, object]] | None,
    regularise: Mapping[str, object] | None,
    outputs: Sequence[str],
) -> Stack:
    """The layers of a description. Raises EngineError with the layer, the finding and a remedy."""
    several = input_shape if isinstance(input_shape, Mapping) else {INPUT: input_shape}
    known = {name: read_input_shape(shape) for name, shape in several.items()}
    inputs = dict(known)
    if not descriptions:
        raise engine_error("layers", "there are none", "describe at least one layer")
    layers: list[Layer] = []
    for number, description in enumerate(descriptions):
        layer = read_layer(number, description, known, layers)
        if layer.name in known:
            raise engine_error(layer.where, "the name is taken", "give every layer a name of its own")
        layers.append(layer)
        known[layer.name] = layer.output_shape
    losses = read_losses(loss, tuple(known))
    read = {name for each in losses for name in (each.source, each.target)}
    _refuse_unread(inputs, layers, {*outputs, *read} if losses else {*outputs, layers[-1].name})
    parameters = {name: sizes for layer in layers for name, sizes in layer.shapes.items()}
    return Stack(
        inputs,
        tuple(layers),
        losses,
        read_decay(regularise, [layer.shapes for layer in layers]),
        parameters,
        states=tuple(name for layer in layers for name in layer.states.values()),
        masked=tuple(layer.name for layer in layers if layer.kind.draw_mask),
    )


def read_input_shape(input_shape: Sequence[int]) -> Shape:
    """Units (N,), or channels and one to three axes (C, ...), whole numbers of at least 1."""
    sizes = [as_whole(size) for size in input_shape]
    shape = tuple(size for size in sizes if size is not None and size >= 1)
    if len(shape) != len(sizes) or not 1 <= len(shape) <= 4:
        what = f"{tuple(input_shape)}, expected (units,) or (channels, ...) with one to three axes"
        raise engine_error("input_shape", what, "leave the batch out; every size is at least 1")
    return shape


def _refuse_unread(inputs: Mapping[str, Shape], layers: Sequence[Layer], ends: Set[str | None]) -> None:
    read = ends | {name for layer in layers for name in layer.sources}
    for name in inputs:
        if name not in read:
            raise engine_error(f"input {name}", "no layer reads it", "remove it, or name it under a layer's inputs")
    for layer in layers:
        if layer.name not in read:
            raise engine_error(layer.where, "no layer reads it", "remove it, or let a later layer read it")


def read_layer(
    number: int, description: Mapping[str, object], known: Mapping[str, Shape], earlier: Sequence[Layer]
) -> Layer:
    """One layer behind those whose output shapes are known (without the batch), the last of which it reads unless it
    says `inputs`: names. `share` gives earlier layers' parameters in place of its own: {"W": "h1.W"}, or the pair
    ("h1.W", True) for its transpose."""
    kind = LAYER_TABLE.get(str(description.get("kind")))
    if kind is None:
        what = f"unknown kind {description.get('kind')!r}"
        raise engine_error(f"layer {number}", what, f"the kinds are {', '.join(LAYER_TABLE)}")
    name = description.get("name")
    if not isinstance(name, str) or not name:
        what = f"the name is {name!r}"
        raise engine_error(f"layer {number} ({kind.name})", what, "give it a name")
    options = Options(f"layer {name} ({kind.name})", description)
    only(options, ("kind", "name", "inputs", "share", *kind.options))
    sources = _sources(options, kind, known)
    shapes = tuple(known[source] for source in sources)
    setup = kind.read(options, shapes if kind.several else shapes[0])
    layer = settle_layer(name, options.where, kind, setup, sources, shapes)
    share = description.get("share")
    return _sharing(layer, share, earlier) if isinstance(share, Mapping) and share else layer


def _sharing(layer: Layer, share: Mapping[str, object], earlier: Sequence[Layer]) -> Layer:
    """The layer with parameters of earlier ones in place of some of its own."""
    theirs = {name: shape for each in earlier for name, shape in each.shapes.items()}
    own, shapes, turned = dict(layer.own), dict(layer.shapes), set()
    for short, said in share.items():
        name, transpose = said if isinstance(said, tuple) else (said, False)
        if short not in own or name not in theirs:
            raise engine_error(layer.where, f"it shares {short} with {name!r}", f"known: {list(own)}, {list(theirs)}")
        wanted = shapes.pop(own[short])
        wanted = wanted[::-1] if transpose else wanted
        if theirs[name] != wanted:
            raise engine_error(layer.where, f"{name} is {theirs[name]}, expected {wanted}", "share what has that shape")
        own[short], shapes[name] = name, theirs[name]
        turned |= {short} if transpose else set()
    return replace(layer, own=own, shapes=shapes, shared=frozenset(share), turned=frozenset(turned))


def _sources(options: Options, kind: Kind[Any, Any], known: Mapping[str, Shape]) -> tuple[str, ...]:
    given = options.values.get("inputs")
    sources = (list(known)[-1],) if given is None else tuple(given) if isinstance(given, list | tuple) else (given,)
    unknown = [name for name in sources if name not in known]
    if unknown:
        raise engine_error(
            options.where, f"it reads {unknown[0]!r}, which is no earlier layer", f"known: {list(known)}"
        )
    wanted = kind.several or range(1, 2)
    if len(sources) not in wanted:
        what = f"it reads {len(sources)} layers, expected {wanted[0]} to {wanted[-1]}"
        raise engine_error(options.where, what, "name them under inputs")
    return tuple(map(str, sources))


def settle_layer(
    name: str,
    where: str,
    kind: Kind[Any, Any],
    setup: Any,
    sources: tuple[str, ...],
    input_shapes: tuple[Shape, ...],
) -> Layer:
    """The layer with all that does not change from pass to pass."""
    parameters = kind.parameters(setup)
    return Layer(
        name,
        where,
        kind,
        setup,
        sources,
        input_shapes,
        kind.output_shape(setup),
        shapes={full_name(name, short): sizes for short, sizes in parameters.items()},
        own={short: full_name(name, short) for short in parameters},
        states={short: full_name(name, short) for short in kind.initial_state(setup, np.float64)},
    )


def shapes(stack: Stack) -> dict[str, Shape]:
    """The output shape of every layer and every input, without the batch."""
    return dict(stack.input_shapes) | {layer.name: layer.output_shape for layer in stack.layers}


def initial_parameters(stack: Stack, generator: np.random.Generator, dtype: npt.DTypeLike) -> dict[str, Array]:
    """Glorot weights, zero biases; drawn in float64, so that every dtype starts at the same values."""
    return {
        layer.own[short]: array.astype(dtype)
        for layer in stack.layers
        for short, array in layer.kind.initialise(layer.setup, generator).items()
        if short not in layer.shared
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
