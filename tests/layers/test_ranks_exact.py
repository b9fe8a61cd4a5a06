"""conv and pooling over one axis and over three against brute force in whole numbers and fractions: forward, and every
derivative in every form."""

import random
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest

from derive.layers.avg_pool import AVG_POOL, AvgPoolOptions
from derive.layers.axes import SIGNAL, VOLUME, Layout
from derive.layers.conv import CONV, ConvOptions
from derive.layers.max_pool import MAX_POOL, MaxPoolOptions
from tests.layers.exactly import Array, agrees, part_of, whole_numbers
from tests.textbook import average_pool, conv, has_empty_window, max_pool, window_count

Sizes = tuple[int, ...]
STEPS, PADDINGS = (1, 2, 3), (0, 1, 2)
ALONG = [(n, f, s, p, d) for n, f, s, p, d in product(range(1, 7), STEPS, STEPS, PADDINGS, STEPS)]
KERNELS = ((1, 2, 2), (2, 1, 3), (3, 2, 1))
STRIDES = ((1, 1, 1), (2, 1, 1), (1, 2, 3))
BORDERS = ((0, 0, 0), (1, 0, 0), (0, 1, 2))
GAPS = ((1, 1, 1), (2, 1, 1), (1, 1, 2))
EXTENTS = (3, 4, 5)
IN_SPACE = list(product(KERNELS, STRIDES, BORDERS, GAPS))


def _numbers(layout: Layout, extents: Sizes, channels: int) -> dict[str, int]:
    sizes = zip(layout.positions, extents, strict=True)
    return {"M": 1, "C": channels} | {str(axis.extent): size for axis, size in sizes}


def _windows(extents: Sizes, *options: Sizes) -> Sizes:
    return tuple(window_count(*each) for each in zip(extents, *options, strict=True))


def _conv(layout: Layout, extents: Sizes, options: ConvOptions, settings: dict[str, Any], taps: Sizes) -> None:
    note = f"{options} {extents}"
    source, channels = random.Random(note), 2
    given = {
        "x": whole_numbers(source, (1, channels, *extents)),
        "W": whole_numbers(source, (2, channels // int(options.groups), *taps)),
        "b": whole_numbers(source, (2,)),
    }
    declared = CONV.declare(options, layout)
    agrees(declared, lambda x, w, b: conv(x, w, b, **settings), given, _numbers(layout, extents, channels), note)


@pytest.mark.parametrize("groups", [1, 2])
def test_a_convolution_of_a_signal_is_the_textbooks(groups: int) -> None:
    for n, f, s, p, d in part_of([each for each in ALONG if window_count(*each) > 0], 40):
        settings = {"outputs": (window_count(n, f, s, p, d),), "stride": (s,), "padding": (p,), "dilation": (d,)}
        options = ConvOptions(filters=2, kernel=f, stride=s, padding=p, dilation=d, groups=groups)
        _conv(SIGNAL, (n,), options, settings, (f,))


def test_a_convolution_of_a_volume_is_the_textbooks() -> None:
    fitting = [each for each in IN_SPACE if min(_windows(EXTENTS, *each)) > 0]
    for kernel, stride, padding, dilation in part_of(fitting, 4):
        outputs = _windows(EXTENTS, kernel, stride, padding, dilation)
        settings = {"outputs": outputs, "stride": stride, "padding": padding, "dilation": dilation}
        options = ConvOptions(filters=2, kernel=kernel, stride=stride, padding=padding, dilation=dilation)
        _conv(VOLUME, EXTENTS, options, settings, kernel)


def _average(layout: Layout, extents: Sizes, options: AvgPoolOptions, settings: dict[str, Any]) -> None:
    note = f"{options} {extents}"
    given = {"x": whole_numbers(random.Random(note), (1, 1, *extents))}
    declared = AVG_POOL.declare(options, layout)
    agrees(declared, lambda x: average_pool(x, divide=Fraction, **settings), given, _numbers(layout, extents, 1), note)


@pytest.mark.parametrize("ceil", [False, True])
def test_means_along_a_signal_are_the_textbooks_by_either_divisor(ceil: bool) -> None:
    for (n, f, s, p, _), counted in part_of(list(product([each for each in ALONG if each[4] == 1], (True, False))), 60):
        outputs = window_count(n, f, s, p, 1, ceil)
        if outputs > 0 and (counted or not has_empty_window(n, f, s, p, 1, outputs)):
            settings = {
                "kernel": (f,),
                "outputs": (outputs,),
                "stride": (s,),
                "padding": (p,),
                "count_padding": counted,
            }
            options = AvgPoolOptions(window=f, stride=s, padding=p, ceil_mode=ceil, count_include_pad=counted)
            _average(SIGNAL, (n,), options, settings)


def test_means_in_a_volume_are_the_textbooks() -> None:
    for kernel, stride, padding, _ in part_of([each for each in IN_SPACE if each[3] == (1, 1, 1)], 6):
        outputs = _windows(EXTENTS, kernel, stride, padding, (1, 1, 1))
        settings = {"kernel": kernel, "outputs": outputs, "stride": stride, "padding": padding}
        _average(VOLUME, EXTENTS, AvgPoolOptions(window=kernel, stride=stride, padding=padding), settings)


def _maximum(layout: Layout, extents: Sizes, options: MaxPoolOptions, settings: dict[str, Any]) -> None:
    """Every maximum is beaten by nobody, as its entries differ by more than the step of the quotients."""
    note = f"{options} {extents}"
    source = random.Random(note)
    x = np.empty((1, 1, *extents), object)
    x.flat = source.sample(range(0, 9 * x.size, 3), x.size)

    def pooled(moved: Array) -> Array:
        return max_pool(moved, **settings)

    agrees(MAX_POOL.declare(options, layout), pooled, {"x": x}, _numbers(layout, extents, 1), note)


def test_maxima_along_a_signal_are_the_textbooks() -> None:
    for n, f, s, p, d in part_of(ALONG, 60):
        outputs = window_count(n, f, s, p, d)
        if outputs > 0 and not has_empty_window(n, f, s, p, d, outputs):
            settings = {"kernel": (f,), "outputs": (outputs,), "stride": (s,), "padding": (p,), "dilation": (d,)}
            _maximum(SIGNAL, (n,), MaxPoolOptions(window=f, stride=s, padding=p, dilation=d), settings)


def test_maxima_in_a_volume_are_the_textbooks() -> None:
    for kernel, stride, padding, dilation in part_of([each for each in IN_SPACE if each[2] == (0, 0, 0)], 8):
        outputs = _windows(EXTENTS, kernel, stride, padding, dilation)
        if min(outputs) > 0:
            settings = {"kernel": kernel, "outputs": outputs, "stride": stride, "dilation": dilation}
            _maximum(VOLUME, EXTENTS, MaxPoolOptions(window=kernel, stride=stride, dilation=dilation), settings)


UNEVEN = [
    (n, f, s, p, behind, d)
    for n, f, s, p, behind, d in product(range(1, 6), STEPS, STEPS, PADDINGS, PADDINGS, (1, 2))
    if p != behind and window_count(n, f, s, p, d, behind=behind) > 0
]


@pytest.mark.parametrize("named", [False, True])
def test_a_convolution_with_other_padding_behind_than_before_is_the_textbooks(named: bool) -> None:
    for n, f, s, p, behind, d in part_of(UNEVEN, 40):
        settings = {"outputs": (window_count(n, f, s, p, d, behind=behind),), "stride": (s,), "padding": (p,)}
        sides = (("a", "e"),) if named else ((p, behind),)
        options = ConvOptions(filters=2, kernel=f, stride=s, padding=sides, dilation=d)
        note = f"{options} {n} {p} {behind}"
        source = random.Random(note)
        given = {"x": whole_numbers(source, (1, 2, n)), "W": whole_numbers(source, (2, 2, f))}
        given["b"] = whole_numbers(source, (2,))
        numbers = _numbers(SIGNAL, (n,), 2) | {"a": p, "e": behind}

        def textbook(x: Array, w: Array, b: Array, said: Any = settings | {"dilation": (d,)}) -> Array:
            return conv(x, w, b, **said)

        agrees(CONV.declare(options, SIGNAL), textbook, given, numbers, note)


def test_pooling_with_other_padding_behind_than_before_is_the_textbooks() -> None:
    for n, f, s, p, behind, _ in part_of([each for each in UNEVEN if each[-1] == 1], 40):
        outputs = window_count(n, f, s, p, 1, behind=behind)
        settings: dict[str, Any] = {"kernel": (f,), "outputs": (outputs,), "stride": (s,), "padding": (p,)}
        options = AvgPoolOptions(window=f, stride=s, padding=((p, behind),))
        _average(SIGNAL, (n,), options, settings | {"behind": (behind,)})
        if not has_empty_window(n, f, s, p, 1, outputs):
            _maximum(SIGNAL, (n,), MaxPoolOptions(window=f, stride=s, padding=((p, behind),)), settings)


def test_causal_padding_stands_before_alone_and_no_output_reads_a_later_entry() -> None:
    for n, f, s, d in part_of(list(product(range(1, 6), STEPS, STEPS, STEPS)), 30):
        before, outputs = d * (f - 1), len(range(0, n, s))
        settings = {"outputs": (outputs,), "stride": (s,), "padding": (before,), "dilation": (d,)}
        options = ConvOptions(filters=2, kernel=f, stride=s, padding="causal", dilation=d)
        _conv(SIGNAL, (n,), options, settings, (f,))


def test_a_volume_may_be_padded_otherwise_on_each_of_its_six_sides() -> None:
    sides, kernel = ((1, 0), (0, 2), (1, 1)), (2, 3, 2)
    before = tuple(p for p, _ in sides)
    counts = zip((3, 2, 3), kernel, sides, strict=True)
    outputs = tuple(window_count(n, f, 1, p, 1, behind=behind) for n, f, (p, behind) in counts)
    settings = {"outputs": outputs, "padding": before}
    _conv(VOLUME, (3, 2, 3), ConvOptions(filters=2, kernel=kernel, padding=sides), settings, kernel)
