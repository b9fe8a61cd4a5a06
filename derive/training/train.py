"""Training from beginning to end in one call, for those who need no checkpoints."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.errors import TrainingError
from derive.network.model import Model
from derive.spec.train_options import DrawnOptions, TrainSpec
from derive.training.drawn import drawn_data
from derive.training.examples import DataSet, Given
from derive.training.files import FOUR, KEYS, read_data
from derive.training.job import Job
from derive.training.loop import Epoch, Moment, beginning, evaluate, run
from derive.training.shapes import shaped, wanted
from derive.training.tally import Score

Array = npt.NDArray[Any]
Pair = tuple[Given, Given]


@dataclass(frozen=True, repr=False)
class Trained:
    """What training leaves: parameters and state by name, each epoch's scores, and the test's at the end."""

    parameters: Mapping[str, Array]
    state: Mapping[str, Array]
    history: tuple[Epoch, ...]
    test: Score | None

    def __repr__(self) -> str:
        last = self.history[-1].training
        return f"<Trained, {len(self.history)} epochs, loss {last.loss:.4g}, test {self.test}>"


def open_data(model: Model, settings: TrainSpec, source: Path | Pair | None) -> DataSet:
    """The examples of a path or a pair (inputs, targets), each an array or several by name, or else those that the spec
    names."""
    want = wanted(model)
    match source, settings.data:
        case (inputs, targets), _:
            return DataSet("arrays", shaped(_arrays(inputs), _arrays(targets), want, "data"), None)
        case Path(), _:
            return read_data(source, want)
        case _, DrawnOptions() as options:
            return drawn_data(model, options)
        case _:
            what = f"{model.name}: no data to train with, and its spec names none"
            keys = (*want.keys("train").values(), *want.keys("test").values())
            folder = f"a folder with {FOUR}, or " if set(keys) <= set(KEYS) else ""
            raise TrainingError(f"{what}\n  give --data: {folder}an .npz with {', '.join(keys)}")


def _arrays(given: Any) -> Given:
    return given if given is None or isinstance(given, Mapping) else np.asarray(given)


def train(job: Job, watch: Callable[[Moment], None] = lambda moment: None) -> Trained:
    """All epochs, and the test where there are test examples; `watch` is called after every batch and epoch."""
    moment = beginning(job)
    for reached in run(job, moment):
        moment = reached
        watch(moment)
    return Trained(moment.parameters, moment.state, moment.history, tested(job, moment))


def tested(job: Job, moment: Moment) -> Score | None:
    """The score of the test examples; None if there are none."""
    return None if job.data.test is None else evaluate(job, moment, job.data.test)
