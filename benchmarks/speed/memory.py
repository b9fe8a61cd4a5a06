"""Peak memory of three training steps above idle, in a process for each contestant."""

import subprocess
import sys
from pathlib import Path

from benchmarks.speed.contestants import CONTESTANTS
from benchmarks.speed.graphs import GRAPHS
from benchmarks.speed.networks import CASES

STATUS = Path("/proc/self/status")


def peak_rise(network: str, contestant: str) -> float | None:
    """Bytes; None where the system does not tell."""
    if not STATUS.exists():
        return None
    command = [sys.executable, "-m", "benchmarks.speed.memory", network, contestant]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return float(done.stdout)


def _status(key: str) -> int:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{key}:"))
    return int(line.split()[1]) * 1024


def main(network: str, contestant: str) -> None:
    """Prints the rise from before the first step to the highest point of three."""
    case = next(case for case in (*CASES, *GRAPHS) if case.name == network)
    step = CONTESTANTS[contestant](case)
    idle = _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    for _ in range(3):
        step()
    print(_status("VmHWM") - idle)


if __name__ == "__main__":
    main(*sys.argv[1:])
