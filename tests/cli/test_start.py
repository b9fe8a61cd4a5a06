"""`derive --help` is instant: it loads neither SymPy nor NumPy nor pydantic, and prints plain text."""

import os
import subprocess
import sys

import pytest

from tests.cli.run_derive import run_derive

SLOW = ("sympy", "numpy", "pydantic", "rich", "ruamel")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_slow(option: str) -> None:
    code = (
        "import sys; from derive.cli import main\n"
        f"main([{option!r}]); print([name for name in {SLOW!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "[]\n"


def test_help_takes_less_than_half_a_second() -> None:
    """It takes 0.06 s of processor time; the best of three leaves room for a busy machine."""
    best = min(seconds_of_help() for _ in range(3))
    assert best < 0.5


def seconds_of_help() -> float:
    before = os.times()
    run_derive("--help")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def test_help_has_no_escape_codes_even_where_colours_are_forced() -> None:
    done = run_derive("--help", FORCE_COLOR="1", TERM="xterm-256color")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "Exit codes: 0 done or all verified, 1 a check failed" in done.stdout


def test_help_works_in_an_ascii_locale() -> None:
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PATH": os.environ["PATH"]}
    done = run_derive("--help", **environment)
    assert done.returncode == 0
    assert done.stdout.isascii()
