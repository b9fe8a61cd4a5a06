"""What somebody's code may use: processor, memory, files, no network, no other programs. No security boundary."""

import os
import resource
import sys
from typing import Any

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
        (resource.RLIMIT_FSIZE, 64 << 20),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))
    os.umask(0o077)


def refuse_the_outside() -> None:
    """From here on the network and other programs raise PermissionError, with a sentence that says so."""

    def watch(event: str, values: tuple[Any, ...]) -> None:
        if event in REFUSED:
            raise PermissionError(f"derive check gives no access to {REFUSED[event]}")

    sys.addaudithook(watch)
