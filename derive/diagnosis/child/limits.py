"""What somebody's code may use: processor, memory, files, no network, no other programs. No security boundary."""

import contextlib
import ctypes
import glob
import os
import resource
import signal
import sys
from typing import Any

DEATH_SIGNAL, MORE = 1, 100  # PR_SET_PDEATHSIG; processes
REFUSED = {
    "socket.connect": "the network",
    "socket.bind": "the network",
    "socket.getaddrinfo": "the network",
    "subprocess.Popen": "another program",
    "os.system": "another program",
    "os.exec": "another program",
    "os.posix_spawn": "another program",
    "pty.spawn": "another program",
}


def confine(seconds: int, memory: int) -> None:
    """Limits that hold for this process and all that it starts."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 16 << 20),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))
    os.umask(0o077)
    _end_with_the_parent()
    _bound_processes()


def _end_with_the_parent() -> None:
    """Where the system can: killed if whoever started this process is."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)


def _bound_processes() -> None:
    """Some more processes than the user has now; root is not bound by it."""
    with contextlib.suppress(OSError, ValueError):
        own = sum(os.stat(each).st_uid == os.getuid() for each in glob.glob("/proc/[0-9]*"))
        resource.setrlimit(resource.RLIMIT_NPROC, (own + MORE, own + MORE))


def refuse_the_outside() -> None:
    """From here on the network and other programs raise PermissionError, with a sentence that says so."""

    def watch(event: str, values: tuple[Any, ...]) -> None:
        if event in REFUSED:
            raise PermissionError(f"derive check gives no access to {REFUSED[event]}")

    sys.addaudithook(watch)
