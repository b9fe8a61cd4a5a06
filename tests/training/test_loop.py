"""The loop: the printed rule, the same steps by kernels and engine, and any moment goes on to the same end."""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derive.engine import adam
from derive.errors import DataError, TrainingError
from derive.kernels.network import kernels
from derive.training.checkpoint import checkpoint_bytes, read_checkpoint
from derive.training.examples import take
from derive.training.job import options_text
from derive.training.loop import Moment, beginning, evaluate, run
from derive.verification.case import make_engine
from tests.training.small import REMEMBERING, job


def last(own: Any, moment: Moment | None = None) -> Moment:
    return list(run(own, moment or beginning(own)))[-1]


def test_plain_gradient_descent_is_the_printed_rule() -> None:
    own = job(optimiser="sgd", schedule=None, learning_rate=0.25, dtype="float64")
    start = beginning(own)
    (after,) = islice(run(own, start), 1)
    net = kernels(own.model)
    chosen = np.random.default_rng([0, 1]).permutation(len(own.training))[:8]
    x, target = take(own.training, chosen, "float64")
    masks = net.draw_masks(8, np.random.default_rng([0, 1, 1]))
    _, slopes = net.loss_and_gradients(x, target, start.parameters, masks=masks)
    for name, array in start.parameters.items():
        assert np.array_equal(after.parameters[name], array - 0.25 * slopes[name])


@pytest.mark.parametrize(
    "optimiser",
    [
        "sgd",
        "momentum",
        "adam",
        {"momentum": {"nesterov": True, "weight_decay": 0.01}},
        {"adam": {"weight_decay": 0.1, "decoupled": True}},
    ],
    ids=str,
)
def test_kernels_and_engine_take_the_same_steps(optimiser: object) -> None:
    ours, theirs = (
        last(job(engine=engine, optimiser=optimiser, dtype="float64", epochs=2)) for engine in (False, True)
    )
    for name, array in ours.parameters.items():
        assert np.allclose(array, theirs.parameters[name], rtol=1e-9, atol=1e-12), name
    for name, array in ours.state.items():
        assert np.allclose(array, theirs.state[name], rtol=1e-9, atol=1e-12), name
    mine, others = ours.history[-1], theirs.history[-1]
    assert mine.training.loss == pytest.approx(others.training.loss, rel=1e-9)
    assert mine.held_out is not None
    assert others.held_out is not None
    assert mine.held_out.loss == pytest.approx(others.held_out.loss, rel=1e-9)


def test_the_engines_run_is_the_engines_own_fit() -> None:
    """Order, masks and optimiser are those of the engine's loop, which knows nothing of this one."""
    own = job(engine=True, optimiser={"adam": {"learning_rate": 0.01}}, schedule=None, dtype="float64")
    start = beginning(own)
    x, target = take(own.training, slice(None), "float64")
    found, history = make_engine(own.model).fit(
        x, target, dict(start.parameters), 3, 8, adam(0.01), 0, dict(start.state)
    )
    end = last(own)
    assert all(np.array_equal(array, found[name]) for name, array in end.parameters.items())
    assert [epoch.training.loss for epoch in end.history] == pytest.approx(history.losses, rel=1e-12)


@pytest.mark.parametrize("engine", [False, True])
def test_a_run_learns(engine: bool) -> None:
    own = job(engine=engine, epochs=12)
    end = last(own)
    assert end.history[-1].training.loss < end.history[0].training.loss / 3
    assert own.data.test is not None
    assert (evaluate(own, end, own.data.test).accuracy or 0) > 0.9


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("steps", [0, 1, 4, 5, 6, 13])
def test_any_moment_written_and_read_goes_on_to_the_same_bits(tmp_path: Path, steps: int, engine: bool) -> None:
    """With dropout, batch norm's state, Adam's moments, warm-up: before, within and after an epoch."""
    own = job(engine=engine)
    whole = checkpoint_bytes(own, last(own))
    reached = [beginning(own), *islice(run(own, beginning(own)), steps)][-1]
    path = tmp_path / "checkpoint.npz"
    path.write_bytes(checkpoint_bytes(own, reached))
    fresh = job(engine=engine)
    assert checkpoint_bytes(fresh, last(fresh, read_checkpoint(path, fresh))) == whole


def test_the_bits_depend_on_state_masks_and_moments() -> None:
    """Each of them matters to the end, so the test above would see one that is lost."""
    own = job()
    reached = [beginning(own), *islice(run(own, beginning(own)), 4)][-1]
    whole = last(own, reached)
    start = beginning(own)
    for lost in (
        replace(reached, state=start.state),
        replace(reached, optimiser=start.optimiser),
        replace(reached, batch=3),
    ):
        assert checkpoint_bytes(own, last(own, lost)) != checkpoint_bytes(own, whole)


@pytest.mark.parametrize("engine", [False, True])
def test_scores_are_those_of_the_network_after_training_by_its_running_statistics(engine: bool) -> None:
    own = job(engine=engine, dtype="float64")
    end = last(own)
    assert own.held_out is not None
    x, target = take(own.held_out, slice(None), "float64")
    net = kernels(own.model)
    expected = net.loss(x, target, end.parameters, mode="inference", state=end.state)
    found = evaluate(own, end, own.held_out)
    assert found.loss == pytest.approx(expected, rel=1e-12)
    y = net.forward(x, end.parameters, mode="inference", state=end.state)
    assert found.accuracy == np.mean(y.argmax(axis=1) == target)


def test_another_seed_gives_another_run_and_the_same_seed_the_same() -> None:
    first, second, other = (last(job(seed=seed, epochs=2)) for seed in (0, 0, 1))
    assert all(np.array_equal(array, second.parameters[name]) for name, array in first.parameters.items())
    assert not np.array_equal(first.parameters["conv1.W"], other.parameters["conv1.W"])


def test_the_examples_of_an_epoch_come_once_each_in_another_order_every_time() -> None:
    own = job(epochs=2)
    moments = list(run(own, beginning(own)))
    assert [moment.tally.seen for moment in moments] == [8, 16, 24, 32, 38, 0] * 2


def test_losses_of_a_sum_and_of_a_mean_are_told_alike_by_example() -> None:
    """The first loss of an epoch does not depend on how the batch is reduced, only the steps do."""
    spec = {**REMEMBERING, "loss": {"cross_entropy": {"reduction": "sum"}}}
    first = [next(run(own, beginning(own))) for own in (job(batch=38), job(spec, batch=38))]
    losses = [moment.tally.loss / moment.tally.seen for moment in first]
    assert losses[0] == pytest.approx(losses[1], rel=1e-6)


def test_a_run_that_runs_away_is_stopped_with_the_place_and_a_way_out() -> None:
    own = job(optimiser="sgd", learning_rate=1e30, schedule=None)
    with pytest.raises(TrainingError, match=r"the loss is \w+ in epoch 1, batch \d: .*\n  try a smaller learning rate"):
        last(own)


def changed(own: Any, moment: Moment, path: Path, **changes: Any) -> str:
    path.write_bytes(checkpoint_bytes(own, replace(moment, **changes)))
    with pytest.raises((DataError, TrainingError)) as caught:
        read_checkpoint(path, own)
    return str(caught.value)


def test_a_checkpoint_with_wrong_arrays_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    own = job()
    start = beginning(own)
    path = tmp_path / "c.npz"
    wrong = {**start.parameters, "conv1.W": start.parameters["conv1.W"][:1]}
    assert "parameters: conv1.W is float32 [1, 1, 3, 3], expected float32 [2, 1, 3, 3]" in changed(
        own, start, path, parameters=wrong
    )
    fewer = {name: array for name, array in start.state.items() if "mean" not in name}
    assert "state: batch_norm1.running_mean missing or unknown" in changed(own, start, path, state=fewer)
    assert "it stands at epoch 2, batch 0, with 0 in its history" in changed(own, start, path, epoch=2)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"seed": 1}, "seed 0 there, 1 here"),
        ({"learning_rate": 0.5}, "optimiser adam: learning_rate 0.01"),
        ({"batch": 4}, "batch 8 there, 4 here"),
        ({"drop_last": True}, "drop_last not set there, true here"),
        ({"epochs": 4}, "epochs 3 there, 4 here"),  # the cosine depends on the end
    ],
)
def test_a_checkpoint_of_another_run_is_refused_with_the_difference(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    own = job()
    path = tmp_path / "c.npz"
    path.write_bytes(checkpoint_bytes(own, beginning(own)))
    with pytest.raises(TrainingError, match="of another run") as caught:
        read_checkpoint(path, job(**changes))
    assert told in str(caught.value)


def test_a_run_without_an_end_in_its_schedule_may_go_on_for_longer(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    short, long = (job(epochs=epochs, schedule=None) for epochs in (1, 2))
    path.write_bytes(checkpoint_bytes(short, last(short)))
    assert checkpoint_bytes(long, last(long, read_checkpoint(path, long))) == checkpoint_bytes(long, last(long))


def test_a_checkpoint_that_writes_kinds_with_a_capital_letter_is_of_the_same_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, path = job(), tmp_path / "c.npz"
    monkeypatch.setattr("derive.training.job.options_text", lambda options: options_text(options).capitalize())
    path.write_bytes(checkpoint_bytes(own, beginning(own)))
    monkeypatch.undo()
    assert read_checkpoint(path, own).epoch == 0
