"""The forward pass, and the backward pass from the cotangent of the output."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from derive.engine.arrays import check_array, check_batch, check_like, check_named, check_names
from derive.engine.interface import Array, Arrays, Context, Forward, Mode, engine_error
from derive.engine.memory import examples_together
from derive.engine.stack import INPUT, Layer, Stack

Masks = Mapping[str, Array | None]
Inputs = tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A forward pass: every layer's output and cache by name, and the new state. Treat it as read-only."""

    mode: Mode
    inputs: Mapping[str, Array]
    outputs: dict[str, Array]
    output: Array
    caches: dict[str, Any]
    state: dict[str, Array]


@dataclass(frozen=True, slots=True)
class Gradients:
    """`parameters`: "conv1.W" -> gradient; `cotangents`: layer or input -> its cotangent."""

    parameters: dict[str, Array]
    cotangents: dict[str, Array]


def forward(stack: Stack, x: Array | Arrays, params: Arrays, mode: Mode, masks: Masks, state: Arrays) -> Trace:
    """Run every layer on x (M, ...), or on several inputs by name."""
    training = _is_training(mode)
    inputs = _inputs(stack, x)
    first = next(iter(inputs.values()))
    check_names("parameter", params, stack.parameters)
    check_named("parameter", params, stack.parameters, first.dtype)
    check_names("state", state, stack.states)
    check_names("mask", masks, stack.masked)
    outputs: dict[str, Array] = {}
    caches: dict[str, Any] = {}
    new_state: dict[str, Array] = {}
    known = {name: examples_together(array) for name, array in inputs.items()}
    for layer in stack.layers:
        step = _run(layer, tuple(known[name] for name in layer.sources), params, training, masks, state)
        known[layer.name] = outputs[layer.name] = step.output
        caches[layer.name] = step.cache
        for short, array in step.state.items():
            new_state[layer.states[short]] = array
    return Trace(mode, inputs, outputs, known[stack.layers[-1].name], caches, new_state)


def _inputs(stack: Stack, x: Array | Arrays) -> dict[str, Array]:
    """The inputs by name, checked: all of one batch."""
    given = dict(x) if isinstance(x, Mapping) else {INPUT: x}
    if set(given) != set(stack.input_shapes):
        what = f"{', '.join(given)} given, expected {', '.join(stack.input_shapes)}"
        raise engine_error("input", what, "give several inputs as a dict by name")
    for name, shape in stack.input_shapes.items():
        check_batch(name, given[name], shape)
    if len({len(array) for array in given.values()}) > 1:
        raise engine_error(
            "input", f"batches of {[len(array) for array in given.values()]} examples", "give equal ones"
        )
    return given


def layer_forward(layer: Layer, xs: Inputs, params: Arrays, mode: Mode, masks: Masks, state: Arrays) -> Forward[Any]:
    """One layer alone on its inputs, each (M, *its shape)."""
    training = _is_training(mode)
    if len(xs) != len(layer.sources):
        raise engine_error(layer.where, f"{len(xs)} inputs, expected {len(layer.sources)}", "give a tuple of arrays")
    for x, shape in zip(xs, layer.input_shapes, strict=True):
        check_batch(f"input of {layer.where}", x, shape)
    check_named("parameter", params, layer.shapes, xs[0].dtype)
    return _run(layer, tuple(map(examples_together, xs)), params, training, masks, state)


def _is_training(mode: Mode) -> bool:
    if mode not in ("train", "inference"):
        raise engine_error("mode", f"{mode!r}", 'use "train" or "inference"')
    return mode == "train"


def _run(layer: Layer, xs: Inputs, params: Arrays, training: bool, masks: Masks, state: Arrays) -> Forward[Any]:
    """Run one layer on checked arrays."""
    mask = _mask(layer, masks) if training else None
    keeps = any(name in state for name in layer.states.values())
    context = Context(layer.where, training, mask, _layer_state(layer, xs[0], training, state), keeps)
    return layer.kind.forward(layer.setup, xs if layer.kind.several else xs[0], _own(layer, params), context)


def layer_backward(layer: Layer, y_bar: Array, cache: Any, params: Arrays) -> tuple[Inputs, dict[str, Array]]:
    """One layer alone: the cotangents (M, ...) of its inputs and its parameter gradients by full name, from y_bar
    (M, ...)."""
    check_batch(f"cotangent of {layer.where}", y_bar, layer.output_shape)
    check_named("parameter", params, layer.shapes, y_bar.dtype)
    y_bar = examples_together(y_bar)
    return _input_cotangents(layer, y_bar, cache, params), _parameter_gradients(layer, y_bar, cache)


def _input_cotangents(layer: Layer, y_bar: Array, cache: Any, params: Arrays) -> Inputs:
    """x_bar (M, ...) of one layer, for each of its inputs."""
    found = layer.kind.input_cotangent(layer.setup, y_bar, cache, _own(layer, params))
    return found if layer.kind.several else (found,)


def _parameter_gradients(layer: Layer, y_bar: Array, cache: Any) -> dict[str, Array]:
    """The parameter gradients of one layer, by full name."""
    gradients = layer.kind.parameter_gradients(layer.setup, y_bar, cache)
    found: dict[str, Array] = {}
    for short, array in gradients.items():
        _add(found, layer.own[short], array.T if short in layer.turned else array)
    return found


def _add(found: dict[str, Array], name: str, array: Array) -> None:
    """One more part of a gradient: what is used several times gets the sum over its uses."""
    found[name] = found[name] + array if name in found else array


def vjp(stack: Stack, trace: Trace, params: Arrays, y_bar: Array | Arrays, wants_input: bool = True) -> Gradients:
    """The cotangents of everything from y_bar (M, ...), the cotangent of the last layer's output, or from those of
    several layers' outputs by name."""
    seeds = dict(y_bar) if isinstance(y_bar, Mapping) else {stack.layers[-1].name: y_bar}
    for name, seed in seeds.items():
        check_like("cotangent of the output", seed, trace.outputs[name].shape, trace.output.dtype)
    check_named("parameter", params, stack.parameters, trace.output.dtype)
    return backward(stack.layers, trace, params, seeds, wants_input)


def backward(layers: tuple[Layer, ...], trace: Trace, params: Arrays, seeds: Arrays, wants_input: bool) -> Gradients:
    """Back through a network, from the cotangents of some layers' outputs or of inputs; all arrays are checked. What is
    read several times gets the sum of what comes back from its uses.

    Without `wants_input` the pass goes only where parameters are.
    """
    gradients: dict[str, Array] = {}
    cotangents: dict[str, Array] = {name: examples_together(seed) for name, seed in seeds.items()}
    wanted = _above_parameters(layers) | (
        set(trace.inputs) | {layer.name for layer in layers} if wants_input else set()
    )
    for layer in reversed(layers):
        if layer.name not in wanted or layer.name not in cotangents:
            continue
        y_bar = cotangents[layer.name]
        for name, array in _parameter_gradients(layer, y_bar, trace.caches[layer.name]).items():
            _add(gradients, name, array)
        if wanted.isdisjoint(layer.sources):
            continue
        for source, x_bar in zip(
            layer.sources, _input_cotangents(layer, y_bar, trace.caches[layer.name], params), strict=True
        ):
            if source in wanted:
                _add(cotangents, source, x_bar)
    return Gradients(gradients, {name: array for name, array in cotangents.items() if name in wanted})


def _above_parameters(layers: tuple[Layer, ...]) -> set[str]:
    """The layers that have parameters, or read such a layer, at once or through others."""
    found: set[str] = set()
    for layer in layers:
        if layer.own or not found.isdisjoint(layer.sources):
            found.add(layer.name)
    return found


def _own(layer: Layer, params: Arrays) -> dict[str, Array]:
    """The layer's own parameters by their short names."""
    return {short: params[name].T if short in layer.turned else params[name] for short, name in layer.own.items()}


def _layer_state(layer: Layer, x: Array, training: bool, state: Arrays) -> dict[str, Array]:
    """The layer's state by short names; in training a missing one starts at its initial value."""
    if not layer.states:
        return {}
    local = layer.kind.initial_state(layer.setup, x.dtype)
    for short, name in layer.states.items():
        if name in state:
            check_like(f"state {name}", state[name], local[short].shape, x.dtype)
            local[short] = state[name]
        elif not training:
            fix = "pass the state of a trained network, or that of Engine.initial_state"
            raise engine_error(f"state {name}", "it is missing, and inference needs it", fix)
    return local


def _mask(layer: Layer, masks: Masks) -> Array | None:
    """The layer's mask in training; None switches a dropout off, but it has to be said."""
    if layer.kind.draw_mask is None:
        return None
    if layer.name not in masks:
        what = f"training needs a mask, and masks has no {layer.name!r}"
        raise engine_error(layer.where, what, "pass one (Engine.draw_masks draws it), or None to switch it off")
    mask = masks[layer.name]
    if mask is not None:
        check_array(f"mask of {layer.where}", mask)
    return mask
