"""`derive verify` at the shell: exit codes, JSON, quiet."""

import json
from pathlib import Path

import pytest

import derive.verification.run as run
from derive.cli.border import main
from derive.verification.record import FOR_ALL_SIZES, Check, Kind, Verdict

SPEC = "input: {features: 2}\nlayers:\n  - relu\n"


@pytest.fixture
def spec(tmp_path: Path) -> str:
    path = tmp_path / "net.yaml"
    path.write_text(SPEC)
    return str(path)


def test_everything_verified_is_exit_code_0(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", spec]) == 0
    out = capsys.readouterr().out
    assert "verified" in out
    assert "ok:" in out


@pytest.mark.parametrize("verdict", [Verdict.FAILED, Verdict.COULD_NOT_RUN])
def test_a_failing_check_is_exit_code_1_and_quiet_shows_it(
    spec: str, verdict: Verdict, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = Check(Kind.ENGINE, "relu1", "claim", verdict, "3 entries", reason="too far")
    monkeypatch.setattr(run, "check_against_engine", lambda case: [bad])
    assert main(["verify", "-q", spec]) == 1
    out = capsys.readouterr().out
    assert "too far" in out
    assert "NOT VERIFIED" in out
    assert "sizes:" not in out


def test_quiet_is_one_line_where_all_is_well(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "-q", spec]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_spec_error_and_a_missing_spec_are_exit_code_2(tmp_path: Path, spec: str) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("layers: 3\n")
    assert main(["verify", str(broken)]) == 2
    assert main(["verify", spec, str(broken)]) == 2
    assert main(["verify"]) == 2


def test_json_has_every_check_with_its_figures(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--json", spec]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert set(record) == {"network", "ok", "counts", "checks", "marks"}
    assert {check["check"] for check in record["checks"]} == {kind.value for kind in Kind}
    keys = {"check", "subject", "claim", "verdict", "figure", "measured", "reason"}
    assert all(set(check) == keys for check in record["checks"])


def test_what_is_recorded_for_all_sizes_stands_behind_the_checks(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", spec]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f"recorded: {FOR_ALL_SIZES}" in out
    assert "relu1 proved for all sizes (relu_" in out
