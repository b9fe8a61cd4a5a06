"""Optimisers as pure functions on dicts of arrays: state in, new parameters and new state out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np

from derive.engine.interface import Array, Arrays, engine_error

Named: TypeAlias = dict[str, Array]


@dataclass(frozen=True, slots=True)
class Optimiser:
    """`start(params)` gives the first state, `update(params, gradients, state)` new params and new state."""

    start: Callable[[Arrays], Named]
    update: Callable[[Arrays, Arrays, Arrays], tuple[Named, Named]]


@dataclass(frozen=True, slots=True)
class Adam:
    """Adam's settings."""

    learning_rate: float
    beta1: float
    beta2: float
    epsilon: float


def sgd(learning_rate: float = 0.01, momentum: float = 0.0) -> Optimiser:
    """v <- momentum v + gradient; parameter <- parameter - learning_rate v. State: "conv1.W.velocity".

    Source: Polyak 1964, with the learning rate outside the velocity.
    """
    _check("sgd", "learning_rate", learning_rate, learning_rate > 0, "above 0")
    _check("sgd", "momentum", momentum, 0 <= momentum < 1, "from 0 to below 1")
    return Optimiser(
        start=partial(_zeros, ("velocity",) if momentum else ()),
        update=partial(_sgd_update, learning_rate, momentum),
    )


def adam(learning_rate: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8) -> Optimiser:
    """parameter <- parameter - learning_rate mhat/(sqrt(vhat) + epsilon), both moments bias-corrected.

    State: "step" (a whole number), "conv1.W.first_moment", "conv1.W.second_moment".
    Source: Kingma and Ba 2015, algorithm 1.
    """
    _check("adam", "learning_rate", learning_rate, learning_rate > 0, "above 0")
    _check("adam", "beta1", beta1, 0 <= beta1 < 1, "from 0 to below 1")
    _check("adam", "beta2", beta2, 0 <= beta2 < 1, "from 0 to below 1")
    _check("adam", "epsilon", epsilon, epsilon > 0, "above 0")
    return Optimiser(start=_adam_start, update=partial(_adam_update, Adam(learning_rate, beta1, beta2, epsilon)))


def _sgd_update(
    learning_rate: float, momentum: float, params: Arrays, gradients: Arrays, state: Arrays
) -> tuple[Named, Named]:
    _check_same_names(params, gradients)
    if not momentum:
        return {name: p - learning_rate * gradients[name] for name, p in params.items()}, dict(state)
    velocity = {name: momentum * _of(state, name, "velocity") + gradient for name, gradient in gradients.items()}
    new = {name: p - learning_rate * velocity[name] for name, p in params.items()}
    return new, {f"{name}.velocity": v for name, v in velocity.items()}


def _adam_start(params: Arrays) -> Named:
    return {"step": np.zeros((), dtype=np.int64)} | _zeros(("first_moment", "second_moment"), params)


def _adam_update(settings: Adam, params: Arrays, gradients: Arrays, state: Arrays) -> tuple[Named, Named]:
    _check_same_names(params, gradients)
    step = int(_of(state, "step")) + 1
    new: Named = {}
    new_state: Named = {"step": np.array(step)}
    for name, p in params.items():
        first = _blend(settings.beta1, _of(state, name, "first_moment"), gradients[name])
        second = _blend(settings.beta2, _of(state, name, "second_moment"), np.square(gradients[name]))
        new[name] = _adam_moved(settings, step, p, first, second)
        new_state |= {f"{name}.first_moment": first, f"{name}.second_moment": second}
    return new, new_state


def _blend(beta: float, old: Array, value: Array) -> Array:
    """beta old + (1 - beta) value, in one new array besides the product."""
    blend = beta * old
    blend += (1 - beta) * value
    return blend


def _adam_moved(settings: Adam, step: int, p: Array, first: Array, second: Array) -> Array:
    """The parameter after the step; one new array serves for all, as fresh large ones cost more than sums."""
    move = second / (1 - settings.beta2**step)
    np.sqrt(move, out=move)
    move += settings.epsilon
    np.divide(first, move, out=move)
    move *= settings.learning_rate / (1 - settings.beta1**step)
    return np.subtract(p, move, out=move)


def _zeros(suffixes: tuple[str, ...], params: Arrays) -> Named:
    """A zero array for each parameter and suffix."""
    return {f"{name}.{suffix}": np.zeros_like(p) for name, p in params.items() for suffix in suffixes}


def _of(state: Arrays, *parts: str) -> Array:
    """One array of the optimiser's state."""
    name = ".".join(parts)
    if name not in state:
        fix = "begin with Optimiser.start(params), and hand each step's new state to the next"
        raise engine_error(f"optimiser state {name}", "it is missing", fix)
    return state[name]


def _check_same_names(params: Arrays, gradients: Arrays) -> None:
    """Refuse gradients that do not belong to these parameters."""
    for name in sorted(params.keys() ^ gradients.keys()):
        owner = "gradient" if name in params else "parameter"
        raise engine_error(f"optimiser, {name}", f"there is no {owner} of that name", "pass matching dicts")


def _check(where: str, name: str, found: float, holds: bool, expected: str) -> None:
    if not holds:
        raise engine_error(where, f"{name} is {found!r}", f"{name} must be {expected}")
