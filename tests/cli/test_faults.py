"""`derive faults`."""

import json
from pathlib import Path

import pytest

import derive.verification.trial
from derive.cli import main
from tests.cli.run_derive import run_derive

SMALL = "input: {features: 2}\nlayers: [tanh]\n"


@pytest.fixture
def spec(tmp_path: Path) -> str:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def test_a_network_gets_its_counts(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", spec, "--width", "80"]) == 0
    text = capsys.readouterr().out
    assert "10 of 10 are killed; none is equivalent; none escaped." in text
    assert all(len(line) <= 80 for line in text.split("\n"))


def test_json_has_a_row_for_every_fault(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", spec, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["counts"] == {"applicable": 10, "killed": 10, "equivalent": 0, "escaped": 0}
    first = data["rows"][0]
    assert list(first) == [
        "network", "layer", "fault", "formula", "applicable", "killed", "equivalent", "configuration", "proof",
    ]  # fmt: skip
    assert (first["network"], first["layer"], first["fault"]) == ("small", "tanh1", "elementwise.activation-missing")


def test_one_fault_is_explained_with_right_and_wrong_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--show", "window.stride-missing", "--width", "120"]) == 0
    text = capsys.readouterr().out
    assert "x[m, c, s_h·i+u, s_w·j+v]" in text
    assert "x[m, c, i+u, j+v]" in text
    assert "conv(filters 1, kernel 1, stride 2) on 1x1x3, batch 3" in text
    assert "Ask: Where does the second window start" in text


def test_an_unknown_fault_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--show", "stride"]) == 2
    assert "window.stride-" in capsys.readouterr().err


def test_page_and_rows_are_written_the_same_each_time(spec: str, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert main(["faults", spec, "-o", str(tmp_path / folder)]) == 0
    for name in ("faults.md", "faults.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_rows_do_not_depend_on_the_hash_seed(spec: str) -> None:
    one, two = (run_derive("faults", spec, "--json", PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert one == two != ""


def test_a_mistake_that_escapes_gives_exit_code_1(
    spec: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derive.verification.trial, "check_numbers", lambda case: iter(()))
    assert main(["faults", spec, "--width", "200"]) == 1
    text = capsys.readouterr().out
    assert "Holes" in text
    assert "elementwise.slope-missing" in text


def test_a_spec_with_an_error_is_reported_as_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml" in capsys.readouterr().err
