"""derive export: files written once, whole, and never over others unasked."""

from pathlib import Path

import pytest

from derive.cli import main
from derive.errors import MissingExtraError
from derive.export.extras import require

SPEC = "specs/pooling_max.yaml"


def test_files_are_written_and_named_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", SPEC, "--to", "latex", "-o", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / "pooling_max.tex")]
    assert r"\end{document}" in (tmp_path / "pooling_max.tex").read_text()


def test_a_file_that_exists_is_kept_without_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "pooling_max.tex"
    kept.write_text("mine")
    assert main(["export", SPEC, "--to", "latex", "-o", str(tmp_path)]) == 2
    assert kept.read_text() == "mine"
    assert f"{kept}: exists already\n  --force overwrites" in capsys.readouterr().err
    assert main(["export", SPEC, "--to", "latex", "-o", str(tmp_path), "--force"]) == 0
    assert kept.read_text() != "mine"


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", SPEC, "--to", "word", "-o", str(tmp_path)]) == 2
    assert "--to word: expected one of " in capsys.readouterr().err


def test_a_missing_package_is_named_with_the_extra_that_brings_it() -> None:
    with pytest.raises(MissingExtraError, match=r'package no_such_package .*\n  pip install "derive\[pdf\]"'):
        require("no_such_package", "pdf")


def test_thirty_students_get_a_worksheet_and_a_key_each(tmp_path: Path) -> None:
    options = ["--to", "worksheet", "--to", "key", "--as", "latex", "--students", "30", "--seed", "7"]
    assert main(["export", "specs/mlp_sigmoid.yaml", *options, "-o", str(tmp_path)]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 60
    assert names[0] == "mlp_sigmoid-key-01.tex"
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 60


def test_an_unknown_medium_is_refused_with_the_known_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", SPEC, "--to", "key", "--as", "paper", "-o", str(tmp_path)]) == 2
    assert "--as paper: expected one of " in capsys.readouterr().err
