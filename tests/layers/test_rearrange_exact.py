"""Rearranging against loops over the parts of axes, exactly: every way to split, order and join them; refusals."""

import random
import re
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations
from math import prod

import numpy as np
import pytest

from derive.errors import AxesError
from derive.layers.pattern import parse
from derive.layers.rearrange import REARRANGE, RearrangeOptions
from tests.layers.exactly import Array, agrees, part_of, whole_numbers
from tests.structures import LAYOUT

PARTS = {"g": 2, "c": 3, "p1": 2, "h": 1, "w": 2}


def _joined(parts: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Every way to join neighbours into one to four axes."""
    for count in range(min(4, len(parts))):
        for cuts in combinations(range(1, len(parts)), count):
            places = (0, *cuts, len(parts))
            yield tuple(parts[start:end] for start, end in pairwise(places))


def _text(axes: tuple[tuple[str, ...], ...]) -> str:
    return " ".join(("b", *(axis[0] if len(axis) == 1 else f"({' '.join(axis)})" for axis in axes)))


SPLITS = (
    (("g", "c"),),
    (("g", "c"), ("w",)),
    (("c",), ("h", "p1")),
    (("g", "c"), ("h",), ("w",)),
    (("c",), ("w", "p1", "h")),
)
CASES = [
    (before, after)
    for before in SPLITS
    for order in permutations(name for axis in before for name in axis)
    for after in _joined(order)
]


@pytest.mark.parametrize("case", part_of(CASES, 40), ids=str)
def test_a_pattern_moves_every_entry_to_its_place(case: tuple[tuple[tuple[str, ...], ...], ...]) -> None:
    before, after = case
    names = [name for axis in before for name in axis]
    told = {name: PARTS[name] for axis in before for name in axis[1:]}
    declared = REARRANGE.declare(
        RearrangeOptions(pattern=f"{_text(before)} -> {_text(after)}", **told), LAYOUT[len(before)]
    )
    extents = tuple(prod(PARTS[name] for name in axis) for axis in before)

    def function(x: Array) -> Array:
        y = np.zeros((2, *(prod(PARTS[name] for name in axis) for axis in after)), object)
        for m, *values in np.ndindex(2, *(PARTS[name] for name in names)):
            at = dict(zip(names, values, strict=True))
            y[(m, *(_place(axis, at) for axis in after))] = x[(m, *(_place(axis, at) for axis in before))]
        return y

    numbers = {"M": 2} | {str(a.extent): n for a, n in zip(LAYOUT[len(before)].axes, extents, strict=True)}
    numbers |= {f"e_{name}": size for name, size in told.items()}
    agrees(declared, function, {"x": whole_numbers(random.Random(str(case)), (2, *extents))}, numbers, str(case))


def _place(axis: tuple[str, ...], at: dict[str, int]) -> int:
    place = 0
    for name in axis:
        place = place * PARTS[name] + at[name]
    return place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("b c h w", "needs one ->"),
        ("b (g c h -> b c g h", "column 9: a bracket is not closed"),
        ("b (g (c)) -> b g c", "column 6: a bracket inside a bracket"),
        ("b g) c -> b g c", "column 4: a bracket closes that was not opened"),
        ("b () c -> b c", "column 4: nothing stands in this bracket"),
        ("b c H -> b c", "column 5: 'H' is no name of an axis"),
        ("b c h -> b c", "column 5: h stands on one side alone"),
        ("b c -> b c h", "column 12: h stands on one side alone"),
        ("b c c -> b c", "column 5: c stands twice on one side"),
        ("(b c) h -> b c h", "column 1: both sides begin with the batch's axis"),
        ("b c -> c b", "column 8: both sides begin with the batch's axis"),
        ("b c -> ", "column 7: there are no axes"),
    ],
)
def test_a_wrong_pattern_says_where(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse(text)


@pytest.mark.parametrize(
    ("rank", "options", "said"),
    [
        (3, {"pattern": "b c h -> b h c"}, "reads 2 axes behind the batch; the input has channels, height and width"),
        (3, {"pattern": "b (g c) h w -> b g c h w"}, r"\(g c\) needs the sizes of all its parts but one"),
        (3, {"pattern": "b (g c) h w -> b g c h w", "g": 2, "c": 2}, r"\(g c\) needs the sizes"),
        (3, {"pattern": "b c h w -> b c w h", "h": 2}, "h is no part of an axis"),
        (4, {"pattern": "b (g c) d h w -> b g c d h w", "g": 2}, "no layer reads 5 axes"),
    ],
)
def test_a_pattern_that_does_not_fit_is_refused(rank: int, options: dict[str, object], said: str) -> None:
    with pytest.raises(AxesError, match=said):
        REARRANGE.declare(RearrangeOptions(**options), LAYOUT[rank])
