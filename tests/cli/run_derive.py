"""Running derive as the shell does."""

import os
import subprocess
import sys


def run_derive(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m derive.cli` with these arguments, under the current environment and these variables."""
    return subprocess.run(
        [sys.executable, "-m", "derive.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
