"""Runs of somebody's tests, each in a process of its own, some side by side: whether they fail, and what they print."""

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

MOST = 200_000  # bytes of what a run tells


@dataclass(frozen=True, slots=True)
class Outcome:
    """`failed`: the first test that fails, empty where all pass; `text`: what was printed; `called`: whether the layer
    that was replaced was called at all."""

    failed: str
    text: str
    called: bool = True


Run = Callable[[], Outcome]


@dataclass
class _Child:
    number: int
    process: int
    end: float
    parts: list[bytes] = field(default_factory=list)


def forked(runs: Sequence[Run], seconds: float, jobs: int) -> list[Outcome]:
    """The outcomes of all runs, in their order; one that ends without any, or does not end, has failed."""
    found: dict[int, Outcome] = {}
    waiting = iter(enumerate(runs))
    children: dict[int, _Child] = {}
    while len(found) < len(runs):
        for number, run in _some(waiting, jobs - len(children)):
            reading, process = _started(run)
            children[reading] = _Child(number, process, time.monotonic() + seconds)
        ready = select.select(list(children), [], [], 0.1)[0]
        for reading, child in list(children.items()):
            part = os.read(reading, 1 << 16) if reading in ready else b""
            child.parts.append(part)
            late = time.monotonic() > child.end
            if late or (reading in ready and not part):
                found[child.number] = Outcome("the tests do not end", "") if late else _outcome(b"".join(child.parts))
                os.kill(child.process, signal.SIGKILL)
                os.waitpid(child.process, 0)
                os.close(reading)
                del children[reading]
    return [found[number] for number in range(len(runs))]


def _some(waiting: Iterator[tuple[int, Run]], most: int) -> list[tuple[int, Run]]:
    return [each for _, each in zip(range(most), waiting, strict=False)]


def _outcome(told: bytes) -> Outcome:
    try:
        return Outcome(**json.loads(told))
    except ValueError:
        return Outcome("the process of the tests ended", "")


def _started(run: Run) -> tuple[int, int]:
    """Where a run tells its outcome, and its process, whose own output is thrown away."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return reading, process
    try:
        os.close(reading)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        try:
            outcome = run()
        except BaseException as error:  # noqa: BLE001 - somebody else's code
            outcome = Outcome(f"{type(error).__name__}: {error}"[:300], "")
        _write(writing, json.dumps(asdict(outcome)).encode())
    finally:
        os._exit(0)


def _write(writing: int, told: bytes) -> None:
    told = told if len(told) <= MOST else json.dumps(asdict(Outcome("it prints too much", ""))).encode()
    while told:
        told = told[os.write(writing, told) :]
