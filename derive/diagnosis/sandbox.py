"""Other people's code runs apart: one child process for a file, with limits, no input, and its output cut.

No security boundary: it keeps mistakes from doing harm, not somebody who means harm.
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from derive.diagnosis.strays import end_strays

Array = Any
LARGEST = 10_000_000  # entries of one array that are read back
ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for each layer, seconds of the processor for the file, bytes of memory."""

    seconds: float = 20.0
    cpu: int = 120
    memory: int = 2 << 30


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Observation:
    """What one case gave with one layout: arrays by role, and where it stopped ("done" if nowhere)."""

    layout: int
    case: int
    stage: str
    error: str
    message: str
    line: int
    function: str
    used: frozenset[str]
    arrays: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Finished:
    """One layer's rows, or in `failure` why there are none."""

    rows: tuple[Observation, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All layers of a file; `failure` where it could not even be imported, with the line; `absent` are modules that it
    imports and that are not installed."""

    layers: tuple[Finished, ...]
    failure: str = ""
    absent: tuple[str, ...] = ()


def run_apart(
    file: str, text: str, jobs: Sequence[Mapping[str, Any]], arrays: Mapping[str, Array], limits: Limits = USUAL
) -> Outcome:
    """Runs the jobs on a file's text in a child process of its own session, and reads what it has left."""
    with tempfile.TemporaryDirectory(prefix="derive-check-") as name:
        folder = Path(name)
        request = {"file": file, "text": text, "jobs": list(jobs), "cpu": limits.cpu, "memory": limits.memory}
        request["seconds"] = limits.seconds
        (folder / "request.json").write_text(json.dumps(request), "utf-8")
        np.savez(folder / "arrays.npz", **arrays)
        (folder / "home").mkdir()
        said = spawn("derive.diagnosis.child", folder, limits.seconds * (len(jobs) + 1) + 5)
        return _read(folder, file, jobs, said)


def spawn(module: str, folder: Path, seconds: float) -> str:
    """Runs a module over a folder to its end or its deadline, and ends everything in its session. Returns how it
    ended."""
    with open(folder / "output.txt", "wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-B", "-m", module, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        try:
            code = child.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            end_strays(str(folder / "home"))
    if code is None:
        return f"it did not end within {seconds:.0f} seconds"
    return f"its process was ended by {signal.Signals(-code).name}" if code < 0 else f"its process ended with {code}"


def _environment(folder: Path) -> dict[str, str]:
    """A plain environment: one thread, a home of its own, no windows for plots."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    own = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "home"), "MPLBACKEND": "Agg", "PYTHONPATH": ROOT}
    return {**kept, **threads, **own, "PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0"}


def _read(folder: Path, file: str, jobs: Sequence[Mapping[str, Any]], said: str) -> Outcome:
    told = _json(folder / "import.json")
    if not isinstance(told, dict):
        return Outcome((), f"{file}: it cannot be imported: {said}{_where(folder / 'crash.txt', file)}")
    if told.get("stage") != "done":
        where = f"{file}:{told['line']}" if told.get("line") else file
        return Outcome((), f"{where}: it cannot be imported: {told.get('error')}: {told.get('message')}")
    layers = tuple(_finished(folder, number, file, said) for number in range(len(jobs)))
    return Outcome(layers, absent=tuple(map(str, told.get("absent", ()))))


def _finished(folder: Path, number: int, file: str, said: str) -> Finished:
    rows = _json(folder / f"job{number}.json")
    if not isinstance(rows, list):
        hang = _where(folder / f"hang{number}.txt", file)
        crash = _where(folder / "crash.txt", file)
        why = f"it does not end{hang}" if hang else f"it ended without a result{crash}"
        return Finished((), why if hang or crash else f"{why}, or {said}")
    try:
        with np.load(folder / f"job{number}.npz", allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
    except (OSError, ValueError, EOFError) as error:
        return Finished((), f"its results cannot be read: {error}")
    return Finished(tuple(_row(row, arrays) for row in rows))


def _row(row: Mapping[str, Any], arrays: Mapping[str, Array]) -> Observation:
    own = {}
    for role in row["arrays"]:
        array = arrays[f"{row['layout']}.{row['case']}.{role}"]
        if array.size <= LARGEST:
            own[str(role)] = array
    named = {name: row[name] for name in ("layout", "case", "stage", "error", "message", "line", "function")}
    return Observation(**named, used=frozenset(row["used"]), arrays=own)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _where(path: Path, file: str) -> str:
    """The line of the file at which a traceback of faulthandler stands."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return ""
    found = re.search(rf'File "{re.escape(file)}", line (\d+) in (\S+)', text)
    if found:
        return f" ({file}:{found.group(1)}, in {found.group(2)})"
    return " (outside of the file's own code)" if "Timeout" in text else ""
