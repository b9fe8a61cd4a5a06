"""What stands around a command: its streams, and the variables of its environment."""

import io
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.fuzz.commands.folder import SPECS

INPUTS = (None, b"", b"\xff\xfe\0", SPECS["relu.yaml"].encode(), SPECS["dense.yaml"].encode(), b"- " * 5000)
VARIABLES = {
    "COLUMNS": ("", "0", "-5", "abc", "1", "40", "99999"),
    "NO_COLOR": ("", "1"),
    "FORCE_COLOR": ("1",),
    "TERM": ("dumb", "", "xterm-256color"),
    "HOME": ("", "/nonexistent", "relative"),
    "XDG_CACHE_HOME": ("", "relative", "/dev/null"),
    "DERIVE_CACHE": ("/dev/null", "/proc/nowhere", "relu.yaml"),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`encoding` is that of the outputs; `stdout` is what becomes of what is printed: kept, closed, or the reader of
    the pipe is gone."""

    stdin: bytes | None
    stdout: str
    encoding: str
    variables: dict[str, str]


def surroundings(chance: random.Random) -> Surroundings:
    """Those of one case; ordinary ones most of the time."""
    usual = chance.random() < 0.5
    stdout = "kept" if usual else chance.choice(("kept", "closed", "broken"))
    encoding = "utf-8" if usual else chance.choice(("utf-8", "ascii", "latin-1", "cp1252"))
    names = [] if usual else chance.sample(sorted(VARIABLES), chance.randint(0, 3))
    return Surroundings(
        chance.choice(INPUTS), stdout, encoding, {name: chance.choice(VARIABLES[name]) for name in names}
    )


class Broken(io.RawIOBase):
    """A pipe whose reader is gone."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        raise BrokenPipeError(32, "Broken pipe")


class Silent(io.TextIOWrapper):
    """A broken output that may be thrown away with something still in it."""

    def __del__(self) -> None:
        """Nothing: what is left has nowhere to go."""


@contextmanager
def streams(around: Surroundings) -> Iterator[io.BytesIO]:
    """Python's own streams replaced by these; yields what is written to stderr."""
    before = sys.stdin, sys.stdout, sys.stderr
    errors = io.BytesIO()
    kept = Broken() if around.stdout == "broken" else io.BytesIO()
    out = io.BufferedWriter(kept) if isinstance(kept, Broken) else kept
    sys.stdin = None if around.stdin is None else io.TextIOWrapper(io.BytesIO(around.stdin), "utf-8")  # type: ignore[assignment]
    sys.stdout = None if around.stdout == "closed" else Silent(out, around.encoding)  # type: ignore[assignment]
    sys.stderr = said = io.TextIOWrapper(errors, around.encoding, write_through=True)
    try:
        yield errors
    finally:
        if around.stdout == "closed" and sys.stdout is not None:
            sys.stdout.close()  # what the border opened instead
        said.detach()  # or it would close what is still to be read
        sys.stdin, sys.stdout, sys.stderr = before
