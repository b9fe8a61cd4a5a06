"""Check 3: the generated kernels against the hand-written engine, layer by layer, on the same inputs."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from derive.network.model import Layer
from derive.verification.case import Array, Case
from derive.verification.inference import check_inference
from derive.verification.magnitudes import loss_magnitude, loss_slope, magnitudes, operation_counts
from derive.verification.record import Check
from derive.verification.tolerance import ELEMENTARY
from derive.verification.verdict import verdict


def check_against_engine(case: Case) -> Iterator[Check]:
    """One check for every layer's output, and for every cotangent of a layer's input and parameters."""
    run = case.kernels.start(case.x, case.params, masks=case.masks)
    run.run_forward()
    y_bar = case.y_bar
    for layer in reversed(case.model.layers):
        yield from _check_layer(case, layer, run, y_bar)
        y_bar = run.backward(layer, y_bar)[layer.input.name]
    if case.model.loss is not None:
        yield from _check_loss(case)
    if any(layer.later is not None for layer in case.model.layers):
        yield from check_inference(case)


def _check_layer(case: Case, layer: Layer, run: Any, y_bar: Array) -> Iterator[Check]:
    x = run.arrays[layer.input.name]
    own = {name: case.params[name] for name in (t.name for t in layer.parameters)}
    y, cache = case.engine.layer_forward(layer.name, x, own, masks=case.masks)
    x_bar, slopes = case.engine.layer_backward(layer.name, y_bar, cache, own)
    sizes = magnitudes(case, layer, x, y_bar, own)
    operations = operation_counts(case, layer)
    mine = run.backward(layer, y_bar)
    yield verdict(f"{layer.name} output", run.arrays[layer.output.name], y, sizes["y"], operations["y"])
    for tensor in layer.parameters:
        name = tensor.name
        yield verdict(name, mine[name], slopes[name], sizes[name], operations[name])
    subject = f"{layer.name} input"
    yield verdict(subject, mine[layer.input.name], x_bar, sizes["x"], operations["x"])
    if layer.declaration.has_kinks:
        yield from _check_ties(case, layer, y_bar)


def _check_ties(case: Case, layer: Layer, y_bar: Array) -> Iterator[Check]:
    """The layer alone on small whole numbers, where relus stand at 0 and windows have equal maxima."""
    shape = case.tensors[layer.input.name].shape
    x = np.random.default_rng(7).integers(-1, 2, size=shape).astype(case.kernels.dtype)
    y, cache = case.engine.layer_forward(layer.name, x, {})
    x_bar, _ = case.engine.layer_backward(layer.name, y_bar, cache, {})
    mine, mine_bar = case.kernels.layer_alone(layer, x, y_bar)
    sizes = magnitudes(case, layer, x, y_bar, {})
    count = operation_counts(case, layer)
    yield verdict(f"{layer.name} output, ties", mine, y, sizes["y"], count["y"])
    yield verdict(f"{layer.name} input, ties", mine_bar, x_bar, sizes["x"], count["x"])


def _check_loss(case: Case) -> Iterator[Check]:
    trace = case.engine.forward(case.x, case.params, masks=case.masks)
    output = case.tensors[case.model.output.name]
    mine = case.kernels.loss(case.x, case.target, case.params, masks=case.masks)
    theirs = case.engine.loss(trace, case.target)
    count = ELEMENTARY + case.target.size
    yield verdict("loss", mine, theirs, loss_magnitude(case, theirs), count)
    unfused = case.engine.loss_cotangent(output, case.target)
    own = case.kernels.loss_cotangent(output, case.target)
    yield verdict("loss by the output", own, unfused, loss_slope(case, unfused, output), ELEMENTARY)
