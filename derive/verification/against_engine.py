"""Check 3: the generated kernels against the hand-written engine, layer by layer, on the same inputs."""

from collections.abc import Iterator, Mapping

import numpy as np

from derive.engine import Trace
from derive.network.model import Layer, Loss
from derive.verification.case import Array, Case
from derive.verification.inference import check_inference
from derive.verification.record import Check
from derive.verification.verdict import verdict
from derive.verification.walks import loss_bound, walk_layer, walk_loss

Named = Mapping[str, Array]


def check_against_engine(case: Case) -> Iterator[Check]:
    """One check for every layer's output, and for every cotangent of a layer's input and parameters."""
    run = case.kernels.start(case.x, case.params, masks=case.masks)
    run.run_forward()
    y_bar = case.y_bar
    for layer in reversed(case.model.layers):
        mine = run.backward(layer, y_bar)
        yield from _check_layer(case, layer, run.arrays, mine, y_bar)
        y_bar = mine[layer.input.name]
    if case.model.loss is not None:
        yield from _check_loss(case, case.model.loss)
    if any(layer.later is not None for layer in case.model.layers):
        yield from check_inference(case)


def _check_layer(case: Case, layer: Layer, arrays: Named, mine: Named, y_bar: Array) -> Iterator[Check]:
    x = arrays[layer.input.name]
    own = {name: case.params[name] for name in (t.name for t in layer.parameters)}
    y, cache = case.engine.layer_forward(layer.name, x, own, masks=case.masks)
    x_bar, slopes = case.engine.layer_backward(layer.name, y_bar, cache, own)
    walked = walk_layer(case, layer, arrays, y_bar)
    yield verdict(f"{layer.name} output", arrays[layer.output.name], y, walked.of(layer.output.name))
    for name in own:
        yield verdict(name, mine[name], slopes[name], walked.by(name))
    yield verdict(f"{layer.name} input", mine[layer.input.name], x_bar, walked.by(layer.input.name))
    if layer.declaration.has_kinks:
        yield from _check_ties(case, layer, y_bar)


def _check_ties(case: Case, layer: Layer, y_bar: Array) -> Iterator[Check]:
    """The layer alone on small whole numbers, where relus stand at 0 and windows have equal maxima."""
    shape = case.tensors[layer.input.name].shape
    x = np.random.default_rng(7).integers(-1, 2, size=shape).astype(case.kernels.dtype)
    y, cache = case.engine.layer_forward(layer.name, x, {})
    x_bar, _ = case.engine.layer_backward(layer.name, y_bar, cache, {})
    mine, mine_bar = case.kernels.layer_alone(layer, x, y_bar)
    walked = walk_layer(case, layer, {layer.input.name: x}, y_bar)
    yield verdict(f"{layer.name} output, ties", mine, y, walked.of(layer.output.name))
    yield verdict(f"{layer.name} input, ties", mine_bar, x_bar, walked.by(layer.input.name))


def _check_loss(case: Case, loss: Loss) -> Iterator[Check]:
    """Both from the kernels' last layers, so that only the loss's own rounding lies between them."""
    output = case.tensors[case.model.output.name]
    mine = case.kernels.loss(case.x, case.target, case.params, masks=case.masks)
    theirs = case.engine.loss(Trace("train", case.x, case.tensors, output, {}, {}), case.target)
    yield verdict("loss", mine, theirs, loss_bound(case, loss))
    unfused = case.engine.loss_cotangent(output, case.target)
    own = case.kernels.loss_cotangent(output, case.target)
    yield verdict("loss by the output", own, unfused, walk_loss(case, loss).by(loss.input.name))
