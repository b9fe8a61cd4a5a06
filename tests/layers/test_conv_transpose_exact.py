"""Transposed convolution against the adjoint of the textbook's convolution, in whole numbers, over its options."""

import random
from itertools import product

import numpy as np
import pytest

from derive.layers.conv_transpose import CONV_TRANSPOSE, ConvTransposeOptions
from tests.layers.exactly import Array, agrees, part_of, whole_numbers
from tests.structures import LAYOUT

AXIS = [
    (n, f, s, p, a, d)
    for n, f, s, p, a, d in product((1, 2, 3), (1, 2, 3), (1, 2, 3), (0, 1, 2), (0, 1, 2), (1, 2))
    if a < max(s, d) and s * (n - 1) + d * (f - 1) + 1 - 2 * p + a >= 1
]
TWO = list(product(((2, 3), (3, 1)), ((1, 2), (3, 2)), ((0, 0), (1, 0)), ((0, 0), (0, 1)), ((1, 1), (2, 1)), (1, 2)))


def added(
    x: Array,
    w: Array,
    b: Array,
    outputs: tuple[int, ...],
    stride: tuple[int, ...],
    padding: tuple[int, ...],
    dilation: tuple[int, ...],
) -> Array:
    """z[m, k, s r + d u - p] += W[c, k, u] x[m, c, r] by loops over every index; what lands outside is dropped."""
    (batch, channels, *_), (_, share, *kernel) = x.shape, w.shape
    groups = len(b) // share
    z = np.zeros((batch, len(b), *outputs), object)
    z += b.reshape(-1, *(1,) * len(outputs))
    for m, c, *place in np.ndindex(x.shape):
        first = c // (channels // groups) * share
        for k, taps in product(range(share), np.ndindex(*kernel)):
            steps = zip(place, taps, stride, padding, dilation, strict=True)
            lands = tuple(s * r + d * u - p for r, u, s, p, d in steps)
            if all(0 <= i < o for i, o in zip(lands, outputs, strict=True)):
                z[(m, first + k, *lands)] += w[(c, k, *taps)] * x[(m, c, *place)]
    return z


def _size(n: int, f: int, s: int, p: int, a: int, d: int) -> int:
    return s * (n - 1) + d * (f - 1) + 1 - 2 * p + a


@pytest.mark.parametrize("named", [False, True])
def test_one_axis_is_the_textbooks(named: bool) -> None:
    for n, f, s, p, a, d in part_of(AXIS, 40):
        numbers = {"M": 1, "C": 2, "n": n, "f": f, "s": s, "p": p, "q": a, "d": d}
        sizes = {"kernel": f, "stride": s, "padding": p, "output_padding": a, "dilation": d}
        letters = {"kernel": "f", "stride": "s", "padding": "p", "output_padding": "q", "dilation": "d"}
        options = ConvTransposeOptions(filters=2, **(letters if named else sizes))  # type: ignore[arg-type]
        note = f"{n} {f} {s} {p} {a} {d} {named}"
        source = random.Random(note)
        shapes = {"x": (1, 2, n), "W": (2, 2, f), "b": (2,)}
        given = {name: whole_numbers(source, shape) for name, shape in shapes.items()}
        outputs = (_size(n, f, s, p, a, d),)
        _agrees(options, 2, given, numbers, note, (outputs, (s,), (p,), (d,)))


@pytest.mark.parametrize("case", part_of(TWO, 8), ids=str)
def test_two_axes_with_groups_are_the_textbooks(case: tuple[tuple[int, int], ...]) -> None:
    kernel, stride, padding, more, dilation, groups = case
    more = tuple(a if a < max(s, d) else 0 for a, s, d in zip(more, stride, dilation, strict=True))
    options = ConvTransposeOptions(
        filters=2,
        kernel=kernel,
        stride=stride,
        padding=padding,
        output_padding=more,  # type: ignore[arg-type]
        dilation=dilation,
        groups=groups,  # type: ignore[arg-type]
    )
    extents, source = (3, 2), random.Random(str(case))
    outputs = tuple(_size(*each) for each in zip(extents, kernel, stride, padding, more, dilation, strict=True))
    shapes = {"x": (2, 2, *extents), "W": (2, 2 // groups, *kernel), "b": (2,)}  # type: ignore[operator]
    given = {name: whole_numbers(source, shape) for name, shape in shapes.items()}
    numbers = {"M": 2, "C": 2, "n_h": 3, "n_w": 2}
    _agrees(options, 3, given, numbers, str(case), (outputs, stride, padding, dilation))


def _agrees(
    options: ConvTransposeOptions,
    rank: int,
    given: dict[str, Array],
    numbers: dict[str, int],
    note: str,
    settings: tuple[tuple[int, ...], ...],
) -> None:
    declared = CONV_TRANSPOSE.declare(options, LAYOUT[rank])
    outputs, stride, padding, dilation = settings

    def function(x: Array, w: Array, b: Array) -> Array:
        return added(x, w, b, outputs, stride, padding, dilation)

    agrees(declared, function, given, numbers, note)
