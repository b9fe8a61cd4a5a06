"""A batch in parts and in threads gives what the whole batch gives; the parts fit the work."""

import os
import signal
import threading
import time
from dataclasses import replace
from typing import Any
from unittest import mock

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from derive.kernels.network import Kernels
from derive.kernels.passes import parts, step
from derive.kernels.passes.parts import Work, is_separable, lanes_of
from derive.kernels.passes.threads import SingleThreadedProducts, side_by_side, threads_allowed
from derive.kernels.runtime import blocks, contraction, scattering, unrolling
from tests.kernels.networks import LAYERS, drawn_inputs, image, kernels_named, kernels_of

BATCH = 7
TRAINED = [name for name in LAYERS if LAYERS[name][2] is not None and "flattened" not in name]
LENET = kernels_of(
    image(2, 9, 11),
    {"conv": {"filters": 3, "kernel": 3, "padding": 1}},
    "relu",
    {"max_pool": {"window": 2}},
    {"dropout": {"rate": 0.5}},
    "flatten",
    {"dense": {"units": 5}},
    "softmax",
    loss="cross_entropy",
)


def random_target(random: np.random.Generator, y: Any) -> Any:
    """Numbers between 0 and 1 that sum to 1 over the last axis, so that every loss takes them."""
    target = random.uniform(0.1, 0.9, y.shape)
    return target / target.sum(axis=-1, keepdims=True)


def _trained(kernels: Kernels, masks: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    random = np.random.default_rng(3)
    shape = [BATCH if not isinstance(size, int) else size for size in kernels.model.shape(kernels.model.input)]
    x, params = random.normal(size=shape), kernels.init(seed=1)
    y = kernels.forward(x, params, masks=masks)
    target = random_target(random, y)
    return kernels.loss_and_gradients(x, target, params, wrt_input=True, masks=masks)


def _same(one: tuple[float, dict[str, Any]], other: tuple[float, dict[str, Any]]) -> None:
    assert one[0] == pytest.approx(other[0], rel=1e-13)
    for name, array in one[1].items():
        np.testing.assert_allclose(array, other[1][name], rtol=1e-11, atol=1e-13, err_msg=name)


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("name", [*TRAINED, "lenet"])
def test_parts_give_what_the_whole_batch_gives(name: str, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def make() -> Kernels:
        return LENET if name == "lenet" else kernels_named(name)

    masks = {"dropout1": np.random.default_rng(5).random((BATCH, 3, 4, 5)) < 0.5} if name == "lenet" else {}
    whole = _trained(make(), masks)
    monkeypatch.setattr(step, "threads_allowed", lambda: threads)
    monkeypatch.setattr(parts, "SMALL_BYTES", 0)
    monkeypatch.setattr(step, "lanes_of", lambda work: lanes_of(Work(work.batch, 2**24 * work.batch, 0)))
    kernels = make()
    kernels.plans.ways.clear()
    split = _trained(kernels, masks)
    (lanes,) = {way.lanes for way in kernels.plans.ways.values()}
    kernels.plans.ways.clear()
    assert len(lanes) == parts.LANES
    assert sum(map(len, lanes)) > 1
    assert [cell for lane in lanes for part in lane for cell in range(*part)] == list(range(BATCH))
    _same(split, whole)


POOLED = ({"conv": {"filters": 2, "kernel": 2}}, "relu", {"max_pool": {"window": 2}})
PASSES = {
    "lenet": LENET,
    "relu and pooling at the end": kernels_of(image(2, 5, 5), *POOLED, loss="mean_squared_error"),
    "no layer with parameters": kernels_of(image(2, 3, 3), "flatten", loss="mean_squared_error"),
    "batch norm": kernels_of(
        image(2, 3, 3), "batch_norm", "flatten", {"dense": {"units": 2}}, loss="mean_squared_error"
    ),
}


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("name", PASSES)
def test_a_training_pass_gives_what_its_parts_give(name: str, split: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    kernels = PASSES[name]
    if split:
        monkeypatch.setattr(step, "lanes_of", lambda work: lanes_of(Work(work.batch, 2**24 * work.batch, 0)))
    kernels.plans.ways.clear()
    masks = {"dropout1": np.random.default_rng(5).random((BATCH, 3, 4, 5)) < 0.5} if name == "lenet" else {}
    x = np.random.default_rng(6).normal(size=(BATCH, *kernels.model.shape(kernels.model.input)[1:]))
    params, state = kernels.init(seed=1), kernels.init_state()
    y = kernels.forward(x, params, masks=masks)
    target = random_target(np.random.default_rng(7), y)
    done = kernels.training_pass(x, target, params, masks=masks, state=state)
    kernels.plans.ways.clear()
    np.testing.assert_allclose(done.output, y, rtol=1e-12)
    assert not np.may_share_memory(done.output, x)
    loss, slopes, *renewed = kernels.loss_and_gradients(x, target, params, masks=masks, state=state or None)
    _same((done.loss, done.gradients), (loss, slopes))
    assert done.gradients.keys() == params.keys()
    for label, array in (renewed[0] if renewed else {}).items():
        np.testing.assert_array_equal(done.state[label], array)
    assert done.state.keys() == state.keys()


@pytest.mark.parametrize("name", ["no layer with parameters", "batch norm"])
def test_a_training_pass_of_one_example_is_in_memory_of_its_own(name: str) -> None:
    kernels = PASSES[name]
    x, params = np.ones((1, 2, 3, 3)), kernels.init(seed=1)
    done = kernels.training_pass(x, np.zeros((1, 18 if not params else 2)), params)
    assert done.state == {}  # none was given
    kept = [x, *params.values(), *done.gradients.values()]
    assert not any(np.may_share_memory(done.output, array) for array in kept)


def test_the_number_of_threads_does_not_change_a_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    masks = {"dropout1": np.random.default_rng(5).random((BATCH, 3, 4, 5)) < 0.5}
    monkeypatch.setattr(step, "lanes_of", lambda work: lanes_of(Work(work.batch, 2**24 * work.batch, 0)))
    found = []
    for threads in (1, 2, 3):
        monkeypatch.setattr(step, "threads_allowed", lambda threads=threads: threads)
        LENET.plans.ways.clear()
        found.append(_trained(LENET, masks))
    LENET.plans.ways.clear()
    for loss, slopes in found[1:]:
        assert loss == found[0][0]
        assert all(array.tobytes() == found[0][1][name].tobytes() for name, array in slopes.items())


@pytest.mark.parametrize("name", LAYERS)
def test_small_blocks_give_what_one_block_gives(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def everything() -> dict[str, Any]:
        kernels = kernels_named(name)
        random = np.random.default_rng(4)
        x, params = drawn_inputs(kernels.model, random, BATCH), kernels.init(seed=2)
        y = kernels.forward(x, params)
        return {"y": y, **kernels.vjp(x, params, random.normal(size=y.shape))}

    expected = everything()
    for few in (1, 5, 17):
        monkeypatch.setattr(blocks, "FEW", few)
        monkeypatch.setattr(blocks, "MANY", few)
        monkeypatch.setattr(unrolling, "SHORT", few)
        monkeypatch.setattr(blocks, "ROW_BYTES", 1024 * few)
        contraction.prepared.cache_clear()
        scattering.prepared.cache_clear()
        for where, array in everything().items():
            np.testing.assert_allclose(array, expected[where], rtol=1e-11, atol=1e-12, err_msg=where)
    contraction.prepared.cache_clear()
    scattering.prepared.cache_clear()


def test_a_batch_norm_sees_the_whole_batch() -> None:
    network = kernels_of(image(2, 3, 5), "batch_norm", loss="mean_squared_error")
    assert not is_separable(network.model)
    assert is_separable(LENET.model)


def test_little_work_is_one_part_and_much_work_is_parted_into_two_sums() -> None:
    assert lanes_of(Work(64, 80_000, 400_000)) == (((0, 64),),)
    assert lanes_of(Work(64, 4_000_000, 250_000)) == (((0, 64),),)
    assert lanes_of(Work(64, 12_000_000, 2_400_000)) == (((0, 32),), ((32, 64),))
    assert lanes_of(Work(64, 24_000_000, 2_400_000)) == (((0, 32),), ((32, 64),))
    assert lanes_of(Work(1, 200_000_000, 5_000_000)) == (((0, 1),),)
    assert lanes_of(Work(20, 200_000_000, 5_000_000)) == (((0, 10),), ((10, 20),))
    assert lanes_of(Work(20, 2_000_000_000, 5_000_000)) == (
        ((0, 2), (2, 4), (4, 6), (6, 8), (8, 10)),
        ((10, 12), (12, 14), (14, 16), (16, 18), (18, 20)),
    )


def test_products_use_one_thread_inside_and_what_was_set_after() -> None:
    with threadpool_limits(2, user_api="blas"):
        with SingleThreadedProducts():
            assert {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"} == {1}
            assert threads_allowed() == 2
            with SingleThreadedProducts():
                pass
            assert {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"} == {1}
        assert {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"} == {2}


@pytest.mark.parametrize("single", [False, True])
def test_a_step_of_small_products_holds_them_to_one_thread(single: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[set[int]] = []

    def counted(*given: Any) -> Any:
        found.append({each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"})
        return LENET.functions["dense1_z"](*given)

    monkeypatch.setattr(step, "has_small_products", lambda work: single)
    kernels = replace(LENET, functions={**LENET.functions, "dense1_z": counted})
    masks = {"dropout1": np.ones((BATCH, 3, 4, 5))}
    with threadpool_limits(2, user_api="blas"):
        kernels.loss_and_gradients(np.ones((BATCH, 2, 9, 11)), np.zeros(BATCH, int), kernels.init(), masks=masks)
    assert found == [{1 if single else 2}]


def test_ctrl_c_while_products_are_set_to_one_thread_leaves_no_trace() -> None:
    def allowed() -> set[int]:
        return {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"}

    with threadpool_limits(2, user_api="blas"):
        setting = mock.patch("derive.kernels.passes.threads._set", side_effect=[KeyboardInterrupt, None])
        with setting as calls, pytest.raises(KeyboardInterrupt), SingleThreadedProducts():
            pytest.fail("unreachable")
        assert calls.call_args.args[0] == [2] * len(calls.call_args.args[0])
        with SingleThreadedProducts():
            assert allowed() == {1}
        assert allowed() == {2}


def test_an_error_in_a_thread_is_raised_and_the_callers_error_state_holds_there() -> None:
    def divide() -> Any:
        return np.ones(1) / np.zeros(1)

    with np.errstate(divide="raise"), pytest.raises(FloatingPointError):
        side_by_side([lambda: None, divide], 2)


def test_an_error_here_waits_for_the_other_thread() -> None:
    done: list[str] = []

    def slow() -> None:
        time.sleep(0.05)
        done.append("other")

    with pytest.raises(ZeroDivisionError):
        side_by_side([lambda: 1 / 0, slow], 2)
    assert done == ["other"]


def test_ctrl_c_waits_for_the_other_thread() -> None:
    done: list[str] = []

    def slow() -> None:
        time.sleep(0.2)
        done.append("other")

    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    with pytest.raises(KeyboardInterrupt):
        side_by_side([lambda: None, slow], 2)
    signal.signal(signal.SIGALRM, before)
    assert done == ["other"]


def test_where_no_thread_can_start_tasks_run_in_turn() -> None:
    with mock.patch("derive.kernels.passes.threads._pool") as pool:
        pool().submit.side_effect = RuntimeError("cannot schedule new futures after shutdown")
        assert side_by_side([lambda: 1, lambda: 2], 2) == [1, 2]


def test_threads_stay_from_step_to_step() -> None:
    names = {side_by_side([lambda: "", lambda: threading.current_thread().name], 2)[1] for _ in range(20)}
    assert len(names) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_has_threads_of_its_own() -> None:
    side_by_side([lambda: 1, lambda: 2], 2)
    child = os.fork()
    if child == 0:
        os._exit(sum(side_by_side([lambda: 1, lambda: 2], 2)))
    for _ in range(100):
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            break
        time.sleep(0.05)
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert found
    assert os.waitstatus_to_exitcode(status) == 3
