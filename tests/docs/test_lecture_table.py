"""Every row of the lecture comes out of the command beside it."""

import re
import shlex
from pathlib import Path

import pytest

from derive.cli import main

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<what>[^|]+) \| `derive (?P<command>[^`]+)`[^|]* \| (?P<prints>[^|]+) \|$", re.MULTILINE)
ROWS = [found.groupdict() for found in ROW.finditer((ROOT / "docs/lecture.md").read_text(encoding="utf-8"))]


def squeezed(text: str) -> str:
    """The text with every stretch of space as one space, so that matrices and broken lines compare."""
    return " ".join(text.split())


@pytest.fixture(scope="session")
def outputs() -> dict[str, str]:
    """What commands have printed so far: several rows share one."""
    return {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["what"])
def test_a_row_of_the_lecture_comes_out_of_its_command(
    row: dict[str, str],
    outputs: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    command = row["command"]
    if command not in outputs:
        monkeypatch.chdir(ROOT)
        monkeypatch.setenv("COLUMNS", "80")
        folder = ["-o", str(tmp_path)] if command.startswith("train") else []
        assert main([*shlex.split(command), *folder]) == 0
        outputs[command] = squeezed(capsys.readouterr().out)
    fragments = re.findall(r"`([^`]+)`", row["prints"])
    assert fragments
    for fragment in fragments:
        assert squeezed(fragment) in outputs[command]


def test_no_line_of_the_tables_is_passed_over() -> None:
    text = (ROOT / "docs/lecture.md").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.startswith("|") and not line.startswith(("|---", "| in the"))]
    assert len(lines) == len(ROWS) > 35
