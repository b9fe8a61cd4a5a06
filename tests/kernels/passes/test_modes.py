"""Training and inference: masks, running statistics, class indices, each as given and never written to."""

from typing import Any

import numpy as np
import pytest

from derive.engine import Engine
from derive.errors import DataError, SizeError
from tests.kernels.networks import image, kernels_of

RANDOM = np.random.default_rng(11)
DROPPING = kernels_of({"features": 5}, {"dropout": {"rate": 0.2}})
X = RANDOM.normal(size=(3, 5))
MASK = RANDOM.random((3, 5)) < 0.5
NORMAL = kernels_of(image(2, 3, 5), {"batch_norm": {"momentum": 0.3}})
VOLUME = RANDOM.normal(2.0, 3.0, size=(7, 2, 3, 5))
PARAMS = {"batch_norm1.gamma": np.array([2.0, -3.0]), "batch_norm1.beta": np.array([5.0, 7.0])}
STATE = {"batch_norm1.running_mean": np.array([1.0, -2.0]), "batch_norm1.running_variance": np.array([4.0, 9.0])}


def test_a_kept_entry_is_scaled_forward_and_back() -> None:
    y = DROPPING.forward(X, {}, masks={"dropout1": MASK})
    np.testing.assert_allclose(y, np.where(MASK, X / 0.8, 0), rtol=1e-15)
    y_bar = RANDOM.normal(size=y.shape)
    found = DROPPING.vjp(X, {}, y_bar, masks={"dropout1": MASK})["input"]
    np.testing.assert_allclose(found, np.where(MASK, y_bar / 0.8, 0), rtol=1e-15)


@pytest.mark.parametrize("settings", [{"mode": "inference"}, {"masks": {"dropout1": None}}], ids=str)
def test_a_dropout_that_is_off_changes_nothing(settings: dict[str, Any]) -> None:
    y = DROPPING.forward(X, {}, **settings)
    np.testing.assert_array_equal(y, X)
    assert not np.may_share_memory(y, X)
    np.testing.assert_array_equal(DROPPING.vjp(X, {}, 2 * X, **settings)["input"], 2 * X)


def test_masks_keep_their_share_and_follow_the_generator() -> None:
    masks = DROPPING.draw_masks(20_000, np.random.default_rng(3))
    assert masks["dropout1"].shape == (20_000, 5)
    assert masks["dropout1"].mean() == pytest.approx(0.8, abs=0.01)
    again = DROPPING.draw_masks(20_000, np.random.default_rng(3))
    np.testing.assert_array_equal(masks["dropout1"], again["dropout1"])


def test_float32_stays_float32_under_a_mask() -> None:
    small = kernels_of({"features": 5}, {"dropout": {"rate": 0.2}}, dtype="float32")
    assert small.forward(X, {}, masks={"dropout1": MASK}).dtype == np.float32


def test_the_new_state_is_the_engines_and_the_old_one_stays() -> None:
    before = {name: array.copy() for name, array in STATE.items()}
    y, state = NORMAL.forward(VOLUME, PARAMS, state=STATE)
    engine = Engine((2, 3, 5), [{"kind": "batch_norm", "name": "batch_norm1", "momentum": 0.3}])
    trace = engine.forward(VOLUME, PARAMS, state=STATE)
    np.testing.assert_allclose(y, trace.output, rtol=1e-12)
    for name, array in state.items():
        np.testing.assert_allclose(array, trace.state[name], rtol=1e-13)
        np.testing.assert_array_equal(STATE[name], before[name])


@pytest.mark.parametrize("unbiased", [True, False])
def test_the_running_variance_collects_the_declared_variance(unbiased: bool) -> None:
    made = kernels_of({"features": 3}, {"batch_norm": {"momentum": 1, "unbiased_running_variance": unbiased}})
    x = RANDOM.normal(size=(4, 3))
    params = {"batch_norm1.gamma": np.ones(3), "batch_norm1.beta": np.zeros(3)}
    _, state = made.forward(x, params, state=made.init_state())
    np.testing.assert_allclose(state["batch_norm1.running_variance"], x.var(axis=0, ddof=int(unbiased)), rtol=1e-13)
    np.testing.assert_allclose(state["batch_norm1.running_mean"], x.mean(axis=0), rtol=1e-13)


def test_inference_uses_the_running_statistics_forward_and_back() -> None:
    y = NORMAL.forward(VOLUME, PARAMS, mode="inference", state=STATE)
    mean, variance, gamma, beta = (
        array.reshape(1, 2, 1, 1)
        for array in (*STATE.values(), PARAMS["batch_norm1.gamma"], PARAMS["batch_norm1.beta"])
    )
    r = 1 / np.sqrt(variance + 1e-5)
    np.testing.assert_allclose(y, gamma * (VOLUME - mean) * r + beta, rtol=1e-13)
    found = NORMAL.vjp(VOLUME, PARAMS, np.ones_like(y), mode="inference", state=STATE)
    np.testing.assert_allclose(found["input"], np.broadcast_to(gamma * r, y.shape), rtol=1e-13)
    np.testing.assert_allclose(
        found["batch_norm1.gamma"], ((VOLUME - mean) * r).sum(axis=(0, 2, 3)), rtol=1e-11, atol=1e-11
    )


def test_a_fresh_state_and_fresh_parameters_leave_the_input_at_inference() -> None:
    params = NORMAL.init()
    assert params["batch_norm1.gamma"].tolist() == [1, 1]
    y = NORMAL.forward(VOLUME, params, mode="inference", state=NORMAL.init_state())
    np.testing.assert_allclose(y, VOLUME / np.sqrt(1 + 1e-5), rtol=1e-14)


def test_class_indices_are_one_hot_targets() -> None:
    made = kernels_of({"features": 5}, {"dense": {"units": 3}}, "softmax", loss="cross_entropy")
    params, indices = made.init(seed=1), np.array([2, 0, 1])
    loss, found = made.loss_and_gradients(X, indices, params)
    other, expected = made.loss_and_gradients(X, np.eye(3)[indices], params)
    assert loss == other
    np.testing.assert_array_equal(found["dense1.W"], expected["dense1.W"])
    with pytest.raises(DataError, match="target: row 2 is class 3; expected 0 to 2"):
        made.loss(X, np.array([0, 1, 3]), params)
    with pytest.raises(SizeError, match="target has"):
        made.loss(X, np.array([0.0, 1.0, 2.0]), params)


REFUSED = {
    "no mask": (DROPPING, {}, r"training needs a mask for dropout1: draw_masks\(\) draws it"),
    "a scaled mask": (
        DROPPING,
        {"masks": {"dropout1": MASK / 0.8}},
        r"the mask of dropout1: row \d, entry \[\d\] is 1.25; expected 0 or 1\n  give the bare mask",
    ),
    "a negative variance": (
        NORMAL,
        {"mode": "inference", "state": STATE | {"batch_norm1.running_variance": np.array([1.0, -1.0])}},
        "state batch_norm1.running_variance: row 1 is -1; expected 0 or more",
    ),
    "another shape": (DROPPING, {"masks": {"dropout1": MASK[:2]}}, r"dropout1.mask has shape \[2, 5\]"),
    "another name": (DROPPING, {"masks": {"drop": MASK}}, "no dropout is called drop; the network has: dropout1"),
    "a mask for a network without dropout": (NORMAL, {"masks": {"dropout1": MASK}}, "no dropout is called dropout1"),
    "another mode": (DROPPING, {"mode": "test"}, "mode 'test': expected train or inference"),
    "no state": (NORMAL, {"mode": "inference"}, r"no array for the state batch_norm1.running_mean, batch_norm1"),
    "half a state": (NORMAL, {"state": {"batch_norm1.running_mean": np.ones(2)}}, "no array for the state batch_norm1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused(case: str) -> None:
    made, settings, message = REFUSED[case]
    x, params = (X, {}) if made is DROPPING else (VOLUME, PARAMS)
    with pytest.raises((SizeError, DataError), match=message):
        made.forward(x, params, **settings)
