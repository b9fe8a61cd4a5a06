"""Objects with forward and backward: made by their constructor, given the case's parameters."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

import numpy as np

from derive.diagnosis.child.calling import NotCallableError, call
from derive.diagnosis.child.vocabulary import role_of

HOLDERS = ("params", "parameters", "param", "p")


def make(cls: type, given: Mapping[str, Any], order: Sequence[str]) -> Any:
    """An instance; its constructor's parameters are found by their names."""
    return call(cls, given, order)


def places(instance: Any, tensors: Sequence[str]) -> dict[str, tuple[MutableMapping[str, Any], str]]:
    """Where an object keeps its parameters: self.W, self.params["W"]."""
    found: dict[str, tuple[MutableMapping[str, Any], str]] = {}
    for holder, name in _slots(instance):
        tensor = role_of(name, tensors)
        if tensor and isinstance(holder[name], np.ndarray | list | float | type(None)):
            found.setdefault(tensor, (holder, name))
    return found


def _slots(instance: Any) -> Iterator[tuple[MutableMapping[str, Any], str]]:
    own = vars(instance)
    for name in list(own):
        yield own, name
    for name in HOLDERS:
        inner = own.get(name)
        if isinstance(inner, dict):
            for key in list(inner):
                yield inner, key


def put(instance: Any, tensors: Mapping[str, Any]) -> None:
    """Gives an object its parameters. Raises NotCallableError where it has no place for one, or of another shape."""
    found = places(instance, list(tensors))
    for tensor, array in tensors.items():
        if tensor not in found:
            raise NotCallableError(f"the object has no attribute for {tensor}")
        holder, name = found[tensor]
        old = holder[name]
        if isinstance(old, np.ndarray) and old.shape != array.shape:
            raise NotCallableError(f"its {name} has shape {list(old.shape)}, not {list(array.shape)}")
        holder[name] = array.copy()
