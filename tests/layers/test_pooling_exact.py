"""Pooling against brute force in rationals, exhaustively: overlap, gaps, padding, ties, both divisors, ceil_mode."""

import random
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from derive.algebra.evaluate import World, evaluate
from derive.layers.avg_pool import AVG_POOL, AvgPoolOptions
from derive.layers.axes import IMAGE
from derive.layers.declaration import Declared
from derive.layers.max_pool import MAX_POOL, MaxPoolOptions
from derive.network.backward import derive_declaration
from tests.textbook import (
    average_pool,
    has_empty_window,
    max_pool,
    pull_back,
    same_padding,
    ties_to_the_first,
    window_count,
)
from tests.worlds import Cells, cells_of, sizes_of

Array = npt.NDArray[Any]
LARGEST = 7
STEPS = (1, 2, 3)
PADDINGS = (0, 1, 2)


def _random(source: random.Random, low: int, high: int, *shape: int) -> Array:
    array = np.zeros(shape, object)
    for place in np.ndindex(shape):
        array[place] = source.randint(low, high)
    return array


def _forward(declared: Declared, numbers: dict[str, int], x: Array, y_bar: Array) -> tuple[World, Cells]:
    """The layer's equations in order; the world then knows the winners or the counts."""
    tensors: dict[str, Cells] = {"x": cells_of(x), "y_bar": cells_of(y_bar)}
    sizes = sizes_of(declared, numbers)
    for equation in declared.declaration.equations:
        tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes))
    return World(tensors, sizes), tensors["y"]


def _backward_agrees(declared: Declared, world: World, expected: Array, note: str) -> None:
    derivation = derive_declaration(declared.declaration)["x"]
    assert derivation.scatter is not None
    assert evaluate(derivation.scatter, world) == cells_of(expected), f"scattered {note}"
    assert evaluate(derivation.equation, world) == cells_of(expected), note


def _max_agrees(x: Array, y_bar: Array, options: MaxPoolOptions, numbers: dict[str, int], settings: Any) -> None:
    declared = MAX_POOL.declare(options, IMAGE)
    world, y = _forward(declared, numbers, x, y_bar)
    note = f"{options} {x.tolist()}"
    assert y == cells_of(max_pool(x, **settings)), note
    assert declared.declaration.stated is not None
    assert evaluate(declared.declaration.stated, world) == y, note
    distinct = ties_to_the_first(x)
    expected = pull_back(lambda moved: max_pool(moved, **settings), distinct, y_bar, Fraction(1, 2))
    _backward_agrees(declared, world, expected, note)


def _average_agrees(x: Array, y_bar: Array, options: AvgPoolOptions, numbers: dict[str, int], settings: Any) -> None:
    def pool(moved: Array) -> Array:
        return average_pool(moved, divide=Fraction, **settings)

    declared = AVG_POOL.declare(options, IMAGE)
    world, y = _forward(declared, numbers, x, y_bar)
    note = f"{options} {x.tolist()}"
    assert y == cells_of(pool(x)), note
    _backward_agrees(declared, world, pull_back(pool, x, y_bar), note)


@pytest.mark.parametrize(("n", "f", "ceil"), list(product(range(1, LARGEST + 1), STEPS, (False, True))))
def test_max_pooling_on_one_axis_with_many_ties_is_the_textbooks(n: int, f: int, ceil: bool) -> None:
    for s, p, d in product(STEPS, PADDINGS, STEPS):
        outputs = window_count(n, f, s, p, d, ceil)
        if outputs <= 0 or has_empty_window(n, f, s, p, d, outputs):
            continue
        source = random.Random(f"{n} {f} {s} {p} {d}")
        x, y_bar = _random(source, 0, 1, 1, 1, n, 1), _random(source, -9, 9, 1, 1, outputs, 1)
        settings = {
            "kernel": (f, 1), "outputs": (outputs, 1), "stride": (s, 1), "padding": (p, 0), "dilation": (d, 1)
        }  # fmt: skip
        options = MaxPoolOptions(window=(f, 1), stride=(s, 1), padding=(p, 0), dilation=(d, 1), ceil_mode=ceil)
        _max_agrees(x, y_bar, options, {"M": 1, "C": 1, "n_h": n, "n_w": 1}, settings)


@pytest.mark.parametrize(("n", "f", "ceil"), list(product(range(1, LARGEST + 1), STEPS, (False, True))))
def test_average_pooling_on_one_axis_with_either_divisor_is_the_textbooks(n: int, f: int, ceil: bool) -> None:
    for s, p, d, counted in product(STEPS, PADDINGS, (1, 2), (True, False)):
        outputs = window_count(n, f, s, p, d, ceil)
        if outputs <= 0 or (not counted and has_empty_window(n, f, s, p, d, outputs)):
            continue
        source = random.Random(f"{n} {f} {s} {p} {d}")
        x, y_bar = _random(source, -9, 9, 1, 1, n, 1), _random(source, -9, 9, 1, 1, outputs, 1)
        settings = {
            "kernel": (f, 1), "outputs": (outputs, 1), "stride": (s, 1), "padding": (p, 0), "dilation": (d, 1)
        }  # fmt: skip
        options = AvgPoolOptions(
            window=(f, 1), stride=(s, 1), padding=(p, 0), dilation=(d, 1), ceil_mode=ceil, count_include_pad=counted
        )
        numbers = {"M": 1, "C": 1, "n_h": n, "n_w": 1}
        _average_agrees(x, y_bar, options, numbers, settings | {"count_padding": counted})


@pytest.mark.parametrize("n", range(1, LARGEST + 1))
def test_same_padding_pools_like_keras(n: int) -> None:
    for f, s in product(STEPS, STEPS):
        outputs, before = same_padding(n, f, s, 1)
        source = random.Random(f"{n} {f} {s}")
        y_bar = _random(source, -9, 9, 1, 1, outputs, 1)
        settings = {"kernel": (f, 1), "outputs": (outputs, 1), "stride": (s, 1), "padding": (before, 0)}
        numbers = {"M": 1, "C": 1, "n_h": n, "n_w": 1}
        average = AvgPoolOptions(window=(f, 1), stride=(s, 1), padding="same")
        x = _random(source, -9, 9, 1, 1, n, 1)
        _average_agrees(x, y_bar, average, numbers, settings | {"count_padding": False})
        maximum = MaxPoolOptions(window=(f, 1), stride=(s, 1), padding="same")
        _max_agrees(_random(source, 0, 1, 1, 1, n, 1), y_bar, maximum, numbers, settings)


EXTENTS = (5, 4)


def _outputs(kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int], ceil: bool) -> list[int]:
    axes = zip(EXTENTS, kernel, stride, padding, strict=True)
    return [window_count(n, f, s, p, 1, ceil) for n, f, s, p in axes]


TWO_AXES = tuple(
    (kernel, stride, padding, ceil)
    for kernel, stride, padding, ceil in product(
        ((2, 3), (3, 1), (2, 2)), ((1, 2), (2, 1), (3, 3)), ((0, 0), (1, 0), (0, 1), (1, 1)), (False, True)
    )
    if not any(
        has_empty_window(n, f, s, p, 1, count)
        for n, f, s, p, count in zip(
            EXTENTS, kernel, stride, padding, _outputs(kernel, stride, padding, ceil), strict=True
        )
    )
)


@pytest.mark.parametrize(("kernel", "stride", "padding", "ceil"), TWO_AXES)
def test_two_rectangular_axes_pool_like_the_textbooks(
    kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int], ceil: bool
) -> None:
    outputs = tuple(_outputs(kernel, stride, padding, ceil))
    source = random.Random(str((kernel, stride, padding)))
    y_bar = _random(source, -9, 9, 2, 1, *outputs)
    settings = {"kernel": kernel, "outputs": outputs, "stride": stride, "padding": padding}
    numbers = {"M": 2, "C": 1, "n_h": EXTENTS[0], "n_w": EXTENTS[1]}
    maximum = MaxPoolOptions(window=kernel, stride=stride, padding=padding, ceil_mode=ceil)
    _max_agrees(_random(source, 0, 1, 2, 1, *EXTENTS), y_bar, maximum, numbers, settings)
    x = _random(source, -9, 9, 2, 1, *EXTENTS)
    for counted in (True, False):
        average = AvgPoolOptions(
            window=kernel, stride=stride, padding=padding, ceil_mode=ceil, count_include_pad=counted
        )
        _average_agrees(x, y_bar, average, numbers, settings | {"count_padding": counted})
