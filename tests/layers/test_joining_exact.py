"""Concatenation against NumPy's in whole numbers: every axis of every rank, two to four pieces of all small sizes."""

import random
from itertools import product

import numpy as np
import pytest

from derive.layers.axes import AxisName
from derive.layers.concat import CONCAT, ConcatOptions
from tests.layers.exactly import agrees, part_of, whole_numbers
from tests.structures import LAYOUT

AXES = [(rank, axis.name) for rank, layout in LAYOUT.items() for axis in layout.axes]
SIZES = [sizes for count in (2, 3, 4) for sizes in product((1, 2, 3), repeat=count)]
OTHERS = {1: (), 2: (2, 3), 3: (2, 3, 4), 4: (2, 3, 4, 2)}


@pytest.mark.parametrize(("rank", "axis"), AXES)
def test_a_concatenation_is_numpys(rank: int, axis: AxisName) -> None:
    place = [own.name for own in LAYOUT[rank].axes].index(axis)
    for sizes in part_of(SIZES, 12):
        _agrees(rank, axis, place, sizes)


def _agrees(rank: int, axis: AxisName, place: int, sizes: tuple[int, ...]) -> None:
    own, note = LAYOUT[rank].axes[place], f"{rank} {axis} {sizes}"
    source = random.Random(note)
    around = OTHERS[rank] or (0,)
    shapes = [(2, *around[:place], size, *around[place + 1 :]) for size in sizes]
    given = {f"x{number}": whole_numbers(source, shape) for number, shape in enumerate(shapes, 1)}
    numbers = {"M": 2} | {f"{own.letter}_{number}": size for number, size in enumerate(sizes, 1)}
    numbers |= dict(zip((str(each.extent) for each in LAYOUT[rank].axes), around, strict=False))
    declared = CONCAT.declare(ConcatOptions(axis=axis), *(LAYOUT[rank],) * len(sizes))
    agrees(declared, lambda *xs: np.concatenate(xs, axis=place + 1), given, numbers, note)


def test_the_first_axis_is_joined_unless_another_is_named() -> None:
    for layout in LAYOUT.values():
        first = layout.axes[0].name
        by_default = CONCAT.declare(ConcatOptions(), layout, layout).declaration
        assert by_default is CONCAT.declare(ConcatOptions(axis=first), layout, layout).declaration
