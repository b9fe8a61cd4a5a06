"""The verification must fail when a rule, the planner, a printer, the runtime or the engine is broken."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.breaks.breaks import BREAKS as ALONG_THE_WAY
from tests.breaks.calls import CALLS
from tests.breaks.modes import MODES
from tests.breaks.rules import RULES

BREAKS = ALONG_THE_WAY | MODES | RULES | CALLS
Verified = Callable[[str], tuple[int, str]]


@pytest.fixture(scope="module")
def verified() -> Iterator[Verified]:
    """The exit code and what is said, of a verification in a process of its own."""
    command = [sys.executable, "-m", "tests.breaks"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        asked, answers = server.stdin, server.stdout

        def ask(name: str) -> tuple[int, str]:
            asked.write(f"{name}\n")
            asked.flush()
            answer = json.loads(answers.readline())
            return answer["code"], answer["said"]

        yield ask
        asked.close()


@pytest.mark.parametrize("name", BREAKS)
def test_verification_fails_under_the_break(name: str, verified: Verified) -> None:
    code, said = verified(name)
    assert code == 1, said
    assert said.strip(), "a failure must say what failed"


@pytest.mark.parametrize("spec", sorted({entry.spec for entry in BREAKS.values()}))
def test_without_a_break_the_same_specs_verify(spec: str, verified: Verified) -> None:
    name = next(name for name, entry in BREAKS.items() if entry.spec == spec)
    code, said = verified(f"honest {name}")
    assert code == 0, said
