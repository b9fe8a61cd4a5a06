"""Cases written for a program in another language, and its arrays judged."""

from pathlib import Path

import numpy as np
import pytest

from derive.cli import main


def _program(folder: Path, wrong: bool) -> None:
    """What somebody's program does: a dense layer from each case."""
    for path in folder.glob("*.npz"):
        if path.name.endswith(".out.npz"):
            continue
        with np.load(path) as case:
            x, w, b, bar = (case[name] for name in ("x", "W", "b", "cotangent"))
        dw = bar.T @ x / (len(x) if wrong else 1)
        np.savez(path.with_suffix(".out.npz"), y=x @ w.T + b, dx=bar @ w, dW=dw, db=bar.sum(0))


def test_arrays_of_another_program_are_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--write-cases", str(tmp_path), "--layer", "dense"]) == 0
    assert "6 cases" in capsys.readouterr().out
    _program(tmp_path, wrong=False)
    assert main(["check", "--arrays", str(tmp_path)]) == 0
    _program(tmp_path, wrong=True)
    assert main(["check", "--arrays", str(tmp_path)]) == 1
    assert "scale.divided-by-batch" in capsys.readouterr().out


def test_a_folder_without_results_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--arrays", str(tmp_path)]) == 2
    assert "there is no result" in capsys.readouterr().err


def test_no_file_at_all_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert "no file is given" in capsys.readouterr().err
