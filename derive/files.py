"""Writing files whole or not at all."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from derive.errors import OutputError


def write_atomically(path: str | os.PathLike[str], content: bytes | str) -> None:
    """Write a file beside its place and move it there, so that a reader sees the old file or the new one.

    Text is written as UTF-8 with \\n. The parent folder is made if need be; an existing file's mode is kept; a
    link is followed; a device such as /dev/stdout is written directly. Raises OutputError, and then nothing
    half-written is left."""
    data = content.encode() if isinstance(content, str) else content
    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise OutputError(f"{os.fspath(path)}: is a folder, expected the name of a file")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            replace(target, data)
    except ValueError as error:  # a NUL character in it
        raise OutputError(f"{os.fspath(path)}: is no possible name of a file") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{os.fspath(path)}: cannot be written: {reason}") from error


def replace(target: Path, data: bytes) -> None:
    """Write to a new file in the target's folder, then rename it; on any failure remove it again."""
    descriptor, name = tempfile.mkstemp(prefix=".derive-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        os.chmod(name, mode_for(target))
        os.replace(name, target)
    except BaseException:  # also Ctrl-C: the stray file must go
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def mode_for(target: Path) -> int:
    """The mode of the file that is replaced, or what the umask gives a new one."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
