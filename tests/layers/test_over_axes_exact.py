"""Sums and means over named axes against NumPy's, in whole numbers: all sets of axes of every rank, kept and gone."""

import random
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import Any

import pytest

from derive.errors import AxesError
from derive.layers.mean import MEAN, MeanOptions
from derive.layers.sum import SUM, SumOptions
from tests.layers.exactly import Array, agrees, whole_numbers
from tests.structures import LAYOUT

EXTENTS = {1: (3,), 2: (2, 3), 3: (2, 3, 4), 4: (2, 2, 3, 2)}
LEFT = {(0,), (0, 1), (0, 2), (0, 3), (0, 1, 2), (0, 1, 3), (0, 2, 3)}  # axes besides which a layer reads what is left


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("rank", LAYOUT)
@pytest.mark.parametrize("kind", ["mean", "sum"])
def test_a_reduction_is_numpys(kind: str, rank: int, keep: bool) -> None:
    layout, extents = LAYOUT[rank], EXTENTS[rank]
    names = [axis.name for axis in layout.axes]
    for count in range(1, rank + 1):
        for places in combinations(range(rank), count):
            options: dict[str, Any] = {"axes": tuple(names[place] for place in places), "keep": keep}
            left = tuple(place for place in range(rank) if place not in places)
            if not keep and left not in LEFT:
                with pytest.raises(AxesError, match="and no layer reads such axes"):
                    _declared(kind, options, rank)
                continue
            divisor = prod(extents[place] for place in places) if kind == "mean" else 1
            axes = tuple(place + 1 for place in places)

            def function(x: Array, axes: tuple[int, ...] = axes, divisor: int = divisor) -> Array:
                return x.sum(axis=axes, keepdims=keep) * Fraction(1, divisor)

            note = f"{kind} {rank} {keep} {places}"
            x = whole_numbers(random.Random(note), (2, *extents))
            numbers = {"M": 2} | {str(axis.extent): n for axis, n in zip(layout.axes, extents, strict=True)}
            agrees(_declared(kind, options, rank), function, {"x": x}, numbers, note)


def _declared(kind: str, options: dict[str, Any], rank: int) -> Any:
    if kind == "mean":
        return MEAN.declare(MeanOptions(**options), LAYOUT[rank])
    return SUM.declare(SumOptions(**options), LAYOUT[rank])


def test_axes_of_space_are_the_default_and_of_a_vector_its_features() -> None:
    by_default = SUM.declare(SumOptions(keep=True), LAYOUT[3]).declaration
    assert by_default is SUM.declare(SumOptions(axes=("width", "height"), keep=True), LAYOUT[3]).declaration
    with pytest.raises(AxesError, match="sum leaves nothing"):
        SUM.declare(SumOptions(), LAYOUT[1])
