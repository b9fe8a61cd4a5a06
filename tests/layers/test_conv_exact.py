"""Conv against brute force in whole numbers: forward and three derivatives, scatter and gather, exhaustively."""

import random
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from derive.algebra.evaluate import World, evaluate
from derive.layers.axes import IMAGE
from derive.layers.conv import CONV, ConvOptions
from derive.layers.declaration import Declared
from derive.network.backward import derive_declaration
from tests.textbook import conv, pull_back, same_padding, window_count
from tests.worlds import array_of, cells_of, sizes_of

Array = npt.NDArray[Any]
LARGEST = 7
STEPS = (1, 2, 3)
PADDINGS = (0, 1, 2)
NAMED = {"f": 1, "s": 1, "p": 0, "d": 1}


def _random(source: random.Random, *shape: int) -> Array:
    array = np.zeros(shape, object)
    for place in np.ndindex(shape):
        array[place] = source.randint(-9, 9)
    return array


def _agrees(declared: Declared, numbers: dict[str, int], arrays: dict[str, Array], settings: dict[str, Any]) -> None:
    """The declared layer and its derivatives are the textbook's on these arrays."""
    x, w, b, z_bar = (arrays[name] for name in ("x", "W", "b", "z_bar"))
    sizes = sizes_of(declared, numbers)
    world = World({name: cells_of(array) for name, array in arrays.items()}, sizes)
    note = f"{settings} {[array.shape for array in arrays.values()]}"
    (forward,) = declared.declaration.equations
    z = conv(x, w, b, **settings)
    assert evaluate(forward, world) == cells_of(z), note
    expected = {
        "x": pull_back(lambda moved: conv(moved, w, None, **settings), x, z_bar),
        "W": pull_back(lambda moved: conv(x, moved, None, **settings), w, z_bar),
        "b": pull_back(lambda moved: conv(x, w, moved, **settings), b, z_bar),
    }
    derivations = derive_declaration(declared.declaration)
    assert derivations["x"].scatter is not None
    for name, wanted in expected.items():
        assert evaluate(derivations[name].equation, world) == cells_of(wanted), f"{name} {note}"
        assert evaluate(derivations[name].lowered, world) == cells_of(wanted), f"{name} scattered {note}"


def _on_one_axis(n: int, f: int, s: int, p: int, d: int, options: ConvOptions, outputs: int) -> None:
    source = random.Random(f"{n} {f} {s} {p} {d}")
    arrays = {
        "x": _random(source, 1, 1, n, 1),
        "W": _random(source, 1, 1, f, 1),
        "b": _random(source, 1),
        "z_bar": _random(source, 1, 1, outputs, 1),
    }
    settings = {"outputs": (outputs, 1), "stride": (s, 1), "padding": (p, 0), "dilation": (d, 1)}
    numbers = {"M": 1, "C": 1, "n_h": n, "n_w": 1, "f": f, "s": s, "p": p, "d": d}
    _agrees(CONV.declare(options, IMAGE), numbers, arrays, settings)


def _plain(f: int, s: int, p: int, d: int) -> ConvOptions:
    return ConvOptions(filters=1, kernel=(f, 1), stride=(s, 1), padding=(p, 0), dilation=(d, 1))


@pytest.mark.parametrize(("n", "f"), list(product(range(1, LARGEST + 1), STEPS)))
def test_one_axis_with_numbers_is_the_textbooks(n: int, f: int) -> None:
    for s, p, d in product(STEPS, PADDINGS, STEPS):
        outputs = window_count(n, f, s, p, d)
        if outputs > 0:
            _on_one_axis(n, f, s, p, d, _plain(f, s, p, d), outputs)


@pytest.mark.parametrize(("n", "f"), list(product(range(1, LARGEST + 1), STEPS)))
def test_one_axis_with_named_sizes_is_the_textbooks_also_at_stride_one_and_padding_zero(n: int, f: int) -> None:
    options = ConvOptions(filters=1, kernel=("f", 1), stride=("s", 1), padding=("p", 0), dilation=("d", 1))
    for s, p, d in product(STEPS, PADDINGS, STEPS):
        outputs = window_count(n, f, s, p, d)
        if outputs > 0:
            _on_one_axis(n, f, s, p, d, options, outputs)


@pytest.mark.parametrize("n", range(1, LARGEST + 1))
def test_padding_wider_than_the_windows_span_is_the_textbooks(n: int) -> None:
    for f, s, d, p in product((1, 2), STEPS, (1, 2), (3, 4, 5)):
        _on_one_axis(n, f, s, p, d, _plain(f, s, p, d), window_count(n, f, s, p, d))


@pytest.mark.parametrize("n", range(1, LARGEST + 1))
def test_same_padding_is_keras(n: int) -> None:
    for f, s, d in product(STEPS, STEPS, STEPS):
        outputs, before = same_padding(n, f, s, d)
        options = ConvOptions(filters=1, kernel=(f, 1), stride=(s, 1), padding="same", dilation=(d, 1))
        _on_one_axis(n, f, s, before, d, options, outputs)


TWO_AXES = tuple(
    product(((2, 3), (3, 1)), ((1, 2), (2, 1), (2, 3)), ((0, 0), (1, 0), (2, 1)), ((1, 1), (1, 2), (2, 1)), (1, 2))
)


@pytest.mark.parametrize(("kernel", "stride", "padding", "dilation", "groups"), TWO_AXES)
def test_two_rectangular_axes_with_batch_and_groups_are_the_textbooks(
    kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int], dilation: tuple[int, int], groups: int
) -> None:
    batch, channels, filters, extents = 2, 2, 4 if groups == 2 else 3, (4, 5)
    axes = zip(extents, kernel, stride, padding, dilation, strict=True)
    outputs = tuple(window_count(*axis) for axis in axes)
    source = random.Random(str((kernel, stride, padding, dilation, groups)))
    arrays = {
        "x": _random(source, batch, channels, *extents),
        "W": _random(source, filters, channels // groups, *kernel),
        "b": _random(source, filters),
        "z_bar": _random(source, batch, filters, *outputs),
    }
    options = ConvOptions(
        filters=filters, kernel=kernel, stride=stride, padding=padding, dilation=dilation, groups=groups
    )
    settings = {"outputs": outputs, "stride": stride, "padding": padding, "dilation": dilation}
    numbers = {"M": batch, "C": channels, "n_h": extents[0], "n_w": extents[1]}
    _agrees(CONV.declare(options, IMAGE), numbers, arrays, settings)


def test_depthwise_filters_of_two_multiples_are_the_textbooks() -> None:
    source = random.Random(11)
    arrays = {
        "x": _random(source, 1, 3, 4, 3),
        "W": _random(source, 6, 1, 2, 2),
        "b": _random(source, 6),
        "z_bar": _random(source, 1, 6, 3, 2),
    }
    options = ConvOptions(filters=6, kernel=2, groups=3)
    _agrees(CONV.declare(options, IMAGE), {"M": 1, "C": 3, "n_h": 4, "n_w": 3}, arrays, {"outputs": (3, 2)})


def test_the_brute_force_sees_a_flipped_kernel() -> None:
    source = random.Random(3)
    x, w, z_bar = _random(source, 1, 1, 5, 1), _random(source, 1, 1, 2, 1), _random(source, 1, 1, 4, 1)
    right = pull_back(lambda moved: conv(moved, w, None, (4, 1)), x, z_bar)
    flipped = pull_back(lambda moved: conv(moved, w[:, :, ::-1], None, (4, 1)), x, z_bar)
    assert (array_of(cells_of(right)) != flipped).any()
