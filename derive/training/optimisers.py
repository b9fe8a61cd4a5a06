"""How a step moves the weights: the printed rule of gradient descent, and optimisers that go beyond it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from derive.engine.optimisers import Optimiser as EngineOptimiser
from derive.engine.optimisers import adam, sgd
from derive.kernels.update import update_rules
from derive.network.model import Model
from derive.spec.train_options import AdamOptions, MomentumOptions, OptimiserOptions, SgdOptions

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
Named = dict[str, Array]
Move = Callable[[Arrays, Arrays, Arrays, float], tuple[Named, Named]]


@dataclass(frozen=True, slots=True)
class Optimiser:
    """`start(parameters)` gives the first state; `move(parameters, gradients, state, learning rate)` the new
    parameters and the new state. Nothing that is given is written to."""

    start: Callable[[Arrays], Named]
    move: Move


@dataclass(frozen=True, slots=True)
class Method:
    """What is said of an optimiser: its name, its rule, whether that is the printed update rule, its source."""

    name: str
    rule: str
    printed: bool
    source: str


SGD = Method(
    "gradient descent", "W := W − α ∂J/∂W, on batches, as `derive show` prints it", True, "Robbins and Monro 1951"
)
MOMENTUM = Method(
    "gradient descent with momentum",
    "v := momentum v + ∂J/∂W, then W := W − α v: not the plain update rule that `derive show` prints",
    False,
    "Polyak 1964",
)
ADAM = Method(
    "Adam",
    "m := beta1 m + (1 − beta1) ∂J/∂W and v := beta2 v + (1 − beta2) (∂J/∂W)^2, both made free of their start at 0, "
    "then W := W − α m/(sqrt(v) + epsilon): not the plain update rule that `derive show` prints",
    False,
    "Kingma and Ba 2015, algorithm 1",
)


def method(options: OptimiserOptions) -> Method:
    """What the optimiser is called and does."""
    match options:
        case MomentumOptions():
            return MOMENTUM
        case AdamOptions():
            return ADAM
        case _:
            return SGD


def optimiser(options: OptimiserOptions, model: Model, engine: bool) -> Optimiser:
    """The optimiser of a run; plain gradient descent by the printed rule, or with `engine` by the engine's own."""
    match options:
        case MomentumOptions():
            return _of_engine(lambda rate: sgd(rate, options.momentum))
        case AdamOptions():
            return _of_engine(lambda rate: adam(rate, options.beta1, options.beta2, options.epsilon))
        case SgdOptions() if engine:
            return _of_engine(sgd)
        case _:
            return _printed(model)


def _printed(model: Model) -> Optimiser:
    rules = update_rules(model)

    def move(params: Arrays, gradients: Arrays, state: Arrays, rate: float) -> tuple[Named, Named]:
        return {name: rules[name](array, gradients[name], rate) for name, array in params.items()}, {}

    return Optimiser(lambda params: {}, move)


def _of_engine(at_rate: Callable[[float], EngineOptimiser]) -> Optimiser:
    """An optimiser of the engine, whose learning rate may change from step to step."""

    def move(params: Arrays, gradients: Arrays, state: Arrays, rate: float) -> tuple[Named, Named]:
        return at_rate(rate).update(params, gradients, state)

    return Optimiser(at_rate(1.0).start, move)
