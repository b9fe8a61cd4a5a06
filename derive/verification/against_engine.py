"""Check 3: the generated kernels against the hand-written engine, layer by layer, on the same inputs."""

from collections.abc import Iterator, Mapping

import numpy as np

from derive.network.model import Layer
from derive.verification.case import Array, Case
from derive.verification.ends import check_objective
from derive.verification.inference import check_inference
from derive.verification.record import Check
from derive.verification.verdict import verdict
from derive.verification.walks import walk_layer

Named = Mapping[str, Array]
ENDS = 11  # the seed of cotangents of what only losses read, as their targets


def check_against_engine(case: Case) -> Iterator[Check]:
    """One check for every layer's output, and for every cotangent of a layer's input and parameters."""
    run = case.kernels.start(case.x, case.params, masks=case.masks)
    run.run_forward()
    bars = dict(case.y_bars)
    random = np.random.default_rng(ENDS)
    for layer in reversed(case.model.layers):
        name = layer.output.name
        y_bar = bars[name] if name in bars else random.standard_normal(run.arrays[name].shape)
        mine = run.backward(layer, y_bar)
        yield from _check_layer(case, layer, run.arrays, mine, y_bar)
        for own, tensor in zip(layer.declaration.inputs, layer.inputs, strict=True):
            share = mine[own.name]
            bars[tensor.name] = bars[tensor.name] + share if tensor.name in bars else share
    if case.model.terms:
        yield from check_objective(case)
    if any(layer.later is not None for layer in case.model.layers):
        yield from check_inference(case)


def _check_layer(case: Case, layer: Layer, arrays: Named, mine: Named, y_bar: Array) -> Iterator[Check]:
    xs = tuple(arrays[tensor.name] for tensor in layer.inputs)
    own = {name: case.params[name] for name in (t.name for t in layer.parameters)}
    y, cache = case.engine.layer_forward(layer.name, xs, own, masks=case.masks)
    x_bars, slopes = case.engine.layer_backward(layer.name, y_bar, cache, own)
    walked = walk_layer(case, layer, arrays, y_bar)
    yield verdict(f"{layer.name} output", arrays[layer.output.name], y, walked.of(layer.output.name))
    for parameter in layer.declaration.parameters:
        name = layer.tensors[parameter.name].name
        yield verdict(name, mine[parameter.name], slopes[name], walked.by(parameter.name))
    for subject, letter, x_bar in zip(input_names(layer), layer.declaration.inputs, x_bars, strict=True):
        yield verdict(subject, mine[letter.name], x_bar, walked.by(letter.name))
    if layer.declaration.has_kinks:
        yield from _check_ties(case, layer, y_bar)


def input_names(layer: Layer) -> tuple[str, ...]:
    """What a layer's inputs are called in a report: "conv1 input", or "add1 input 1" and "add1 input 2"."""
    count = len(layer.inputs)
    return tuple(f"{layer.name} input{f' {place}' if count > 1 else ''}" for place in range(1, count + 1))


def _check_ties(case: Case, layer: Layer, y_bar: Array) -> Iterator[Check]:
    """The layer alone on small whole numbers, where relus stand at 0 and windows have equal maxima."""
    shape = case.tensors[layer.input.name].shape
    x = np.random.default_rng(7).integers(-1, 2, size=shape).astype(case.kernels.dtype)
    y, cache = case.engine.layer_forward(layer.name, (x,), {})
    (x_bar,), _ = case.engine.layer_backward(layer.name, y_bar, cache, {})
    mine, mine_bar = case.kernels.layer_alone(layer, x, y_bar)
    walked = walk_layer(case, layer, {layer.input.name: x}, y_bar)
    yield verdict(f"{layer.name} output, ties", mine, y, walked.of(layer.output.name))
    yield verdict(f"{layer.name} input, ties", mine_bar, x_bar, walked.by(layer.declaration.input.name))
