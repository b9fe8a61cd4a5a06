"""Records of networks that were verified before: kept in the user's cache, so that nothing is verified twice.

A record is found again only for the same network, the same source files of derive, and the same Python, NumPy and
SymPy; a record that is not all verified is never kept. What cannot be read or written there is as if it were not there.
"""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy
import sympy

from derive.cache import cache_folder, remember
from derive.network.model import Model
from derive.proof.mark import Mark
from derive.verification.record import Check, Kind, Record, Verdict
from derive.verification.run import Progress, verify

MOST = 500  # records; the oldest go first
SUFFIXES = (".py", ".v", ".json")
SOURCES = Path(__file__).parents[1]


def verified(model: Model, progress: Progress = lambda message: None, sources: Path = SOURCES) -> Record:
    """The record that was kept of this network, or else that of all checks, which is kept for the next time."""
    folder = cache_folder(os.environ)
    path = None if folder is None else folder / "records" / f"{key(model, sources)}.json"
    record = None if path is None else read_record(path)
    if record is not None:
        return record
    record = verify(model, progress)
    if path is not None and record.ok:
        keep(path, record)
    return record


def key(model: Model, sources: Path = SOURCES) -> str:
    """A fingerprint of all that a record depends on: the network with its numbers, the code, the versions."""
    spec = replace(model.spec, title="", source="", positions={})
    sizes = sorted((str(symbol), value) for symbol, value in model.values.items())
    said = (repr(spec), repr(sizes), code(sources), *versions())
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


@cache
def code(sources: Path) -> str:
    """A fingerprint of the source files under a folder, and of what proofs are read from, by name and content."""
    digest = hashlib.sha256()
    for path in sorted(path for path in sources.rglob("*") if path.suffix in SUFFIXES):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(sources).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def versions() -> tuple[str, ...]:
    """What the figures of a record can depend on beside the code."""
    return sys.version, numpy.__version__, sympy.__version__, platform.machine()


def read_record(path: Path) -> Record | None:
    """The record in a file; None if there is none, or no whole one."""
    try:
        return record_of(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def record_of(data: Mapping[str, Any]) -> Record:
    """The record of its plain data, as Record.to_dict gives it; raises KeyError, TypeError or ValueError for others."""
    checks = tuple(
        Check(
            Kind(each["check"]),
            each["subject"],
            each["claim"],
            Verdict(each["verdict"]),
            each["figure"],
            dict(each["measured"]),
            each["reason"],
        )
        for each in data["checks"]
    )
    return Record(data["network"], checks, tuple(Mark(**each) for each in data["marks"]))


def keep(path: Path, record: Record) -> None:
    """Writes a record, whole or not at all; of too many the oldest are forgotten."""
    remember(path, record.to_json(), MOST)
