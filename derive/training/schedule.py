"""The learning rate at each step of a run."""

import math

from derive.errors import TrainingError
from derive.spec.train_options import CosineOptions, ScheduleOptions, StepOptions


def rate_at(schedule: ScheduleOptions | None, first: float, epochs: int, batches: int, epoch: int, batch: int) -> float:
    """The learning rate of batch `batch` of epoch `epoch` (both from 0), with so many batches in an epoch."""
    done = epoch + batch / batches
    match schedule:
        case StepOptions():
            return first * schedule.factor ** (epoch // schedule.every)
        case CosineOptions() if done < schedule.warmup:
            return first * min(1.0, (done + 1 / batches) / schedule.warmup)
        case CosineOptions():
            fallen = (done - schedule.warmup) / (epochs - schedule.warmup)
            return first * (schedule.end + (1 - schedule.end) * (1 + math.cos(math.pi * fallen)) / 2)
        case _:
            return first


def depends_on_the_end(schedule: ScheduleOptions | None) -> bool:
    """Whether a run of more epochs is another run from its first step on."""
    return isinstance(schedule, CosineOptions)


def check_schedule(schedule: ScheduleOptions | None, epochs: int) -> None:
    """Refuse a rise that does not end before the run does."""
    if isinstance(schedule, CosineOptions) and schedule.warmup >= epochs:
        what = f"the learning rate rises for {schedule.warmup:g} epochs, but there are only {epochs}"
        raise TrainingError(f"{what}\n  give more epochs, or a smaller warmup")


def described(schedule: ScheduleOptions | None) -> str:
    """The schedule in words."""
    match schedule:
        case StepOptions():
            plural = "epoch" if schedule.every == 1 else f"{schedule.every} epochs"
            return f"times {schedule.factor:g} after every {plural}"
        case CosineOptions():
            rise = f"rising for {schedule.warmup:g} epochs, then " if schedule.warmup else ""
            return f"{rise}falling to {schedule.end:g} of it along half a cosine"
        case _:
            return "constant"
