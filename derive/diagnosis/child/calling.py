"""Arguments for somebody's function: by the names of its parameters, and in the usual order where these say nothing."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from derive.diagnosis.child.vocabulary import role_of

USED: set[str] = set()  # the roles that the calls of one case have taken


NUMBERS = ("size", "height", "width", "stride", "pad")


class NotCallableError(Exception):
    """It is not clear what to give for a parameter, or what a result means; the text says which."""


def arguments(function: Callable[..., Any], given: Mapping[str, Any], order: Sequence[str]) -> dict[str, Any]:
    """Values by parameter name. A parameter with a default that no name explains keeps it.

    Raises NotCallableError for a parameter that nothing is left for.
    """
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError) as error:
        raise NotCallableError(f"its parameters cannot be read: {error}") from None
    wanted = [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    windowed = "stride" in given
    found: dict[str, Any] = {}
    left = dict(given)
    open_ones = []
    for parameter in wanted:
        role = role_of(parameter.name, left)
        if role:
            found[parameter.name] = left.pop(role)
            USED.add(role)
        elif windowed and role_of(parameter.name, NUMBERS) and role_of(parameter.name, NUMBERS) not in given:
            raise NotCallableError(f"there is nothing to give for its parameter {parameter.name}")
        elif parameter.default is parameter.empty:
            open_ones.append(parameter)
    for parameter in open_ones:
        role = next((role for role in order if role in left), "")
        if not role:
            raise NotCallableError(f"there is nothing to give for its parameter {parameter.name}")
        found[parameter.name] = left.pop(role)
        USED.add(role)
    return found


def call(function: Callable[..., Any], given: Mapping[str, Any], order: Sequence[str]) -> Any:
    """The function's result for what is given."""
    values = arguments(function, given, order)
    positional = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.POSITIONAL_ONLY and parameter.name in values:
            positional.append(values.pop(parameter.name))
    return function(*positional, **values)
