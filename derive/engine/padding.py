"""Padding as people write it, resolved to cells before and after each axis."""

from typing import TypeAlias

from derive.engine.options import Options, as_whole, refuse

Sides: TypeAlias = tuple[int, int]  # cells before, cells after

EXPECTED = (
    'a whole number of at least 0, one for each axis or a pair (before, after) for each, "valid", "same" or "causal"'
)


def span(kernel: int, dilation: int) -> int:
    """Cells from a window's first tap to its last, both included: d(f - 1) + 1."""
    return dilation * (kernel - 1) + 1


def same_sides(size: int, kernel: int, stride: int, dilation: int) -> Sides:
    """Keras's rule: out = ceil(n/s), total max((out - 1)s + d(f - 1) + 1 - n, 0), the odd cell after."""
    out = -(-size // stride)
    total = max((out - 1) * stride + span(kernel, dilation) - size, 0)
    return total // 2, total - total // 2


def causal_sides(kernel: int, dilation: int) -> Sides:
    """Keras's rule: all cells before, as many as let the last tap stand on the window's own cell."""
    return span(kernel, dilation) - 1, 0


def is_causal(options: Options) -> bool:
    """Whether the description asks for `causal` padding."""
    return options.values.get("padding") == "causal"


def is_same(options: Options) -> bool:
    """Whether the description asks for `same` padding."""
    return options.values.get("padding") == "same"


def explicit_sides(options: Options, axes: int) -> tuple[Sides, ...]:
    """The padding of each of so many axes, for everything but `same`."""
    value = options.values.get("padding")
    if value is None or value == "valid":
        return ((0, 0),) * axes
    each = tuple(value) if isinstance(value, tuple | list) else (value,) * axes
    sides = tuple(both for both in map(_halves, each) if both is not None)
    if len(each) != axes or len(sides) != axes:
        raise refuse(options, "padding", EXPECTED)
    return sides


def _halves(value: object) -> Sides | None:
    """One axis's padding: p or (before, after)."""
    both = tuple(value) if isinstance(value, tuple | list) else (value, value)
    numbers = tuple(number for number in map(as_whole, both) if number is not None and number >= 0)
    return (numbers[0], numbers[1]) if len(both) == len(numbers) == 2 else None
