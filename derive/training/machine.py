"""What runs the passes of a network: the derived kernels, or the hand-written engine. Training sees no difference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from derive.engine import Engine
from derive.engine.shuffling import seeded
from derive.kernels.network import kernels
from derive.network.model import Model
from derive.verification.case import make_engine

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
Seed = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pass:
    """A forward pass on a batch: the loss under its own reduction and the output (M, ...)."""

    loss: float
    output: Array


@dataclass(frozen=True, slots=True)
class Slopes:
    """A forward and backward pass in training: besides, every parameter's gradient, and the new state."""

    forward: Pass
    gradients: dict[str, Array]
    state: dict[str, Array]


@dataclass(frozen=True, slots=True)
class Machine:
    """`slopes(x, target, parameters, state, seed)` draws dropout's masks from the seed; `infer(x, target, parameters,
    state)` runs the network as it is after training."""

    name: str
    slopes: Callable[[Array, Array, Arrays, Arrays, Seed], Slopes]
    infer: Callable[[Array, Array, Arrays, Arrays], Pass]


def derived_machine(model: Model, dtype: str) -> Machine:
    """The kernels that were derived."""
    own, judged = kernels(model, dtype), model.losses[0].input.name

    def slopes(x: Array, target: Array, params: Arrays, state: Arrays, seed: Seed) -> Slopes:
        masks = own.draw_masks(len(x), seeded(seed))
        loss, output, gradients, renewed = own.training_pass(x, target, params, masks=masks, state=state)
        return Slopes(Pass(loss, output[judged] if isinstance(output, dict) else output), gradients, renewed)

    def infer(x: Array, target: Array, params: Arrays, state: Arrays) -> Pass:
        run = own.start(x, params, target=target, mode="inference", state=state)
        run.run_forward()
        return Pass(float(run.loss()), run.arrays[judged])

    return Machine("derived kernels", slopes, infer)


def engine_machine(model: Model, dtype: str) -> Machine:
    """The hand-written engine, from the spec alone."""
    own: Engine = make_engine(model)
    judged = model.losses[0].input.name

    def slopes(x: Array, target: Array, params: Arrays, state: Arrays, seed: Seed) -> Slopes:
        masks = own.draw_masks(len(x), seed)
        trace = own.forward(x, params, masks=masks, state=state)
        gradients = own.loss_gradients(trace, target, params, wants_input=False)
        return Slopes(
            Pass(own.loss(trace, target, params=params), trace.outputs[judged]), gradients.parameters, trace.state
        )

    def infer(x: Array, target: Array, params: Arrays, state: Arrays) -> Pass:
        trace = own.forward(x, params, "inference", state=state)
        return Pass(own.loss(trace, target, params=params), trace.outputs[judged])

    return Machine("hand-written engine", slopes, infer)


def first_parameters(model: Model, dtype: str, seed: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """The parameters and the state that a run starts from, the same for both machines."""
    own = kernels(model, dtype)
    return own.init(seed), own.init_state()
