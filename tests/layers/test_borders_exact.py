"""Borders against NumPy's in whole numbers: every mode, all small borders on one axis, and two axes at once."""

import random
from itertools import product
from typing import Any, get_args

import numpy as np
import pytest

from derive.layers.axes import LAYOUTS
from derive.layers.crop import CROP, CropOptions
from derive.layers.pad import PAD, Mode, PadOptions
from tests.layers.exactly import Array, agrees, part_of, whole_numbers

NUMPYS: dict[str, dict[str, Any]] = {
    "zeros": {"mode": "constant"},
    "reflect": {"mode": "reflect"},
    "replicate": {"mode": "edge"},
    "circular": {"mode": "wrap"},
}
LAYOUT = {len(layout.axes): layout for layout in LAYOUTS}
SIDES = [(n, a, b) for n in (1, 2, 3, 4) for a, b in product(range(4), repeat=2) if a or b]
TWO = list(product((3, 4), (4, 2), (0, 1, 2), (0, 1), (0, 1), (0, 2)))


def _fits(mode: str, n: int, *cells: int) -> bool:
    return max(cells) <= {"reflect": n - 1, "circular": n}.get(mode, max(cells))


def _padded(x: Array, mode: str, *sides: tuple[int, int]) -> Array:
    return np.pad(x, ((0, 0), (0, 0), *sides), **NUMPYS[mode])


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("mode", get_args(Mode))
def test_borders_of_one_axis_are_numpys(mode: Mode, named: bool) -> None:
    for n, a, b in part_of([each for each in SIDES if _fits(mode, *each)], 10):
        options = PadOptions(before="a" if named else a, after="e" if named else b, mode=mode)
        note = f"{mode} {n} {a} {b} {named}"
        x = whole_numbers(random.Random(note), (2, 2, n))
        numbers = {"M": 2, "C": 2, "n": n, "a": a, "e": b}
        agrees(PAD.declare(options, LAYOUT[2]), lambda x, s=(a, b): _padded(x, mode, s), {"x": x}, numbers, note)


@pytest.mark.parametrize("mode", get_args(Mode))
def test_borders_of_two_axes_are_numpys(mode: Mode) -> None:
    fit = [
        case for case in TWO if any(case[2:]) and _fits(mode, case[0], *case[2:4]) and _fits(mode, case[1], *case[4:])
    ]
    for height, width, a, b, c, d in part_of(fit, 8):
        options, note = PadOptions(before=(a, c), after=(b, d), mode=mode), f"{mode} {(height, width, a, b, c, d)}"
        x = whole_numbers(random.Random(note), (2, 1, height, width))
        numbers = {"M": 2, "C": 1, "n_h": height, "n_w": width}
        sides = ((a, b), (c, d))
        agrees(PAD.declare(options, LAYOUT[3]), lambda x, s=sides: _padded(x, mode, *s), {"x": x}, numbers, note)


def test_borders_that_are_cut_off_are_numpys() -> None:
    for height, width, a, b, c, d in part_of([case for case in TWO if any(case[2:])], 16):
        if a + b >= height or c + d >= width:
            continue
        options, note = CropOptions(before=(a, c), after=(b, d)), f"{(height, width, a, b, c, d)}"
        x = whole_numbers(random.Random(note), (2, 1, height, width))
        numbers = {"M": 2, "C": 1, "n_h": height, "n_w": width}
        kept = (slice(a, height - b), slice(c, width - d))
        agrees(CROP.declare(options, LAYOUT[3]), lambda x, s=kept: x[:, :, *s], {"x": x}, numbers, note)
