"""Sums, means and maxima over named axes against NumPy's, in whole numbers: all sets of axes of every rank, kept and
gone."""

import random
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
import pytest

from derive.algebra.evaluate import World, evaluate
from derive.algebra.tensor import cotangent
from derive.errors import AxesError
from derive.layers.declaration import Declared
from derive.layers.global_max_pool import GLOBAL_MAX_POOL, GlobalMaxPoolOptions
from derive.layers.max import MAX, MaxOptions
from derive.layers.mean import MEAN, MeanOptions
from derive.layers.sum import SUM, SumOptions
from derive.network.backward import derive_declaration
from tests.layers.exactly import Array, agrees, whole_numbers
from tests.structures import LAYOUT
from tests.textbook import pull_back
from tests.worlds import cells_of, sizes_of

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


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("rank", LAYOUT)
def test_a_maximum_is_numpys_and_a_tie_goes_to_the_first(rank: int, keep: bool) -> None:
    layout = LAYOUT[rank]
    for count in range(1, rank + 1):
        for places in combinations(range(rank), count):
            options = MaxOptions(axes=tuple(layout.axes[place].name for place in places), keep=keep)
            if keep or tuple(place for place in range(rank) if place not in places) in LEFT:
                _is_the_maximum(MAX.declare(options, layout), rank, places, keep=keep)


@pytest.mark.parametrize("rank", [2, 3, 4])
def test_a_global_maximum_is_over_all_positions(rank: int) -> None:
    declared = GLOBAL_MAX_POOL.declare(GlobalMaxPoolOptions(), LAYOUT[rank])
    _is_the_maximum(declared, rank, tuple(range(1, rank)), keep=False)


def _is_the_maximum(declared: Declared, rank: int, places: tuple[int, ...], *, keep: bool) -> None:
    """With many ties: the derivative is that of entries each a little below those before it."""
    axes, source = tuple(place + 1 for place in places), random.Random(f"{rank} {places}")
    x = np.array([source.randint(0, 1) for _ in range(2 * prod(EXTENTS[rank]))], object).reshape(2, *EXTENTS[rank])
    y = x.max(axis=axes, keepdims=keep)
    y_bar = whole_numbers(source, y.shape)
    numbers = {"M": 2} | {str(axis.extent): n for axis, n in zip(LAYOUT[rank].axes, EXTENTS[rank], strict=True)}
    sizes, declaration = sizes_of(declared, numbers), declared.declaration
    tensors = {"x": cells_of(x), cotangent(declaration.output).name: cells_of(y_bar)}
    for equation in declaration.equations:
        tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes))
    world, stated = World(tensors, sizes), declaration.stated
    assert stated is not None
    assert tensors["y"] == evaluate(stated, world) == cells_of(y)
    earlier = x * 1000 - np.arange(prod(EXTENTS[rank])).reshape(EXTENTS[rank])
    expected = pull_back(lambda moved: moved.max(axis=axes, keepdims=keep), earlier, y_bar, Fraction(1, 2))
    for form in derive_declaration(declaration)["x"].forms:
        assert evaluate(form, world) == cells_of(expected), f"{rank} {places} {keep}"
