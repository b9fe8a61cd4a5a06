"""`make bench`: everything measured, as JSON, Markdown and a picture in benchmarks/results/."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.speed.case import Case
from benchmarks.speed.contestants import CONTESTANTS
from benchmarks.speed.derivation import derivation_times, start_up_times
from benchmarks.speed.graphs import GRAPHS
from benchmarks.speed.limits import blas, limits
from benchmarks.speed.memory import peak_rise
from benchmarks.speed.networks import CASES
from benchmarks.speed.plot import picture
from benchmarks.speed.table import geometric_mean, markdown, ratio
from benchmarks.speed.timing import interleaved
from derive.files import write_atomically
from derive.version import VERSION

RESULTS = Path(__file__).parents[1] / "results"
REMEMBERED = ("derived", "engine", "torch 2")


def main(arguments: list[str]) -> int:
    """Measures, writes, and prints the ratios."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute: fewer rounds, no memory")
    parser.add_argument("-o", "--output", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    found = _found(given.quick)
    given.output.mkdir(parents=True, exist_ok=True)
    write_atomically(given.output / "speed.json", json.dumps(found, indent=1) + "\n")
    write_atomically(given.output / "speed.md", markdown(found))
    write_atomically(given.output / "speed.svg", picture([*found["networks"], *found["graphs"]]))
    chains, graphs = geometric_mean(found["networks"][1:]), geometric_mean(found["graphs"])
    print(f"geometric mean of derived / PyTorch: chains {chains:.2f}, graphs {graphs:.2f}; written: {given.output}")
    return 0


def _found(quick: bool) -> dict[str, Any]:
    before = os.getloadavg()[0]
    return {
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "system": platform.system()},
        "versions": {"derive": VERSION} | {name: version(name) for name in ("numpy", "torch", "jax")},
        "blas": blas(),
        "limits": limits(),
        "networks": _rows(quick),
        "graphs": [_row(case, quick) for case in GRAPHS],
        "derivation": derivation_times(1 if quick else 5),
        "start-up": start_up_times(1 if quick else 5),
        "load": [before, os.getloadavg()[0]],
    }


def _rows(quick: bool) -> list[dict[str, Any]]:
    """A row for each network; JAX after all others, as its threads slow PyTorch's down in the same process."""
    rows = [_row(case, quick) for case in CASES]
    for row, case in zip(rows, CASES, strict=True):
        row["seconds"]["jax"] = _seconds(case, ("jax",), quick)["jax"]
    return rows


def _row(case: Case, quick: bool) -> dict[str, Any]:
    memory = {} if quick else {name: peak_rise(case.name, name) for name in REMEMBERED}
    row = {
        "name": case.name,
        "title": case.title,
        "batch": case.batch,
        "goal": case.goal,
        "seconds": _seconds(case, [name for name in CONTESTANTS if name != "jax"], quick),
        "memory": memory,
    }
    print(f"{case.title}: {ratio(row):.2f} of PyTorch's time", file=sys.stderr, flush=True)
    return row


def _seconds(case: Case, names: Iterable[str], quick: bool) -> dict[str, Any]:
    timings = interleaved({name: CONTESTANTS[name](case) for name in names}, *((1, 2) if quick else (30, 5)))
    return {name: asdict(timing) for name, timing in timings.items()}


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
