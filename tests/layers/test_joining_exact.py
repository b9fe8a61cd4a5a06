"""Layers of several inputs against NumPy in whole numbers: every axis of every rank, all small sizes and gates."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from derive.layers.add import ADD
from derive.layers.axes import AxisName
from derive.layers.concat import CONCAT, ConcatOptions
from derive.layers.multiply import MULTIPLY
from derive.layers.options import NoOptions
from derive.layers.subtract import SUBTRACT
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


KINDS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "add": (ADD, lambda x, y: x + y),
    "subtract": (SUBTRACT, lambda x, y: x - y),
    "multiply": (MULTIPLY, lambda x, y: x * y),
}


@pytest.mark.parametrize("rank", LAYOUT)
@pytest.mark.parametrize("kind", KINDS)
def test_axes_of_one_entry_are_spread_as_numpy_does(kind: str, rank: int) -> None:
    layout, (own, function) = LAYOUT[rank], KINDS[kind]
    names = [axis.name for axis in layout.axes]
    subsets = [some for count in range(len(names) + 1) for some in combinations(names, count)]
    apart = [(one, other) for one, other in product(subsets, repeat=2) if not set(one) & set(other)]
    sizes = dict(zip(names, (2, 3, 4, 2) if rank != 4 else (2, 2, 3, 2), strict=False))
    for one, other in part_of(apart, 8):
        note = f"{kind} {rank} {one} {other}"
        layouts = [replace(layout, single=frozenset(single)) for single in (one, other)]
        shapes = [(2, *(1 if name in single else sizes[name] for name in names)) for single in (one, other)]
        given = {f"x{n}": whole_numbers(random.Random(f"{note} {n}"), shape) for n, shape in enumerate(shapes, 1)}
        numbers = {"M": 2} | {str(axis.extent): sizes[axis.name] for axis in layout.axes}
        agrees(own.declare(NoOptions(), *layouts), function, given, numbers, note)
