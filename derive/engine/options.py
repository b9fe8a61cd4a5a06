"""Reading one layer's description: every value checked, every refusal with what was found and expected."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import SupportsIndex

from derive.errors import EngineError, Problem


@dataclass(frozen=True, slots=True)
class Options:
    """One description (a dict) and the words that name its place in messages. None counts as absent."""

    where: str
    values: Mapping[str, object]


def refuse(options: Options, key: str, expected: str) -> EngineError:
    """The error for a value that is absent or not of the expected kind."""
    if options.values.get(key) is None:
        return EngineError(str(Problem(options.where, f"{key} is missing", f"give {key}: {expected}")))
    what = f"{key} is {options.values[key]!r}"
    return EngineError(str(Problem(options.where, what, f"{key} must be {expected}")))


def as_whole(value: object) -> int | None:
    """The value as an int if it is a whole number (Python's or NumPy's, not a bool), else None."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        return None
    return operator.index(value)


def only(options: Options, known: tuple[str, ...]) -> None:
    """Refuse keys that this kind of layer does not have."""
    unknown = [key for key in options.values if key not in known]
    if unknown:
        what = f"unknown option {unknown[0]!r}"
        raise EngineError(str(Problem(options.where, what, f"the options are {', '.join(known)}")))


def whole(options: Options, key: str, at_least: int, default: int | None = None) -> int:
    """A whole number of at least `at_least`; required when there is no default."""
    value = options.values.get(key)
    number = default if value is None else as_whole(value)
    if number is None or number < at_least:
        raise refuse(options, key, f"a whole number of at least {at_least}")
    return number


def along(options: Options, key: str, axes: tuple[str, ...], default: tuple[int, ...] | None = None) -> tuple[int, ...]:
    """A whole number of at least 1 for each of the axes, which have these names; one number stands for all."""
    return whole_along(options, key, axes, default, at_least=1)


def whole_along(
    options: Options, key: str, axes: tuple[str, ...], default: tuple[int, ...] | None = None, at_least: int = 0
) -> tuple[int, ...]:
    """The same with another least number."""
    value = options.values.get(key)
    if value is None and default is not None:
        return default
    each = tuple(value) if isinstance(value, tuple | list) else (value,) * len(axes)
    numbers = tuple(number for number in map(as_whole, each) if number is not None and number >= at_least)
    if len(each) != len(axes) or len(numbers) != len(axes):
        raise refuse(options, key, f"a whole number of at least {at_least}, or one for each axis ({', '.join(axes)})")
    return numbers


AXES = {
    1: ("features",),
    2: ("channels", "length"),
    3: ("channels", "height", "width"),
    4: ("channels", "depth", "height", "width"),
}


def axis_among(options: Options, shape: tuple[int, ...], key: str = "axis") -> int:
    """The place of an axis by its name, the batch left out; the first by default."""
    name, names = options.values.get(key), AXES[len(shape)]
    if name is None:
        return 0
    if name not in names:
        raise refuse(options, key, f"one of {', '.join(names)}")
    return names.index(str(name))


def real(options: Options, key: str, low: float, high: float, default: float | None = None) -> float:
    """A real number in [low, high]; required when there is no default."""
    value = options.values.get(key)
    number = default if value is None else value
    if isinstance(number, bool) or not isinstance(number, float | int) or not low <= number <= high:
        raise refuse(options, key, f"a number from {low:g} to {high:g}")
    return float(number)


def flag(options: Options, key: str, default: bool) -> bool:
    """True or False."""
    value = options.values.get(key)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise refuse(options, key, "true or false")
    return value
