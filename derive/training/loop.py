"""The training loop, made of pure steps: a moment holds all that the next step needs, so a run can go on from any."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.engine.shuffling import batches
from derive.errors import TrainingError
from derive.training.examples import Examples, take
from derive.training.job import Job
from derive.training.machine import first_parameters
from derive.training.schedule import rate_at
from derive.training.tally import Score, Tally, counted, score

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
MOST_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Epoch:
    """What an epoch gave: the scores of its own batches, each before its update, and then of the examples held out."""

    training: Score
    held_out: Score | None


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a run stands: `epoch` epochs and `batch` batches of the next one are done.

    Nothing else is random: the order of an epoch is drawn from (seed, epoch), a batch's masks from
    (seed, epoch, batch), so the seed and these two numbers are the whole random state.
    """

    epoch: int
    batch: int
    parameters: Arrays
    optimiser: Arrays
    state: Arrays
    tally: Tally
    history: tuple[Epoch, ...]


def beginning(job: Job) -> Moment:
    """The moment before the first step."""
    run = job.settings.run
    parameters, state = first_parameters(job.model, run.dtype, run.seed)
    return Moment(0, 0, parameters, job.optimiser.start(parameters), state, Tally(), ())


def run(job: Job, moment: Moment) -> Iterator[Moment]:
    """The moment after every batch, and after every epoch (its batch is then 0), until all epochs are done.

    Raises TrainingError when the loss, or anything that training leaves, is no longer finite.
    """
    settings = job.settings.run
    while moment.epoch < settings.epochs:
        order = batches(len(job.training), settings.batch, (settings.seed, moment.epoch + 1))
        for chosen in islice(order, moment.batch, job.batches):
            moment = step(job, moment, chosen)
            yield moment
        moment = end_of_epoch(job, moment)
        yield moment


def step(job: Job, moment: Moment, chosen: Array) -> Moment:
    """One batch: forward, backward, update."""
    settings = job.settings
    x, target = take(job.training, chosen, settings.run.dtype)
    seed = (settings.run.seed, moment.epoch + 1, moment.batch + 1)
    rate = learning_rate(job, moment)
    with np.errstate(all="ignore"):  # what overflows shows in the loss
        found = job.machine.slopes(x, target, moment.parameters, moment.state, seed)
        _check_finite(found.forward.loss, moment, rate)
        parameters, optimiser = job.optimiser.move(moment.parameters, found.gradients, moment.optimiser, rate)
    tally = counted(moment.tally, job.model, found.forward, target)
    return replace(
        moment, batch=moment.batch + 1, parameters=parameters, optimiser=optimiser, state=found.state, tally=tally
    )


def end_of_epoch(job: Job, moment: Moment) -> Moment:
    """The epoch's scores are written down, and the next epoch begins."""
    check_finite(moment, learning_rate(job, replace(moment, batch=moment.batch - 1)))
    held_out = None if job.held_out is None else evaluate(job, moment, job.held_out)
    history = (*moment.history, Epoch(score(moment.tally, job.model), held_out))
    return replace(moment, epoch=moment.epoch + 1, batch=0, tally=Tally(), history=history)


def learning_rate(job: Job, moment: Moment) -> float:
    """The learning rate of the next step."""
    first, epochs = job.settings.optimiser.learning_rate, job.settings.run.epochs
    return rate_at(job.settings.schedule, first, epochs, job.batches, moment.epoch, moment.batch)


def evaluate(job: Job, moment: Moment, examples: Examples) -> Score:
    """The mean loss and the accuracy of the network as it is after training, over all examples."""
    tally = Tally()
    size = min(MOST_AT_ONCE, 4 * job.settings.run.batch)
    for start in range(0, len(examples), size):
        x, target = take(examples, slice(start, start + size), job.settings.run.dtype)
        with np.errstate(all="ignore"):
            found = job.machine.infer(x, target, moment.parameters, moment.state)
        tally = counted(tally, job.model, found, target)
    total = score(tally, job.model)
    if not math.isfinite(total.loss):
        what = f"the loss of {len(examples)} examples that training does not see is {total.loss:g}"
        raise TrainingError(f"{what}: training has run away\n  try a smaller learning rate")
    return total


def check_finite(moment: Moment, rate: float) -> None:
    """Refuses what is not finite in anything that a run saves; TrainingError with its name."""
    for kind in (moment.parameters, moment.optimiser, moment.state):
        for name, array in kind.items():
            if not np.isfinite(array).all():
                where = f"after epoch {moment.epoch + 1}, batch {moment.batch}"
                what = f"{name} is no longer finite {where}: training has run away"
                raise TrainingError(f"{what}\n  try a smaller learning rate than {rate:g}")


def _check_finite(loss: float, moment: Moment, rate: float) -> None:
    if not math.isfinite(loss):
        where = f"epoch {moment.epoch + 1}, batch {moment.batch + 1}"
        what = f"the loss is {loss:g} in {where}: training has run away"
        raise TrainingError(f"{what}\n  try a smaller learning rate than {rate:g}")
