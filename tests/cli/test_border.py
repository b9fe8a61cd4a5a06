"""Every way to end has its exit code and its one message."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from derive.cli import border, main
from derive.errors import DerivationError, NameNotFoundError, OutputError, Problem, SizeError, SpecError
from tests.cli.run_derive import run_derive

PYTHON = [sys.executable, "-m", "derive.cli"]
REPORT = "please report this with the command and the spec; DERIVE_DEBUG=1 shows the traceback"


SAY = """import sys; from derive.cli import app, main
app.app.command("say")(lambda: print("x" * {length}))
sys.exit(main(["say"]))"""


def buffered() -> dict[str, str]:
    """The environment with Python's outputs buffered, as they are for most people: then they fail only at a flush."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def raising(error: BaseException) -> Callable[..., int]:
    def run(arguments: object) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (SpecError((Problem("a.yaml:1:2", "wrong", "right it"),)), 2, "a.yaml:1:2: wrong\n  right it\n"),
        (SizeError("x has 3 axes"), 2, "x has 3 axes\n"),
        (NameNotFoundError("no layer conv9"), 2, "no layer conv9\n"),
        (OutputError("out.md: cannot be written: full"), 2, "out.md: cannot be written: full\n"),
        (KeyboardInterrupt(), 130, "derive: interrupted\n"),
        (BrokenPipeError(), 141, ""),
        (OSError(28, "No space left on device"), 2, "derive: cannot write the output: No space left on device\n"),
        (OSError(5, "Input/output error", "a.txt"), 2, "derive: a.txt: Input/output error\n"),
        (DerivationError("no rule\nfor f"), 3, f"derive: internal error: no rule for f; {REPORT}\n"),
        (ZeroDivisionError("by 0"), 3, f"derive: internal error: ZeroDivisionError: by 0; {REPORT}\n"),
        (RecursionError("x" * 999), 3, f"derive: internal error: RecursionError: {'x' * 297}...; {REPORT}\n"),
        (MemoryError(), 3, f"derive: internal error: MemoryError: ; {REPORT}\n"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_each_error_has_its_exit_code_and_its_message(
    error: BaseException, code: int, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DERIVE_DEBUG", raising=False)
    monkeypatch.setattr(border, "run", raising(error))
    assert main([]) == code
    assert capsys.readouterr() == ("", text)


def test_the_traceback_is_shown_on_request_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(border, "run", raising(ZeroDivisionError("by 0")))
    monkeypatch.setenv("DERIVE_DEBUG", "1")
    assert main([]) == 3
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["schemas"], "derive: No such command 'schemas'. Did you mean 'schema'?\n  see derive --help\n"),
        (["schema", "--colour"], "derive: No such option: --colour\n  see derive schema --help\n"),
        (["schema", "x"], "derive: Got unexpected extra argument(s) (x)\n  see derive schema --help\n"),
    ],
)
def test_wrong_usage_is_two_lines_and_exit_code_2(
    arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", text)


def test_no_command_prints_the_help_on_stderr_and_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Usage: derive [OPTIONS] COMMAND")


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "derive 0.1.0\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_one_clear_error() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", SAY.format(length=10)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=buffered(),
            text=True,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (2, "derive: cannot write the output: No space left on device\n")


@pytest.mark.parametrize(
    "command",
    [
        [*PYTHON, "--help"],
        [*PYTHON, "schema"],
        [sys.executable, "-c", SAY.format(length=10)],
        [sys.executable, "-c", SAY.format(length=100_000)],
    ],
    ids=["help", "schema", "short", "long"],
)
def test_a_closed_pipe_ends_quietly_with_141(command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            command, stdout=writer, stderr=subprocess.PIPE, env=buffered(), text=True, check=False, timeout=60
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def test_closed_outputs_do_no_harm() -> None:
    for redirection in (">&-", "2>&-", ">&- 2>&-"):
        command = f'"{sys.executable}" -m derive.cli schema {redirection}'
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_says_one_line_and_exits_with_130() -> None:
    code = (
        "import sys; from derive.cli import border\n"
        "def run(arguments):\n    import os, signal; os.kill(os.getpid(), signal.SIGINT); input()\n"
        "border.run = run; sys.exit(border.main([]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "derive: interrupted\n")


def test_the_schema_command_prints_the_committed_file() -> None:
    committed = os.path.join(os.path.dirname(__file__), "..", "..", "derive.schema.json")
    with open(committed, encoding="utf-8") as stream:
        assert run_derive("schema").stdout == stream.read()


def test_a_character_that_the_output_lacks_is_escaped() -> None:
    code = "import sys; from derive.cli import border\nborder.make_printable(); print('\\u2202')"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "\\u2202\n"
