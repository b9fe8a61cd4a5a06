"""`derive check -o`: a class."""

import csv
import json
from pathlib import Path

import pytest

import derive.cli.grading
from derive.cli import main

RELU = "import numpy as np\ndef relu(x): return np.maximum(x, 0)\ndef relu_backward(dout, x): return dout * {}\n"


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    folder = tmp_path / "submissions"
    for name, mask in (("ann", "(x > 0)"), ("bob", "np.maximum(x, 0)"), ("cy", "(x >")):
        (folder / name).mkdir(parents=True)
        (folder / name / "mine.py").write_text(RELU.format(mask), "utf-8")
    return folder


def test_a_class_gets_pages_a_summary_and_a_gradebook(
    submissions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "grades"
    points = tmp_path / "points.yaml"
    points.write_text("relu: 4  # all or none\nconv: 6\n", "utf-8")
    assert main(["check", str(submissions), "-o", str(out), "--points", str(points), "--jobs", "1"]) == 1
    assert "3 files, 1 with every layer right" in capsys.readouterr().out
    rows = {row["file"]: row for row in csv.DictReader((out / "grades.csv").read_text("utf-8").splitlines())}
    assert rows["ann/mine.py"]["verdict"] == "right"
    assert rows["bob/mine.py"]["mistakes"] == "x:elementwise.extra-input"
    assert "it is no Python" in rows["cy/mine.py"]["where"]
    assert "elementwise.extra-input" in (out / "bob/mine.py.html").read_text("utf-8")
    assert "elementwise.extra-input" in (out / "summary.md").read_text("utf-8")
    marks = {
        name: json.loads((out / name / "mine.py.results.json").read_text("utf-8")) for name in ("ann", "bob", "cy")
    }
    assert [mark["score"] for mark in marks.values()] == [4.0, 0.0, 0.0]
    assert [test["max_score"] for test in marks["ann"]["tests"]] == [4.0, 6.0]


def test_a_second_run_does_only_what_is_new(submissions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, checked = tmp_path / "grades", []
    real = derive.cli.grading.check_file

    def counted(path: Path, *more: object) -> object:
        checked.append(path.parent.name)
        return real(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(derive.cli.grading, "check_file", counted)
    command = ["check", str(submissions), "-o", str(out), "--jobs", "1"]
    main(command)
    (submissions / "bob" / "mine.py").write_text(RELU.format("(x > 0)"), "utf-8")
    main(command)
    assert checked == ["ann", "bob", "cy", "bob"]
    first = (out / "summary.md").read_bytes()
    main(command)
    assert checked == ["ann", "bob", "cy", "bob"]
    assert (out / "summary.md").read_bytes() == first


def test_points_that_are_no_numbers_are_refused(
    submissions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = tmp_path / "points.yaml"
    points.write_text("relu: 4\nconv: many\n", "utf-8")
    assert main(["check", str(submissions), "-o", str(tmp_path / "g"), "--points", str(points)]) == 2
    assert "points.yaml:2: expected a layer and its points" in capsys.readouterr().err
