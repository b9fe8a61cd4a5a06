"""The values that deeplearning.ai's course 4, week 1, "Convolution model - Step by Step", publishes."""

from typing import Any

import numpy as np
import pytest

from tests.kernels.networks import image, kernels_of


def _channels_first(array: Any) -> Any:
    return array.transpose(0, 3, 1, 2)


def _channels_last(array: Any) -> Any:
    return array.transpose(0, 2, 3, 1)


def _filters(array: Any) -> Any:
    """(f, f, in, out) as (out, in, f, f)."""
    return array.transpose(3, 2, 0, 1)


def _draws(*shapes: tuple[int, ...]) -> list[Any]:
    random = np.random.RandomState(1)
    return [random.randn(*shape) for shape in shapes]


def test_conv_forward_gives_the_published_mean_and_cell() -> None:
    a, w, b = _draws((10, 5, 7, 4), (3, 3, 4, 8), (1, 1, 1, 8))
    kernels = kernels_of(image(4, 5, 7), {"conv": {"filters": 8, "kernel": 3, "padding": 1, "stride": 2}})
    z = _channels_last(kernels.forward(_channels_first(a), {"conv1.W": _filters(w), "conv1.b": b.ravel()}))
    assert z.mean() == pytest.approx(0.692360880758, abs=1e-12)
    published = [-1.28912231, 2.27650251, 6.61941931, 0.95527176, 8.25132576, 2.31329639, 13.00689405, 2.34576051]
    np.testing.assert_allclose(z[3, 2, 1], published, atol=1e-8)


def test_conv_backward_gives_the_published_means() -> None:
    a, w, b = _draws((10, 4, 4, 3), (2, 2, 3, 8), (1, 1, 1, 8))
    kernels = kernels_of(image(3, 4, 4), {"conv": {"filters": 8, "kernel": 2, "padding": 2, "stride": 2}})
    params = {"conv1.W": _filters(w), "conv1.b": b.ravel()}
    x = _channels_first(a)
    z = kernels.forward(x, params)
    assert z.shape == (10, 8, 4, 4)
    found = kernels.vjp(x, params, z)
    assert found["input"].mean() == pytest.approx(1.4524377775388075, abs=1e-13)
    assert found["conv1.W"].mean() == pytest.approx(1.7269914583139097, abs=1e-13)
    assert found["conv1.b"].mean() == pytest.approx(7.839232564616838, abs=1e-13)


@pytest.mark.parametrize(
    ("kind", "published"),
    [
        ("max_pool", [[0, 0], [5.05844394, -1.68282702], [0, 0]]),
        ("avg_pool", [[0.08485462, 0.2787552], [1.26461098, -0.25749373], [1.17975636, -0.53624893]]),
    ],
)
def test_pooling_backward_gives_the_published_cells(kind: str, published: list[list[float]]) -> None:
    a, y_bar = _draws((5, 5, 3, 2), (5, 4, 2, 2))
    assert y_bar.mean() == pytest.approx(0.14571390272918056, abs=1e-13)
    kernels = kernels_of(image(2, 5, 3), {kind: {"window": 2, "stride": 1}})
    found = kernels.vjp(_channels_first(a), {}, _channels_first(y_bar))["input"]
    np.testing.assert_allclose(_channels_last(found)[1, 1], published, atol=1e-8)
