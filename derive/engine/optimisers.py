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
class Sgd:
    """Gradient descent's settings."""

    learning_rate: float
    momentum: float
    nesterov: bool
    decay: "Decay"


@dataclass(frozen=True, slots=True)
class Adam:
    """Adam's settings."""

    learning_rate: float
    beta1: float
    beta2: float
    epsilon: float
    decay: "Decay"


@dataclass(frozen=True, slots=True)
class Decay:
    """Weight decay: as a part of the gradient, or taken off the weight before the step."""

    rate: float
    decoupled: bool

    def gradient(self, gradient: Array, p: Array) -> Array:
        """The gradient of the loss with the penalty rate |p|^2 / 2, if that is where the decay is."""
        return gradient + self.rate * p if self.rate and not self.decoupled else gradient

    def shrunk(self, p: Array, learning_rate: float) -> Array:
        """The parameter after its own decay, if that is apart from the gradient."""
        return p * (1 - learning_rate * self.rate) if self.rate and self.decoupled else p


def sgd(
    learning_rate: float = 0.01,
    momentum: float = 0.0,
    nesterov: bool = False,
    weight_decay: float = 0.0,
    decoupled: bool = False,
) -> Optimiser:
    """v <- momentum v + gradient; parameter <- parameter - learning_rate v. State: "conv1.W.velocity".

    With `nesterov` the step is learning_rate (gradient + momentum v). Sources: Polyak 1964, with the learning rate
    outside the velocity; Nesterov 1983 as in Sutskever et al. 2013; decay as in Loshchilov and Hutter 2019.
    """
    _check("sgd", "learning_rate", learning_rate, learning_rate > 0, "above 0")
    _check("sgd", "momentum", momentum, 0 <= momentum < 1, "from 0 to below 1")
    _check("sgd", "weight_decay", weight_decay, weight_decay >= 0, "at least 0")
    settings = Sgd(learning_rate, momentum, nesterov, Decay(weight_decay, decoupled))
    return Optimiser(
        start=partial(_zeros, ("velocity",) if momentum else ()),
        update=partial(_sgd_update, settings),
    )


def adam(
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    weight_decay: float = 0.0,
    decoupled: bool = False,
) -> Optimiser:
    """parameter <- parameter - learning_rate mhat/(sqrt(vhat) + epsilon), both moments bias-corrected.

    State: "step" (a whole number), "conv1.W.first_moment", "conv1.W.second_moment".
    Sources: Kingma and Ba 2015, algorithm 1; with a decoupled decay Loshchilov and Hutter 2019, algorithm 2.
    """
    _check("adam", "learning_rate", learning_rate, learning_rate > 0, "above 0")
    _check("adam", "beta1", beta1, 0 <= beta1 < 1, "from 0 to below 1")
    _check("adam", "beta2", beta2, 0 <= beta2 < 1, "from 0 to below 1")
    _check("adam", "epsilon", epsilon, epsilon > 0, "above 0")
    _check("adam", "weight_decay", weight_decay, weight_decay >= 0, "at least 0")
    settings = Adam(learning_rate, beta1, beta2, epsilon, Decay(weight_decay, decoupled))
    return Optimiser(start=_adam_start, update=partial(_adam_update, settings))


def _sgd_update(settings: Sgd, params: Arrays, gradients: Arrays, state: Arrays) -> tuple[Named, Named]:
    _check_same_names(params, gradients)
    new: Named = {}
    new_state: Named = {} if settings.momentum else dict(state)
    for name, p in params.items():
        step = gradient = settings.decay.gradient(gradients[name], p)
        if settings.momentum:
            step = velocity = settings.momentum * _of(state, name, "velocity") + gradient
            new_state[f"{name}.velocity"] = velocity
            if settings.nesterov:
                step = gradient + settings.momentum * velocity
        new[name] = settings.decay.shrunk(p, settings.learning_rate) - settings.learning_rate * step
    return new, new_state


def _adam_start(params: Arrays) -> Named:
    return {"step": np.zeros((), dtype=np.int64)} | _zeros(("first_moment", "second_moment"), params)


def _adam_update(settings: Adam, params: Arrays, gradients: Arrays, state: Arrays) -> tuple[Named, Named]:
    _check_same_names(params, gradients)
    step = int(_of(state, "step")) + 1
    new: Named = {}
    new_state: Named = {"step": np.array(step)}
    for name, p in params.items():
        gradient = settings.decay.gradient(gradients[name], p)
        first = _blend(settings.beta1, _of(state, name, "first_moment"), gradient)
        second = _blend(settings.beta2, _of(state, name, "second_moment"), np.square(gradient))
        shrunk = settings.decay.shrunk(p, settings.learning_rate)
        new[name] = _adam_moved(settings, step, shrunk, first, second)
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
