"""Somebody's function that gives the gradients of a whole network, called with its arrays by name."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from derive.diagnosis.child.calling import NotCallableError
from derive.diagnosis.child.results import numeric
from derive.diagnosis.child.vocabulary import role_of

HOLDERS = ("params", "parameters", "param", "weights", "theta", "model", "net", "p")
MARKS = ("gradient", "grads", "grad", "d")
Array = Any


class Parameters(dict[str, Any]):
    """The network's parameters by their own names, which knows other spellings too: conv1_W, W1."""

    def __missing__(self, key: str) -> Any:
        found = parameter(str(key), self)
        if not found:
            raise NotCallableError(f"the network has no parameter {key}; it has {', '.join(self)}")
        return self[found]


def plain(name: str) -> str:
    """A name in small letters, without points and the like."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def parameter(name: str, names: Iterable[str]) -> str:
    """The parameter that a name means: conv1.W by itself, or W1, where its layer is the first that has parameters."""
    own = list(names)
    layers = list(dict.fromkeys(each.rpartition(".")[0] for each in own))
    spelt = {plain(each): each for each in own}
    for each in own:
        layer, _, letter = each.rpartition(".")
        spelt.setdefault(plain(f"{letter}{layers.index(layer) + 1}"), each)
    return spelt.get(plain(name), "")


def gradients_by_name(result: Any, names: Iterable[str]) -> dict[str, Array]:
    """The arrays of the first dict in a result, by parameter: dW1, grad_conv1_W, conv1.W."""
    parts = result if isinstance(result, tuple | list) else (result,)
    found = next((part for part in parts if isinstance(part, Mapping)), None)
    if found is None:
        raise NotCallableError("it returns no dict of gradients")
    own, named = list(names), {}
    for key, value in found.items():
        bare = plain(str(key))
        spellings = [bare, *(bare[len(mark) :] for mark in MARKS if bare.startswith(mark))]
        meant = next((each for spelling in spellings if (each := parameter(spelling, own))), "")
        if meant:
            named[meant] = numeric(value, f"the gradient by {meant}")
    return named


def call_network(function: Callable[..., Any], x: Array, target: Array, parameters: Mapping[str, Array]) -> Any:
    """The function's result: inputs, targets and parameters by what its parameters are called."""
    values = {}
    for name in inspect.signature(function).parameters:
        role = role_of(name, ("x", "labels"))
        if name.lower() in HOLDERS:
            values[name] = Parameters({key: array.copy() for key, array in parameters.items()})
        elif role:
            values[name] = (x if role == "x" else target).copy()
        elif parameter(name, parameters):
            values[name] = parameters[parameter(name, parameters)].copy()
        else:
            raise NotCallableError(f"there is nothing to give for its parameter {name}")
    return function(**values)
