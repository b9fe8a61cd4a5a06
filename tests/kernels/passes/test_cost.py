"""What a training step costs, counted and not timed: matrix products, bytes unrolled, and the memory held at once."""

import platform
import subprocess
import sys
import tracemalloc
from typing import Any
from unittest import mock

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from derive.kernels.network import Kernels
from derive.kernels.passes import settings
from derive.kernels.passes.plan import Asked
from derive.kernels.runtime import blocks
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
        mock.patch("derive.kernels.passes.step.solve_sizes", side_effect=AssertionError("sizes solved again")),
        mock.patch("derive.kernels.passes.plan.number", side_effect=AssertionError("a size evaluated again")),
    ):
        _step(DIGITS, params)


def test_the_first_layers_input_has_no_cotangent_unless_it_is_asked_for() -> None:
    params = DIGITS.init(seed=0)
    key = next(iter(DIGITS.plans.plans))
    for asked in (False, True):
        targets = [call.target for call in DIGITS.plans.calls(key, Asked(asked))]
        assert ("input_bar" in targets) == asked
    assert "input" in DIGITS.loss_and_gradients(X, TARGET, params, wrt_input=True)[1]


@pytest.mark.parametrize("apart", ["", "m"])
def test_blocks_have_a_bounded_number_of_columns_and_cover_every_place_once(apart: str) -> None:
    for labels, sizes in (("ijm", (26, 26, 64)), ("mij", (2, 148, 148)), ("mij", (1, 5, 7)), ("ijm", (2, 3, 9000))):
        places = np.zeros(sizes, int)
        for ranges in blocks.ranges_of(labels, sizes, blocks.MANY, apart):
            part = places[blocks.slices_of(labels, ranges)]
            assert part.size <= blocks.MANY
            assert not apart or part.shape[labels.index(apart)] == 1 or labels[0] != apart
            part += 1
        assert (places == 1).all()


def test_a_step_takes_as_many_matrix_products_as_its_blocks_and_dense_layers_need() -> None:
    params = DIGITS.init(seed=0)
    _step(DIGITS, params)
    (lanes,) = {way.lanes for way in DIGITS.plans.ways.values()}
    parts = [last - first for lane in lanes for first, last in lane]
    needed = len(parts)  # one call for all rows of windows of a part, whose copy fits and whose products are small
    assert 28 * 26 * max(parts) * 3 * 4 < blocks.ROW_BYTES
    assert 26 * max(parts) * 9 * 28 < blocks.SMALL_PRODUCT
    dense = 3 + 3  # forward, by the weights, by the input: for each of two layers
    with mock.patch.object(np, "matmul", side_effect=np.matmul) as products:
        _step(DIGITS, params)
    assert products.call_count == 2 * needed + dense * len(parts)


def test_a_step_copies_each_row_twice_for_the_taps_along_it_and_no_more() -> None:
    params = DIGITS.init(seed=0)
    _step(DIGITS, params)
    copied: list[int] = []
    honest = np.copyto

    def counting(target: Any, *given: Any, **options: Any) -> None:
        copied.append(target.nbytes)
        honest(target, *given, **options)

    with mock.patch.object(np, "copyto", counting):
        _step(DIGITS, params)
    assert sum(copied) == 2 * 3 * BATCH * 28 * 26 * 4  # forward, and by the weights: three taps along each of 28 rows


def _forward(kernels: Kernels, params: dict[str, Any]) -> None:
    kernels.forward(X, params)


def _backward(kernels: Kernels, params: dict[str, Any]) -> None:
    kernels.vjp(X, params, np.ones((BATCH, 10), np.float32))


def _now() -> tuple[int, int]:
    return np.getbufsize(), max(found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas")


@pytest.mark.parametrize("call", [_step, _forward, _backward])
def test_rows_are_not_buffered_and_small_products_have_one_thread_and_numpys_settings_are_back_after(call: Any) -> None:
    params, seen = DIGITS.init(seed=0), set()
    honest = np.matmul

    def looking(*arrays: Any, **options: Any) -> Any:
        seen.add(_now())
        return honest(*arrays, **options)

    with threadpool_limits(2, user_api="blas"):
        before = _now()
        with mock.patch.object(np, "matmul", looking):
            call(DIGITS, params)
        assert seen == {(settings.BUFFER, 1)}
        assert _now() == before
        failing = mock.patch.object(np, "matmul", side_effect=MemoryError)
        with failing, pytest.raises(MemoryError):
            call(DIGITS, params)
        assert _now() == before
    assert before == (np.getbufsize(), 2)


def test_a_step_holds_little_more_than_what_the_backward_pass_reads() -> None:
    params = DIGITS.init(seed=0)
    _step(DIGITS, params)
    tracemalloc.start()
    _step(DIGITS, params)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak <= 4.5 * MAP  # z; then a, or the cotangents of both at the pooling and the relu, with one mask


PAGES = """
import resource
import numpy as np
import derive

layers = [{"conv": {"filters": 28, "kernel": 3}}, "relu", "flatten", {"dense": {"units": 1}}, "sigmoid"]
spec = {"input": {"channels": 1, "height": 28, "width": 28}, "layers": layers, "loss": "binary_cross_entropy"}
kernels = derive.load(spec).kernels(dtype="float32")
x, target, params = np.ones((16, 1, 28, 28), np.float32), np.ones((16, 1), np.float32), kernels.init()
found = []
for _ in range(8):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    kernels.loss_and_gradients(x, target, params)
    found.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
print(max(found[4:]))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep freed memory by other rules")
def test_a_step_gets_no_memory_anew_from_the_system_that_the_last_one_had() -> None:
    done = subprocess.run([sys.executable, "-c", PAGES], capture_output=True, text=True, check=True)
    assert int(done.stdout) * 4096 < MAP / 10


@pytest.mark.parametrize("window", [2, 3])
def test_a_winner_costs_one_byte_and_not_one_array_of_windows(window: int) -> None:
    kernels = kernels_of(image(3, 12, 12), {"max_pool": {"window": window}})
    run = kernels.start(np.random.default_rng(2).normal(size=(5, 3, 12, 12)), {})
    run.run_forward()
    first = run.value("max_pool1.first")
    assert first.dtype == np.uint8
    assert first.shape == (5, 3, 12 // window, 12 // window)
