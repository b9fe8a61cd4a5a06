"""A training step of each contestant: forward, loss, backward, update of all parameters; plain gradient descent."""

from collections.abc import Callable
from functools import partial

import numpy as np

import derive
from benchmarks.speed.case import Array, Case, data
from derive.engine import sgd
from derive.verification.case import make_engine

Step = Callable[[], float]
RATE = 0.01


def derived_step(case: Case) -> Step:
    """The derived kernels; the update in place."""
    kernels = derive.load(case.spec).kernels(dtype="float32")
    params, (x, target) = kernels.init(seed=0), data(case)

    def step() -> float:
        loss, slopes = kernels.loss_and_gradients(x, target, params)
        for name, array in params.items():
            _descend(array, slopes[name])
        return float(loss)

    return step


def _descend(array: Array, slope: Array) -> None:
    slope *= RATE
    array -= slope


def engine_step(case: Case) -> Step:
    """The hand-written engine."""
    engine = make_engine(derive.load(case.spec).model)
    optimiser, (x, target) = sgd(RATE), data(case)
    held = {"params": engine.init(0, np.float32)}

    def step() -> float:
        done = engine.train_step(x, target, held["params"], optimiser, {})
        held["params"] = done.parameters
        return done.loss

    return step


def torch_step(case: Case, threads: int) -> Step:
    """PyTorch eager with so many threads."""
    import torch

    from benchmarks.speed.in_torch import network

    torch.set_num_threads(threads)
    model = network(case)
    x, target = map(torch.from_numpy, data(case))
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE)
    loss = torch.nn.CrossEntropyLoss() if case.spec["loss"] == "cross_entropy" else torch.nn.BCEWithLogitsLoss()

    def step() -> float:
        torch.set_num_threads(threads)
        optimiser.zero_grad()
        value = loss(model(x), target)
        value.backward()
        optimiser.step()
        return float(value.detach())

    return step


def jax_step(case: Case) -> Step:
    """JAX, the whole step compiled by jit."""
    from benchmarks.speed.in_jax import compiled

    return compiled(case, RATE)


CONTESTANTS: dict[str, Callable[[Case], Step]] = {
    "derived": derived_step,
    "engine": engine_step,
    "torch 1": partial(torch_step, threads=1),
    "torch 2": partial(torch_step, threads=2),
    "jax": jax_step,
}
