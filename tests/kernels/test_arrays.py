"""The arrays that kernels give: their dtype is kept, they are the caller's own, and inputs of any layout are read."""

from typing import Any

import numpy as np
import pytest

from derive.kernels.network import Kernels
from tests.kernels.networks import LAYERS, by_name, drawn_inputs, image, kernels_named, kernels_of

BATCH = 3
RUNNING = [name for name in LAYERS if "flattened" not in name]


def _input(kernels: Kernels, dtype: str, seed: int = 5) -> Any:
    return drawn_inputs(kernels.model, np.random.default_rng(seed), BATCH, dtype)


def _everything(kernels: Kernels, x: Any, params: dict[str, Any], y_bar: Any) -> dict[str, Any]:
    """Every array that a caller can get, by where it comes from."""
    given = {*by_name(x), *params}
    found = {f"forward {n}": a for n, a in kernels.tensors(x, params).items() if n not in given}
    found |= {f"vjp {name}": array for name, array in kernels.vjp(x, params, y_bar).items()}
    if kernels.model.loss is not None:
        target = np.full(y_bar.shape, 1 / y_bar.shape[-1], y_bar.dtype)
        gradients = kernels.loss_and_gradients(x, target, params, wrt_input=True)[1]
        found |= {f"loss {name}": array for name, array in gradients.items()}
    return found


def _made(name: str, dtype: str) -> tuple[Kernels, Any, dict[str, Any], Any]:
    kernels = kernels_named(name, dtype)
    x, params = _input(kernels, dtype), kernels.init(seed=1)
    y_bar = np.random.default_rng(7).normal(size=kernels.forward(x, params).shape).astype(dtype)
    return kernels, x, params, y_bar


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", RUNNING)
def test_every_array_keeps_the_dtype(name: str, dtype: str) -> None:
    kernels, x, params, y_bar = _made(name, dtype)
    assert {array.dtype for array in params.values()} <= {np.dtype(dtype)}
    wrong = {
        where: array.dtype for where, array in _everything(kernels, x, params, y_bar).items() if array.dtype != dtype
    }
    assert wrong == {}


@pytest.mark.parametrize("name", RUNNING)
def test_no_returned_array_shares_memory_with_what_the_caller_passed(name: str) -> None:
    kernels, x, params, y_bar = _made(name, "float64")
    given = {**by_name(x), "y_bar": y_bar, **params}
    shared = {
        f"{where} and {passed}"
        for where, array in _everything(kernels, x, params, y_bar).items()
        for passed, own in given.items()
        if np.shares_memory(array, own)
    }
    assert shared == set()


@pytest.mark.parametrize("name", RUNNING)
def test_no_two_returned_gradients_share_memory(name: str) -> None:
    kernels, x, params, y_bar = _made(name, "float64")
    found = list(kernels.vjp(x, params, y_bar).items())
    for place, (one, first) in enumerate(found):
        for other, second in found[place + 1 :]:
            assert not np.shares_memory(first, second), f"{one} and {other}"


@pytest.mark.parametrize("name", RUNNING)
def test_a_later_call_overwrites_nothing(name: str) -> None:
    kernels, x, params, y_bar = _made(name, "float64")
    first = _everything(kernels, x, params, y_bar)
    kept = {where: array.copy() for where, array in first.items()}
    _everything(kernels, _input(kernels, "float64", seed=9), kernels.init(seed=2), -2 * y_bar)
    for where, array in first.items():
        np.testing.assert_array_equal(array, kept[where], err_msg=where)


@pytest.mark.parametrize("name", RUNNING)
def test_a_call_changes_no_array_that_it_is_given(name: str) -> None:
    kernels, x, params, y_bar = _made(name, "float64")
    given = {**by_name(x), "y_bar": y_bar, **params}
    kept = {where: array.copy() for where, array in given.items()}
    for array in given.values():
        array.flags.writeable = False
    _everything(kernels, x, params, y_bar)
    for where, array in given.items():
        np.testing.assert_array_equal(array, kept[where], err_msg=where)


def _strided(array: Any) -> Any:
    """The same values, backwards and in every second cell of a larger array."""
    larger = np.full([2 * size for size in array.shape], np.nan)
    view = larger[tuple(slice(None, None, -2) for _ in array.shape)]
    view[...] = array
    return view


def _changed(x: Any, change: Any) -> Any:
    """The input, or each of several, laid out in another way."""
    return {name: change(array) for name, array in x.items()} if isinstance(x, dict) else change(x)


@pytest.mark.parametrize("name", RUNNING)
def test_arrays_that_are_not_contiguous_give_the_same_values(name: str) -> None:
    kernels, x, params, y_bar = _made(name, "float64")
    expected = _everything(kernels, x, params, y_bar)
    views = {key: _strided(array) for key, array in params.items()}
    assert all(array.size == 1 or not _strided(array).flags.c_contiguous for array in by_name(x).values())
    for where, array in _everything(kernels, _changed(x, _strided), views, _strided(y_bar)).items():
        np.testing.assert_allclose(array, expected[where], rtol=1e-13, atol=1e-13, err_msg=where)
    fortran = {key: np.asfortranarray(array) for key, array in params.items()}
    for where, array in _everything(kernels, _changed(x, np.asfortranarray), fortran, np.asfortranarray(y_bar)).items():
        np.testing.assert_allclose(array, expected[where], rtol=1e-13, atol=1e-13, err_msg=where)


@pytest.mark.parametrize("name", ["max_pool padded", "conv padded", "avg_pool padded", "relu"])
def test_returned_arrays_can_be_written(name: str) -> None:
    kernels, x, params, y_bar = _made(name, "float64")
    for where, array in _everything(kernels, x, params, y_bar).items():
        assert array.flags.writeable, where


def test_a_matrix_is_read_as_an_array() -> None:
    """SciPy's todense() gives matrices, whose * is a matrix product."""
    kernels = kernels_of({"features": 3}, {"dense": {"units": 3}}, "sigmoid", loss="mean_squared_error")
    x, params, target = _input(kernels, "float64"), kernels.init(seed=1), np.full((BATCH, 3), 0.25)
    matrices = {name: array if array.ndim == 1 else array.view(np.matrix) for name, array in params.items()}
    loss, gradients = kernels.loss_and_gradients(x, target, params, wrt_input=True)
    found_loss, found = kernels.loss_and_gradients(x.view(np.matrix), target.view(np.matrix), matrices, wrt_input=True)
    assert found_loss == loss
    for name, array in gradients.items():
        assert type(found[name]) is np.ndarray
        np.testing.assert_array_equal(found[name], array, err_msg=name)


def test_whole_numbers_and_lists_are_read_as_floats() -> None:
    kernels = kernels_of({"features": 2}, {"dense": {"units": 1}}, dtype="float32")
    y = kernels.forward([[1, 2]], {"dense1.W": [[3, 4]], "dense1.b": [5]})
    assert y.dtype == np.float32
    assert y.tolist() == [[16.0]]


def test_one_example_of_one_channel_and_one_cell_keeps_its_axes() -> None:
    kernels = kernels_of(image(1, 1, 1), {"conv": {"filters": 1, "kernel": 1}}, "sigmoid", {"max_pool": {"window": 1}})
    x, params = np.array([[[[2.0]]]]), {"conv1.W": np.array([[[[3.0]]]]), "conv1.b": np.array([0.5])}
    found = kernels.vjp(x, params, np.ones((1, 1, 1, 1)))
    a = 1 / (1 + np.exp(-6.5))
    assert found["conv1.W"] == pytest.approx(2 * a * (1 - a))
    assert found["input"].shape == (1, 1, 1, 1)
