"""How long derivation and start-up take."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

SPECS = Path(__file__).parents[2] / "specs"
GRADIENTS = """
from time import perf_counter
import derive
from derive.network.backward import gradients
net = derive.load({path!r})
start = perf_counter()
gradients(net.model)
print(perf_counter() - start)
"""


def derivation_times(repeats: int) -> dict[str, float]:
    """Seconds to derive all gradients of a spec, equations and steps, in a fresh process after import."""
    names = [name for name in ("sigmoid_cnn", "digits", "cats_dogs", "lenet5") if (SPECS / f"{name}.yaml").exists()]
    return {name: median(_derived(SPECS / f"{name}.yaml") for _ in range(repeats)) for name in names}


def _derived(path: Path) -> float:
    program = GRADIENTS.format(path=str(path))
    return float(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout)


def start_up_times(repeats: int) -> dict[str, float]:
    """Seconds that commands take from a cold start."""
    commands = {"derive --help": ["--help"], "derive show specs/digits.yaml": ["show", str(SPECS / "digits.yaml")]}
    return {name: median(_ran(arguments) for _ in range(repeats)) for name, arguments in commands.items()}


def _ran(arguments: list[str]) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "derive.cli", *arguments], capture_output=True, check=True)
    return perf_counter() - start
