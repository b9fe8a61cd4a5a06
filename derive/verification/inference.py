"""Check 3 at inference: the layers that run otherwise after training, and the state that training leaves them."""

from collections.abc import Iterator, Mapping

import numpy as np

from derive.algebra.tensor import Fact
from derive.network.model import Layer
from derive.verification.case import Array, Case
from derive.verification.magnitudes import operation_counts
from derive.verification.record import Check
from derive.verification.tolerance import ELEMENTARY
from derive.verification.verdict import verdict

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
    y, cache = case.engine.layer_forward(layer.name, x, own, mode="inference", state=kept)
    x_bar, slopes = case.engine.layer_backward(layer.name, y_bar, cache, own)
    sizes = _magnitudes(case, layer, x, y_bar, own, kept)
    counts = operation_counts(case, layer)
    yield verdict(f"{layer.name} output, inference", arrays[layer.output.name], y, sizes["y"], counts["y"])
    for name in own:
        yield verdict(f"{name}, inference", mine[name], slopes[name], sizes[name], counts[name])
    yield verdict(f"{layer.name} input, inference", mine[layer.input.name], x_bar, sizes["x"], counts["x"])


def _magnitudes(case: Case, layer: Layer, x: Array, y_bar: Array, own: Named, kept: Named) -> dict[str, Array]:
    """The layer on absolute values: it is linear at inference, so |x - mean| counts as |x| + |mean|."""
    positive = {name: np.abs(array) for name, array in own.items()}
    far = {name: -np.abs(array) if name.endswith("mean") else array for name, array in kept.items()}
    y, cache = case.engine.layer_forward(layer.name, np.abs(x), positive, mode="inference", state=far)
    x_bar, slopes = case.engine.layer_backward(layer.name, np.abs(y_bar), cache, positive)
    return {"y": y, "x": x_bar, **slopes}


def _check_new_state(case: Case, state: Named) -> Iterator[Check]:
    _, mine = case.kernels.forward(case.x, case.params, masks=case.masks, state=state)
    theirs = case.engine.forward(case.x, case.params, masks=case.masks, state=state).state
    for layer in case.model.layers:
        x = case.tensors[layer.input.name]
        for tensor in layer.state:
            largest = np.max(np.abs(x)) ** 2 + np.max(np.abs(state[tensor.name])) + 1
            count = ELEMENTARY + x.size // x.shape[1]
            yield verdict(f"{tensor.name}, new", mine[tensor.name], theirs[tensor.name], largest, count)
