"""Examples side by side in memory: the same values, the order kept from call to call."""

from typing import Any

import numpy as np
import pytest

from derive.kernels.runtime import contract, extremes, first_maximum, largest, scatter_product, windows
from derive.kernels.runtime.memory import batch_last, is_batch_last
from tests.kernels.networks import image, kernels_of

GEOMETRIES: list[dict[str, Any]] = [
    {"kernel": (3, 2)},
    {"kernel": (2, 2), "stride": (2, 2)},
    {"kernel": (3, 3), "stride": (2, 1), "padding": (1, 2)},
    {"kernel": (2, 3), "dilation": (2, 1), "padding": (0, 1)},
]
X = np.random.default_rng(0).integers(-3, 4, (4, 3, 7, 8)).astype(float)
W = np.random.default_rng(1).integers(-3, 4, (5, 3, 3, 3)).astype(float)


def _orders(array: Any) -> list[Any]:
    """The same array in several orders of memory."""
    axes = [(0, 1, 2, 3), (1, 2, 3, 0), (2, 0, 3, 1), (3, 2, 1, 0)]
    return [np.ascontiguousarray(array.transpose(a)).transpose(np.argsort(a)) for a in axes] + [
        array[:, :, ::-1][:, :, ::-1]
    ]


def test_a_batch_is_turned_once_and_keeps_its_values() -> None:
    turned = batch_last(X)
    assert is_batch_last(turned)
    assert np.array_equal(turned, X)
    assert batch_last(turned) is turned
    assert batch_last(X[:1]).base is X


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_products_with_windows_do_not_depend_on_the_order_of_memory(geometry: dict[str, Any]) -> None:
    filters = W[:, :, : geometry["kernel"][0], : geometry["kernel"][1]]
    view = windows(X, **geometry).view
    expected = np.einsum("kcuv,mcijuv->mkij", filters, view)
    slopes = np.einsum("mkij,mcijuv->kcuv", expected, view)
    for x in _orders(X):
        found = contract("kcuv, mcijuv -> mkij", filters, windows(x, **geometry), start=np.ones((5, 1, 1)))
        assert np.array_equal(found, expected + 1)
        for z in _orders(expected):
            assert np.array_equal(contract("mkij, mcijuv -> kcuv", z, windows(x, **geometry)), slopes)


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_products_into_windows_do_not_depend_on_the_order_of_memory(geometry: dict[str, Any]) -> None:
    filters = W[:, :, : geometry["kernel"][0], : geometry["kernel"][1]]
    z = np.einsum("kcuv,mcijuv->mkij", filters, windows(X, **geometry).view)
    # the transpose, by its definition: <z, product of dx> = <scattered z, dx> for every unit dx
    expected = np.zeros_like(X)
    for cell in np.ndindex(X.shape[1:]):
        unit = np.zeros((1, *X.shape[1:]))
        unit[(0, *cell)] = 1
        moved = np.einsum("kcuv,mcijuv->kij", filters, windows(unit, **geometry).view)
        expected[(slice(None), *cell)] = (z * moved).sum(axis=(1, 2, 3))
    for cotangent in _orders(z):
        found = scatter_product("mkij, kcuv -> mcijuv", cotangent, filters, X.shape[2:], **geometry)
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_maxima_do_not_depend_on_the_order_of_memory(geometry: dict[str, Any]) -> None:
    view = windows(X, **geometry, fill=-np.inf).view
    flat = view.reshape(*view.shape[:4], -1)
    for x in _orders(X):
        read = windows(x, **geometry, fill=-np.inf)
        assert np.array_equal(largest(read), flat.max(axis=-1))
        for peak in _orders(flat.max(axis=-1)):
            assert np.array_equal(first_maximum(read, peak), flat.argmax(axis=-1))


@pytest.mark.parametrize("size", [1, 700, 3000])
@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_maxima_do_not_depend_on_the_size_of_blocks(
    geometry: dict[str, Any], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = windows(X, **geometry, fill=-np.inf).view
    flat = view.reshape(*view.shape[:4], -1)
    monkeypatch.setattr(extremes, "BLOCK_BYTES", size)
    for x in (*_orders(X), X[:1], X[:0], X[:, :1]):
        read = windows(x, **geometry, fill=-np.inf)
        expected = flat[: len(x), : x.shape[1]]
        peak = largest(read)
        assert np.array_equal(peak, expected.max(axis=-1))
        assert np.array_equal(first_maximum(read, peak), expected.argmax(axis=-1))


@pytest.mark.parametrize("taps", [(1, 2), (2, 1), (1, 1), (3, 1)])
def test_an_axis_of_a_window_may_have_one_tap(taps: tuple[int, int]) -> None:
    read = windows(X, taps, stride=(2, 3))
    flat = read.view.reshape(*read.view.shape[:4], -1)
    peak = largest(read)
    assert np.array_equal(peak, flat.max(axis=-1))
    assert not np.shares_memory(peak, X)
    assert np.array_equal(first_maximum(read, peak), flat.argmax(axis=-1))


def test_where_the_largest_is_nan_the_winner_stands_on_the_map() -> None:
    read = windows(np.full((1, 1, 2, 3), np.nan), (3, 3), padding=(1, 1), fill=-np.inf)
    # taps of a window (3, 3) are numbered 0 to 8; the map begins at row 1 - i and column 1 - j of window (i, j)
    assert first_maximum(read, largest(read)).tolist() == [[[[4, 3, 3], [1, 0, 0]]]]
    one = X.copy()
    one[0, 0, 1, 1] = np.nan
    found = largest(windows(one, (2, 2), fill=-np.inf))
    assert np.argwhere(np.isnan(found)).tolist() == [[0, 0, i, j] for i in (0, 1) for j in (0, 1)]


@pytest.mark.parametrize("taps", [(16, 16), (1, 257), (20, 20)])
def test_winners_of_large_windows_are_numbered_in_full(taps: tuple[int, int]) -> None:
    x = np.arange(float(np.prod(taps))).reshape(1, 1, *taps)
    read = windows(x, taps, fill=-np.inf)
    assert first_maximum(read, largest(read)).tolist() == [[[[x.size - 1]]]]


def test_no_examples_give_no_places_and_slopes_of_0() -> None:
    x, z, filters = X[:0], np.zeros((0, 5, 5, 6)), W
    assert contract("kcuv, mcijuv -> mkij", filters, windows(x, (3, 3))).shape == (0, 5, 5, 6)
    assert np.array_equal(contract("mkij, mcijuv -> kcuv", z, windows(x, (3, 3))), np.zeros_like(filters))
    assert scatter_product("mkij, kcuv -> mcijuv", z, filters, (7, 8), (3, 3)).shape == (0, 3, 7, 8)


def test_a_training_step_keeps_examples_side_by_side_through_all_layers() -> None:
    layers = (
        {"conv": {"filters": 3, "kernel": 2}},
        "relu",
        {"max_pool": {"window": 2}},
        "flatten",
        {"dense": {"units": 3}},
    )
    kernels = kernels_of(image(2, 8, 9), *layers, "softmax", loss="cross_entropy")
    run = kernels.start(
        np.random.default_rng(2).normal(size=(6, 2, 8, 9)), kernels.init(seed=0), target=np.arange(6) % 3
    )
    run.run_forward()
    run.run_loss_backward(wrt_input=True)
    batched = [name for name, array in run.arrays.items() if array.ndim > 1 and len(array) == 6]
    assert {"conv1", "relu1", "max_pool1.first", "max_pool1", "flatten1", "dense1", "conv1_bar", "input_bar"} <= set(
        batched
    )
    assert [name for name in batched if not is_batch_last(run.arrays[name])] == []
