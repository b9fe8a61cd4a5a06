"""What derive says of a certificate is what the proof assistant said; tried with programs that stand for it."""

import json
import os
import stat
from pathlib import Path

import pytest

from derive.proof.certificate import library
from tests.cli.run_derive import run_derive

SPEC = "specs/mlp_sigmoid.yaml"
MODEL = "Axioms:\\nFunctionalExtensionality.functional_extensionality_dep : forall A"  # all that a model may rest on
ACCEPTS = (
    'case "$5" in [A-Z]*) ;; *) echo "Closed under the global context";; esac\n'
    f'case "$5" in *_ground.v) printf "{MODEL}\\n";; esac'
)


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A program in the place of coqc that does what the test says; none at all for an empty text."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("DERIVE_CACHE", str(tmp_path / "cache"))

    def place(text: str) -> None:
        if text:
            program = programs / "coqc"
            program.write_text(f"#!/bin/sh\n{text}\n")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin" if text else str(programs))

    return place


def judgements(folder: Path, *options: str) -> tuple[int, list[str], list[str]]:
    done = run_derive("prove", SPEC, "-o", str(folder / "proofs"), "--json", "--jobs", "1", *options)
    found = json.loads(done.stdout)
    return done.returncode, [each["judgement"] for each in found], [each["reason"] for each in found]


def test_accepted_certificates_are_proved(tmp_path: Path, assistant) -> None:  # type: ignore[no-untyped-def]
    assistant(ACCEPTS)
    code, found, _ = judgements(tmp_path)
    assert (code, set(found)) == (0, {"proved for all sizes"})


def test_a_refused_certificate_is_a_failure_with_the_assistants_words(tmp_path: Path, assistant) -> None:  # type: ignore[no-untyped-def]
    assistant(f'case "$5" in dense_????????.v) echo "not a valid ring equation" >&2; exit 1;; esac\n{ACCEPTS}')
    code, found, reasons = judgements(tmp_path)
    assert code == 1
    assert found.count("refused") == sum(reason == "not a valid ring equation" for reason in reasons) == 1


def test_a_certificate_that_rests_on_an_axiom_is_refused(tmp_path: Path, assistant) -> None:  # type: ignore[no-untyped-def]
    assistant('echo "Axioms: magic"')
    code, found, reasons = judgements(tmp_path)
    assert (code, set(found)) == (1, {"refused"})
    assert "Axioms: magic" in reasons[0]


def test_a_certificate_that_takes_too_long_is_out_of_time(tmp_path: Path, assistant) -> None:  # type: ignore[no-untyped-def]
    assistant(f'case "$5" in dense_????????.v) exec sleep 60;; esac\n{ACCEPTS}')
    code, found, _ = judgements(tmp_path, "--seconds", "5")
    assert (code, found.count("out of time")) == (1, 1)


def test_without_an_assistant_nothing_is_proved(tmp_path: Path, assistant) -> None:  # type: ignore[no-untyped-def]
    assistant("")
    done = run_derive("prove", SPEC, "-o", str(tmp_path / "proofs"))
    assert done.returncode == 1
    assert "proved" not in done.stdout
    assert "nothing was checked: coqc is not installed" in done.stderr
    assert run_derive("prove", SPEC, "-o", str(tmp_path / "others"), "--write-only").returncode == 0


def test_a_structure_has_one_certificate_and_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        assert run_derive("prove", SPEC, "-o", str(tmp_path / name), "--write-only").returncode == 0
        written.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert written[0] == written[1]
    libraries = {name for name in written[0] if name[0].isupper()}
    assert all(written[0].pop(name).decode() == library(name) for name in sorted(libraries))
    kinds = sorted(name.partition("_")[0] for name in written[0] if not name.endswith("_ground.v"))
    assert kinds == ["dense", "mean", "network", "sigmoid"], "two dense layers of one structure share a file"
    assert len([name for name in written[0] if name.endswith("_ground.v")]) == len(kinds) - 1


def test_what_was_accepted_before_is_not_checked_again(tmp_path: Path, assistant) -> None:  # type: ignore[no-untyped-def]
    named = 'if [ "$1" = --print-version ]; then echo "{0} 4.13"; exit 0; fi\n'
    assistant(named.format("8.16") + ACCEPTS)
    assert judgements(tmp_path)[0] == 0
    assistant(named.format("8.16") + "exit 1")
    code, found, _ = judgements(tmp_path, "--force")
    assert (code, set(found)) == (0, {"proved for all sizes"})
    text = run_derive("prove", SPEC, "-o", str(tmp_path / "proofs"), "--force").stdout
    assert text.split().count("before") == len(found), "in the place of seconds"
    assistant(named.format("8.16") + f'case "$5" in [A-Z]*) exit 0;; esac; exit 1\n{ACCEPTS}')
    assert set(judgements(tmp_path, "--force", "--again")[1]) == {"refused"}
    assistant(named.format("8.17") + f'case "$5" in [A-Z]*) exit 0;; esac; exit 1\n{ACCEPTS}')
    assert set(judgements(tmp_path, "--force")[1]) == {"refused"}, "another version has accepted nothing"


def test_a_refusal_is_not_kept(tmp_path: Path, assistant) -> None:  # type: ignore[no-untyped-def]
    assistant('case "$5" in [A-Z]*) exit 0;; esac; exit 1')
    assert judgements(tmp_path)[0] == 1
    assistant(ACCEPTS)
    assert judgements(tmp_path, "--force")[0] == 0
