"""Concatenation against NumPy's in whole numbers: every axis of every rank, two to four pieces of all small sizes."""

import random
from itertools import product

import numpy as np
import pytest

from derive.layers.concat import CONCAT, ConcatOptions
from derive.layers.named_axes import AxisName, named_axes
from tests.layers.exactly import agrees, part_of, whole_numbers

AXES = [(rank, axis.name) for rank in (1, 3) for axis in named_axes(rank)]
SIZES = [sizes for count in (2, 3, 4) for sizes in product((1, 2, 3), repeat=count)]
OTHERS = {1: (), 3: (2, 3, 4)}


@pytest.mark.parametrize(("rank", "axis"), AXES)
def test_a_concatenation_is_numpys(rank: int, axis: AxisName) -> None:
    place = [own.name for own in named_axes(rank)].index(axis)
    for sizes in part_of(SIZES, 12):
        _agrees(rank, axis, place, sizes)


def _agrees(rank: int, axis: AxisName, place: int, sizes: tuple[int, ...]) -> None:
    own, note = named_axes(rank)[place], f"{rank} {axis} {sizes}"
    source = random.Random(note)
    around = OTHERS[rank] or (0,)
    shapes = [(2, *around[:place], size, *around[place + 1 :]) for size in sizes]
    given = {f"x{number}": whole_numbers(source, shape) for number, shape in enumerate(shapes, 1)}
    numbers = {"M": 2} | {f"{own.letter}_{number}": size for number, size in enumerate(sizes, 1)}
    numbers |= dict(zip(("C", "n_h", "n_w"), around, strict=False))
    declared = CONCAT.declare(ConcatOptions(axis=axis), *(rank,) * len(sizes))
    agrees(declared, lambda *xs: np.concatenate(xs, axis=place + 1), given, numbers, note)


def test_the_first_axis_is_joined_unless_another_is_named() -> None:
    for rank in (1, 3):
        first = named_axes(rank)[0].name
        by_default = CONCAT.declare(ConcatOptions(), rank, rank).declaration
        assert by_default is CONCAT.declare(ConcatOptions(axis=first), rank, rank).declaration
