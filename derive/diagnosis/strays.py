"""Processes that somebody's code has left behind, also those that went into a session of their own."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

ROUNDS = 50  # a process may start others while it is looked for
PROCESSES = Path("/proc")


def end_strays(home: str) -> None:
    """Ends every process whose environment has this home, which no other run has. Only Linux tells of them."""
    for _ in range(ROUNDS):
        found = list(_with_home(f"HOME={home}".encode()))
        for process in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        if not found:
            return


def _with_home(said: bytes) -> Iterator[int]:
    for folder in PROCESSES.glob("[0-9]*"):
        with contextlib.suppress(OSError):  # gone meanwhile, or not ours
            if said in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
