"""One case: a command in its surroundings, in this process or in one of its own, and what is wrong with its end."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from derive.cli import main
from tests.fuzz.commands.folder import fill
from tests.fuzz.commands.surroundings import Surroundings, streams, surroundings
from tests.fuzz.commands.words import command_line

LIMIT = 60.0  # seconds of processor time
CODES = (0, 1, 2, 141)
BAD = ("internal error:", "Traceback", "Exception ignored")
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Case:
    """What is run."""

    words: tuple[str, ...]
    around: Surroundings


def case(seed: int, number: int) -> Case:
    """The same for the same seed and number on any machine."""
    chance = random.Random(seed * 1_000_003 + number)
    return Case(tuple(command_line(chance)), surroundings(chance))


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder with small specs and data, in which commands run, and a cache of its own; removed again."""
    before, variables = os.getcwd(), dict(os.environ)
    outermost = Path(tempfile.mkdtemp(prefix="derive-fuzz-"))
    folder = outermost / "inside"  # what is written to .. stays within
    folder.mkdir()
    fill(folder)
    os.environ["DERIVE_CACHE"] = str(folder / "cache")
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(before)
        _restore(variables)
        shutil.rmtree(os.fsencode(outermost), ignore_errors=True)


def _restore(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


def clean(folder: Path) -> None:
    """Takes away what the last case wrote, so that each stands alone; the cache of records may stay."""
    for entry in os.listdir(os.fsencode(folder)):
        if entry.startswith((b"out", b"runs", "数".encode())) and entry != b"out":
            shutil.rmtree(os.path.join(os.fsencode(folder), entry), ignore_errors=True)
    shutil.rmtree(folder / "out", ignore_errors=True)
    for name in ("index.html", "derive.schema.json"):
        (folder / name).unlink(missing_ok=True)


def failure(found: Case) -> str | None:
    """Why a case fails in this process; None if it ends as a command should."""
    variables, start = dict(os.environ), time.process_time()
    os.environ.update(found.around.variables)
    try:
        with streams(found.around) as errors:
            code = main(list(found.words))
    except BaseException as error:  # noqa: BLE001 - anything that leaves main is what the fuzzer looks for
        return f"{type(error).__name__} left main: {str(error)[:200]}"
    finally:
        _restore(variables)
    return judged(code, errors.getvalue(), time.process_time() - start)


def judged(code: int, errors: bytes, seconds: float = 0.0) -> str | None:
    """What is wrong with an exit code and what was said on stderr."""
    said = errors.decode("utf-8", "replace")
    if code not in CODES or any(bad in said for bad in BAD):
        return f"exit code {code}: {said[:400]}"
    if code == 2 and not said.strip():
        return "exit code 2 without a word"
    if any(not letter.isprintable() and letter not in "\n\r" for letter in said):
        return f"a message with unprintable characters: {said[:400]!r}"
    return f"took {seconds:.1f} s" if seconds > LIMIT else None


def failure_of_process(found: Case) -> str | None:
    """The same in a process of its own, with real streams and the locale's encoding."""
    around = found.around
    encoding = {"PYTHONIOENCODING": around.encoding, "PYTHONPATH": str(ROOT)}
    words = [os.fsencode(word) for word in found.words if "\0" not in word]
    redirections = "" if around.stdin is not None else " <&-"
    redirections += {"kept": "", "closed": " >&-", "broken": " | true"}[around.stdout]
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "$0" -m derive.cli "$@"{redirections}', sys.executable, *words],
        input=around.stdin or b"",
        env={**os.environ, **encoding, **around.variables},
        capture_output=True,
        timeout=300,
        check=False,
    )
    return judged(done.returncode, done.stderr)
