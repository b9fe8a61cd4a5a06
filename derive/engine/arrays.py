"""Checks of the arrays that a caller hands over: kind, dtype, shape, names."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from derive.engine.interface import Array, Arrays, Shape, engine_error

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


def check_batch(where: str, array: Array, shape: Shape) -> None:
    """Refuse anything but a float32 or float64 array (M, *shape) with M >= 1."""
    check_array(where, array)
    if array.dtype not in FLOATS:
        raise engine_error(where, f"dtype {array.dtype}, expected float32 or float64", "cast it with astype")
    if array.ndim != len(shape) + 1 or array.shape[1:] != shape:
        expected = f"(M, {', '.join(map(str, shape))})"
        raise engine_error(where, f"shape {array.shape}, expected {expected}", "M is the batch size")
    if len(array) < 1:
        raise engine_error(where, f"shape {array.shape}: the batch is empty", "give at least one example")


def check_array(where: str, array: object) -> None:
    """Refuse anything but a NumPy array."""
    if not isinstance(array, np.ndarray):
        what = f"found {type(array).__name__}, expected a NumPy array"
        raise engine_error(where, what, "convert it with numpy.asarray")


def check_like(where: str, array: Array, shape: Shape, dtype: np.dtype[Any]) -> None:
    """Refuse anything but an array of exactly this shape and dtype."""
    check_array(where, array)
    if array.shape != shape:
        raise engine_error(where, f"shape {array.shape}, expected {shape}")
    if array.dtype != dtype:
        what = f"dtype {array.dtype}, expected {dtype} as the input"
        raise engine_error(where, what, "cast one of them with astype: nothing is converted in silence")


def check_named(what: str, arrays: Arrays, shapes: Mapping[str, Shape], dtype: np.dtype[Any]) -> None:
    """Refuse a missing array, or one of another shape or dtype; `what` is "parameter" or "state"."""
    for name, shape in shapes.items():
        if name not in arrays:
            given = ", ".join(arrays) or "none"
            raise engine_error(f"{what} {name}", "it is missing", f"given: {given}")
        check_like(f"{what} {name}", arrays[name], shape, dtype)


def check_names(what: str, given: Mapping[str, object], known: Collection[str]) -> None:
    """Refuse names that the network does not have."""
    for name in given:
        if name not in known:
            expected = ", ".join(known) or "none"
            raise engine_error(f"{what} {name}", "the network has no such name", f"it has: {expected}")
