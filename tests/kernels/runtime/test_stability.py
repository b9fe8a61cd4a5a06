"""Nothing overflows: logits of ten thousand in float32 give finite numbers, without a warning."""

import numpy as np
import pytest

from derive.kernels.runtime import sigmoid, softplus
from tests.kernels.networks import kernels_of

LOGITS = np.array([[1e4, -1e4, 0.0], [-1e4, 1e4, 3.0]], np.float32)
TARGET = np.array([[0, 1, 1], [0, 1, 0]], np.float32)


@pytest.mark.parametrize("reduction", ["sum", "mean", "mean_over_entries"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_cross_entropy_of_huge_logits_is_finite(dtype: str, reduction: str) -> None:
    loss = {"binary_cross_entropy": {"reduction": reduction}}
    kernels = kernels_of({"features": 3}, "sigmoid", loss=loss, dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, found = kernels.loss_and_gradients(LOGITS, TARGET, {}, wrt_input=True)
    count = {"sum": 1, "mean": 2, "mean_over_entries": 6}[reduction]
    assert value == pytest.approx((2e4 + np.log(2) + np.log1p(np.exp(3.0))) / count, rel=1e-6)
    sigmoid = np.array([[1, 0, 0.5], [0, 1, 1 / (1 + np.exp(-3.0))]])
    np.testing.assert_allclose(found["input"], (sigmoid - TARGET) / count, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_sigmoid_of_huge_arguments_is_finite_with_slope_zero(dtype: str) -> None:
    kernels = kernels_of({"features": 3}, "sigmoid", dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        y = kernels.forward(LOGITS, {})
        slope = kernels.vjp(LOGITS, {}, np.ones((2, 3)))["input"]
    np.testing.assert_allclose(y[0], [1, 0, 0.5])
    np.testing.assert_allclose(slope[0], [0, 0, 0.25])


def test_the_sigmoid_and_the_softplus_of_one_number_are_numbers() -> None:
    for z in (np.float64(0), np.array(0.0)):
        assert sigmoid(z) == 0.5
        assert softplus(z) == np.log(2)


def test_squared_error_after_a_sigmoid_of_huge_arguments_is_finite() -> None:
    kernels = kernels_of({"features": 3}, "sigmoid", loss="mean_squared_error", dtype="float32")
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, found = kernels.loss_and_gradients(LOGITS, TARGET, {}, wrt_input=True)
    assert np.isfinite(value)
    assert np.isfinite(found["input"]).all()


def test_the_cross_entropy_keeps_its_digits_where_the_probability_rounds_to_one() -> None:
    kernels = kernels_of({"features": 1}, "sigmoid", loss={"binary_cross_entropy": {"reduction": "sum"}})
    assert kernels.loss([[40.0]], [[1.0]], {}) == pytest.approx(np.exp(-40.0), rel=1e-12)
    assert kernels.loss([[-40.0]], [[0.0]], {}) == pytest.approx(np.exp(-40.0), rel=1e-12)


@pytest.mark.parametrize("fill", [-1e30, -1e308])
def test_a_maximum_of_very_small_numbers_comes_from_the_input_and_not_from_the_padding(fill: float) -> None:
    from_input = kernels_of(
        {"channels": 1, "height": 3, "width": 3}, {"max_pool": {"window": 3, "padding": 1, "stride": 2}}
    )
    x = np.full((1, 1, 3, 3), fill)
    assert (from_input.forward(x, {}) == fill).all()
    assert from_input.vjp(x, {}, np.ones((1, 1, 2, 2)))["input"].sum() == 4


CLASSES = np.array([[0, 1, 0], [0, 1, 0]], np.float32)


@pytest.mark.parametrize("normalised", [True, False])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_softmax_and_cross_entropy_of_huge_logits_are_finite_and_exact(dtype: str, normalised: bool) -> None:
    loss = {"cross_entropy": {"reduction": "sum", "normalised": normalised}}
    kernels = kernels_of({"features": 3}, "softmax", loss=loss, dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, found = kernels.loss_and_gradients(LOGITS, CLASSES, {}, wrt_input=True)
    assert value == pytest.approx(2e4, rel=1e-6), (
        "the first example is sure of the wrong class, the second of the right"
    )
    np.testing.assert_allclose(found["input"], [[1, -1, 0], [0, 0, 0]], atol=1e-7)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_product_of_softmax_alone_with_huge_logits_is_finite(dtype: str) -> None:
    kernels = kernels_of({"features": 3}, "softmax", dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        y = kernels.forward(LOGITS, {})
        found = kernels.vjp(LOGITS, {}, np.array([[3, 1, 2], [1, 2, 3]], np.float32))["input"]
    np.testing.assert_allclose(y, [[1, 0, 0], [0, 1, 0]], atol=1e-7)
    np.testing.assert_allclose(found, np.zeros((2, 3)), atol=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_tanh_of_huge_arguments_is_finite_with_slope_zero(dtype: str) -> None:
    kernels = kernels_of({"features": 3}, "tanh", dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        y = kernels.forward(LOGITS, {})
        slope = kernels.vjp(LOGITS, {}, np.ones((2, 3)))["input"]
    np.testing.assert_allclose(y[0], [1, -1, 0])
    np.testing.assert_allclose(slope[0], [0, 0, 1])


@pytest.mark.parametrize("x", [LOGITS, np.full((2, 3), 1e4, np.float32)], ids=["spread", "all equal"])
def test_batch_norm_of_huge_values_is_finite_and_its_product_sums_to_zero(x: np.ndarray) -> None:  # type: ignore[type-arg]
    kernels = kernels_of({"features": 3}, "batch_norm", dtype="float32")
    params = kernels.init(seed=0)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        y = kernels.forward(x, params)
        found = kernels.vjp(x, params, np.array([[3, 1, 2], [1, 2, 4]], np.float32))["input"]
    assert np.isfinite(y).all()
    assert (np.abs(y) <= 1 + 1e-6).all(), "two examples lie one deviation from their mean, or at it"
    scale = 1 / np.sqrt(np.var(x, axis=0) + 1e-5)
    np.testing.assert_allclose(found.sum(axis=0) / scale, 0, atol=1e-5)
