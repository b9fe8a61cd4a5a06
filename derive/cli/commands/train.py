"""`derive train`: gradient descent with the derived kernels."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from derive.cli.opening import open_network
from derive.cli.options import Bind, Spec, Width, folder

if TYPE_CHECKING:
    from derive.cli.run_folder import RunFolder
    from derive.training.job import Job
    from derive.training.loop import Moment

INTERRUPTED = 130


def train(
    spec: Spec,
    data: Annotated[
        Path | None,
        typer.Option(
            help="A folder of MNIST's four IDX files (.gz or not), or a Keras-style .npz.", show_default=False
        ),
    ] = None,
    epochs: Annotated[int | None, typer.Option(metavar="N", help="Passes over the training examples.")] = None,
    batch: Annotated[int | None, typer.Option(metavar="N", help="Examples for one update.")] = None,
    drop_last: Annotated[
        bool | None, typer.Option("--drop-last", help="Leave out a last batch that is smaller than the others.")
    ] = None,
    optimiser: Annotated[str | None, typer.Option(metavar="KIND", help="sgd, momentum or adam.")] = None,
    learning_rate: Annotated[float | None, typer.Option(metavar="RATE", help="The first learning rate.")] = None,
    validation: Annotated[
        str | None, typer.Option(metavar="N", help="Training examples to hold out: a number, or a share below 1.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Another seed, other weights and another order.")
    ] = None,
    dtype: Annotated[str | None, typer.Option(metavar="TYPE", help="float32 or float64.")] = None,
    engine: Annotated[bool, typer.Option("--engine", help="Train with the hand-written engine instead.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", parser=folder, help="Folder; runs/NAME by default."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the folder's checkpoint.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over another run's checkpoint.")] = False,
    bind: Bind = [],  # noqa: B006
    width: Width = None,
) -> None:
    """Train a network by the printed update rule. Settings come from the spec's `train:`; options override them.

    After each epoch a checkpoint is saved. Ctrl-C saves, too; --resume goes on, to the same weights bit for bit.
    """
    from derive.cli.output import print_text
    from derive.cli.run_folder import FOLDER, RunFolder, first_moment, save, save_results
    from derive.document.training import closing_document, opening_document
    from derive.training.loop import beginning
    from derive.training.train import tested

    changes = {
        "epochs": epochs,
        "batch": batch,
        "drop_last": drop_last,
        "optimiser": optimiser,
        "learning_rate": learning_rate,
        "validation": _number(validation),
        "seed": seed,
        "dtype": dtype,
    }
    job = _job(spec, bind, {name: value for name, value in changes.items() if value is not None}, data, engine)
    folder = RunFolder(out or FOLDER / job.model.name)
    moment = first_moment(folder, job, resume, force)
    save(folder, job, moment)  # now, where an unwritable folder costs nothing
    print_text(opening_document(job), None, width)
    moment = _run(job, folder, moment)
    test = tested(job, moment)
    typer.echo()
    print_text(closing_document(job, beginning(job).parameters, moment, test), None, width)
    typer.echo("\n" + "\n".join(map(str, save_results(folder, job, moment, test))))


def _number(text: str | None) -> int | float | str | None:
    """5000 or 0.1; a text that is neither is left for the settings to refuse."""
    for kind in (int, float):
        try:
            return None if text is None else kind(text)
        except ValueError:
            continue
    return text


def _job(spec: str, bind: list[str], changes: dict[str, Any], data: Path | None, engine: bool) -> "Job":
    from derive.cli.terminal import progress
    from derive.spec.train_options import TrainSpec
    from derive.spec.train_overrides import overridden
    from derive.training.job import prepare
    from derive.training.train import open_data

    model = open_network(spec, bind)
    settings = overridden(model.spec.train or TrainSpec(), changes)
    with progress() as show:
        show("reading the data")
        return prepare(model, settings, open_data(model, settings, data), engine)


def _run(job: "Job", folder: "RunFolder", moment: "Moment") -> "Moment":
    """All steps that are left, with a checkpoint after each epoch; leaves with 130 when interrupted."""
    from derive.cli.run_folder import save
    from derive.cli.terminal import describe, progress
    from derive.cli.training_progress import Bar, epoch_line, header
    from derive.training.loop import run

    typer.echo(f"\n{header(job)}")
    for number, epoch in enumerate(moment.history, start=1):
        typer.echo(epoch_line(job, number, epoch))
    try:
        with progress() as show:
            bar = Bar(job, show, describe(sys.stderr).unicode)
            for reached in run(job, moment):
                moment = reached
                bar.watch(moment)
                if moment.batch == 0:
                    save(folder, job, moment)
                    typer.echo(epoch_line(job, moment.epoch, moment.history[-1]))
    except KeyboardInterrupt:
        save(folder, job, moment)
        typer.echo(_farewell(folder, job, moment), err=True)
        raise typer.Exit(INTERRUPTED) from None
    return moment


def _farewell(folder: "RunFolder", job: "Job", moment: "Moment") -> str:
    words = [word for word in sys.argv[1:] if word not in ("--resume", "--force")]
    where = f"epoch {moment.epoch + 1} of {job.settings.run.epochs}, after {moment.batch} of {job.batches} batches"
    again = shlex.join(["derive", *words, "--resume"])
    return f"interrupted in {where}; saved to {folder.checkpoint}\n  go on with: {again}"
