"""Learning to detect edges: nine unknown weights are found from images that the program draws."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import derive
from derive.errors import TrainingError
from derive.spec.train_options import DrawnOptions
from derive.training.drawn import draw, drawn_data
from tests.training.small import model

EDGES = np.array([[1.0, 0, -1]] * 3)
SPEC = Path(__file__).parents[2] / "specs" / "learn_edge_filter.yaml"


@pytest.mark.parametrize("engine", [False, True])
def test_gradient_descent_finds_the_vertical_edge_filter(engine: bool) -> None:
    trained = derive.load(SPEC).train(engine=engine)
    assert np.abs(trained.parameters["edges.W"][0, 0] - EDGES).max() < 0.002
    losses = [epoch.training.loss for epoch in trained.history]
    assert all(later < earlier for earlier, later in pairwise(losses))
    assert trained.test is not None
    assert trained.test.loss < 1e-6


def test_targets_are_what_the_true_filter_makes_of_the_images() -> None:
    own = derive.load(SPEC).model
    data = drawn_data(own, DrawnOptions(examples=3, test=2))
    image = data.training.inputs[2, 0]
    expected = [[(image[i : i + 3, j : j + 3] * EDGES).sum() for j in range(10)] for i in range(10)]
    assert np.allclose(data.training.targets[2, 0], expected)
    assert data.test is not None
    assert (len(data.training), len(data.test)) == (3, 2)


def test_images_are_grey_values_and_the_same_for_the_same_seed() -> None:
    first, second, other = (draw((2, 9, 7), np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert first.shape == (2, 9, 7)
    assert first.min() >= 0
    assert first.max() <= 1
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_nine_neighbouring_pixels_vary_in_nine_directions() -> None:
    """Else no data could tell all nine weights."""
    images = drawn_data(derive.load(SPEC).model, DrawnOptions()).training.inputs[:, 0]
    windows = np.lib.stride_tricks.sliding_window_view(images, (3, 3), axis=(1, 2)).reshape(-1, 9)
    assert np.linalg.eigvalsh(windows.T @ windows / len(windows))[0] > 0.01


def test_a_weight_without_a_value_is_refused_by_name() -> None:
    spec = {"input": {"channels": 1, "height": 5, "width": 5}, "layers": [{"conv": {"filters": 1, "kernel": 2}}]}
    with pytest.raises(TrainingError, match=r"values have no conv1\.W, conv1\.b\n  write the weights"):
        drawn_data(model({**spec, "loss": "mean_squared_error"}), DrawnOptions())


def test_an_input_that_is_no_image_is_refused() -> None:
    spec = {"input": {"features": 4}, "layers": [{"dense": {"units": 1}}], "loss": "mean_squared_error"}
    with pytest.raises(TrainingError, match="need an input of channels, height and width"):
        drawn_data(model(spec), DrawnOptions())
