"""Small sizes of one layer: what every structure of the catalogue gets, and layers in letters of no catalogue."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import prod

import pytest
from sympy import Symbol

from derive.algebra.counted import counted
from derive.algebra.evaluate import World
from derive.algebra.size import FloorQuotient, value_of
from derive.layers.declaration import Declaration, SizeRule
from derive.network.purposes import Purpose, purposes, quotients
from derive.network.windows import WindowNumbers, numbered, window_reads
from derive.verification.exact_point import forward_values, random_point
from derive.verification.sizing import layer as sizing
from derive.verification.sizing.layer import DEEP, DISTINCT, MOST_SYMBOLS, WIDE, Aim, sizes_for
from tests.network.test_windows import COUNTS, HOPS, LEAD, LENGTHS, along, sliding
from tests.network.test_windows import WIDE as TAPS_OF
from tests.structures import STRUCTURES, Structure, structure

NAMED = {"s": 3, "p": 1, "d": 2, "g": 3, "K": 6, "f": 3, "k": 4, "lead": 1, "last": 3}
Sizes = dict[Symbol, int]


def own_numbers(structure: Structure) -> tuple[tuple[Symbol, int], ...]:
    """The numbers of a structure's options, the named ones made up."""
    binding = structure.declared.binding
    return tuple((symbol, size if isinstance(size, int) else NAMED[size]) for symbol, size in binding.items())


@cache
def found_for(structure: Structure, aim: Aim) -> Sizes:
    declaration = structure.declared.declaration
    kept = [each for each in own_numbers(structure) if each[0] not in _chosen(declaration)]
    return sizes_for.__wrapped__(declaration, tuple(kept), aim)


def _chosen(declaration: Declaration) -> list[Symbol]:
    chosen = (Purpose.KERNEL, Purpose.EXTENT, Purpose.COUNT, Purpose.FEATURES, Purpose.OFFSET)
    return [symbol for symbol, use in purposes(declaration).items() if use in chosen]


def windows_at(declaration: Declaration, sizes: Sizes) -> Iterator[WindowNumbers]:
    for read in window_reads(declaration):
        window = numbered(read, lambda size: counted(size)(sizes))
        assert window is not None
        yield window


@pytest.mark.parametrize("structure", STRUCTURES, ids=str)
def test_at_every_structure_sizes_have_two_positions_values_and_at_the_distinct_ones_no_equal_axes(
    structure: Structure,
) -> None:
    """One test, so that each search is made once."""
    two_positions_a_real_kernel_and_few_symbols(structure)
    values_at_the_sizes_found(structure)
    no_two_axes_of_a_tensor_are_equal(structure)


def two_positions_a_real_kernel_and_few_symbols(structure: Structure) -> None:
    declaration = structure.declared.declaration
    for aim in (WIDE, DEEP):
        sizes = found_for(structure, aim)
        windows = list(windows_at(declaration, sizes))
        assert all(window.outputs >= 2 for window in windows)
        assert not windows or max(window.kernel for window in windows) > 1
        extents = [symbol for symbol, use in purposes(declaration).items() if use is Purpose.EXTENT]
        assert windows or all(sizes[symbol] >= 2 for symbol in extents)
        assert all(counted(whole)(sizes) % counted(part)(sizes) == 0 for whole, part in quotients(declaration))
        entries = sum(prod(value_of(size, sizes) for size in v.tensor.shape) for v in declaration.variables)
        assert entries <= MOST_SYMBOLS


def values_at_the_sizes_found(structure: Structure) -> None:
    declaration = structure.declared.declaration
    for aim in (WIDE, DEEP, DISTINCT):
        sizes = found_for(structure, aim)
        if aim is not DISTINCT:
            assert forward_values(declaration, World(random_point(declaration, sizes, 0), sizes))
        for window in windows_at(declaration, sizes):
            assert window.fits(pads_itself=window.outputs >= 1)
            assert not declaration.covers or window.of_padding_alone is None


def no_two_axes_of_a_tensor_are_equal(structure: Structure) -> None:
    declaration, sizes = structure.declared.declaration, found_for(structure, DISTINCT)
    for tensor in (*(variable.tensor for variable in declaration.variables), declaration.output):
        for one, other in combinations((size for size in tensor.shape if size != 1), 2):
            assert value_of(one, sizes) != value_of(other, sizes), f"{tensor.name}: {one} = {other}"


def test_distinct_sizes_leave_cells_behind_the_last_window() -> None:
    conv = structure("conv", 3, filters=2, kernel=2, stride="s", dilation="d", padding="p")
    sizes = found_for(conv, DISTINCT)
    assert [(w.left, w.stride, w.dilation) for w in windows_at(conv.declared.declaration, sizes)] == [(2, 3, 2)] * 2


def test_steps_are_the_layers_own_up_to_five() -> None:
    conv = structure("conv", 3, filters=2, kernel=2, stride=(2, 9), padding=(1, 3))
    for aim in (WIDE, DISTINCT):
        windows = list(windows_at(conv.declared.declaration, found_for(conv, aim)))
        assert [(w.stride, w.before) for w in windows] == [(2, 1), (5, 3)]


GROUPED = structure("conv", 3, filters="K", kernel="f", groups=3)
PADDED = structure("max_pool", 3, window=2, stride=3, padding=2)
STRIDED = structure("avg_pool", 3, window=2)


def _sound(structure: Structure, aim: Aim) -> bool:
    declaration, sizes = structure.declared.declaration, found_for.__wrapped__(structure, aim)
    return (
        all(counted(whole)(sizes) % counted(part)(sizes) == 0 for whole, part in quotients(declaration))
        and all(w.outputs >= 2 for w in windows_at(declaration, sizes))
        and not (declaration.covers and any(w.of_padding_alone is not None for w in windows_at(declaration, sizes)))
    )


@pytest.mark.parametrize(
    ("structure", "aim", "kind", "start"),
    [
        (GROUPED, DISTINCT, "constraints_of", "G divides"),
        (PADDED, DEEP, "constraints_of", "room for"),
        (STRIDED, DEEP, "_wishes", "o_"),
    ],
)
def test_each_constraint_is_what_keeps_sizes_sound(
    structure: Structure, aim: Aim, kind: str, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _sound(structure, aim)
    whole = getattr(sizing, kind)
    monkeypatch.setattr(sizing, kind, lambda *of: [each for each in whole(*of) if not each.text.startswith(start)])
    assert not _sound(structure, aim)


def test_any_number_of_axes_in_any_letters() -> None:
    for axes in (1, 2, 3):
        rules = tuple(
            SizeRule(count, FloorQuotient(length + 2 * LEAD - 2 * (TAPS_OF - 1) - 1, HOPS) + 1)
            for count, length in zip(COUNTS[:axes], LENGTHS[:axes], strict=True)
        )
        declaration = replace(sliding(tuple(map(along, range(axes)))), sizes=rules)
        for aim in (WIDE, DEEP, DISTINCT):
            sizes = sizes_for(declaration, ((HOPS, 2), (LEAD, 1)), aim)
            windows = list(windows_at(declaration, sizes))
            assert len(windows) == axes
            assert all(w.outputs >= 2 and w.fits(pads_itself=False) and w.stride == 2 for w in windows)
