"""How a step moves the weights: by the printed rule, or by the engine's own optimiser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from derive.kernels.update import descent
from derive.network.model import Model
from derive.spec.train_options import OptimiserOptions
from derive.verification.update_rule import engine_optimiser

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


def optimiser(options: OptimiserOptions, model: Model, engine: bool) -> Optimiser:
    """The optimiser of a run: by the printed rule, or with `engine` by the engine's own."""
    if engine:
        return _of_engine(options)
    printed = descent(model, options)
    return Optimiser(printed.start, printed.move)


def _of_engine(options: OptimiserOptions) -> Optimiser:
    """An optimiser of the engine, whose learning rate may change from step to step."""

    def move(params: Arrays, gradients: Arrays, state: Arrays, rate: float) -> tuple[Named, Named]:
        return engine_optimiser(options, rate).update(params, gradients, state)

    return Optimiser(engine_optimiser(options, 1.0).start, move)
