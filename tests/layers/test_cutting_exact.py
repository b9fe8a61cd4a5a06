"""Slices and equal parts against NumPy's in whole numbers: every axis of every rank, every start and stop."""

import random

import numpy as np
import pytest

from derive.layers.axes import AxisName
from derive.layers.slice import SLICE, SliceOptions
from derive.layers.split import SPLIT, SplitOptions
from tests.layers.exactly import agrees, part_of, whole_numbers
from tests.structures import LAYOUT

AXES = [(rank, axis.name) for rank, layout in LAYOUT.items() for axis in layout.axes]
LARGEST = 6
RUNS = [(size, a, e) for size in range(1, LARGEST + 1) for a in range(size) for e in (*range(a + 1, size + 1), None)]
PARTS = [(each * parts, parts, part) for each in (1, 2, 3) for parts in (1, 2, 3, 4) for part in range(parts)]
OTHERS = {1: (0,), 2: (2, 3), 3: (2, 3, 4), 4: (2, 3, 4, 2)}
NAMES = {rank: tuple(str(axis.extent) for axis in layout.axes) for rank, layout in LAYOUT.items()}


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(("rank", "axis"), AXES)
def test_a_slice_is_numpys(rank: int, axis: AxisName, named: bool) -> None:
    for size, start, stop in part_of(RUNS, 10):
        shape, place = _shape(rank, axis, size)
        chosen = {"start": "a" if named else start, "stop": None if stop is None else "e" if named else stop}
        declared = SLICE.declare(SliceOptions(axis=axis, **chosen), LAYOUT[rank])  # type: ignore[arg-type]
        numbers = {"M": 2, "a": start, "e": stop or 0, **dict(zip(NAMES[rank], shape[1:], strict=True))}
        where = (*(slice(None),) * place, slice(start, stop))
        note = f"{rank} {axis} {size} {start} {stop} {named}"
        agrees(declared, lambda x, at=where: x[at], {"x": whole_numbers(random.Random(note), shape)}, numbers, note)


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(("rank", "axis"), AXES)
def test_equal_parts_are_numpys(rank: int, axis: AxisName, named: bool) -> None:
    for size, parts, part in part_of(PARTS, 8):
        shape, place = _shape(rank, axis, size)
        declared = SPLIT.declare(SplitOptions(axis=axis, parts="P" if named else parts, part=part), LAYOUT[rank])
        numbers = {"M": 2, "P": parts, **dict(zip(NAMES[rank], shape[1:], strict=True))}
        note = f"{rank} {axis} {size} {parts} {part} {named}"
        given = {"x": whole_numbers(random.Random(note), shape)}
        agrees(declared, lambda x, n=parts, at=part, axis=place: np.split(x, n, axis)[at], given, numbers, note)


def _shape(rank: int, axis: AxisName, size: int) -> tuple[tuple[int, ...], int]:
    """A shape with this size along the axis, and the axis counted with the batch."""
    place = [own.name for own in LAYOUT[rank].axes].index(axis)
    return (2, *OTHERS[rank][:place], size, *OTHERS[rank][place + 1 :]), place + 1
