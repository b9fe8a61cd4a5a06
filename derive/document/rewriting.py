"""Formula trees changed node by node: how generic subscripts become numbers or pairs."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

Change = Callable[[Any], Any]
T = TypeVar("T")


def rebuilt(tree: T, change: Change, known: Mapping[Any, Any] | None = None) -> T:
    """The tree with `change` applied to every node, children first.

    A node in `known` is replaced as a whole, before its children are looked at.
    """
    if isinstance(tree, tuple):
        parts = tuple(rebuilt(part, change, known) for part in tree)
        return tree if all(a is b for a, b in zip(parts, tree, strict=True)) else parts  # type: ignore[return-value]
    if not is_dataclass(tree) or isinstance(tree, type | Enum):
        return tree
    if known and tree in known:
        return known[tree]  # type: ignore[no-any-return]
    changed = {}
    for own in fields(tree):
        before = getattr(tree, own.name)
        after = rebuilt(before, change, known)
        if after is not before:
            changed[own.name] = after
    return change(replace(tree, **changed) if changed else tree)  # type: ignore[no-any-return]
