"""The forward pass, and the backward pass from the cotangent of the output."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from derive.engine.arrays import check_array, check_batch, check_like, check_named, check_names
from derive.engine.interface import Array, Arrays, Context, Forward, Mode, engine_error
from derive.engine.memory import examples_together
from derive.engine.stack import Layer, Stack

Masks = Mapping[str, Array | None]


@dataclass(frozen=True, slots=True)
class Trace:
    """A forward pass: every layer's output and cache by name, and the new state. Treat it as read-only."""

    mode: Mode
    input: Array
    outputs: dict[str, Array]
    output: Array
    caches: dict[str, Any]
    state: dict[str, Array]


@dataclass(frozen=True, slots=True)
class Gradients:
    """`parameters`: "conv1.W" -> gradient; `cotangents`: layer -> cotangent of its output, and "input"."""

    parameters: dict[str, Array]
    cotangents: dict[str, Array]


def forward(stack: Stack, x: Array, params: Arrays, mode: Mode, masks: Masks, state: Arrays) -> Trace:
    """Run every layer on x (M, ...)."""
    training = _is_training(mode)
    check_batch("input", x, stack.input_shape)
    check_names("parameter", params, stack.parameters)
    check_named("parameter", params, stack.parameters, x.dtype)
    check_names("state", state, stack.states)
    check_names("mask", masks, stack.masked)
    outputs: dict[str, Array] = {}
    caches: dict[str, Any] = {}
    new_state: dict[str, Array] = {}
    y = examples_together(x)
    for layer in stack.layers:
        step = _run(layer, y, params, training, masks, state)
        y = outputs[layer.name] = step.output
        caches[layer.name] = step.cache
        for short, array in step.state.items():
            new_state[layer.states[short]] = array
    return Trace(mode, x, outputs, y, caches, new_state)


def layer_forward(layer: Layer, x: Array, params: Arrays, mode: Mode, masks: Masks, state: Arrays) -> Forward[Any]:
    """One layer alone on x (M, *its input shape)."""
    training = _is_training(mode)
    check_batch(f"input of {layer.where}", x, layer.input_shape)
    check_named("parameter", params, layer.shapes, x.dtype)
    return _run(layer, examples_together(x), params, training, masks, state)


def _is_training(mode: Mode) -> bool:
    if mode not in ("train", "inference"):
        raise engine_error("mode", f"{mode!r}", 'use "train" or "inference"')
    return mode == "train"


def _run(layer: Layer, x: Array, params: Arrays, training: bool, masks: Masks, state: Arrays) -> Forward[Any]:
    """Run one layer on checked arrays."""
    mask = _mask(layer, masks) if training else None
    keeps = any(name in state for name in layer.states.values())
    context = Context(layer.where, training, mask, _layer_state(layer, x, training, state), keeps)
    return layer.kind.forward(layer.setup, x, _own(layer, params), context)


def layer_backward(layer: Layer, y_bar: Array, cache: Any, params: Arrays) -> tuple[Array, dict[str, Array]]:
    """One layer alone: x_bar (M, ...) and its parameter gradients by full name, from y_bar (M, ...)."""
    check_batch(f"cotangent of {layer.where}", y_bar, layer.output_shape)
    check_named("parameter", params, layer.shapes, y_bar.dtype)
    y_bar = examples_together(y_bar)
    return _input_cotangent(layer, y_bar, cache, params), _parameter_gradients(layer, y_bar, cache)


def _input_cotangent(layer: Layer, y_bar: Array, cache: Any, params: Arrays) -> Array:
    """x_bar (M, ...) of one layer."""
    return layer.kind.input_cotangent(layer.setup, y_bar, cache, _own(layer, params))


def _parameter_gradients(layer: Layer, y_bar: Array, cache: Any) -> dict[str, Array]:
    """The parameter gradients of one layer, by full name."""
    gradients = layer.kind.parameter_gradients(layer.setup, y_bar, cache)
    return {layer.own[short]: array for short, array in gradients.items()}


def vjp(stack: Stack, trace: Trace, params: Arrays, y_bar: Array, wants_input: bool = True) -> Gradients:
    """The cotangents of everything from y_bar (M, ...), the cotangent of the last layer's output."""
    check_like("cotangent of the output", y_bar, trace.output.shape, trace.output.dtype)
    check_named("parameter", params, stack.parameters, y_bar.dtype)
    return backward(stack.layers, trace, params, y_bar, wants_input)


def backward(layers: tuple[Layer, ...], trace: Trace, params: Arrays, y_bar: Array, wants_input: bool) -> Gradients:
    """Back through the first layers of a network, from the cotangent of the last of them; all arrays are checked.

    Without `wants_input` the pass ends at the lowest layer that has parameters.
    """
    gradients: dict[str, Array] = {}
    cotangents: dict[str, Array] = {}
    stop = 0 if wants_input else _lowest_with_parameters(layers)
    y_bar = examples_together(y_bar)
    for number in range(len(layers) - 1, stop - 1, -1):
        layer = layers[number]
        cotangents[layer.name] = y_bar
        gradients |= _parameter_gradients(layer, y_bar, trace.caches[layer.name])
        if wants_input or number > stop:
            y_bar = _input_cotangent(layer, y_bar, trace.caches[layer.name], params)
    if wants_input:
        cotangents["input"] = y_bar
    return Gradients(gradients, cotangents)


def _lowest_with_parameters(layers: tuple[Layer, ...]) -> int:
    """The number of the first layer with parameters, or of the layers if there is none."""
    for number, layer in enumerate(layers):
        if layer.own:
            return number
    return len(layers)


def _own(layer: Layer, params: Arrays) -> dict[str, Array]:
    """The layer's own parameters by their short names."""
    return {short: params[name] for short, name in layer.own.items()}


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
