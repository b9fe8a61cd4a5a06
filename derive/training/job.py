"""All that a training run is made of, and the words by which two runs are told apart."""

import hashlib
import json
from dataclasses import dataclass

from derive.errors import TrainingError
from derive.layers.declaration import BATCH
from derive.network.model import Model
from derive.network.needs import lacking
from derive.spec.train_options import (
    OPTIMISER_OPTIONS,
    SCHEDULE_OPTIONS,
    OptimiserOptions,
    RunOptions,
    ScheduleOptions,
    TrainSpec,
)
from derive.training.examples import DataSet, Examples, digest, split
from derive.training.machine import Machine, derived_machine, engine_machine
from derive.training.optimisers import Optimiser, optimiser
from derive.training.schedule import check_schedule, depends_on_the_end
from derive.training.shapes import wanted


@dataclass(frozen=True, slots=True)
class Job:
    """A network, its settings, what runs it, what moves its weights, and the examples it learns from."""

    model: Model
    settings: TrainSpec
    machine: Machine
    optimiser: Optimiser
    data: DataSet
    training: Examples
    held_out: Examples | None

    @property
    def batches(self) -> int:
        """The number of steps in an epoch."""
        return steps_of_epoch(len(self.training), self.settings.run)


def steps_of_epoch(count: int, run: RunOptions) -> int:
    """How many batches so many examples give; the last may be smaller, unless that one is dropped."""
    return count // run.batch if run.drop_last else -(-count // run.batch)


def prepare(model: Model, settings: TrainSpec, data: DataSet, engine: bool = False) -> Job:
    """A run ready to start. Raises TrainingError where nothing can be learned, or settings do not fit the data."""
    wanted(model)
    run = settings.run
    check_schedule(settings.schedule, run.epochs)
    training, held_out = split(data.training, run.validation)
    _check_batches(model, run, len(training))
    machine = engine_machine(model, run.dtype) if engine else derived_machine(model, run.dtype)
    return Job(model, settings, machine, optimiser(settings.optimiser, model, engine), data, training, held_out)


def identity(job: Job) -> dict[str, str]:
    """What must be the same for a run to be gone on with, as words by name."""
    run, schedule = job.settings.run, job.settings.schedule
    words = {
        "network": _network(job.model),
        "data": digest(job.data),
        "passes": job.machine.name,
        "optimiser": options_text(job.settings.optimiser),
        "schedule": options_text(schedule),
        "batch": str(run.batch),
        "validation": str(run.validation),
        "seed": str(run.seed),
        "dtype": run.dtype,
    }
    # Where the schedule does not know the end, more epochs only go on with the same run.
    words |= {"drop_last": "true"} if run.drop_last else {}
    return words | ({"epochs": str(run.epochs)} if depends_on_the_end(schedule) else {})


def _check_batches(model: Model, run: RunOptions, count: int) -> None:
    """Refuses an epoch without a step, and batches that are too small for a layer's state to move."""
    if steps_of_epoch(count, run) == 0:
        what = f"a batch of {run.batch} from {count} examples is never full, and drop_last leaves it out"
        raise TrainingError(f"{what}\n  use a smaller --batch")
    rest = count % run.batch
    for size, name in ((min(run.batch, count), "a batch"), (rest if not run.drop_last else 0, "the last batch")):
        found = lacking(model, {**model.values, BATCH: size}) if size else None
        if found is not None:
            layer, need = found
            where = f"{name} has {size} of {count} examples"
            drop = "drop it with --drop-last, " if size == rest and count > run.batch else ""
            raise TrainingError(
                f"{layer.name}: {where}, and {need.lacking}\n  {drop}use another --batch, or {need.remedy}"
            )


def options_text(options: OptimiserOptions | ScheduleOptions | None) -> str:
    """Options in one line, in the words of a spec: adam: learning_rate 0.001, beta1 0.9 ..."""
    if options is None:
        return "none"
    held = ", ".join(said(options).values())
    kinds = {**OPTIMISER_OPTIONS, **SCHEDULE_OPTIONS}
    return f"{next(kind for kind, model in kinds.items() if type(options) is model)}: {held}"


def said(options: OptimiserOptions | ScheduleOptions) -> dict[str, str]:
    """Each option in words: beta1 0.9; what an optimiser can do and does not is left out."""
    off = {"weight_decay", "decoupled", "nesterov"}
    words = {name: _option(name, value) for name, value in options.model_dump().items() if value or name not in off}
    return words if "weight_decay" in words else {name: text for name, text in words.items() if name != "decoupled"}


def _option(name: str, value: float | bool) -> str:
    return name if value is True else f"{name} {value:g}"


def _network(model: Model) -> str:
    """A fingerprint of input, layers, loss and the numbers of named sizes."""
    spec = model.spec
    said = {
        "inputs": {name: given.model_dump(mode="json") for name, given in spec.inputs.items()},
        "layers": [(item.kind, item.name, item.options.model_dump(mode="json"), item.sources) for item in spec.layers],
        "losses": [(loss.kind, loss.source, loss.options.model_dump(mode="json")) for loss in spec.losses],
        "regularise": spec.regularise.model_dump(mode="json"),
        "sizes": {str(symbol): value for symbol, value in sorted(model.values.items(), key=str)},
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
