"""One seed of the headline run: as `derive train` does it, with a checkpoint after each epoch, and timed."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from derive.cli.run_folder import RunFolder, first_moment, save
from derive.cli.terminal import describe, progress
from derive.cli.training_progress import Bar, epoch_line, header
from derive.files import write_atomically
from derive.network.model import Model
from derive.spec.train_options import TrainSpec
from derive.spec.train_overrides import overridden
from derive.training.examples import DataSet
from derive.training.job import Job, identity, prepare
from derive.training.loop import Moment, run
from derive.training.train import tested

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A network, its settings but for the seed, the data, and the folder of all runs."""

    model: Model
    settings: TrainSpec
    data: DataSet
    folder: Path


def one_seed(plan: Plan, seed: int, say: Say, test: bool = True) -> dict[str, Any]:
    """The scores of every epoch, the test's if asked for, and the seconds; a finished seed is read from its file."""
    job = prepare(plan.model, overridden(plan.settings, {"seed": seed}), plan.data)
    folder = RunFolder(plan.folder / f"seed-{seed}")
    result = folder.path / "result.json"
    if result.exists():
        held: dict[str, Any] = json.loads(result.read_text("utf-8"))
        if held["run"] == identity(job):
            return held
    moment = first_moment(folder, job, resume=folder.checkpoint.exists(), force=True)
    resumed = (moment.epoch, moment.batch) != (0, 0)
    start = time.perf_counter()
    moment = _trained(job, folder, moment, say)
    found = tested(job, moment) if test else None
    told = {
        "seed": seed,
        "run": identity(job),
        "epochs": [asdict(epoch) for epoch in moment.history],
        "test": None if found is None else asdict(found),
        "seconds": None if resumed else round(time.perf_counter() - start, 1),
    }
    write_atomically(result, json.dumps(told, indent=2) + "\n")
    return told


def _trained(job: Job, folder: RunFolder, moment: Moment, say: Say) -> Moment:
    say(f"seed {job.settings.run.seed}\n{header(job)}")
    with progress() as show:
        bar = Bar(job, show, describe(sys.stderr).unicode)
        for reached in run(job, moment):
            moment = reached
            bar.watch(moment)
            if moment.batch == 0:
                save(folder, job, moment)
                say(epoch_line(job, moment.epoch, moment.history[-1]))
    return moment
