"""Upsampling against NumPy's repeat in whole numbers, over one to three axes."""

import random
from itertools import product

import numpy as np
import pytest

from derive.layers.upsample import UPSAMPLE, UpsampleOptions
from tests.layers.exactly import Array, agrees, part_of, whole_numbers
from tests.structures import LAYOUT

EXTENTS = {2: (3,), 3: (3, 2), 4: (2, 3, 1)}


def _repeated(x: Array, scales: tuple[int, ...]) -> Array:
    for axis, scale in enumerate(scales, 2):
        x = np.repeat(x, scale, axis)
    return x


@pytest.mark.parametrize("rank", EXTENTS)
def test_an_entry_is_repeated_as_numpy_does(rank: int) -> None:
    layout, extents = LAYOUT[rank], EXTENTS[rank]
    for scales in part_of(list(product((1, 2, 3), repeat=rank - 1)), 6):
        for given in (scales, tuple(f"s{place}" for place in range(1, rank))):
            options = UpsampleOptions(scale=given if rank > 2 else given[0])  # type: ignore[arg-type]
            note = f"{rank} {scales} {given}"
            x = whole_numbers(random.Random(note), (2, 2, *extents))
            numbers = {"M": 2, "C": 2} | {f"s{place}": scale for place, scale in enumerate(scales, 1)}
            numbers |= {str(axis.extent): n for axis, n in zip(layout.positions, extents, strict=True)}
            agrees(UPSAMPLE.declare(options, layout), lambda x, s=scales: _repeated(x, s), {"x": x}, numbers, note)
