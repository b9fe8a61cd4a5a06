"""The results that the comments of the shipped specs state are what the kernels give for the specs' own values."""

import numpy as np
import pytest

from derive.document.choice import WorkedValues
from derive.document.worked_values import worked_values
from tests.docs.test_lecture_numbers import CONVOLUTIONS, grid
from tests.document.networks import shipped

RESULTS = {
    "edge_detection": ("conv", [CONVOLUTIONS["vertical edges"][-1]]),
    "horizontal_edges": ("conv", [CONVOLUTIONS["horizontal edges"][-1]]),
    "strided_example": ("conv", [CONVOLUTIONS["stride 2"][-1]]),
    "half_bright": ("conv", [CONVOLUTIONS["a step"][-1], CONVOLUTIONS["a step mirrored"][-1]]),
    "pooling_avg": ("avg_pool", ["3.75 1.25/4 2"]),
    "pooling_max": ("max_pool", ["9 2/6 3"]),
    "rgb_two_filters": ("conv", ["-5 2 6 8/-10 4 8 3/0 4 2 -7/-3 4 3 -16", "0 0 0 0/3 3 3 3/3 3 3 3/0 0 0 0"]),
}


def maps(name: str, kind: str) -> np.ndarray:  # type: ignore[type-arg]
    """Every map that a layer of a shipped spec gives for the spec's own values, one after the other."""
    model = shipped(name)
    values = worked_values(model)
    assert values.given, f"{name} gives every number"
    found = values.arrays[next(layer for layer in model.layers if layer.kind.kind == kind).output.name]
    return found.reshape(-1, *found.shape[2:])  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", RESULTS)
def test_a_spec_gives_the_result_that_its_comment_states(name: str) -> None:
    kind, expected = RESULTS[name]
    np.testing.assert_array_equal(maps(name, kind), np.array([grid(text) for text in expected]))


def test_the_gallerys_filters_do_what_they_are_called() -> None:
    image = np.zeros((8, 8))
    image[2:6, 2:6] = 144
    found = maps("filter_gallery", "conv")
    identity, diagonal, four, eight, sharpen, box, gaussian = found
    np.testing.assert_array_equal(identity, image)
    np.testing.assert_array_equal(sharpen, image - four)
    np.testing.assert_allclose(box, [[image_mean(image, r, q) for q in range(8)] for r in range(8)], rtol=1e-15)
    for edges in (diagonal, four, eight):
        assert edges[3:5, 3:5].tolist() == [[0, 0], [0, 0]], "an even patch has no edge"
        assert edges.sum() == 0
    assert gaussian[2].tolist() == [0, 27, 81, 108, 108, 81, 27, 0]
    assert diagonal[1].tolist() == [0, 144, 144, 0, 0, -144, -144, 0]


def image_mean(image: np.ndarray, r: int, q: int) -> float:  # type: ignore[type-arg]
    padded = np.pad(image, 1)
    return float(padded[r : r + 3, q : q + 3].sum() / 9)


def test_relu_keeps_what_is_positive_of_every_map_of_the_gallery() -> None:
    before, after = maps("filter_gallery", "conv"), maps("filter_gallery", "relu")
    assert (before < 0).any()
    np.testing.assert_array_equal(after, np.where(before > 0, before, 0))


def test_what_a_spec_makes_up_is_not_called_given() -> None:
    values: WorkedValues = worked_values(shipped("padding_uses"))
    assert not values.given
