"""Cases as files, for programs in other languages: arrays out, their results back, judged like anybody's."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from derive.diagnosis.case import Case, cases
from derive.diagnosis.check import judged_layer
from derive.diagnosis.find import Definition, Found
from derive.diagnosis.reference import reference
from derive.diagnosis.sandbox import Finished, Observation
from derive.diagnosis.subject import Subject
from derive.diagnosis.verdict import LayerVerdict
from derive.errors import DataError
from derive.files import write_atomically

Array = Any
RESULT = ".out.npz"


def case_files(subject: Subject) -> Mapping[str, Mapping[str, Array]]:
    """The arrays of each case by the file's name: inputs, parameters, the cotangent, the numbers of the layer.

    In derive's order: (batch, channel, height, width), weights (out, in, height, width) and (out, in).
    """
    own = reference(subject)
    found: dict[str, Mapping[str, Array]] = {}
    for case in cases(subject):
        more = {} if subject.loss else {"cotangent": own.y_bar(case)}
        numbers = {role: np.asarray(value) for role, value in case.configuration.numbers.items()}
        found[_name(case)] = {**case.arrays, **more, **numbers}
    return found


def write_cases(subject: Subject, folder: Path) -> int:
    """Writes a file for each case into a folder; how many."""

    files = case_files(subject)
    for name, arrays in files.items():
        content = io.BytesIO()
        np.savez(content, **arrays)
        write_atomically(folder / f"{name}.npz", content.getvalue())
    return len(files)


def judge_arrays(subject: Subject, folder: Path) -> LayerVerdict:
    """The verdict on NAME.out.npz beside each NAME.npz: y, and dx, dW, db or whatever the layer is differentiated by.

    A case without a result is one that raised. Raises DataError for a folder without any.
    """
    rows = [_row(case, folder / f"{_name(case)}{RESULT}", subject) for case in cases(subject)]
    if not any(row.arrays for row in rows):
        raise DataError(f"{folder}: there is no {_name(cases(subject)[0])}{RESULT} with y and dx")
    found = Found(subject, Definition("y", 0), Definition(", ".join(f"d{tensor}" for tensor in subject.tensors), 0))
    return judged_layer(found, Finished(tuple(rows)), "")


def kind_of(folder: Path) -> str:
    """The kind of the layer whose results stand in a folder, by their names. Raises DataError if there is none."""
    found = sorted(folder.glob(f"*{RESULT}"))
    if not found:
        raise DataError(f"{folder}: there is no result, a file NAME{RESULT} beside a case NAME.npz")
    return found[0].name.rpartition("-")[0]


def _name(case: Case) -> str:
    return f"{case.subject.kind}-{case.place:02}"


def _row(case: Case, path: Path, subject: Subject) -> Observation:
    numbers = frozenset(case.configuration.numbers)
    if not path.is_file():
        return Observation(
            0, case.place, "forward", "FileNotFoundError", f"there is no {path.name}", 0, "", numbers, {}
        )
    try:
        with np.load(path, allow_pickle=False) as held:
            arrays = {name: np.asarray(held[name], held[name].dtype) for name in held.files}
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: it cannot be read: {error}") from None
    named = {"y": "y", **{f"d{tensor}": tensor for tensor in subject.tensors}}
    own = {role: arrays[name] for name, role in named.items() if name in arrays}
    return Observation(0, case.place, "done", "", "", 0, "", numbers, own)
