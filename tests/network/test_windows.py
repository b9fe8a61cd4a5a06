"""Windows read off a layer's equations: of any number of axes and in any letters."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest
from sympy import Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Guard, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, OVER_BATCH
from derive.layers.declaration import BATCH, Declaration
from derive.network.fit import check_fit
from derive.network.model import Layer
from derive.network.windows import WindowNumbers, pads_itself, rounds_up, window_numbers, window_reads, windows
from tests.kernels.networks import image, network
from tests.structures import LAYOUT, STRUCTURES, Structure, structure

CHANNEL, CHANNELS = Index("z", Role.CHANNEL), named("E")
LENGTHS = tuple(named(letter) for letter in "TUV")
COUNTS = tuple(named(f"{letter}_out") for letter in "TUV")
POSITIONS = tuple(Index(letter, Role.OUTPUT) for letter in "tae")
TAPS = tuple(Index(letter, Role.TAP) for letter in "ghl")
PLACES = tuple(Index(letter, Role.INPUT) for letter in "rsw")
WIDE, HOPS, LEAD = named("B"), named("h"), named("y", 0)
NUMBERS = dict(zip((*LENGTHS, *COUNTS, WIDE, HOPS, LEAD, CHANNELS), (9, 7, 6, 4, 3, 3, 3, 2, 1, 1), strict=True))


def along(axis: int) -> Affine:
    """h t + 2 g - y."""
    return affine(POSITIONS[axis]) * HOPS + affine(TAPS[axis]) * 2 - LEAD


def sliding(*sums: tuple[Affine, ...]) -> Declaration:
    """q[m, z, t, ...] = a sum over the taps of x[m, z, read, ...] for each tuple of reads, in letters of no layer."""
    axes = len(sums[0])
    x = Tensor("x", (BATCH, CHANNELS, *LENGTHS[:axes]), TensorRole.INPUT, "x", axes=LAYOUT[axes + 1].roles)
    q = Tensor("q", (BATCH, CHANNELS, *COUNTS[:axes]), TensorRole.ACTIVATION, "q")
    start = (OVER_BATCH, (CHANNEL, CHANNELS))
    free = (*start, *zip(POSITIONS[:axes], COUNTS, strict=False))
    taps = tuple((tap, WIDE) for tap in TAPS[:axes])
    terms = [Term(taps, tuple(map(Guard, reads, LENGTHS)), (), x[(EXAMPLE, CHANNEL, *reads)]) for reads in sums]
    forward = total(q[(EXAMPLE, CHANNEL, *POSITIONS[:axes])], free, *terms)
    ranges = (*start, *zip(PLACES[:axes], LENGTHS, strict=False))
    return Declaration((x,), q, (forward,), (Variable(x[(EXAMPLE, CHANNEL, *PLACES[:axes])], ranges),))


def placed(declaration: Declaration) -> Layer:
    """The declaration as a layer whose sizes go by the same names in the network."""
    (layer,) = network(image(1, 4, 4), {"conv": {"filters": 1, "kernel": 2}}).layers
    return replace(layer, declaration=declaration, sizes={size: size for size in NUMBERS}, name="slide")


def numbers(declaration: Declaration, values: Mapping[Symbol, int] = NUMBERS) -> list[WindowNumbers | None]:
    layer = placed(declaration)
    return [window_numbers(layer, read, values) for read in window_reads(declaration)]


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_windows_are_found_on_any_number_of_axes_by_any_letters(axes: int) -> None:
    declaration = sliding(tuple(map(along, range(axes))))
    assert [read.axis for read in window_reads(declaration)] == [2, 3, 4][:axes]
    expected = [WindowNumbers(NUMBERS[n], 3, 2, 1, 2, NUMBERS[o]) for n, o in zip(LENGTHS, COUNTS, strict=True)]
    assert numbers(declaration) == expected[:axes]


def test_a_window_has_no_numbers_before_every_size_has_one() -> None:
    known = {size: number for size, number in NUMBERS.items() if size != HOPS}
    assert numbers(sliding((along(0),)), known) == [None]


def test_a_flipped_filter_covers_the_same_cells() -> None:
    flipped = affine(POSITIONS[0]) + affine(TAPS[0]) * -1 + (WIDE - 1)
    assert numbers(sliding((flipped,))) == numbers(sliding((affine(POSITIONS[0]) + affine(TAPS[0]),)))


def test_an_input_that_is_read_by_two_windows_has_both() -> None:
    other = affine(POSITIONS[0]) + affine(TAPS[0])
    strides = [each.stride for each in numbers(sliding((along(0),), (other,), (other,))) if each]
    assert strides == [2, 1]


def test_entries_that_are_read_one_by_one_are_no_windows() -> None:
    assert window_reads(sliding((affine(POSITIONS[0]) * 2,))) == ()


def test_a_window_covers_a_cell_of_the_input_where_one_of_its_cells_is_one() -> None:
    for n, f, s, p, d in product((1, 4, 7), (1, 2, 3), (1, 2, 4), (0, 1, 3), (1, 2, 5)):
        window = WindowNumbers(n, f, s, p, d, outputs=5)
        for position in range(5):
            cells = window.cells(position)
            assert list(cells) == [s * position + d * u - p for u in range(f)]
            assert window.covers(position) == any(0 <= cell < n for cell in cells)


@pytest.mark.parametrize(("axes", "name"), [(1, "length"), (2, "height"), (3, "depth")])
def test_a_window_that_does_not_fit_is_refused_on_any_number_of_axes(axes: int, name: str) -> None:
    layer = placed(sliding(tuple(map(along, range(axes)))))
    assert check_fit(layer, NUMBERS, lambda *_: "here") == []
    (problem,) = check_fit(layer, {**NUMBERS, LENGTHS[0]: 2, COUNTS[0]: 0}, lambda *_: "here")
    assert problem.what == (
        f"layer slide: kernel 3 does not fit its input of 2 ({name}; padding 1, dilation 2, span 5)"
    )


def test_a_window_over_padding_alone_is_found_on_one_axis() -> None:
    layer = placed(replace(sliding((along(0),)), covers=True))
    assert check_fit(layer, NUMBERS, lambda *_: "here") == []
    (problem,) = check_fit(layer, {**NUMBERS, LEAD: 5}, lambda *_: "here")
    assert "window 0 (length) covers only padding: cells -5 to -1 in steps of 2" in problem.what


def test_cells_that_are_left_out_in_front_are_no_reason_to_refuse() -> None:
    later = affine(POSITIONS[0]) + affine(TAPS[0]) + 1
    layer = placed(sliding((later,)))
    assert check_fit(layer, {**NUMBERS, LENGTHS[0]: 4, COUNTS[0]: 1}, lambda *_: "here") == []


CASES = [
    ({"kernel": 3}, ((8, 3, 1, 0, 1, 6), (9, 3, 1, 0, 1, 7))),
    ({"kernel": [3, 2], "stride": [1, 2], "padding": [0, 1]}, ((8, 3, 1, 0, 1, 6), (9, 2, 2, 1, 1, 5))),
    ({"kernel": 2, "stride": 3, "padding": 1, "dilation": [1, 4]}, ((8, 2, 3, 1, 1, 3), (9, 2, 3, 1, 4, 3))),
    ({"kernel": 3, "stride": [1, 2], "padding": "same"}, ((8, 3, 1, 1, 1, 8), (9, 3, 2, 1, 1, 5))),
]


@pytest.mark.parametrize(("options", "expected"), CASES)
def test_what_options_fix_in_the_form_of_an_equation_is_read_off_it_too(
    options: dict[str, object], expected: tuple[tuple[int, ...], ...]
) -> None:
    model = network(image(2, 8, 9), {"conv": {"filters": 2, **options}}, "relu", "flatten")
    assert windows(model, model.layers[0]) == tuple(WindowNumbers(*each) for each in expected)
    assert [windows(model, layer) for layer in model.layers[1:]] == [None, None]


def test_channels_numbered_group_by_group_are_no_windows() -> None:
    declared = structure("conv", 3, filters="K", kernel="f", groups="g").declared
    assert [read.axis for read in window_reads(declared.declaration)] == [2, 3]


@pytest.mark.parametrize("one", [each for each in STRUCTURES if window_reads(each.declared.declaration)], ids=str)
def test_whether_a_window_may_end_outside_is_what_the_options_say(one: Structure) -> None:
    options, declaration = dict(one.options), one.declared.declaration
    reads, said = window_reads(declaration), options.get("padding", 0)
    for read, padding in zip(reads, said if isinstance(said, tuple) else (said,) * len(reads), strict=True):
        same = padding == "same"
        assert pads_itself(declaration, read) == same
        assert rounds_up(declaration, read) == (bool(options.get("ceil_mode")) and not same)
