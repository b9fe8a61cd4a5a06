"""derive new: a commented spec from words, and questions where a person can answer."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from derive.cli import main
from derive.network.build import build
from derive.spec.read import read_spec

LENET = ["--input", "28x28x1", "--layer", "conv 8 3 padding=same", "--layer", "relu", "--layer", "flatten"]
END = ["--layer", "dense 10", "--layer", "softmax", "--loss", "cross_entropy"]


def test_a_spec_from_words_is_read_back_as_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lenet.yaml"
    assert main(["new", str(path), *LENET, *END]) == 0
    model = build(read_spec(path))
    assert [layer.kind.kind for layer in model.layers] == ["conv", "relu", "flatten", "dense", "softmax"]
    assert model.shape(model.output)[1:] == (10,)
    assert model.shape(model.layers[0].output)[1:] == (8, 28, 28)
    assert model.loss is not None
    text = path.read_text()
    assert "  # conv: a stack of filters" in text
    assert "# stride 1, dilation 1, groups 1, bias true" in text
    assert (tmp_path / "derive.schema.json").read_text().startswith("{")


def test_a_spec_that_exists_is_kept_without_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lenet.yaml"
    path.write_text("mine")
    assert main(["new", str(path), *LENET, *END]) == 2
    assert path.read_text() == "mine"
    assert capsys.readouterr().err == f"{path}: exists already\n  --force overwrites, or choose another name\n"
    assert main(["new", str(path), *LENET, *END, "--force"]) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--input", "28", "--layer", "conv 3"], "conv needs kernel\n  for example: conv 3 3"),
        (["--input", "28x28", "--layer", "cnv 3 3"], "layer 'cnv' is not known\n  did you mean `conv`?"),
        (["--input", "28x28", "--layer", "conv 3 3 3"], "'3' is one too many"),
        (["--input", "28x28", "--layer", "conv 3 3 pading=1"], "did you mean `padding`?"),
        (["--input", "28x28", "--layer", "conv 3 300"], "kernel 300 does not fit its input of 28"),
        (["--input", "28,28", "--layer", "relu"], "input '28,28' is no size"),
        (["--input", "4", "--layer", "relu", "--loss", "hinge"], "loss 'hinge' is not known"),
        (["--input", "4", "--layer", ""], "layer '' is not known"),
        (["--input", "4", "--layer", "dense {3}"], "units"),
        ([], "say --input and --layer, or answer at a terminal"),
    ],
)
def test_words_that_make_no_spec_are_refused_and_nothing_is_written(
    words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["new", str(tmp_path / "net.yaml"), *words]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_questions_are_asked_again_until_the_answer_fits(tmp_path: Path) -> None:
    answers = ["A title", "6by6", "6x6", "conv 2 9", "conv 2 3", "flaten", "flatten", "", "hinge", "mean_squared_error"]
    keyboard, terminal = pty.openpty()
    os.write(keyboard, "\n".join([*answers, ""]).encode())
    command = [sys.executable, "-m", "derive.cli", "new", str(tmp_path / "net.yaml")]
    run = subprocess.run(command, stdin=terminal, capture_output=True, text=True, timeout=60, check=False)
    os.close(keyboard)
    os.close(terminal)
    log = run.stderr
    assert run.returncode == 0, log
    model = build(read_spec(tmp_path / "net.yaml"))
    assert [layer.kind.kind for layer in model.layers] == ["conv", "flatten"]
    assert model.spec.title == "A title"
    assert "conv1 gives 2 × 4 × 4" in log
    assert "kernel 9 does not fit its input of 6" in log
    assert "did you mean `flatten`?" in log


@pytest.mark.parametrize("name", ["-", ".", "folder/.."])
def test_a_spec_is_written_to_a_file_that_has_a_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", name, *LENET, *END]) == 2
    assert "names none; give a name such as lenet.yaml" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
