"""`make headline`: five seeds, one report; it goes on after an interruption and tells whether the goal is met."""

import json
from pathlib import Path

import pytest

from benchmarks.headline.__main__ import main
from benchmarks.headline.page import figures
from tests.training.small import write_folder

SPEC = """\
name: small
input: {channels: 1, height: 7, width: 5}
layers: [flatten, {dense: {units: 3}}, softmax]
loss: cross_entropy
train: {epochs: 2, batch: 8, validation: 5, optimiser: {adam: {learning_rate: 0.05}}}
"""


def command(folder: Path, *more: str) -> list[str]:
    (folder / "small.yaml").write_text(SPEC)
    data = write_folder(folder / "data")
    words = ["--data", str(data), "--spec", str(folder / "small.yaml"), "--runs", str(folder / "runs")]
    return [*words, "--out", str(folder / "out"), *more]


def test_five_seeds_are_trained_and_told_with_mean_and_spread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(command(tmp_path))
    report = json.loads((tmp_path / "out/headline.json").read_text())
    assert code == (0 if report["figures"]["goal"]["met"] else 1)
    assert [result["seed"] for result in report["seeds"]] == [1, 2, 3, 4, 5]
    assert all(len(result["epochs"]) == 2 for result in report["seeds"])
    accuracies = [result["test"]["accuracy"] for result in report["seeds"]]
    assert len({result["test"]["loss"] for result in report["seeds"]}) == 5, "seeds differ"
    assert report["figures"]["accuracy"]["mean"] == pytest.approx(sum(accuracies) / 5)
    assert (report["data"]["training"], report["data"]["held out"], report["data"]["test"]) == (38, 5, 11)
    page = (tmp_path / "out/headline.md").read_text()
    assert f"| 3 | {100 * accuracies[2]:.2f} % |" in page
    assert "seed 5" in capsys.readouterr().out


def test_a_second_call_trains_nothing_again_and_writes_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(command(tmp_path, "--seeds", "1", "2"))
    first = (tmp_path / "out/headline.json").read_bytes()
    monkeypatch.setattr("benchmarks.headline.run._trained", None)
    main(command(tmp_path, "--seeds", "1", "2"))
    assert (tmp_path / "out/headline.json").read_bytes() == first


def test_the_report_names_no_path_of_the_data(tmp_path: Path) -> None:
    main(command(tmp_path, "--seeds", "1"))
    assert str(tmp_path / "data") not in (tmp_path / "out/headline.json").read_text()
    assert str(tmp_path / "data") not in (tmp_path / "out/headline.md").read_text()


@pytest.mark.parametrize(
    ("accuracy", "loss", "met"), [(0.98731, 0.04999, True), (0.98729, 0.01, False), (0.99, 0.0501, False)]
)
def test_the_goal_is_met_by_the_means_alone(accuracy: float, loss: float, met: bool) -> None:
    results = [{"test": {"accuracy": accuracy + far, "loss": loss}} for far in (-0.001, 0.0, 0.001)]
    found = figures(results)
    assert found["goal"]["met"] is met
    assert found["accuracy"]["deviation"] == pytest.approx(0.001)


def test_data_that_are_not_there_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = command(tmp_path)
    assert main([*words, "--data", str(tmp_path / "none")]) == 2
    assert "there is nothing" in capsys.readouterr().err
