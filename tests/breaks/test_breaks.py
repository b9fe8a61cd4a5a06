"""The verification must fail when a rule, the planner, a printer, the runtime or the engine is broken."""

import subprocess
import sys

import pytest

from tests.breaks.breaks import BREAKS as ALONG_THE_WAY
from tests.breaks.calls import CALLS
from tests.breaks.modes import MODES
from tests.breaks.rules import RULES

BREAKS = ALONG_THE_WAY | MODES | RULES | CALLS


def verify_in_a_process(name: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.breaks", name], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("name", BREAKS)
def test_verification_fails_under_the_break(name: str) -> None:
    run = verify_in_a_process(name)
    assert run.returncode == 1, run.stderr
    assert run.stdout.strip(), "a failure must say what failed"


@pytest.mark.parametrize("spec", sorted({entry.spec for entry in BREAKS.values()}))
def test_without_a_break_the_same_specs_verify(spec: str) -> None:
    name = next(name for name, entry in BREAKS.items() if entry.spec == spec)
    run = verify_in_a_process(f"honest {name}")
    assert run.returncode == 0, run.stdout + run.stderr
