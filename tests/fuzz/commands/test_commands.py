"""A hundred commands of the fuzzer; `make fuzz-commands` runs 20,000, and 500 of them as processes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from derive.cli import border
from tests.fuzz.commands.__main__ import told
from tests.fuzz.commands.case import Case, case, clean, failure, failure_of_process, judged, workplace
from tests.fuzz.commands.surroundings import Surroundings

PLAIN = Surroundings(None, "kept", "utf-8", {})


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with workplace() as made:
        yield made


@pytest.mark.parametrize("seed", range(4))
def test_twenty_five_commands_end_as_commands_should(seed: int, folder: Path) -> None:
    failures = []
    for number in range(25):
        found = case(seed, number)
        reason = failure(found)
        clean(folder)
        failures += [told(seed, number, found, reason)] if reason else []
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("stdout", ["kept", "closed", "broken"])
def test_a_command_in_a_process_of_its_own_ends_so_too(stdout: str, folder: Path) -> None:
    assert failure_of_process(Case(("sizes", "dense.yaml"), replace(PLAIN, stdout=stdout, encoding="ascii"))) is None


@pytest.mark.parametrize(
    "words",
    [
        ("show", "self.yaml", "--bind", "self=3"),
        ("train", "softmax.yaml", "--data", "zero.npz"),
        ("train", "softmax.yaml", "--data", "single.npz"),
        ("show", "relu.yaml", "--layer", "\x1b[31m"),
        ("sizes", "named.yaml", "--bind", "n=" + "9" * 5000),
        ("train", "softmax.yaml", "--data", "good.npz", "--validation", "9" * 5000),
        ("train", "softmax.yaml", "--data", "good.npz", "--learning-rate", "inf"),
        ("export", "dense.yaml", "--to", "all", "-o", "out", "--no-verify"),
        ("report", "caf\udce9.yaml", "-o", "out", "-j", "1"),
        ("show", "wrong.yaml"),
        ("export", "relu.yaml", "--to", "python", "-o", "\0"),
        ("new", "\0", "--input", "4", "--layer", "relu"),
    ],
)
def test_what_once_was_an_internal_error_is_none(words: tuple[str, ...], folder: Path) -> None:
    assert failure(Case(words, PLAIN)) is None
    clean(folder)


def test_a_crash_an_internal_error_and_an_empty_refusal_are_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(arguments: object) -> int:
        raise ZeroDivisionError("by 0")

    monkeypatch.setattr(border, "run", crash)
    assert "ZeroDivisionError" in str(failure(Case((), PLAIN)))
    assert judged(3, b"") == "exit code 3: "
    assert judged(0, b"Traceback (most recent call last)") is not None
    assert judged(2, b"") == "exit code 2 without a word"
    assert judged(2, b"\x1b[31m") is not None
    assert judged(2, b"x: there is no such file\n") is None


def test_the_same_seed_and_number_give_the_same_command() -> None:
    assert case(3, 14) == case(3, 14)
    assert len({case(3, number).words for number in range(50)}) > 45
