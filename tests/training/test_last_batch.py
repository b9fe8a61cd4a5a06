"""A last batch of one in batch norm, and anything else that is not finite: refused, never saved."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import derive
from derive.engine import Engine
from derive.errors import DataError, EngineError, SizeError, TrainingError
from derive.training.checkpoint import checkpoint_bytes, read_checkpoint
from derive.training.job import identity
from derive.training.loop import beginning, end_of_epoch, run
from tests.training.small import REMEMBERING, job

FEATURES: dict[str, Any] = {
    "name": "features",
    "input": {"features": 2},
    "layers": [{"dense": {"units": 3, "bias": False}}, "batch_norm", {"dense": {"units": 2}}, "softmax"],
    "loss": "cross_entropy",
}
X, T = np.random.default_rng(1).normal(size=(5, 2)), np.array([0, 1, 1, 0, 1])


def trained(spec: dict[str, Any] = FEATURES, count: int = 5, **settings: Any) -> Any:
    chosen = {"epochs": 2, "validation": 0, **settings}
    return derive.load(spec).train((X[:count], T[:count]), **chosen)


@pytest.mark.parametrize("engine", [False, True])
def test_a_last_batch_of_one_is_refused_before_training_with_what_to_do(engine: bool) -> None:
    with pytest.raises(TrainingError) as caught:
        trained(count=3, batch=2, engine=engine)
    assert str(caught.value) == (
        "batch_norm1: the last batch has 1 of 3 examples, and one value for each channel has no unbiased variance: "
        "N/(N - 1) divides by 0\n"
        "  drop it with --drop-last, use another --batch, or set unbiased_running_variance: false"
    )


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("settings", [{"batch": 1}, {"batch": 1, "drop_last": True}, {"batch": 1, "validation": 1}])
def test_batches_of_one_are_refused_and_dropping_is_no_remedy(engine: bool, settings: dict[str, Any]) -> None:
    with pytest.raises(TrainingError, match=r"a batch has 1 of \d examples.*\n  use another --batch, or set unbiased"):
        trained(engine=engine, **settings)


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("settings", [{"batch": 2, "drop_last": True}, {"batch": 3}, {"batch": 5}])
def test_each_remedy_trains_to_something_finite(engine: bool, settings: dict[str, Any]) -> None:
    done = trained(engine=engine, **settings)
    assert all(np.isfinite(array).all() for array in (*done.parameters.values(), *done.state.values()))


@pytest.mark.parametrize("engine", [False, True])
def test_the_biased_variance_takes_a_batch_of_one(engine: bool) -> None:
    layers = [
        {"batch_norm": {"unbiased_running_variance": False}} if x == "batch_norm" else x for x in FEATURES["layers"]
    ]
    done = trained({**FEATURES, "layers": layers}, batch=2, engine=engine)
    assert all(np.isfinite(array).all() for array in (*done.parameters.values(), *done.state.values()))


def test_a_dropped_batch_is_not_seen_and_is_part_of_what_a_run_is() -> None:
    short, whole = (job(batch=8, validation=5, drop_last=dropped) for dropped in (True, False))
    assert (short.batches, whole.batches) == (4, 5)
    assert sum(moment.batch > 0 for moment in run(short, beginning(short))) == 3 * 4
    assert identity(short) != identity(whole)


def test_a_batch_that_is_never_full_is_refused() -> None:
    with pytest.raises(TrainingError, match="a batch of 8 from 5 examples is never full, and drop_last leaves it out"):
        trained(batch=8, drop_last=True)


def test_kernels_and_engine_refuse_to_move_a_state_by_one_value_and_agree_without_a_state() -> None:
    net = derive.load({"name": "n", "input": {"features": 3}, "layers": ["batch_norm"], "loss": "mean_squared_error"})
    kernels, x = net.kernels(), np.ones((1, 3))
    engine = Engine((3,), [{"kind": "batch_norm", "name": "batch_norm1"}], {"kind": "mean_squared_error"})
    params, state = kernels.init(), kernels.init_state()
    told = "one value for each channel has no unbiased variance"
    for call in (
        lambda: kernels.forward(x, params, state=state),
        lambda: kernels.loss_and_gradients(x, x, params, state=state),
        lambda: kernels.training_pass(x, x, params, state=state),
    ):
        with pytest.raises(SizeError, match=told):
            call()
    with pytest.raises(EngineError, match="one entry for each channel has no unbiased variance"):
        engine.forward(x, params, state=state)
    assert kernels.forward(x, params).tolist() == engine.forward(x, params).output.tolist() == [[0, 0, 0]]


@pytest.mark.parametrize("kind", ["parameters", "optimiser", "state"])
def test_no_epoch_ends_with_a_nan_in_what_is_saved(kind: str) -> None:
    own = job(REMEMBERING)
    moments = run(own, beginning(own))
    reached = next(moments)
    held = dict(getattr(reached, kind))
    name = list(held)[-1]
    spoilt = replace(reached, **{kind: {**held, name: np.full_like(held[name], np.nan)}})
    with pytest.raises(
        TrainingError, match=f"{name} is no longer finite after epoch 1, batch 1: training has run away"
    ):
        end_of_epoch(own, spoilt)


def test_a_checkpoint_with_a_nan_is_not_gone_on_with(tmp_path: Path) -> None:
    own = job(REMEMBERING)
    reached = next(run(own, beginning(own)))
    state = {name: np.full_like(array, np.nan) for name, array in reached.state.items()}
    path = tmp_path / "checkpoint.npz"
    path.write_bytes(checkpoint_bytes(own, replace(reached, state=state)))
    with pytest.raises(DataError, match=r"a damaged checkpoint: state: batch_norm1\.\w+ holds nan or infinity"):
        read_checkpoint(path, own)
