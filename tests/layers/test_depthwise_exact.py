"""Depthwise convolution against loops over every index, in whole numbers, over its options and one to three axes."""

import random
from itertools import product

import numpy as np
import pytest

from derive.layers.depthwise import DEPTHWISE, DepthwiseOptions
from tests.layers.exactly import Array, agrees, part_of, whole_numbers
from tests.structures import LAYOUT
from tests.textbook import window_count

ONE = [
    (n, f, s, p, d)
    for n, f, s, p, d in product((1, 2, 3, 5), (1, 2, 3), (1, 2, 3), (0, 1, 2), (1, 2))
    if window_count(n, f, s, p, d) > 0
]
MORE = list(
    product((2, 3), ((2, 1, 3), (1, 2, 2)), ((1, 1, 1), (2, 1, 3)), ((0, 0, 0), (1, 0, 2)), (1, 2, 3), (True, False))
)
EXTENTS = (3, 2, 4)


def by_loops(x: Array, w: Array, b: Array, outputs: tuple[int, ...], s: Array, p: Array, d: Array) -> Array:
    """z[m, c K_c + k, i] = b[c K_c + k] + sum over u of w[c, k, u] x[m, c, s i + d u - p]."""
    (batch, channels, *extents), (_, each, *kernel) = x.shape, w.shape
    z = np.zeros((batch, channels * each, *outputs), object)
    for m, c, k, *place in np.ndindex(batch, channels, each, *outputs):
        value = b[c * each + k]
        for taps in np.ndindex(*kernel):
            cell = tuple(np.multiply(s, place) + np.multiply(d, taps) - p)
            if all(0 <= r < n for r, n in zip(cell, extents, strict=True)):
                value += w[(c, k, *taps)] * x[(m, c, *cell)]
        z[(m, c * each + k, *place)] = value
    return z


def _agrees(options: DepthwiseOptions, numbers: dict[str, int], extents: tuple[int, ...], each: int, note: str) -> None:
    """The layer with these options on two channels is the loops with these numbers."""
    axes, letters = len(extents), {1: ("",), 2: ("_h", "_w"), 3: ("_d", "_h", "_w")}
    own = {letter: [numbers[letter + suffix] for suffix in letters[axes]] for letter in "fspd"}
    rows = zip(extents, own["f"], own["s"], own["p"], own["d"], strict=True)
    outputs = tuple(window_count(*row) for row in rows)
    source, several = random.Random(note), each > 1
    shapes = {"x": (2, 2, *extents), "W": (2, *((each,) if several else ()), *own["f"]), "b": (2 * each,)}
    given = {name: whole_numbers(source, shape) for name, shape in shapes.items() if options.bias or name != "b"}

    def function(x: Array, w: Array, b: Array | None = None) -> Array:
        filters = w if several else w[:, None]
        return by_loops(
            x, filters, np.zeros(2 * each, object) if b is None else b, outputs, own["s"], own["p"], own["d"]
        )

    agrees(DEPTHWISE.declare(options, LAYOUT[axes + 1]), function, given, numbers | {"M": 2, "C": 2}, note)


@pytest.mark.parametrize("named", [False, True])
def test_one_axis_is_the_textbooks(named: bool) -> None:
    for n, f, s, p, d in part_of(ONE, 30):
        sizes = {"kernel": f, "stride": s, "padding": p, "dilation": d}
        letters = {"kernel": "f", "stride": "s", "padding": "p", "dilation": "d"}
        options = DepthwiseOptions(**(letters if named else sizes))  # type: ignore[arg-type]
        _agrees(options, {"n": n, "f": f, "s": s, "p": p, "d": d}, (n,), 1, f"{n} {f} {s} {p} {d} {named}")


@pytest.mark.parametrize("case", part_of(MORE, 8), ids=str)
def test_more_axes_and_several_filters_for_each_channel_are_the_textbooks(case: tuple[object, ...]) -> None:
    axes, kernel, stride, padding, each, bias = case
    kernel, stride, padding = (values[:axes] for values in (kernel, stride, padding))  # type: ignore[index]
    options = DepthwiseOptions(kernel=kernel, stride=stride, padding=padding, multiplier=each, bias=bias)  # type: ignore[arg-type]
    names = ("h", "w") if axes == 2 else ("d", "h", "w")
    numbers = {f"n_{name}": n for name, n in zip(names, EXTENTS, strict=False)}
    for letter, values in {"f": kernel, "s": stride, "p": padding, "d": (1, 1, 1)}.items():
        numbers |= {f"{letter}_{name}": value for name, value in zip(names, values, strict=False)}
    _agrees(options, numbers | {"K_c": each}, EXTENTS[:axes], each, str(case))  # type: ignore[dict-item]
