"""What somebody's functions return, by role: an output and a cache, gradients in a tuple, a dict, an attribute."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from derive.diagnosis.child.calling import NotCallableError
from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.vocabulary import gradient_of

Array = Any
Shapes = Mapping[str, tuple[int, ...]]


def numeric(value: Any, what: str) -> Array:
    """An array of real numbers. Raises NotCallableError for anything else, None among them."""
    if value is None:
        raise NotCallableError(f"{what} is None")
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        raise NotCallableError(f"{what} is {type(value).__name__}, not an array of numbers")
    return array if array.dtype.kind == "f" else array.astype(float)


def output_and_cache(result: Any) -> tuple[Any, Any]:
    """The output of a forward function, and what it keeps for the backward one (None if nothing)."""
    if not isinstance(result, tuple | list):
        return result, None
    if len(result) == 2:
        return result[0], result[1]
    return (result[0], tuple(result[1:])) if result else (None, None)


def gradients(result: Any, shapes: Shapes, order: Sequence[str], layout: Layout) -> dict[str, Any]:
    """Gradients by tensor: of a dict by its keys, of a tuple by shape where that is clear, else in the usual order."""
    if isinstance(result, Mapping):
        named = {gradient_of(str(key), order): value for key, value in result.items()}
        return {tensor: value for tensor, value in named.items() if tensor}
    values = list(result) if isinstance(result, tuple | list) else [result]
    values = values[: len(order)]
    placed = dict(zip(order, values, strict=False))
    if all(_fits(placed[t], shapes[t], t, layout) for t in placed):
        return placed
    by_shape = _by_shape(values, shapes, order, layout)
    return by_shape if by_shape is not None else placed


def _fits(value: Any, shape: tuple[int, ...], tensor: str, layout: Layout) -> bool:
    return value is not None and layout.read(tensor, np.asarray(value), shape).shape == shape


def _by_shape(values: list[Any], shapes: Shapes, order: Sequence[str], layout: Layout) -> dict[str, Any] | None:
    """An order that every shape allows, if there is just one."""
    found: dict[str, Any] = {}
    for value in values:
        fitting = [tensor for tensor in order if _fits(value, shapes[tensor], tensor, layout)]
        if len(fitting) != 1 or fitting[0] in found:
            return None
        found[fitting[0]] = value
    return found


def kept_gradients(instance: Any, order: Sequence[str]) -> dict[str, Any]:
    """Gradients that an object keeps after its backward pass: self.dW, self.grads["W"], self.grad_b."""
    found: dict[str, Any] = {}
    for name, value in vars(instance).items():
        if isinstance(value, Mapping) and name.lower().strip("_") in ("grads", "grad", "gradients", "dparams"):
            for key, inner in value.items():
                tensor = gradient_of(str(key), order) or gradient_of(f"d{key}", order)
                if tensor:
                    found[tensor] = inner
        elif gradient_of(name, order) and isinstance(value, np.ndarray | float):
            found.setdefault(gradient_of(name, order), value)
    return found
