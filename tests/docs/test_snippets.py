"""Every snippet in the documents runs: Python blocks in order, commands with the output that is shown."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/lecture.md", "docs/proof.md")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(document: str, language: str) -> list[str]:
    path = ROOT / document
    return [text for kind, text in FENCE.findall(path.read_text()) if kind == language] if path.exists() else []


PYTHON = [(document, n) for document in DOCUMENTS for n in range(len(blocks(document, "python")))]
CONSOLE = [(document, n) for document in DOCUMENTS for n in range(len(blocks(document, "console")))]


@pytest.mark.parametrize(("document", "number"), PYTHON)
def test_a_python_block_runs(document: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(blocks(document, "python")[number], f"{document} block {number}", "exec"), {})


@pytest.mark.parametrize(("document", "number"), CONSOLE)
def test_a_command_prints_what_is_shown(document: str, number: int) -> None:
    """Lines after `$ command` are what it prints; a line of dots stands for any lines."""
    for command, shown in commands(blocks(document, "console")[number]):
        words = shlex.split(command)
        if words[0] == "make":
            subprocess.run(["make", "-n", *words[1:]], cwd=ROOT, check=True, capture_output=True)
            continue
        assert words[0] == "derive", f"{command}: only derive and make are run"
        run = subprocess.run(
            [sys.executable, "-m", "derive.cli", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        printed = [line.rstrip() for line in run.stdout.split("\n")]
        for part in re.split(r"^\.\.\.$", shown, flags=re.MULTILINE):
            wanted = [line.rstrip() for line in part.strip("\n").split("\n")]
            assert wanted == [""] or contains(printed, wanted), f"{command} does not print:\n{part}"


def commands(block: str) -> list[tuple[str, str]]:
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts]


def contains(lines: list[str], wanted: list[str]) -> bool:
    return any(lines[start : start + len(wanted)] == wanted for start in range(len(lines)))


def test_every_fence_is_of_a_kind_that_is_run_or_only_text() -> None:
    for document in DOCUMENTS:
        path = ROOT / document
        kinds = {kind for kind, _ in FENCE.findall(path.read_text())} if path.exists() else set()
        assert kinds <= {"python", "console", "", "yaml", "math"}, f"{document}: {kinds}"
