"""`derive check`."""

import json
from pathlib import Path

import pytest

from derive.cli import main
from tests.docs.test_snippets import contains

ROOT = Path(__file__).parents[2]
SHOWN = "tests/diagnosis/shown/stride.py"


def test_the_documents_example_is_what_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check", SHOWN, "--width", "80"]) == 1
    printed = [line.rstrip() for line in capsys.readouterr().out.split("\n")]
    assert all(len(line) <= 80 for line in printed)
    texts = [(ROOT / name).read_text("utf-8") for name in ("docs/check.md", "README.md")]
    blocks = [text.split(f"$ derive check {SHOWN}\n")[1].split("```")[0] for text in texts]
    for part in (part for block in blocks for part in block.split("...\n")):
        assert contains(printed, [line.rstrip() for line in part.strip("\n").split("\n")]), part


def test_a_hint_asks_and_does_not_tell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check", SHOWN, "--hint"]) == 1
    text = capsys.readouterr().out
    assert "Ask: Where does the second window start" in text
    assert "window.stride-missing" not in text
    assert "this code" not in text
    assert main(["check", SHOWN, "--level", "1"]) == 1
    assert "Ask:" not in capsys.readouterr().out


def test_json_says_which_mistake_and_where(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check", SHOWN, "--json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    (layer,) = file["layers"]
    said = {each["output"]: (each["verdict"], each["mistakes"], each["where"]) for each in layer["outputs"]}
    assert (layer["layer"], layer["verdict"]) == ("conv", "wrong")
    assert said["W"] == ("wrong", ["window.stride-missing"], "where the stride is not 1")
    assert said["x"] == ("right", [], "")


def test_right_code_ends_with_0_and_notebooks_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = ROOT / "tests/diagnosis/corpus/channels_last.py"
    source = ["%matplotlib inline\n", *right.read_text("utf-8").splitlines(keepends=True)]
    cells = [{"cell_type": "markdown", "source": ["# Convolution"]}, {"cell_type": "code", "source": source}]
    book = tmp_path / "book.ipynb"
    book.write_text(json.dumps({"nbformat": 4, "cells": cells}), "utf-8")
    assert main(["check", str(book)]) == 0
    assert "all right" in capsys.readouterr().out


def test_functions_of_any_name_are_named_by_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.py"
    file.write_text("import numpy as np\ndef f(a): return np.tanh(a)\ndef g(da, a): return da * (1 - a**2)\n", "utf-8")
    assert main(["check", str(file), "--layer", "tanh", "--forward", "f", "--backward", "g"]) == 1
    assert "elementwise.slope-at-input" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--forward", "f"], "--layer (none)"),
        (["--layer", "convv", "--forward", "f"], "take one of"),
        (["--layer", "conv"], "say which functions"),
    ],
)
def test_options_that_do_not_belong_together_are_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", SHOWN, *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.py"]) == 2
    assert "nowhere.py" in capsys.readouterr().err
