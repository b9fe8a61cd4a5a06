"""What is printed fits the output: its encoding, its width, and whether a person reads it."""

import io
import sys

import pytest

from derive.cli.terminal import Terminal, console, describe, progress, table


class FakeTerminal(io.TextIOWrapper):
    """A stream that claims to be a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.seek(0)
        return self.read()


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def printed(text: str, style: str, stream: FakeTerminal) -> str:
    console(stream).print(text, style=style)
    stream.flush()
    return stream.text()


def test_colours_go_to_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" in printed("word", "bold red", FakeTerminal())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert describe(io.StringIO()).color is False


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_escape_codes_at_all_when_colours_are_not_wanted(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert printed("word", "bold red", FakeTerminal()) == "word\n"


def test_unicode_is_used_where_the_encoding_has_the_signs() -> None:
    assert describe(FakeTerminal("utf-8")).unicode
    assert not describe(FakeTerminal("ascii")).unicode
    assert not describe(FakeTerminal("latin-1")).unicode
    assert not describe(None).unicode


def test_the_width_follows_columns_and_is_eighty_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "132")
    assert describe(io.StringIO()).width == 132
    monkeypatch.setenv("COLUMNS", "3")
    assert describe(io.StringIO()).width == 40


@pytest.mark.parametrize(("encoding", "unicode"), [("utf-8", True), ("utf-8", False), ("ascii", False)])
def test_a_table_prints_on_any_output_and_cuts_nothing(encoding: str, unicode: bool) -> None:
    stream = FakeTerminal(encoding)
    terminal = Terminal(unicode=unicode, color=False, width=40)
    rows = [["conv1", "1 x 6 x 6", "[red]words[/red] and more words, longer than the line"], ["out", "1", "x" * 50]]
    console(stream, terminal).print(table(["layer", "shape", "note"], rows, terminal, right=frozenset({1})))
    stream.flush()
    text = stream.text()
    assert all(len(line) <= 40 for line in text.split("\n"))
    assert text.count("x") == 50 + 2
    assert "[red]words" in text.replace("\n", "")
    assert text.isascii() != unicode


def test_text_is_printed_as_it_is() -> None:
    assert printed("[bold]x[/bold] :smile: 123", "", FakeTerminal()) == "[bold]x[/bold] :smile: 123\n"


def test_progress_is_shown_on_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = FakeTerminal()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys, "stderr", stream)
    with progress() as show:
        show("step 1 of 2")
        show("x" * 99)
    assert stream.text() == f"\r{' ' * 39}\rstep 1 of 2\r{' ' * 39}\r{'x' * 39}\r{' ' * 39}\r"


def test_progress_says_nothing_where_no_person_reads(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as show:
        show("step 1 of 2")
    assert capsys.readouterr() == ("", "")
