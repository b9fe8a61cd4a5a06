"""What need not be worked out twice: small files in derive's folder of the user's cache.

What cannot be read or written there is as if it were not there.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from derive.errors import OutputError
from derive.files import write_atomically

FOLDER = "DERIVE_CACHE"  # the variable that names another folder
MOST = 500  # files in a folder; the oldest go first


def cache_folder(environment: Mapping[str, str], system: str = sys.platform) -> Path | None:
    """derive's folder in the user's cache, by the system's custom; None where there is no home."""
    if environment.get(FOLDER):
        return Path(environment[FOLDER])
    try:
        home = Path.home()
    except RuntimeError:
        return None
    custom = {"win32": ("LOCALAPPDATA", home / "AppData" / "Local"), "darwin": ("", home / "Library" / "Caches")}
    variable, usual = custom.get(system, ("XDG_CACHE_HOME", home / ".cache"))
    said = Path(environment.get(variable, ""))
    return (said if said.is_absolute() else usual) / "derive"


def remember(path: Path, text: str, most: int = MOST) -> None:
    """Writes a file of the cache, whole or not at all; of more than `most` in its folder the oldest are forgotten."""
    try:
        write_atomically(path, text)
        by_age = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda other: other.stat().st_mtime)
        for old in by_age[:-most]:
            old.unlink(missing_ok=True)
    except (OSError, OutputError):  # a cache that is full, or not ours
        return
