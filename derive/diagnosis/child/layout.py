"""How somebody's arrays lie, against (batch, channel, height, width): permuted axes, columns for rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Array = Any


@dataclass(frozen=True, slots=True)
class Layout:
    """For each tensor by its role the order in which its axes are written; `shapes` say a vector's own shape, -1 where
    its entries stand; `slope`: what a derivative of one argument is called with."""

    axes: Mapping[str, tuple[int, ...]]
    shapes: Mapping[str, tuple[int, ...]]
    slope: str = "x"

    def written(self, role: str, array: Array) -> Array:
        """The array as somebody's function wants it, in memory of its own."""
        if role in self.shapes and array.ndim == 1:
            return array.reshape(self.shapes[role]).copy()
        order = self.axes.get(role)
        return array.transpose(order).copy() if order and len(order) == array.ndim else array.copy()

    def read(self, role: str, array: Array, shape: tuple[int, ...]) -> Array:
        """A result in derive's order, if its shape allows it; a vector with axes of 1 loses them."""
        order = self.axes.get(role)
        if order and array.ndim == len(order) == len(shape):
            back = sorted(range(len(order)), key=order.__getitem__)
            array = array.transpose(back)
        plain = len(shape) <= 1 and array.ndim != len(shape) and array.size == _count(shape)
        return array.reshape(shape) if plain and sum(size != 1 for size in array.shape) <= 1 else array


def _count(shape: tuple[int, ...]) -> int:
    found = 1
    for size in shape:
        found *= size
    return found
