"""Where an output is wrong: exactly in which configurations, and in which of its entries."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from derive.diagnosis.case import Case
from derive.diagnosis.subject import Draw

Array = Any
Test = Callable[[Case], bool]


def _number(role: str, test: Callable[[float], bool]) -> Test:
    return lambda case: role in case.configuration.numbers and test(case.configuration.numbers[role])


def _windows(test: Callable[[float, float, float], bool]) -> Test:
    def holds(case: Case) -> bool:
        n = case.configuration.numbers
        return "height" in n and test(n["height"], n["width"], n["stride"])

    return holds


TESTS: tuple[tuple[str, Test], ...] = (
    ("where the padding is 0", _number("pad", lambda pad: pad == 0)),
    ("where there is padding", _number("pad", lambda pad: pad > 0)),
    ("where the padding is not 1", _number("pad", lambda pad: pad != 1)),
    ("where the padding is 2", _number("pad", lambda pad: pad == 2)),
    ("where the stride is 1", _number("stride", lambda stride: stride == 1)),
    ("where the stride is not 1", _number("stride", lambda stride: stride != 1)),
    ("where the stride is 3", _number("stride", lambda stride: stride == 3)),
    ("where windows overlap", _windows(lambda h, w, s: s < h or s < w)),
    ("where windows neither overlap nor leave gaps", _windows(lambda h, w, s: h == w == s)),
    ("where the stride is not the window's size", _windows(lambda h, w, s: h != s or w != s)),
    ("where windows leave gaps", _windows(lambda h, w, s: s > h or s > w)),
    ("where the window is no square", _windows(lambda h, w, s: h != w)),
    ("where the window is larger than 1", _windows(lambda h, w, s: h * w > 1)),
    ("where sizes do not divide", lambda case: not case.divides),
    ("where the input is no square", lambda case: len(set(case.configuration.shape[2:])) > 1),
    ("where several cells share a maximum", lambda case: case.configuration.draw is Draw.TIES),
    ("where an input is exactly 0", lambda case: case.configuration.draw is Draw.ZEROS),
    ("where inputs are large", lambda case: case.configuration.draw is Draw.LARGE),
    ("where there is more than one example", lambda case: case.batch > 1),
    ("where there is one example", lambda case: case.batch == 1),
    ("where there is more than one channel", lambda case: case.configuration.shape[1] > 1),
    ("where the input has four axes", lambda case: len(case.configuration.shape) == 4),
)


def where(wrong: Sequence[Case], all_cases: Sequence[Case]) -> str:
    """The configurations in words: one property, or two together, that all of these have and no other; else a count."""
    if len(wrong) == len(all_cases):
        return "in every configuration"
    for most in (1, 2):
        for chosen in combinations(TESTS, most):
            if [all(test(case) for _, test in chosen) for case in all_cases] == [case in wrong for case in all_cases]:
                return " and ".join(dict.fromkeys(words for words, _ in chosen)).replace(" and where", " and")
    return f"in {len(wrong)} of {len(all_cases)} configurations, the first: {wrong[0]}"


def entries(array: Array, right: Array, most: float) -> str:
    """Which entries differ, in words."""
    if array.shape != right.shape:
        return f"its shape is {list(array.shape)} where it should be {list(right.shape)}"
    finite = np.isfinite(array)
    if not finite.all():
        return f"{int((~finite).sum())} of {array.size} entries are not finite numbers"
    off = np.abs(array - right) > most
    parts = [f"{int(off.sum())} of {off.size} entries differ"]
    if right.ndim == 4 and off.any():
        parts += _edges(off)
    if abs(float(array.sum() - right.sum())) <= most * max(1, array.size):
        parts.append("their sum is right")
    if not array.any():
        parts.append("all of them are 0")
    factor = constant_factor(array, right, most)
    if factor is not None:
        parts.append(f"all are {factor:.6g} times the right value")
    return ", ".join(parts)


def shown(case: Case, array: Array | None, right: Array) -> str:
    """A case in words, with the entry that differs most: what it is, and what it should be."""
    if array is None or array.shape != right.shape or not right.size:
        return str(case)
    with np.errstate(invalid="ignore"):
        off = np.where(np.isfinite(array), np.abs(array - right), np.inf)
    place = np.unravel_index(int(np.argmax(off)), right.shape)
    entry = f" [{', '.join(map(str, place))}]" if place else ""
    return f"{case}; there entry{entry} is {array[place]:.6g}, and should be {right[place]:.6g}"


def _edges(off: Array) -> list[str]:
    rows, columns = off.any((0, 1, 3)), off.any((0, 1, 2))
    inner = off[:, :, 1:-1, 1:-1]
    if inner.size and not inner.any():
        return ["all at the border"]
    found = []
    for word, line in (("row", rows), ("column", columns)):
        places = np.flatnonzero(line)
        if len(places) < len(line):
            found.append(f"only in {word}{'s' * (len(places) > 1)} {', '.join(map(str, places))}")
    return found


def constant_factor(array: Array, right: Array, most: float) -> float | None:
    """The number that all entries are times the right ones, if there is one but 1."""
    if array.shape != right.shape or not np.isfinite(array).all():
        return None
    square = float(np.sum(right * right))
    if square == 0:
        return None
    factor = float(np.sum(array * right)) / square
    close = np.max(np.abs(array - factor * right), initial=0.0) <= most * max(1.0, abs(factor))
    return factor if close and abs(factor - 1) > 1e-6 else None
