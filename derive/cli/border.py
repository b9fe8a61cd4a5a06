"""The border between derive and the shell: every way to end has its exit code and its one message.

0    done; for `verify`, everything verified
1    a check failed (the command itself says so, with typer.Exit(1))
2    wrong usage, a spec or a size that cannot be used, a file that cannot be written
3    an internal error: derive itself is wrong
130  interrupted with Ctrl-C (128 + SIGINT), as the shell counts it
141  the reader of a pipe is gone (128 + SIGPIPE), silently, as cat and grep do; not 0: work was cut short
"""

import io
import os
import sys
import traceback
from collections.abc import Sequence

import typer
from typer.main import get_command

from derive.cli.app import app
from derive.errors import (
    DataError,
    DeriveError,
    MissingExtraError,
    NameNotFoundError,
    OutputError,
    SizeError,
    SpecError,
    TrainingError,
)
from derive.spec.complaint import printable

USAGE, INTERNAL, INTERRUPTED, PIPE_CLOSED = 2, 3, 130, 141
USER_ERRORS = (SpecError, SizeError, NameNotFoundError, DataError, TrainingError, OutputError, MissingExtraError)
STREAMS = ("stdin", "stdout", "stderr")
REPORT = "please report this with the command and the spec; DERIVE_DEBUG=1 shows the traceback"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run derive and return the exit code; nothing is raised."""
    open_closed()
    make_printable()
    try:
        return run(sys.argv[1:] if arguments is None else arguments)
    except typer.TyperException as error:
        return usage_error(error)
    except KeyboardInterrupt:
        return complain("interrupted", INTERRUPTED)
    except BrokenPipeError:
        silence_stdout()
        return PIPE_CLOSED
    except USER_ERRORS as error:
        return complain(str(error), USAGE, prefix="")
    except DeriveError as error:
        return complain(f"internal error: {one_line(error)}; {REPORT}", INTERNAL)
    except OSError as error:
        silence_stdout()
        what = "cannot write the output" if error.filename is None else os.fspath(error.filename)
        return complain(f"{what}: {error.strerror or error}", USAGE)
    except Exception as error:  # noqa: BLE001 - the border: a user gets one clear line, never a traceback
        return complain(f"internal error: {type(error).__name__}: {one_line(error)}; {REPORT}", INTERNAL)


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name. typer's own main is not used: it has exit codes of its own
    for closed pipes and interrupts."""
    command = get_command(app)
    try:
        with command.make_context("derive", list(arguments)) as context:
            command.invoke(context)
        code = 0
    except typer.Exit as finished:
        code = finished.exit_code
    sys.stdout.flush()  # here, where a closed pipe or a full disk can still be told
    return code


def open_closed() -> None:
    """Point outputs that the shell has closed to nowhere, and keep the files that are opened next off their numbers."""
    for number, name in enumerate(STREAMS):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
        if getattr(sys, name) is None and name != "stdin":
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - it lives as long as derive


def make_printable() -> None:
    """Let a character that the output's encoding lacks be escaped instead of ending in an exception."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def usage_error(error: typer.TyperException) -> int:
    """Say what was wrong in the command line, and where to read on."""
    context = getattr(error, "ctx", None)
    command = "derive" if context is None else context.command_path
    return complain(f"{error.format_message()}\n  see {command} --help", USAGE)


def complain(message: str, code: int, prefix: str = "derive: ") -> int:
    """Print a message for people, unprintable letters escaped, and the traceback if DERIVE_DEBUG=1; returns the exit
    code."""
    if sys.stderr is not None:
        try:
            if os.environ.get("DERIVE_DEBUG") == "1":
                traceback.print_exc()
            print("\n".join(map(printable, f"{prefix}{message}".split("\n"))), file=sys.stderr, flush=True)
        except OSError:  # stderr is closed as well: the exit code has to do
            pass
    return code


def one_line(error: BaseException) -> str:
    """An exception's text on one line of readable length."""
    text = " ".join(str(error).split())
    return text if len(text) <= 300 else f"{text[:297]}..."


def silence_stdout() -> None:
    """Point stdout to nowhere, so that Python's own flush at exit does not fail a second time."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):  # no stdout, or one without a descriptor
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
