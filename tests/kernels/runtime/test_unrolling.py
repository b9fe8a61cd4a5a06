"""Products with windows whose copy keeps the array's rows: the same values, each row copied once."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import numpy as np
import pytest

from derive.kernels.runtime import blocks, contract, contraction, unrolling, windows
from derive.kernels.runtime.memory import batch_last
from derive.kernels.runtime.sliding_windows import Layout, layout_of

GEOMETRIES: list[dict[str, Any]] = [
    {"kernel": (3, 2)},
    {"kernel": (2, 1), "padding": (1, 0)},
    {"kernel": (3, 3), "stride": (2, 1), "padding": (1, 2)},
    {"kernel": (4, 2), "stride": (3, 2), "dilation": (1, 2), "size": (2, 3)},
]
RANDOM = np.random.default_rng(0)
X = RANDOM.integers(-3, 4, (4, 2, 3, 9, 8)).astype(float)  # examples, groups, channels, rows, columns


@pytest.fixture(autouse=True)
def _worked_out_anew() -> Iterator[None]:
    contraction.prepared.cache_clear()
    with mock.patch.object(unrolling, "SHORT", 1):
        yield
    contraction.prepared.cache_clear()


def _products(x: Any, geometry: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Products with x's windows and what they should be: whole numbers, so that any order of a sum gives the same."""
    read = windows(x, **geometry)
    taps = geometry["kernel"]
    filters = np.random.default_rng(1).integers(-3, 4, (2, 5, 3, *taps)).astype(float)
    expected = np.einsum("mgcijuv,gkcuv->mgkij", read.view, filters)
    start = np.arange(10.0).reshape(2, 5, 1, 1)
    yield contract("mgcijuv, gkcuv -> mgkij", read, filters, start=start), expected + start
    slopes = np.einsum("mgkij,mgcijuv->gkcuv", expected, read.view)
    yield contract("mgkij, mgcijuv -> gkcuv", expected, read), slopes
    yield contract("mgkij, mgcijuv -> gkcuv", batch_last(expected), read, start=slopes), slopes * 2


@pytest.mark.parametrize("row_bytes", [1, 700, 2**20])
@pytest.mark.parametrize("small", [1, 200, 10**6])
@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_rows_of_windows_give_what_windows_give(geometry: dict[str, Any], small: int, row_bytes: int) -> None:
    with mock.patch.multiple(blocks, ROW_BYTES=row_bytes), mock.patch.object(unrolling, "SMALL_PRODUCT", small):
        turned = batch_last(X.swapaxes(3, 4)).swapaxes(3, 4)  # columns before rows in memory
        for x in (X, batch_last(X), X[:1], batch_last(X)[:, :, :, ::-1], turned):
            for found, expected in _products(x, geometry):
                assert np.array_equal(found, expected)


def test_arrays_of_different_types_are_multiplied_too() -> None:
    read, filters = windows(batch_last(X[:, 0]), (3, 3)), np.ones((5, 3, 3, 3), np.float32)
    expected = np.einsum("mcijuv,kcuv->mkij", read.view, filters)
    assert np.array_equal(contract("mcijuv, kcuv -> mkij", read, filters), expected)


def test_slopes_of_whole_numbers_are_whole_numbers_of_the_same_kind() -> None:
    read = windows(batch_last(X[:, 0]).astype(np.int32), (3, 3))
    assert contract("mkij, mcijuv -> kcuv", np.ones((4, 5, 7, 6), np.int32), read).dtype == np.int32


def test_windows_along_one_axis_and_over_three_have_rows_too() -> None:
    line = batch_last(X[:, 0, :, :, 0])
    filters = np.arange(30.0).reshape(5, 3, 2)
    read = windows(line, (2,), (1,), (1,), (0,))
    assert np.array_equal(contract("mciu, kcu -> mki", read, filters), np.einsum("mciu,kcu->mki", read.view, filters))
    solid = batch_last(X)
    filters = np.arange(36.0).reshape(3, 3, 2, 2)
    read = windows(solid, (3, 2, 2), (1, 1, 1), (1, 1, 1), (1, 0, 0))
    assert np.array_equal(
        contract("mgdijtuv, ktuv -> mkgdij", read, filters), np.einsum("mgdijtuv,ktuv->mkgdij", read.view, filters)
    )


@pytest.mark.parametrize(
    ("geometry", "copied"),
    [
        ({"kernel": (3, 3)}, 9 * 3 * 6),  # nine rows, three taps along each of six windows
        ({"kernel": (3, 3), "dilation": (2, 1)}, 5 * 9 * 6),  # taps that are not neighbours: nine for each window
        ({"kernel": (2, 2), "stride": (2, 1)}, 4 * 4 * 7),  # windows share no row
    ],
)
def test_a_row_is_copied_once_where_windows_share_it(geometry: dict[str, Any], copied: int) -> None:
    x = batch_last(X[:, 0])
    filters = np.ones((5, 3, *geometry["kernel"]))
    with mock.patch.object(np, "copyto", side_effect=np.copyto) as copies:
        contract("mcijuv, kcuv -> mkij", windows(x, **geometry), filters)
    assert sum(call.args[0].size for call in copies.call_args_list) == copied * 4 * 3


def test_short_rows_and_large_sums_are_taken_window_by_window() -> None:
    def by_rows(formula: str, read: Any, plain: Any) -> bool:
        with mock.patch.object(np, "copyto", side_effect=np.copyto) as copies:
            contract(formula, read, plain)
        return sum(call.args[0].size for call in copies.call_args_list) < read.view.size

    read, filters, slopes = windows(batch_last(X[:, 0]), (3, 3)), np.ones((5, 3, 3, 3)), np.ones((4, 5, 7, 6))
    for product in (("mcijuv, kcuv -> mkij", read, filters), ("mcijuv, mkij -> kcuv", read, slopes)):
        assert by_rows(*product)
        contraction.prepared.cache_clear()
    with mock.patch.object(unrolling, "LARGE", 100):
        assert by_rows("mcijuv, kcuv -> mkij", read, filters)
        assert not by_rows("mcijuv, mkij -> kcuv", read, slopes)
        contraction.prepared.cache_clear()
    with mock.patch.object(unrolling, "SHORT", 25):
        assert not by_rows("mcijuv, kcuv -> mkij", read, filters)


def test_no_examples_have_no_rows() -> None:
    read = windows(np.zeros((0, 2, 10, 302)), (3, 3))
    assert contract("mcijuv, kcuv -> mkij", read, np.ones((4, 2, 3, 3))).shape == (0, 4, 8, 300)
    assert not contract("mcijuv, mkij -> kcuv", read, np.ones((0, 4, 8, 300))).any()


@pytest.mark.parametrize(("size", "kernel"), [((20_000, 32, 5, 5), (5, 5)), ((8_192, 64, 4, 4), (3, 3))])
def test_small_maps_of_many_examples_are_copied_in_parts(size: tuple[int, ...], kernel: tuple[int, int]) -> None:
    x = np.empty((*size[1:], size[0]), np.float32).transpose(3, 0, 1, 2)
    layout = Layout(*layout_of(windows(x, kernel)))
    asked = unrolling.product_of("mcijuv", "kcuv", "mkij", layout, (8, size[1], *kernel))
    assert asked is not None
    assert asked.by_rows
    assert asked.most * asked.itemsize <= blocks.ROW_BYTES
    places = size[0] * (size[2] - kernel[0] + 1) * (size[3] - kernel[1] + 1)
    assert sum(copied.block.count for copied in asked.copies) == places


def test_results_of_rows_are_added_up_before_they_are_many() -> None:
    layout = Layout(*layout_of(windows(np.zeros((1, 3, 90, 400)), (3, 3))))
    with mock.patch.object(unrolling, "RESULTS", 10_000):
        asked = unrolling.product_of("mcijuv", "mkij", "kcuv", layout, (1, 40, 88, 398))
        assert asked is not None
        assert asked.by_rows
        assert max(copied.matrices[1] for copied in asked.copies) * 27 * 40 <= 10_000


def test_rows_that_are_too_long_are_copied_in_parts_of_several_rows() -> None:
    layout = Layout(*layout_of(windows(np.zeros((1, 2, 20, 400)), (3, 3))))
    with mock.patch.multiple(blocks, ROW_BYTES=16_000, FEW_ROWS=4):
        asked = unrolling.product_of("mcijuv", "kcuv", "mkij", layout, (5, 2, 3, 3))
        assert asked is not None
        assert asked.by_rows
        copies = asked.copies
    assert asked.most * asked.itemsize <= 16_000
    assert max(copied.matrices[1] for copied in copies) >= 4
    assert sum(copied.block.count for copied in copies) == 18 * 398
