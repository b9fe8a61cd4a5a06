"""A moment of a run as an .npz file, and back; numbers and text alone, never pickled objects."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.errors import DataError, TrainingError
from derive.training.job import Job, identity
from derive.training.loop import Epoch, Moment, beginning
from derive.training.npz import npz_bytes, read_npz
from derive.training.tally import Score, Tally

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
FORMAT = "derive checkpoint 1"
KINDS = ("parameters", "optimiser", "state")
ABOUT = "about"
UNSET = "not set"


def checkpoint_bytes(job: Job, moment: Moment) -> bytes:
    """The file's content: arrays such as "parameters/conv1.W", and "about", a JSON text with all the rest.

    The same moment gives the same bytes.
    """
    about = {
        "format": FORMAT,
        "run": identity(job),
        "name": job.model.name,
        "epochs": job.settings.run.epochs,
        "epoch": moment.epoch,
        "batch": moment.batch,
        "random": {"seed": job.settings.run.seed, "epoch": moment.epoch, "batch": moment.batch},
        "tally": asdict(moment.tally),
        "history": [asdict(epoch) for epoch in moment.history],
    }
    held = {"parameters": moment.parameters, "optimiser": moment.optimiser, "state": moment.state}
    arrays = {f"{kind}/{name}": array for kind in KINDS for name, array in held[kind].items()}
    return npz_bytes({ABOUT: np.array(json.dumps(about)), **arrays})


def read_checkpoint(path: Path, job: Job) -> Moment:
    """The moment that a file holds; raises DataError for a damaged file, TrainingError for one of another run."""
    arrays = read_npz(path)
    about = _about(path, arrays)
    _check_same_run(path, about["run"], identity(job))
    try:
        history = tuple(_epoch(one) for one in about["history"])
        counts = [int(about[name]) for name in ("epoch", "batch")]
        tally = Tally(**about["tally"])
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"its text lacks {error}") from error
    held = {kind: _of_kind(arrays, kind) for kind in KINDS}
    found = Moment(counts[0], counts[1], held["parameters"], held["optimiser"], held["state"], tally, history)
    _check_arrays(path, found, beginning(job))
    if not (len(history) == found.epoch and 0 <= found.batch <= job.batches):
        raise _damaged(
            path, f"it stands at epoch {found.epoch}, batch {found.batch}, with {len(history)} in its history"
        )
    return found


def stands_at(path: Path, job: Job) -> tuple[int, int, dict[str, str]]:
    """Epochs done and epochs wanted of the run in a file, and the words in which that run is another than `job`."""
    about = _about(path, read_npz(path, (ABOUT,)))
    return int(about["epoch"]), int(about["epochs"]), _differences(about["run"], identity(job))


def _about(path: Path, arrays: Arrays) -> dict[str, Any]:
    text = arrays.get(ABOUT)
    try:
        about = json.loads(str(text)) if text is not None else {}
    except ValueError as error:
        raise _damaged(path, str(error)) from error
    if not isinstance(about, dict) or about.get("format") != FORMAT or not isinstance(about.get("run"), dict):
        raise DataError(f"{path}: not a checkpoint of derive, expected an .npz file with the text `{FORMAT}`")
    return about


def _check_same_run(path: Path, theirs: dict[str, str], ours: dict[str, str]) -> None:
    different = _differences(theirs, ours)
    if different:
        told = "; ".join(different.values())
        raise TrainingError(f"{path}: of another run: {told}\n  use the same spec, data and settings to go on with it")


def _differences(theirs: dict[str, str], ours: dict[str, str]) -> dict[str, str]:
    """Each setting that differs, in words; fingerprints are not shown. Older files write kinds with a capital."""
    names = [name for name in {**ours, **theirs} if _plain(theirs.get(name)) != _plain(ours.get(name))]
    long = ("network", "data")
    return {
        name: f"another {name}"
        if name in long
        else f"{name} {theirs.get(name, UNSET)} there, {ours.get(name, UNSET)} here"
        for name in names
    }


def _plain(words: str | None) -> str | None:
    return None if words is None else words.lower()


def _of_kind(arrays: Arrays, kind: str) -> dict[str, Array]:
    head = f"{kind}/"
    return {name.removeprefix(head): array for name, array in arrays.items() if name.startswith(head)}


def _check_arrays(path: Path, found: Moment, fresh: Moment) -> None:
    """Every array that a run of this network has, in its shape and dtype."""
    for kind, theirs, ours in zip(KINDS, _all(found), _all(fresh), strict=True):
        if theirs.keys() != ours.keys():
            odd = ", ".join(sorted(theirs.keys() ^ ours.keys()))
            raise _damaged(path, f"{kind}: {odd} missing or unknown")
        for name, array in ours.items():
            if not np.isfinite(theirs[name]).all():
                raise _damaged(path, f"{kind}: {name} holds nan or infinity")
            if theirs[name].shape != array.shape or theirs[name].dtype != array.dtype:
                what = f"{name} is {theirs[name].dtype} {list(theirs[name].shape)}"
                raise _damaged(path, f"{kind}: {what}, expected {array.dtype} {list(array.shape)}")


def _all(moment: Moment) -> tuple[Arrays, Arrays, Arrays]:
    return moment.parameters, moment.optimiser, moment.state


def _epoch(data: Mapping[str, Any]) -> Epoch:
    held_out = data["held_out"]
    return Epoch(Score(**data["training"]), None if held_out is None else Score(**held_out))


def _damaged(path: Path, what: str) -> DataError:
    return DataError(f"{path}: a damaged checkpoint: {what}\n  take an earlier copy, or start afresh without --resume")
