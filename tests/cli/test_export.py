"""derive export: files written once, whole, and never over others unasked."""

import sys
from pathlib import Path

import pytest

from derive.cli import main
from derive.errors import MissingExtraError
from derive.export.catalogue import FORMATS
from derive.export.extras import require
from derive.export.media import MEDIA
from derive.report.pages import UNVERIFIED

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


def test_a_missing_package_is_named_by_its_own_name() -> None:
    with pytest.raises(MissingExtraError) as caught:
        require("no_such_package.inside")
    assert str(caught.value) == "the package no_such_package is not installed\n  pip install no_such_package"


def test_all_formats_without_optional_packages_are_all_but_those_that_need_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setitem(sys.modules, "nbformat", None)
    monkeypatch.setitem(sys.modules, "nbformat.v4", None)
    assert main(["export", SPEC, "--to", "all", "-o", str(tmp_path), "--no-verify"]) == 0
    pip = "is not installed; pip install"
    assert capsys.readouterr().err.splitlines() == [
        f"left out: pdf, slides, worksheet as pdf, key as pdf: the package typst {pip} typst",
        f"left out: notebook, worksheet as notebook, key as notebook: the package nbformat {pip} nbformat",
    ]
    written = {path.suffix for path in tmp_path.iterdir()}
    assert written == {".html", ".typ", ".md", ".tex", ".py", ".svg", ".mmd", ".dot"}
    told = [path for path in tmp_path.iterdir() if "NOT VERIFIED" in path.read_text("utf-8")]
    assert len(told) == len(list(tmp_path.iterdir())) - 1  # the picture on the slides is a part of them
    assert {path.name for path in tmp_path.glob("*worksheet*")} == {
        "pooling_max-worksheet.html",
        "pooling_max-worksheet.tex",
    }


def test_a_format_that_was_asked_for_by_name_and_is_left_out_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    wanted = ["--to", "pdf", "--to", "python"]
    assert main(["export", SPEC, *wanted, "-o", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["pooling_max.py"]


def test_material_that_was_not_verified_says_so_first(tmp_path: Path) -> None:
    wanted = ["--to", "html", "--to", "latex", "--to", "slides-source", "--to", "typst"]
    assert main(["export", SPEC, *wanted, "--no-verify", "-o", str(tmp_path)]) == 0
    texts = {path.name: path.read_text() for path in tmp_path.iterdir() if path.suffix != ".svg"}
    assert len(texts) == 5
    for name, text in texts.items():
        assert UNVERIFIED in text, name
        assert text.index(UNVERIFIED) < text.index("Sizes"), name


@pytest.mark.parametrize("command", ["report", "prove"])
def test_a_command_writes_to_its_own_folder_where_none_is_named(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "one.yaml"
    spec.write_text("input: {features: 2}\nlayers: [relu]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main([command, "one.yaml"]) == 0
    assert list((tmp_path / {"report": "reports", "prove": "proofs"}[command]).iterdir())


def test_an_output_folder_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", SPEC, "--to", "latex", "-o", ""]) == 2
    assert "an empty name, expected a folder to write to" in capsys.readouterr().err
    assert main(["export", SPEC, "--to", "latex", "-o", "/dev/null"]) == 2
    assert "/dev/null is no folder, expected a folder to write to" in capsys.readouterr().err


def test_the_help_lists_every_format_and_every_medium(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert f"{', '.join(each.name for each in FORMATS)}, or all;" in words
    assert all(medium.name in words.partition("--as")[2] for medium in MEDIA)


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


def test_brief_writes_a_short_handout_beside_the_long_one(tmp_path: Path) -> None:
    assert main(["export", SPEC, "--to", "typst", "--brief", "--no-verify", "-o", str(tmp_path)]) == 0
    long, short = (tmp_path / f"pooling_max{end}.typ" for end in ("", "-brief"))
    assert len(short.read_text()) < len(long.read_text())


def test_layer_wrt_and_steps_choose_what_a_document_holds(tmp_path: Path) -> None:
    chosen = ["--wrt", "out.W", "--no-verify", "-o", str(tmp_path)]
    assert main(["export", "specs/sigmoid_cnn.yaml", "--to", "latex", *chosen]) == 0
    text = (tmp_path / "sigmoid_cnn.tex").read_text()
    assert "derivative by out.W" in text
    assert r"\section{conv1" not in text


def test_an_option_that_would_do_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", SPEC, "--to", "python", "--steps", "-o", str(tmp_path)]) == 2
    assert "--steps changes nothing in these formats; it is for --to html, pdf, slides" in capsys.readouterr().err
    assert main(["export", SPEC, "--to", "html", "--brief", "-o", str(tmp_path)]) == 2
    assert "--brief changes nothing in these formats; it is for --to pdf, typst" in capsys.readouterr().err


def test_points_are_printed_where_they_are_wanted(tmp_path: Path) -> None:
    wanted = ["--to", "worksheet", "--to", "key", "--as", "latex", "-o", str(tmp_path)]
    assert main(["export", SPEC, *wanted]) == 0
    plain = [path.read_text() for path in sorted(tmp_path.iterdir())]
    assert main(["export", SPEC, *wanted, "--points", "--force"]) == 0
    pointed = [path.read_text() for path in sorted(tmp_path.iterdir())]
    assert not any("points)" in text for text in plain)
    assert all("points)" in text for text in pointed)
