"""`make headline DATA=PATH`: the digits network trained with five seeds, and the report of it.

An interrupted run goes on where it was when the command is given again.
"""

import argparse
import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.headline.page import figures, page
from benchmarks.headline.run import Plan, one_seed
from derive.errors import DeriveError
from derive.files import write_atomically
from derive.network.build import build
from derive.spec.read import read_spec
from derive.spec.train_options import TrainSpec
from derive.training.examples import digest, split
from derive.training.train import open_data
from derive.version import VERSION

SEEDS = (1, 2, 3, 4, 5)


def main(arguments: list[str]) -> int:
    """Train, test, write; 0 if the goal is met, 1 if not, 2 for data or folders that cannot be used."""
    given = _parser().parse_args(arguments)
    try:
        report = headline(given.data, given.spec, given.runs, tuple(given.seeds), given.out)
    except DeriveError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; the same command goes on after the last whole epoch", file=sys.stderr)
        return 130
    accuracy, loss = report["figures"]["accuracy"]["mean"], report["figures"]["loss"]["mean"]
    print(f"{given.out / 'headline.md'}: test accuracy {100 * accuracy:.2f} %, test loss {loss:.4f}")
    return 0 if report["figures"]["goal"]["met"] else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make headline", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--spec", type=Path, default=Path("specs/digits.yaml"))
    parser.add_argument("--runs", type=Path, default=Path("runs/headline"))
    parser.add_argument("--out", type=Path, default=Path("reports"))
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    return parser


def headline(data: Path, spec: Path, runs: Path, seeds: tuple[int, ...], out: Path) -> dict[str, Any]:
    """All seeds, then headline.json and headline.md in `out`."""
    model = build(read_spec(spec))
    settings = model.spec.train or TrainSpec()
    plan = Plan(model, settings, open_data(model, settings, data), runs)
    results = [one_seed(plan, seed, lambda line: print(line, flush=True)) for seed in seeds]
    training, held_out = split(plan.data.training, settings.run.validation)
    report = {
        "network": model.name,
        "spec": str(spec),
        "figures": figures(results),
        "data": {
            "training": len(training),
            "held out": 0 if held_out is None else len(held_out),
            "test": 0 if plan.data.test is None else len(plan.data.test),
            "sha256": digest(plan.data),
        },
        "choice": CHOICE,
        "machine": machine(),
        "seeds": results,
    }
    write_atomically(out / "headline.json", json.dumps(report, indent=2) + "\n")
    write_atomically(out / "headline.md", page(report, settings))
    return report


CHOICE = (
    "They were fixed before these runs: the first settings that were tried, with seed 100, reached 99.10 % and a loss "
    "of 0.0341 on the held-out images, and no others were tried. The test images had no part in it."
)


def machine() -> dict[str, str | int | None]:
    """What the figures depend on besides the code."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]  # type: ignore[index, call-overload]
    return {
        "processor": f"{platform.machine()}, {os.cpu_count()} cores",
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "blas": f"{blas['name']} {blas['version']}, threads {os.environ.get('OPENBLAS_NUM_THREADS', 'as it finds')}",
        "sympy": version("sympy"),
        "derive": VERSION,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
