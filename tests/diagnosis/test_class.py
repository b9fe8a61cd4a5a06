"""A class of files: pages, a gradebook, and a run that is killed goes on where it stopped."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import derive.cli.grading
from derive.cli.grading import grade_all

RELU = "import numpy as np\ndef relu(x): return np.maximum(x, 0)\ndef relu_backward(dout, x): return dout{}\n"
FILES = {"ann.py": " * (x > 0)", "bob.py": "", "cem.py": " * (x > 0) * x", "dan/own.py": " * (x > 0)", "eve.py": " * ("}


def _class(folder: Path) -> Path:
    for name, end in FILES.items():
        file = folder / "class" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RELU.format(end), "utf-8")
    return folder / "class"


def test_a_class_has_pages_a_summary_and_a_gradebook(tmp_path: Path) -> None:
    points, out = tmp_path / "points.yaml", tmp_path / "grades"
    points.write_text("relu: 10\n", "utf-8")
    records = grade_all([str(_class(tmp_path))], out, 20.0, points, lambda name: None, 1)
    assert [record["file"] for record in records] == sorted(FILES)
    book = (out / "grades.csv").read_text("utf-8").splitlines()
    assert len(book) == 1 + len(FILES)
    assert any("x:elementwise." in row for row in book if row.startswith("bob.py"))
    assert "it is no Python" in next(row for row in book if row.startswith("eve.py"))
    summary = (out / "summary.md").read_text("utf-8")
    assert "5 files, 2 with every layer right." in summary
    assert all((out / f"{name}{end}").is_file() for name in FILES for end in (".html", ".md", ".results.json"))
    scores = {name: json.loads((out / f"{name}.results.json").read_text("utf-8"))["score"] for name in FILES}
    assert scores == {"ann.py": 10, "bob.py": 0, "cem.py": 0, "dan/own.py": 10, "eve.py": 0}


def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, out = _class(tmp_path), tmp_path / "grades"
    command = [sys.executable, "-m", "derive.cli", "check", str(own), "-o", str(out), "--jobs", "1"]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not list(out.glob("records/*.json")) and time.monotonic() < end:
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    done = {file.name.removesuffix(".json") for file in out.glob("records/**/*.json")}
    assert done
    again: list[str] = []
    check = derive.cli.grading.check_file

    def counted(path: Path, *more: object) -> object:
        again.append(str(path.relative_to(own)))
        return check(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(derive.cli.grading, "check_file", counted)
    records = grade_all([str(own)], out, 20.0, None, lambda name: None, 1)
    assert len(records) == len(FILES)
    assert set(again) == {name for name in FILES if Path(name).name not in done}
    assert not list(out.rglob("*.tmp*"))
