"""Check 3 at inference: the layers that run otherwise after training, and the state that training leaves them."""

from collections.abc import Iterator, Mapping

import numpy as np

from derive.algebra.tensor import Fact
from derive.network.model import Layer
from derive.verification.case import Array, Case
from derive.verification.record import Check
from derive.verification.verdict import verdict
from derive.verification.walks import walk_layer

SEED = 13
Named = Mapping[str, Array]


def check_inference(case: Case) -> Iterator[Check]:
    """Outputs and derivatives of those layers at a random state, and the new state after a training step."""
    state = random_state(case)
    run = case.kernels.start(case.x, case.params, mode="inference", state=state)
    run.run_forward()
    for layer in case.model.layers:
        if layer.later is not None:
            y_bar = np.random.default_rng(SEED).standard_normal(run.arrays[layer.output.name].shape)
            mine = run.backward(layer.at_inference, y_bar)
            yield from _check_layer(case, layer, run.arrays, mine, y_bar, state)
    if state:
        yield from _check_new_state(case, state)


def random_state(case: Case) -> dict[str, Array]:
    """Normal means, and variances between 1/2 and 2."""
    random = np.random.default_rng(SEED)
    state = {}
    for name, tensor in case.model.state.items():
        shape = tuple(int(size) for size in case.model.shape(tensor))
        positive = Fact.NOT_NEGATIVE in tensor.facts
        state[name] = random.uniform(0.5, 2, shape) if positive else random.standard_normal(shape)
    return state


def _check_layer(case: Case, layer: Layer, arrays: Named, mine: Named, y_bar: Array, state: Named) -> Iterator[Check]:
    x = arrays[layer.input.name]
    own = {tensor.name: case.params[tensor.name] for tensor in layer.parameters}
    kept = {tensor.name: state[tensor.name] for tensor in layer.state}
    y, cache = case.engine.layer_forward(layer.name, (x,), own, mode="inference", state=kept)
    (x_bar,), slopes = case.engine.layer_backward(layer.name, y_bar, cache, own)
    walked = walk_layer(case, layer.at_inference, {**arrays, **kept}, y_bar)
    yield verdict(f"{layer.name} output, inference", arrays[layer.output.name], y, walked.of(layer.output.name))
    for parameter in layer.declaration.parameters:
        name = layer.tensors[parameter.name].name
        yield verdict(f"{name}, inference", mine[parameter.name], slopes[name], walked.by(parameter.name))
    letter = layer.declaration.input.name
    yield verdict(f"{layer.name} input, inference", mine[letter], x_bar, walked.by(letter))


def _check_new_state(case: Case, state: Named) -> Iterator[Check]:
    """Of each layer by itself, on the input that the kernels give it."""
    _, mine = case.kernels.forward(case.x, case.params, masks=case.masks, state=state)
    for layer in case.model.layers:
        if layer.state:
            own = {tensor.name: case.params[tensor.name] for tensor in layer.parameters}
            kept = {tensor.name: state[tensor.name] for tensor in layer.state}
            theirs = case.engine.layer_state(layer.name, (case.tensors[layer.input.name],), own, kept)
            walked = walk_layer(case, layer, {**case.tensors, **kept})
            for name in kept:
                yield verdict(f"{name}, new", mine[name], theirs[name], walked.of(name))
