"""Many files into one folder: nothing that exists is overwritten unasked."""

from collections.abc import Mapping
from pathlib import Path

from derive.errors import OutputError
from derive.files import write_atomically


def write_files(
    folder: Path, files: Mapping[str, bytes], force: bool, instead: str = "choose another folder with -o"
) -> tuple[str, ...]:
    """Writes each file, whole or not at all, and returns their paths in order.

    Raises OutputError, before anything is written, where one exists and `force` is not given; `instead` is what else
    can be done then."""
    paths = {name: folder / name for name in sorted(files)}
    there = [str(path) for path in paths.values() if path.exists()]
    if there and not force:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise OutputError(f"{there[0]}{more}: exists already\n  --force overwrites, or {instead}")
    for name, path in paths.items():
        write_atomically(path, files[name])
    return tuple(map(str, paths.values()))
