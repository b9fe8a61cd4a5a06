"""`derive sizes` and `derive layers`."""

import json

import pytest

from derive.cli import main
from derive.layers.catalogue import LAYERS, LOSSES
from tests.cli.golden_files import SPECS
from tests.cli.run_derive import run_derive

SYMBOLIC = str(SPECS / "symbolic_conv.yaml")


def test_json_has_formulas_and_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sizes", str(SPECS / "sigmoid_cnn.yaml"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["parameters"], data["multiply_adds"], data["bytes"]) == (51, 315, 496)
    first = data["layers"][0]
    assert first["sizes"]["n_h[1]"] == "floor((n_h^[0] + 2p^[1] - f^[1])/s^[1]) + 1"
    assert first["multiply_adds"]["value"] == 288
    assert first["receptive_field"] == [3, 3]


def test_named_sizes_stay_formulas_and_fit_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sizes", SYMBOLIC, "--width", "80"]) == 0
    text = capsys.readouterr().out
    assert all(len(line) <= 80 for line in text.split("\n"))
    assert "  parameters     K + K·C·f²\n" in text


def test_a_wide_output_gets_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sizes", SYMBOLIC, "--width", "160"]) == 0
    (row,) = (line for line in capsys.readouterr().out.split("\n") if line.startswith("conv1  conv"))
    assert row.split("  ")[2].strip() == "(K, n^[1], n^[1])"


def test_bound_sizes_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = {"n": 28, "C": 1, "K": 28, "f": 3, "s": 1, "p": 0}
    options = [part for name, value in numbers.items() for part in ("--bind", f"{name}={value}")]
    assert main(["sizes", SYMBOLIC, *options, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parameters"] == 280


def test_the_catalogue_prints_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layers", "--width", "80"]) == 0
    lines = capsys.readouterr().out.split("\n")
    for kind in (*LAYERS, *LOSSES):
        assert kind.kind in lines


def test_one_kind_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layers", "--layer", "conv", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [section["title"] for section in data["sections"]] == ["conv"]


def test_an_unknown_kind_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layers", "--layer", "Conv"]) == 2
    assert capsys.readouterr().err.startswith("there is no layer or loss `Conv`\n  did you mean `conv`? there are: ")


def test_the_catalogue_in_an_ascii_locale() -> None:
    done = run_derive("layers", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "\\u" not in done.stdout
