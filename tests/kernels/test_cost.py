"""What a training step costs, counted and not timed: matrix products, bytes unrolled, and the memory held at once."""

import tracemalloc
from typing import Any
from unittest import mock

import numpy as np
import pytest

from derive.kernels import unrolling
from derive.kernels.network import Kernels
from tests.kernels.networks import image, kernels_of

DIGITS = kernels_of(
    image(1, 28, 28),
    {"conv": {"filters": 28, "kernel": 3}},
    "relu",
    {"max_pool": {"window": 2}},
    "flatten",
    {"dense": {"units": 16}},
    "relu",
    {"dense": {"units": 10}},
    "softmax",
    loss="cross_entropy",
    dtype="float32",
)
BATCH = 16
X = np.random.default_rng(1).normal(size=(BATCH, 1, 28, 28)).astype(np.float32)
TARGET = np.arange(BATCH) % 10
MAP = BATCH * 28 * 26 * 26 * 4  # bytes of the convolution's output


def _step(kernels: Kernels, params: dict[str, Any]) -> None:
    kernels.loss_and_gradients(X, TARGET, params)


def test_a_step_after_the_first_asks_sympy_nothing() -> None:
    params = DIGITS.init(seed=0)
    _step(DIGITS, params)
    with (
        mock.patch("derive.kernels.step.solve_sizes", side_effect=AssertionError("sizes solved again")),
        mock.patch("derive.kernels.plan.number", side_effect=AssertionError("a size evaluated again")),
    ):
        _step(DIGITS, params)


def test_the_first_layers_input_has_no_cotangent_unless_it_is_asked_for() -> None:
    params = DIGITS.init(seed=0)
    with mock.patch.object(unrolling, "arranged", side_effect=unrolling.arranged) as arranged:
        _step(DIGITS, params)
        without = arranged.call_count
        DIGITS.loss_and_gradients(X, TARGET, params, wrt_input=True)
        assert arranged.call_count - without >= without  # the same again; the input's product is one more


def test_blocks_have_a_bounded_number_of_columns_and_cover_every_place_once() -> None:
    for sizes in ((64, 26, 26), (2, 148, 148), (1, 5, 7)):
        blocks = unrolling._blocks("mij", "mi", sizes, unrolling.MANY)
        places = np.zeros(sizes[:2], int)
        for block, count in blocks:
            assert count <= unrolling.MANY
            places[block["m"], block["i"]] += 1
        assert (places == 1).all()


def test_a_step_takes_as_many_matrix_products_as_its_blocks_and_dense_layers_need() -> None:
    params = DIGITS.init(seed=0)
    _step(DIGITS, params)
    ((lanes, _),) = DIGITS.plans.lanes.values()
    parts = [last - first for lane in lanes for first, last in lane]
    blocks = sum(len(unrolling._blocks("mij", "mi", (part, 26, 26), unrolling.MANY)) for part in parts)
    dense = 3 + 3  # forward, by the weights, by the input: for each of two layers
    with mock.patch.object(np, "matmul", side_effect=np.matmul) as products:
        _step(DIGITS, params)
    assert products.call_count == 2 * blocks + dense * len(parts)


def test_a_step_holds_little_more_than_what_the_backward_pass_reads() -> None:
    params = DIGITS.init(seed=0)
    _step(DIGITS, params)
    tracemalloc.start()
    _step(DIGITS, params)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak <= 4.5 * MAP  # z; then a, or the cotangents of both at the pooling and the relu, with one mask


@pytest.mark.parametrize("window", [2, 3])
def test_a_winner_costs_one_byte_and_not_one_array_of_windows(window: int) -> None:
    kernels = kernels_of(image(3, 12, 12), {"max_pool": {"window": window}})
    run = kernels.start(np.random.default_rng(2).normal(size=(5, 3, 12, 12)), {})
    run.run_forward()
    first = run.value("max_pool1.first")
    assert first.dtype == np.uint8
    assert first.shape == (5, 3, 12 // window, 12 // window)
