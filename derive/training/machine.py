"""What runs the passes of a network: the derived kernels, or the hand-written engine. Training sees no difference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from derive.engine import Engine
from derive.engine.shuffling import seeded
from derive.kernels.network import kernels
from derive.network.model import Loss, Model
from derive.training.examples import Given, count
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
    slopes: Callable[[Any, Given, Arrays, Arrays, Seed], Slopes]
    infer: Callable[[Any, Given, Arrays, Arrays], Pass]


def judged_loss(model: Model) -> Loss | None:
    """The loss by which answers are right or wrong: the first whose kind says so and whose target is given."""
    return next((loss for loss in model.targets.values() if loss.kind.answer is not None), None)


def judged_output(model: Model) -> str:
    """The output that this loss reads; where there is none, that of the first loss."""
    return (judged_loss(model) or model.losses[0]).input.name


def derived_machine(model: Model, dtype: str) -> Machine:
    """The kernels that were derived."""
    own, judged = kernels(model, dtype), judged_output(model)

    def slopes(x: Any, target: Given, params: Arrays, state: Arrays, seed: Seed) -> Slopes:
        masks = own.draw_masks(count(x), seeded(seed))
        loss, output, gradients, renewed = own.training_pass(x, target, params, masks=masks, state=state)
        return Slopes(Pass(loss, output[judged] if isinstance(output, dict) else output), gradients, renewed)

    def infer(x: Any, target: Given, params: Arrays, state: Arrays) -> Pass:
        run = own.start(x, params, target=target, mode="inference", state=state)
        run.run_forward()
        return Pass(float(run.loss()), run.arrays[judged])

    return Machine("derived kernels", slopes, infer)


def engine_machine(model: Model, dtype: str) -> Machine:
    """The hand-written engine, from the spec alone."""
    own: Engine = make_engine(model)
    judged, several = judged_output(model), {loss.name: name for name, loss in model.targets.items()}

    def targets(given: Given) -> Any:
        named = isinstance(given, Mapping)
        return {loss: given[name] for loss, name in several.items()} if named else given  # type: ignore[index]

    def slopes(x: Any, target: Given, params: Arrays, state: Arrays, seed: Seed) -> Slopes:
        masks = own.draw_masks(count(x), seed)
        trace = own.forward(x, params, masks=masks, state=state)
        wanted = targets(target)
        gradients = own.loss_gradients(trace, wanted, params, wants_input=False)
        found = Pass(own.loss(trace, wanted, params=params), trace.outputs[judged])
        return Slopes(found, gradients.parameters, trace.state)

    def infer(x: Any, target: Given, params: Arrays, state: Arrays) -> Pass:
        trace = own.forward(x, params, "inference", state=state)
        return Pass(own.loss(trace, targets(target), params=params), trace.outputs[judged])

    return Machine("hand-written engine", slopes, infer)


def first_parameters(model: Model, dtype: str, seed: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """The parameters and the state that a run starts from, the same for both machines."""
    own = kernels(model, dtype)
    return own.init(seed), own.init_state()
