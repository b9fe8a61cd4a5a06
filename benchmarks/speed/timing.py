"""Interleaved timing: contestants take turns in one process, so that what disturbs one disturbs all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, sleep

TURN = 0.05  # seconds that one turn lasts at least
PAUSE = 0.1  # seconds before a turn: threads of the last contestant wait actively for a while, and would take a core
WARM = 0.05  # seconds of work before a turn is timed: after a pause the system first runs all threads on one core


@dataclass(frozen=True)
class Timing:
    """Seconds for one call: the median over the turns, and the quartiles."""

    median: float
    low: float
    high: float
    least: float
    turns: int


def interleaved(
    calls: Mapping[str, Callable[[], object]], seconds: float, least: int = 5, most: int = 25
) -> dict[str, Timing]:
    """Every call's timing, from as many rounds (`least` to `most`) as fit into about so many seconds."""
    repeats = {name: max(1, round(TURN / _warm(call))) for name, call in calls.items()}
    turns: dict[str, list[float]] = {name: [] for name in calls}
    start, rounds = perf_counter(), 0
    while rounds < least or (rounds < most and perf_counter() - start < seconds):
        for name, call in calls.items():
            sleep(PAUSE)
            _turn(call, max(1, round(repeats[name] * WARM / TURN)))  # what the last one left in the caches, too
            turns[name].append(_turn(call, repeats[name]))
        rounds += 1
    return {name: summary(found) for name, found in turns.items()}


def summary(found: list[float]) -> Timing:
    """Median and quartiles of some measurements."""
    low, _, high = quantiles(found, n=4, method="inclusive")
    return Timing(median(found), low, high, min(found), len(found))


def _warm(call: Callable[[], object]) -> float:
    call()
    return _turn(call, 1)


def _turn(call: Callable[[], object], repeats: int) -> float:
    start = perf_counter()
    for _ in range(repeats):
        call()
    return (perf_counter() - start) / repeats
