"""One run of `derive report` for all shipped specs, shared by every test of the pages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def write_report(out: Path, *specs: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """`derive report` in a process of its own, under a hash seed."""
    command = [sys.executable, "-m", "derive.cli", "report", *specs, "-o", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report on all shipped specs, written now."""
    out = tmp_path_factory.mktemp("report")
    specs = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "specs").glob("*.yaml"))
    done = write_report(out, *specs)
    assert done.returncode == 0, done.stdout + done.stderr
    return out
