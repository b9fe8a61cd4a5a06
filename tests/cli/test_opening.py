"""Specs from files, from what comes with derive and from standard input; what files made from them are called."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from derive.cli import main
from derive.cli.opening import stem
from derive.network.build import build
from derive.spec.read import parse_spec, read_spec
from derive.spec.shipped import examples

TEXT = "name: tiny\ninput: {features: n}\nlayers: [relu]\n"


def say(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


def test_a_spec_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    say(monkeypatch, TEXT.replace("tiny", "tiny\ntitle: Größe").encode())
    assert main(["show", "-"]) == 0
    assert capsys.readouterr().out.startswith("tiny: Größe\n")


def test_mistakes_on_standard_input_have_their_places(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(monkeypatch, b"input: {features: 2}\nlayers: [relo]\n")
    assert main(["sizes", "-"]) == 2
    assert capsys.readouterr().err.startswith("<stdin>:2:10: ")
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["sizes", "-"]) == 2
    assert "standard input is closed" in capsys.readouterr().err


def test_every_example_is_listed_and_opens_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples", "--width", "100"]) == 0
    text = capsys.readouterr().out
    assert all(f"example:{name} " in text for name in examples())
    assert len(examples()) == len(list(Path("specs").rglob("*.yaml")))
    assert main(["sizes", "example:digits"]) == 0
    assert read_spec("example:digits") == read_spec("specs/digits.yaml")


def test_an_example_is_printed_to_begin_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples", "digits"]) == 0
    assert capsys.readouterr().out == Path("specs/digits.yaml").read_text()


def test_a_misspelt_example_is_refused_with_its_neighbour(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "example:digit"]) == 2
    said = "example:digit: there is no such example\n  did you mean `digits`?; derive examples lists them\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (["n=3", "n=4"], "--bind n=4: n has the number 3 already; give it once"),
        (["n=3", "n=3"], "--bind n=3: n has the number 3 already; give it once"),
        (["n"], "--bind n: expected NAME=NUMBER"),
        (["n=" + "9" * 5000], "expected NAME=NUMBER"),
        (["n=-1"], "--bind n=-1: a size is a number of things, expected 0 or more, such as n=28"),
    ],
)
def test_numbers_that_do_not_bind_are_refused(
    numbers: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(monkeypatch, TEXT.encode())
    assert main(["sizes", "-", *(word for number in numbers for word in ("--bind", number))]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("a/b.yaml", "b"),
        ("-", "tiny"),
        ("example:digits", "digits"),
        (os.fsdecode(b"caf\xe9.yaml"), "cafxE9"),
        ("two\nlines.yaml", "twox0Alines"),
        ("数.yaml", "数"),
    ],
)
def test_files_are_called_as_their_spec(spec: str, expected: str) -> None:
    assert stem(spec, build(parse_spec(TEXT))) == expected


ODD_NAMES = [b"caf\xe9.yaml", b"a b#c?d%20(e)[f]\"g'<h>&.yaml", "数.yaml".encode(), b"two\nlines.yaml"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_spec_may_have_any_file_name(name: bytes, tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    with open(path, "w") as stream:
        stream.write("input: {channels: 1, height: 2, width: 2}\nlayers: [{max_pool: {window: 2}}]\n")
    for words in (
        ["report", path, "-o", tmp_path / "reports", "-j", "1"],
        ["course", path, "-o", tmp_path / "course", "-j", "1", "--to", "html", "--to", "figures"],
        ["export", path, "-o", tmp_path / "out", "--to", "slides-source", "--to", "latex", "--to", "python"],
    ):
        assert main([os.fsdecode(word) for word in words]) == 0
    for edition in ("student", "teacher"):
        _links_arrive(tmp_path / "course" / edition)


def _links_arrive(folder: Path) -> None:
    import re
    from html import unescape
    from urllib.parse import unquote

    text = (folder / "index.html").read_text()
    links = [unquote(unescape(link)) for link in re.findall(r'(?:href|src)="([^"#]+)', text)]
    assert len(links) > 3
    assert [link for link in links if not link.startswith("data:") and not (folder / link).exists()] == []


def test_outputs_that_the_shell_has_closed_are_no_error(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TEXT)
    for redirection in (">&-", "<&- >&- 2>&-"):
        command = f'"{sys.executable}" -m derive.cli show "{tmp_path}/tiny.yaml" {redirection}'
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
