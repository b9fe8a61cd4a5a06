"""`derive train` as a person meets it: out of the box, interrupted, gone on with, refused."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derive import files
from derive.cli import main
from derive.cli.training_progress import Bar, duration
from derive.training import loop
from derive.training.loop import beginning, run
from tests.cli.run_derive import run_derive
from tests.training.small import job, write_folder

ROOT = Path(__file__).parents[2]
SPEC = str(ROOT / "specs" / "learn_edge_filter.yaml")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Shell:
    """derive in this process, which starts in no time: its exit code, and what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = main(["train", *arguments])
        return code, *self.capsys.readouterr()


@pytest.fixture
def train(here: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def network(folder: Path) -> str:
    """A spec for the small digits, with dropout and batch norm."""
    path = folder / "small.yaml"
    path.write_text(
        "input: {channels: 1, height: 7, width: 5}\nlayers: [{conv: {filters: 2, kernel: 3, bias: false}}, batch_norm,"
        " relu, flatten, {dropout: {rate: 0.3}}, {dense: {units: 3}}, softmax]\nloss: cross_entropy\n"
        "train: {epochs: 2, batch: 8, validation: 5, optimiser: adam}\n"
    )
    return str(path)


def test_without_data_it_learns_to_detect_edges_and_says_by_which_rule(here: Path) -> None:
    done = run_derive("train", SPEC)
    assert (done.returncode, done.stderr) == (0, "")
    assert "W^[1][k, c, u, v] := W^[1][k, c, u, v] − α · ∂J/∂W^[1][k, c, u, v]" in done.stdout
    assert "gradient descent (Robbins and Monro 1951)" in done.stdout
    before, after = done.stdout.index("before"), done.stdout.index("≈")
    assert before < after
    assert "the true one" in done.stdout
    assert sorted(path.name for path in (here / "runs" / "learn-edge-filter").iterdir()) == [
        "checkpoint.npz",
        "curves.svg",
        "history.json",
    ]
    history = json.loads((here / "runs/learn-edge-filter/history.json").read_text())
    assert [len(history["epochs"]), history["epochs"][0]["training"]["accuracy"]] == [20, None]
    assert history["epochs"][-1]["training"]["loss"] < 1e-6


def test_another_optimiser_is_told_by_its_own_formulas(train: Shell) -> None:
    _, printed, _ = train(SPEC, "--optimiser", "adam", "--epochs", "1")
    assert "Adam (Kingma and Ba 2015, algorithm 1)" in printed
    assert "G_W^[1][k, c, u, v] := β_1 · G_W^[1][k, c, u, v]" in printed
    assert "W^[1][k, c, u, v] := W^[1][k, c, u, v] − α · Ĝ_W^[1][k, c, u, v]" in " ".join(printed.split())
    assert "weight_decay" not in printed


def test_ascii_output_has_no_other_signs(here: Path) -> None:
    done = run_derive("train", SPEC, "--epochs", "1", "--optimiser", "adam", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "\\u" not in done.stdout


def test_the_same_command_gives_the_same_files_and_may_be_repeated(here: Path, train: Shell) -> None:
    spec, data = network(here), str(write_folder(here / "data"))
    first = train(spec, "--data", data)
    contents = {path.name: path.read_bytes() for path in (here / "runs/small").iterdir()}
    again = run_derive("train", spec, "--data", data, PYTHONHASHSEED="7")
    assert first == (0, again.stdout, "")
    assert {path.name: path.read_bytes() for path in (here / "runs/small").iterdir()} == contents


def test_another_run_in_the_folder_is_not_written_over_unasked(here: Path, train: Shell) -> None:
    spec, data = network(here), str(write_folder(here / "data"))
    train(spec, "--data", data)
    code, _, told = train(spec, "--data", data, "--seed", "1")
    assert code == 2
    assert told == (
        "runs/small/checkpoint.npz: holds another run: seed 0 there, 1 here\n"
        "  give another folder with -o, or --force to write over it\n"
    )
    assert train(spec, "--data", data, "--seed", "1", "--force")[0] == 0
    assert train(spec, "--data", data, "-o", "other")[0] == 0


def interrupted(arguments: list[str], after: str) -> tuple[int, str, str]:
    """Ctrl-C as soon as a line that begins with `after` was printed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "derive.cli", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    printed = ""
    while not printed.split("\n")[-2:][0].lstrip().startswith(after):
        line = process.stdout.readline()
        assert line, "ended before it could be interrupted"
        printed += line
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    return process.returncode, printed + rest, errors


def test_ctrl_c_saves_and_tells_how_to_go_on_and_that_leads_to_the_same_bits(here: Path, train: Shell) -> None:
    spec, data = network(here), str(write_folder(here / "data"))
    code, printed, errors = interrupted(["train", spec, "--data", data, "--epochs", "100000"], "2 ")
    assert code == 130
    assert "interrupted in epoch " in errors
    assert f"saved to runs/small/checkpoint.npz\n  go on with: derive train {spec} --data {data} --epochs" in errors
    assert errors.rstrip().endswith("--resume")

    code, _, told = train(spec, "--data", data)
    assert code == 2, "an unfinished run is not written over unasked"
    assert "holds an unfinished run" in told
    assert "go on with --resume" in told

    reached = max(int(line.split()[0]) for line in printed.split("\n") if line.strip()[:1].isdigit())
    goal = str(reached + 2)
    assert train(spec, "--data", data, "--epochs", goal, "--resume")[0] == 0
    assert train(spec, "--data", data, "--epochs", goal, "-o", "whole")[0] == 0
    assert (here / "runs/small/checkpoint.npz").read_bytes() == (here / "whole/checkpoint.npz").read_bytes()


def test_an_interruption_within_an_epoch_is_saved_where_it_came(
    here: Path, train: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec, data, honest = network(here), str(write_folder(here / "data")), loop.step
    train(spec, "--data", data, "-o", "whole")
    calls = []

    def interrupting(*arguments: Any) -> loop.Moment:
        calls.append(None)
        if len(calls) == 8:
            raise KeyboardInterrupt
        return honest(*arguments)

    monkeypatch.setattr(loop, "step", interrupting)
    code, _, errors = train(spec, "--data", data)
    assert code == 130
    assert "interrupted in epoch 2 of 2, after 2 of 5 batches; saved to runs/small/checkpoint.npz" in errors
    with np.load(here / "runs/small/checkpoint.npz", allow_pickle=False) as held:
        about = json.loads(str(held["about"]))
    assert (about["epoch"], about["batch"]) == (1, 2)
    monkeypatch.setattr(loop, "step", honest)
    assert train(spec, "--data", data, "--resume")[0] == 0
    assert (here / "runs/small/checkpoint.npz").read_bytes() == (here / "whole/checkpoint.npz").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--resume"], "runs/learn-edge-filter/checkpoint.npz: there is no checkpoint to go on with"),
        (["--epochs", "0"], "epochs: 0, expected a whole number of 1 or more"),
        (["--optimiser", "adm"], "did you mean `adam`?"),
        (["--validation", "512"], "validation holds out 512 of 512 examples"),
        (["--data", "nowhere"], "nowhere: there is nothing\n  expected a folder with train-images-idx3-ubyte"),
        (["-o", "file/run"], "file/run/checkpoint.npz: cannot be written: Not a directory\n  make room, or give -o"),
        (["--learning-rate", "1e30"], "training has run away\n  try a smaller learning rate than 1e+30"),
    ],
)
def test_what_cannot_be_done_is_refused_without_a_traceback(
    here: Path, train: Shell, arguments: list[str], told: str
) -> None:
    (here / "file").write_text("")
    code, _, errors = train(SPEC, *arguments)
    assert code == 2
    assert told in errors
    assert "Traceback" not in errors


def test_a_damaged_checkpoint_is_refused_and_stays(here: Path, train: Shell) -> None:
    train(SPEC, "--epochs", "1")
    path = here / "runs/learn-edge-filter/checkpoint.npz"
    path.write_bytes(path.read_bytes()[:-30])
    damaged = path.read_bytes()
    for arguments in (("--resume",), ()):
        code, _, errors = train(SPEC, "--epochs", "1", *arguments)
        assert code == 2
        assert "not a readable .npz file" in errors
    assert path.read_bytes() == damaged


def test_a_full_disk_leaves_the_last_checkpoint_whole(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, calls, honest = here / "runs/learn-edge-filter/checkpoint.npz", [], files.replace

    def full(target: Path, data: bytes) -> None:
        calls.append(target)
        if len(calls) > 3:
            raise OSError(28, "No space left on device")
        honest(target, data)

    monkeypatch.setattr(files, "replace", full)
    assert main(["train", SPEC, "--epochs", "5"]) == 2
    assert (
        "checkpoint.npz: cannot be written: No space left on device\n"
        "  the last whole checkpoint is still there; make room and go on with --resume" in capsys.readouterr().err
    )
    with np.load(kept, allow_pickle=False) as held:
        assert json.loads(str(held["about"]))["epoch"] == 2
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert main(["train", SPEC, "--epochs", "5", "--resume"]) == 0


def test_the_bar_tells_epoch_loss_accuracy_and_time_left() -> None:
    own, shown, seconds = job(), [], iter(range(0, 1000, 2))
    bar = Bar(own, shown.append, unicode=False, clock=lambda: float(next(seconds)))
    for moment in run(own, beginning(own)):
        bar.watch(moment)
    assert shown[0].startswith("epoch 1/3 ###.............  20 %  loss ")
    assert "accuracy " in shown[0]
    assert shown[0].endswith("%  0:28 left")  # 2 s for the first of 15 steps
    assert shown[5] == "", "an epoch's end clears the line"
    assert max(map(len, shown)) < 80


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0:00"), (59.6, "1:00"), (725, "12:05"), (3720, "1:02:00")])
def test_durations_are_written_as_clocks_show_them(seconds: float, text: str) -> None:
    assert duration(seconds) == text
