"""One source serves all sizes; arrays that do not fit are refused with the numbers."""

from typing import Any

import numpy as np
import pytest

from derive.errors import DeriveError, SizeError
from derive.kernels.network import Kernels, kernels
from derive.network.build import bind
from tests.kernels.networks import image, kernels_of, network

NAMED = network(
    image("C", "n", "w"),
    {"conv": {"filters": "K", "kernel": "f", "stride": "s", "padding": "p"}},
    "relu",
    {"avg_pool": {"window": "A", "stride": 1}},
    {"max_pool": {"window": 2, "stride": "B"}},
    "flatten",
    {"dense": {"units": "H"}},
    "sigmoid",
    loss="binary_cross_entropy",
)
GRID = (
    {"C": 1, "n": 7, "w": 11, "K": 2, "f": 3, "s": 1, "p": 0, "A": 2, "B": 1, "H": 3},
    {"C": 3, "n": 13, "w": 11, "K": 2, "f": 2, "s": 2, "p": 1, "A": 3, "B": 2, "H": 1},
    {"C": 2, "n": 11, "w": 17, "K": 5, "f": 1, "s": 3, "p": 2, "A": 2, "B": 3, "H": 7},
)
ONCE = kernels(NAMED)


def _run(kernels: Kernels, numbers: dict[str, int], batch: int, **named: Any) -> tuple[float, dict[str, Any]]:
    random = np.random.default_rng(batch)
    params = {k: random.normal(size=a.shape) for k, a in kernels.init(seed=3, **named).items()}
    x = random.normal(size=(batch, numbers["C"], numbers["n"], numbers["w"]))
    target = random.integers(0, 2, (batch, numbers["H"]))
    return kernels.loss_and_gradients(x, target, params, wrt_input=True, **named)


@pytest.mark.parametrize("batch", [1, 2, 5])
@pytest.mark.parametrize("sizes", GRID, ids=str)
def test_one_source_serves_all_sizes(sizes: dict[str, int], batch: int) -> None:
    loss, gradients = _run(ONCE, sizes, batch, sizes=sizes)
    bound = kernels(bind(NAMED, sizes))
    expected_loss, expected = _run(bound, sizes, batch)
    assert loss == expected_loss
    assert bound.source == ONCE.source
    for name, array in expected.items():
        np.testing.assert_array_equal(gradients[name], array)


def test_sizes_that_arrays_show_need_not_be_passed() -> None:
    kernels = kernels_of(image(1, "n", "w"), {"conv": {"filters": 2, "kernel": 3}})
    params = {"conv1.W": np.ones((2, 1, 3, 3)), "conv1.b": np.zeros(2)}
    for height, width in ((3, 5), (7, 4)):
        assert kernels.forward(np.ones((2, 1, height, width)), params).shape == (2, 2, height - 2, width - 2)


def test_parameters_can_be_drawn_before_the_images_size_is_known() -> None:
    kernels = kernels_of(image(1, "n", "w"), {"conv": {"filters": 2, "kernel": 3}})
    assert kernels.init(seed=0)["conv1.W"].shape == (2, 1, 3, 3)


SYMBOLIC = kernels_of(image(1, "n", "n"), {"conv": {"filters": 1, "kernel": 2}}, loss="mean_squared_error")
PARAMS = {"conv1.W": np.ones((1, 1, 2, 2)), "conv1.b": np.zeros(1)}


def test_a_target_of_another_shape_is_refused_and_never_broadcast() -> None:
    x = np.ones((2, 1, 4, 4))
    for shape in ((2, 1, 1, 1), (2, 1, 3, 1), (1, 1, 3, 3), (2, 3, 3), (2, 1, 4, 4)):
        with pytest.raises(SizeError):
            SYMBOLIC.loss(x, np.zeros(shape), PARAMS)
    assert SYMBOLIC.loss(x, np.zeros((2, 1, 3, 3)), PARAMS) == 144


def test_an_image_smaller_than_the_kernel_is_refused() -> None:
    kernels = kernels_of(image(1, "n", "n"), {"conv": {"filters": 1, "kernel": 3}})
    params = {"conv1.W": np.ones((1, 1, 3, 3)), "conv1.b": np.zeros(1)}
    for n in (1, 2):
        with pytest.raises(DeriveError):
            kernels.forward(np.ones((1, 1, n, n)), params)


def test_a_max_window_of_padding_only_is_refused() -> None:
    kernels = kernels_of(image(1, "n", "n"), {"max_pool": {"window": 2, "padding": 3, "stride": 1}})
    with pytest.raises(DeriveError):
        kernels.forward(np.ones((1, 1, 3, 3)), {})


def test_an_image_that_is_not_square_is_refused_where_the_spec_says_square() -> None:
    with pytest.raises(SizeError):
        SYMBOLIC.forward(np.ones((1, 1, 4, 5)), PARAMS)


GROUPED = kernels_of(image("C", 4, 4), {"conv": {"filters": 4, "kernel": 2, "groups": 2}})


def test_weights_with_the_wrong_share_of_a_group_are_refused() -> None:
    params = {"conv1.W": np.ones((4, 1, 2, 2)), "conv1.b": np.zeros(4)}
    with pytest.raises(SizeError, match=r"conv1\.W"):
        GROUPED.forward(np.ones((2, 4, 4, 4)), params)


def test_groups_that_do_not_divide_the_channels_are_refused() -> None:
    params = {"conv1.W": np.ones((4, 2, 2, 2)), "conv1.b": np.zeros(4)}
    with pytest.raises(SizeError):
        GROUPED.forward(np.ones((2, 5, 4, 4)), params)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"conv1.W": np.ones((1, 1, 3, 2))}, r"conv1\.W has shape \[1, 1, 3, 2\]; expected \[1, 1, 2, 2\]"),
        ({"conv1.b": np.ones(2)}, r"conv1\.b has shape \[2\]; expected \[1\]"),
        ({"conv1.b": np.ones((1, 1))}, r"conv1\.b has 2 axes"),
    ],
)
def test_parameters_of_another_shape_are_refused_by_name(change: dict[str, Any], message: str) -> None:
    with pytest.raises(SizeError, match=message):
        SYMBOLIC.forward(np.ones((1, 1, 4, 4)), PARAMS | change)


def test_a_missing_parameter_a_wrong_cotangent_and_an_unknown_size_are_said() -> None:
    x = np.ones((1, 1, 4, 4))
    with pytest.raises(SizeError, match=r"no array for the parameters conv1\.b"):
        SYMBOLIC.forward(x, {"conv1.W": PARAMS["conv1.W"]})
    with pytest.raises(SizeError, match=r"y_bar has shape \[1, 1, 1, 1\]; expected the output's \[1, 1, 3, 3\]"):
        SYMBOLIC.vjp(x, PARAMS, np.ones((1, 1, 1, 1)))
    with pytest.raises(SizeError, match="no open size h; it has: n"):
        SYMBOLIC.forward(x, PARAMS, sizes={"h": 3})
    with pytest.raises(SizeError):
        SYMBOLIC.forward(x, PARAMS, sizes={"n": 5})


def test_a_network_without_a_loss_says_so() -> None:
    kernels = kernels_of({"features": 2}, "relu")
    with pytest.raises(SizeError, match="has no loss"):
        kernels.loss(np.ones((1, 2)), np.ones((1, 2)), {})


def test_another_dtype_is_refused() -> None:
    with pytest.raises(SizeError, match="expected float32 or float64"):
        kernels_of({"features": 2}, "relu", dtype="int32")


def test_networks_that_use_one_letter_for_different_sizes_live_in_one_process() -> None:
    for units in ("E", 3):
        made = kernels_of(
            image(1, 5, 5),
            {"conv": {"filters": 2, "kernel": 2, "padding": "E"}},
            "flatten",
            {"dense": {"units": units}},
        )
        sizes = {"E": 1}
        params = made.init(seed=0, sizes=sizes)
        x = np.ones((2, 1, 5, 5))
        y = made.forward(x, params, sizes=sizes)
        assert made.vjp(x, params, y, sizes=sizes)["input"].shape == x.shape
