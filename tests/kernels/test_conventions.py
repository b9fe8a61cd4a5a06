"""At points without a slope kernels follow the stated conventions."""

import numpy as np
import pytest

from tests.kernels.networks import image, kernels_of


def test_relu_has_slope_zero_at_zero() -> None:
    kernels = kernels_of({"features": 3}, "relu")
    found = kernels.vjp(np.array([[-2.0, 0.0, 3.0]]), {}, np.array([[5.0, 7.0, 11.0]]))
    assert found["input"].tolist() == [[0, 0, 11]]


def test_a_tie_of_a_maximum_goes_to_the_first_cell_in_row_major_order() -> None:
    kernels = kernels_of(image(1, 2, 2), {"max_pool": {"window": 2}})
    x = np.array([[[[1.0, 4.0], [4.0, 4.0]]]])
    assert kernels.vjp(x, {}, np.array([[[[7.0]]]]))["input"].tolist() == [[[[0, 7], [0, 0]]]]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_window_of_minus_infinities_gives_all_its_gradient_to_its_first_cell_on_the_map(dtype: str) -> None:
    kernels = kernels_of(image(1, 3, 3), {"max_pool": {"window": 3, "stride": 2, "padding": 1}}, dtype=dtype)
    x = np.full((1, 1, 3, 3), -np.inf)
    found = kernels.vjp(x, {}, np.array([[[[2.0, 3.0], [5.0, 7.0]]]]))["input"]
    assert found.tolist() == [[[[2, 3, 0], [5, 7, 0], [0, 0, 0]]]]


def test_a_tie_of_overlapping_padded_windows_goes_to_the_first_cell_of_each() -> None:
    kernels = kernels_of(image(1, 3, 3), {"max_pool": {"window": 2, "stride": 1, "padding": 1}})
    x = np.zeros((1, 1, 3, 3))
    y_bar = np.arange(1.0, 17.0).reshape(1, 1, 4, 4)
    found = kernels.vjp(x, {}, y_bar)["input"]
    assert found.tolist() == [[[[1 + 2 + 5 + 6, 3 + 7, 4 + 8], [9 + 10, 11, 12], [13 + 14, 15, 16]]]]
