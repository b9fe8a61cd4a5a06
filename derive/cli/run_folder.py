"""The folder of a training run: its checkpoint, where to begin, and what may be written over."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from derive.errors import OutputError
from derive.export.figures.curves import training_curves
from derive.files import write_atomically
from derive.training.checkpoint import checkpoint_bytes, read_checkpoint, stands_at
from derive.training.job import Job
from derive.training.loop import Moment, beginning
from derive.training.tally import Score

FOLDER = Path("runs")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where a run's checkpoint, curves and history are written."""

    path: Path

    @property
    def checkpoint(self) -> Path:
        """The moment that the run has reached."""
        return self.path / "checkpoint.npz"


def first_moment(folder: RunFolder, job: Job, resume: bool, force: bool) -> Moment:
    """The moment to start from: the checkpoint's with `resume`, else the beginning.

    Raises OutputError where the checkpoint there holds something that this run would not give again.
    """
    if resume:
        if not folder.checkpoint.exists():
            raise OutputError(f"{folder.checkpoint}: there is no checkpoint to go on with\n  start without --resume")
        return read_checkpoint(folder.checkpoint, job)
    if folder.checkpoint.exists() and not force:
        _refuse_loss(folder.checkpoint, job)
    return beginning(job)


def _refuse_loss(path: Path, job: Job) -> None:
    """Only a finished run of the same settings may go: the same bytes will come again."""
    done, wanted, different = stands_at(path, job)
    ways = "give another folder with -o, or --force to write over it"
    if different:
        raise OutputError(f"{path}: holds another run: {'; '.join(different.values())}\n  {ways}")
    if done < wanted:
        raise OutputError(
            f"{path}: holds an unfinished run, {done} of {wanted} epochs\n  go on with --resume, or {ways}"
        )
    if wanted > job.settings.run.epochs:
        raise OutputError(f"{path}: holds the same run of {wanted} epochs\n  {ways}")


def save(folder: RunFolder, job: Job, moment: Moment) -> None:
    """Writes the checkpoint; the one before stays whole until the new one is. Raises OutputError."""
    try:
        write_atomically(folder.checkpoint, checkpoint_bytes(job, moment))
    except OutputError as error:
        before = "the last whole checkpoint is still there; make room and go on with --resume"
        raise OutputError(f"{error}\n  {before if folder.checkpoint.exists() else 'make room, or give -o'}") from error


def save_results(folder: RunFolder, job: Job, moment: Moment, test: Score | None) -> tuple[Path, ...]:
    """Writes the curves as SVG and the history as JSON, and returns all files of the run."""
    curves, history = folder.path / "curves.svg", folder.path / "history.json"
    write_atomically(curves, training_curves(job.model.name, moment.history).svg)
    told = {
        "network": job.model.name,
        "epochs": [asdict(epoch) for epoch in moment.history],
        "test": None if test is None else asdict(test),
    }
    write_atomically(history, json.dumps(told, indent=2) + "\n")
    return curves, history, folder.checkpoint
