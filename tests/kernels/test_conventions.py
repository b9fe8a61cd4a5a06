"""At points without a slope kernels follow the stated conventions."""

import numpy as np

from tests.kernels.networks import image, kernels_of


def test_relu_has_slope_zero_at_zero() -> None:
    kernels = kernels_of({"features": 3}, "relu")
    found = kernels.vjp(np.array([[-2.0, 0.0, 3.0]]), {}, np.array([[5.0, 7.0, 11.0]]))
    assert found["input"].tolist() == [[0, 0, 11]]


def test_a_tie_of_a_maximum_goes_to_the_first_cell_in_row_major_order() -> None:
    kernels = kernels_of(image(1, 2, 2), {"max_pool": {"window": 2}})
    x = np.array([[[[1.0, 4.0], [4.0, 4.0]]]])
    assert kernels.vjp(x, {}, np.array([[[[7.0]]]]))["input"].tolist() == [[[[0, 7], [0, 0]]]]
