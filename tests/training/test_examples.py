"""Examples: bytes become [0, 1], the held-out ones are the same for every seed and never trained with."""

import numpy as np
import pytest

from derive.errors import TrainingError
from derive.training.examples import Examples, split, take

INPUTS = np.arange(200, dtype=np.uint8).reshape(100, 1, 2, 1)
ALL = Examples(INPUTS, np.arange(100))


def test_bytes_are_scaled_to_the_unit_interval_and_floats_are_taken_as_they_are() -> None:
    x, _ = take(Examples(np.array([[0, 51, 255]], np.uint8), np.array([1])), slice(None), "float32")
    assert x.dtype == np.float32
    assert np.allclose(x, [[0, 0.2, 1]], atol=1e-7)
    x, target = take(Examples(np.array([[-3.5]]), np.array([[0.25]])), slice(None), "float32")
    assert (x[0, 0], target[0, 0], target.dtype) == (-3.5, 0.25, np.float32)


@pytest.mark.parametrize(("held_out", "count"), [(0.25, 25), (10, 10), (0, 0), (0.0, 0)])
def test_a_split_parts_the_examples_without_loss_or_repetition(held_out: float, count: int) -> None:
    training, rest = split(ALL, held_out)
    left = np.array([]) if rest is None else rest.targets
    assert len(left) == count
    assert sorted([*training.targets, *left]) == list(range(100))
    assert np.array_equal(training.inputs[:, 0, 0, 0], 2 * training.targets)


def test_a_split_is_random_and_always_the_same() -> None:
    _, first = split(ALL, 10)
    _, second = split(ALL, 10)
    assert first is not None
    assert second is not None
    assert np.array_equal(first.targets, second.targets)
    assert not np.array_equal(first.targets, np.arange(90, 100))


def test_nothing_left_to_train_with_is_refused() -> None:
    with pytest.raises(TrainingError, match="holds out 100 of 100 examples; expected at least 1"):
        split(ALL, 100)
