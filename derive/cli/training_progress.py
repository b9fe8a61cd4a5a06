"""Training on a terminal: the bar of the running epoch, and one line for every epoch that is done."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from derive.training.job import Job
from derive.training.loop import Epoch, Moment
from derive.training.machine import judged_loss
from derive.training.tally import Score, score

BAR = 16
NUMBER = 9  # columns of a loss such as 1.234e-05
EVERY = 0.1  # seconds between two pictures of the bar
COLUMNS = ("epoch", "loss", "accuracy", "held-out loss", "held-out accuracy")


@dataclass(slots=True)
class Bar:
    """The changing line of a run: `show` writes it. Time left is what the steps of this session took on average."""

    job: Job
    show: Callable[[str], None]
    unicode: bool
    clock: Callable[[], float] = time.monotonic
    begun: float = field(init=False)
    steps: int = 0
    shown: float = float("-inf")

    def __post_init__(self) -> None:
        self.begun = self.clock()

    def watch(self, moment: Moment) -> None:
        """Counts a step, and shows the line if the last one is old enough."""
        now = self.clock()
        if moment.batch == 0:
            self.show("")
            return
        self.steps += 1
        if now - self.shown >= EVERY:
            self.shown = now
            self.show(self.line(moment, now))

    def line(self, moment: Moment, now: float) -> str:
        """epoch 3/20 ████████░░░░░░░░  50 %  loss 0.0312  accuracy 98.91 %  0:42 left"""
        total = self.job.batches
        left = (self.job.settings.run.epochs - moment.epoch) * total - moment.batch
        seconds = (now - self.begun) / self.steps * left
        full, empty = "█░" if self.unicode else "#."
        filled = BAR * moment.batch // total
        epoch = f"epoch {moment.epoch + 1}/{self.job.settings.run.epochs}"
        bar = full * filled + empty * (BAR - filled)
        found = "  ".join(_shown(score(moment.tally, self.job.model)))
        return f"{epoch} {bar} {100 * moment.batch // total:3d} %  {found}  {duration(seconds)} left"


def _shown(found: Score) -> tuple[str, ...]:
    loss = f"loss {found.loss:.4f}" if found.loss >= 0.001 else f"loss {found.loss:.1e}"
    return (loss,) if found.accuracy is None else (loss, f"accuracy {100 * found.accuracy:.2f} %")


def duration(seconds: float) -> str:
    """0:42, 12:05, 1:02:00."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def header(job: Job) -> str:
    """The names of an epoch line's columns."""
    return "  ".join(_columns(job))


def epoch_line(job: Job, number: int, epoch: Epoch) -> str:
    """One epoch's numbers under the header."""
    cells = [str(number)]
    for found in (epoch.training, epoch.held_out):
        cells += [] if found is None else [f"{found.loss:#.4g}"]
        cells += [] if found is None or found.accuracy is None else [f"{100 * found.accuracy:.2f} %"]
    return "  ".join(cell.rjust(len(name)) for name, cell in zip(_columns(job), cells, strict=True))


def _columns(job: Job) -> tuple[str, ...]:
    """The headers, each as wide as its numbers."""
    judged = judged_loss(job.model) is not None
    shown = (True, True, judged, job.held_out is not None, judged and job.held_out is not None)
    names = tuple(name for name, wanted in zip(COLUMNS, shown, strict=True) if wanted)
    return (names[0], *(name.rjust(NUMBER) for name in names[1:]))
