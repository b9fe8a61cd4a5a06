"""Losses: values by hand, cotangents by finite differences, reductions, fusion, stability."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from derive.engine import Engine
from derive.errors import EngineError

Array = npt.NDArray[Any]
LOSSES = {"binary_cross_entropy": "sigmoid", "cross_entropy": "softmax", "mean_squared_error": "tanh"}
REDUCTIONS = ["sum", "mean", "mean_over_entries"]


def ending(loss: str, activation: str, shape: tuple[int, ...] = (5,), **options: Any) -> Engine:
    return Engine(shape, [{"kind": activation, "name": "a"}], {"kind": loss, **options})


def targets_for(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Probabilities that sum to 1 over axis 1."""
    t = rng.uniform(0.1, 1.0, shape)
    return t / t.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("shape", [(5,), (3, 2, 5)])
@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_fused_and_unfused_gradients_equal_finite_differences(
    loss: str, reduction: str, shape: tuple[int, ...], rng: np.random.Generator, differences: Any
) -> None:
    engine = ending(loss, LOSSES[loss], shape, reduction=reduction)
    z, t = rng.standard_normal((7, *shape)), targets_for(rng, (7, *shape))
    for fuse in (True, False):
        expected = differences(lambda z, fuse=fuse: engine.loss(engine.forward(z, {}), t, fuse), z)
        _, gradients = engine.loss_and_gradients(z, t, {}, fuse=fuse)
        np.testing.assert_allclose(gradients.cotangents["input"], expected, rtol=1e-6, atol=1e-9)
    a = engine.forward(z, {}).output
    unfused = engine.loss_cotangent(a, t)
    np.testing.assert_allclose(gradients.cotangents["a"], unfused, rtol=1e-13)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_the_cotangent_of_the_outputs_equals_finite_differences(
    loss: str, reduction: str, rng: np.random.Generator, differences: Any
) -> None:
    engine = ending(loss, "tanh", reduction=reduction)  # another activation: never fused
    z, t = np.arctanh(rng.uniform(0.2, 0.8, (7, 5))), targets_for(rng, (7, 5))
    a = engine.forward(z, {}).output
    expected = differences(lambda a: engine.loss(engine.forward(np.arctanh(a), {}), t), a)
    np.testing.assert_allclose(engine.loss_cotangent(a, t), expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("fuse", [True, False])
def test_binary_cross_entropy_has_its_textbook_value(fuse: bool) -> None:
    engine = ending("binary_cross_entropy", "sigmoid", (1,), reduction="sum")
    trace = engine.forward(np.array([[0.0], [math.log(3)]]), {})  # probabilities 1/2 and 3/4
    expected = math.log(2) - 0.25 * math.log(3 / 4) - 0.75 * math.log(1 / 4)
    assert engine.loss(trace, np.array([[1.0], [0.25]]), fuse) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("fuse", [True, False])
def test_cross_entropy_has_its_textbook_value(fuse: bool) -> None:
    engine = ending("cross_entropy", "softmax", (3,))
    trace = engine.forward(np.log([[1.0, 2.0, 5.0], [3.0, 1.0, 4.0]]), {})
    expected = (-math.log(5 / 8) - math.log(3 / 8)) / 2
    assert engine.loss(trace, np.array([2, 0]), fuse) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(("reduction", "expected"), [("sum", 34.0), ("mean", 17.0), ("mean_over_entries", 34 / 6)])
def test_reductions_divide_by_nothing_the_batch_or_the_entries(reduction: str, expected: float) -> None:
    engine = ending("mean_squared_error", "relu", (3,), reduction=reduction)
    trace = engine.forward(np.array([[1.0, 2.0, 5.0], [1.0, 1.0, 1.0]]), {})
    target = np.array([[0.0, 2.0, 1.0], [4.0, -1.0, 3.0]])  # squares 1, 0, 16, 9, 4, 4
    assert engine.loss(trace, target) == pytest.approx(expected, rel=1e-15)


def test_the_mean_over_the_batch_is_the_default(rng: np.random.Generator) -> None:
    x, t = rng.standard_normal((7, 5)), rng.standard_normal((7, 5))
    default, mean = ending("mean_squared_error", "tanh"), ending("mean_squared_error", "tanh", reduction="mean")
    assert default.loss(default.forward(x, {}), t) == mean.loss(mean.forward(x, {}), t)


@pytest.mark.parametrize("shape", [(5,), (5, 2, 3)])
def test_class_indices_mean_the_same_as_one_hot_rows(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    engine = ending("cross_entropy", "softmax", shape)
    z = rng.standard_normal((7, *shape))
    indices = rng.integers(0, 5, (7, *shape[1:]))
    one_hot = np.moveaxis(np.eye(5)[indices], -1, 1)
    for fuse in (True, False):
        by_index, by_row = (engine.loss_and_gradients(z, t, {}, fuse=fuse) for t in (indices, one_hot))
        assert by_index[0] == by_row[0]
        np.testing.assert_array_equal(by_index[1].cotangents["input"], by_row[1].cotangents["input"])


@pytest.mark.parametrize("dtype", [np.float64, np.int64, bool])
@pytest.mark.parametrize("loss", LOSSES)
def test_the_targets_dtype_does_not_widen_a_float32_network(loss: str, dtype: Any) -> None:
    engine, z = ending(loss, LOSSES[loss], (2,)), np.array([[0.5, -0.5]], np.float32)
    target = np.array([[1, 0]]).astype(dtype)
    for fuse in (True, False):
        _, gradients = engine.loss_and_gradients(z, target, {}, fuse=fuse)
        assert {array.dtype for array in gradients.cotangents.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_fused_losses_are_exact_at_huge_logits_in_float32(loss: str) -> None:
    engine = ending(loss, LOSSES[loss], (2,), reduction="sum")
    z = np.array([[1e4, -1e4], [1e4, -1e4]], np.float32)
    right_then_wrong = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
    with np.errstate(all="raise", under="ignore"):
        value, gradients = engine.loss_and_gradients(z, right_then_wrong, {})
    assert value == 2e4
    np.testing.assert_array_equal(gradients.cotangents["input"], np.array([[0, 0], [1, -1]], np.float32), strict=True)
    a_bar = gradients.cotangents["a"]
    assert a_bar.dtype == np.float32
    assert np.isinf(a_bar[1, 1])
    assert not np.isnan(a_bar).any()


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_an_infinite_loss_is_refused_where_it_is_not_fused(loss: str) -> None:
    engine = ending(loss, LOSSES[loss], (2,))
    trace = engine.forward(np.array([[1e4, -1e4]]), {})
    assert engine.loss(trace, np.array([[1.0, 0.0]]), fuse=False) == 0
    message = r"loss: the output 0 at \(0, 1\) makes the loss infinite\n  let the engine fuse"
    possible = np.array([[0.5, 0.5]] if loss == "cross_entropy" else [[1.0, 0.5]])
    with pytest.raises(EngineError, match=message):
        engine.loss(trace, possible, fuse=False)
    with pytest.raises(EngineError, match=message):
        engine.loss_cotangent(trace.output, possible)


@pytest.mark.parametrize(
    ("loss", "target", "text"),
    [
        ("mean_squared_error", np.ones(7), r"target: shape \(7,\), expected the output's \(7, 5\)"),
        ("binary_cross_entropy", np.full((7, 5), 1.5), "target: 1.5 in row 0, expected 0 to 1"),
        ("binary_cross_entropy", np.full((7, 5), np.nan), "target: nan in row 0, expected 0 to 1"),
        ("binary_cross_entropy", np.where(np.arange(7)[:, None] == 4, -1, np.zeros((7, 5))), "-1 in row 4, expected"),
        (
            "cross_entropy",
            np.eye(7)[:, :5],
            "row 5 sums to 0, expected 1 to within 1e-05\n  divide each row by its sum",
        ),
        ("cross_entropy", np.ones(7), r"shape \(7,\) of float64, expected \(7, 5\), or integers of \(7,\)"),
        ("cross_entropy", np.full(7, 5), "class 5 in row 0, expected 0 to 4"),
        ("cross_entropy", np.full(7, -1), "class -1 in row 0, expected 0 to 4"),
        ("cross_entropy", [0] * 7, "found list, expected a NumPy array"),
    ],
)
def test_targets_that_do_not_fit_are_refused(loss: str, target: Any, text: str, rng: np.random.Generator) -> None:
    engine = ending(loss, LOSSES[loss])
    with pytest.raises(EngineError, match=text):
        engine.loss_and_gradients(rng.standard_normal((7, 5)), target, {})


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_outputs_that_are_no_probabilities_are_refused(loss: str) -> None:
    engine = ending(loss, "tanh", (2,))
    with pytest.raises(EngineError, match=r"the output -0\.\d+ at \(0, 1\) is no probability"):
        engine.loss_and_gradients(np.array([[0.5, -0.5]]), np.array([[1.0, 0.0]]), {})


def test_a_network_without_a_loss_says_so() -> None:
    engine = Engine((2,), [{"kind": "relu", "name": "a"}])
    with pytest.raises(EngineError, match="loss: the network has none"):
        engine.loss_and_gradients(np.ones((1, 2)), np.ones((1, 2)), {})
