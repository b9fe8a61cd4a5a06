"""A class of files checked: side by side, each written down as soon as it is done, so that a second run goes on."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from derive.cli.several import in_order
from derive.diagnosis.check import check_file
from derive.diagnosis.sandbox import Limits
from derive.document.markdown import markdown
from derive.errors import DataError
from derive.export.grades import gradebook, pages, results, summary
from derive.export.html.page import write as html
from derive.files import write_atomically
from derive.version import VERSION

ENDINGS = (".py", ".ipynb")


@dataclass(frozen=True, slots=True)
class Work:
    """One file to check: where it is, what it is called in the class, where its pages go."""

    file: str
    name: str
    out: str
    seconds: float
    points: tuple[tuple[str, float], ...]


def files_in(names: Sequence[str]) -> dict[str, Path]:
    """The files by what they are called: of a folder all Python files and notebooks, by their path in it."""
    found: dict[str, Path] = {}
    for name in names:
        path = Path(name)
        if not path.is_dir():
            found[path.name if path.name not in found else str(path)] = path
            continue
        own = sorted(each for each in path.rglob("*") if each.suffix in ENDINGS and each.is_file())
        found |= {str(each.relative_to(path)): each for each in own}
    return found


def read_points(path: Path) -> tuple[tuple[str, float], ...]:
    """Points by kind of layer, one a line: "conv: 10". Raises DataError for anything else."""
    points = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        bare = line.partition("#")[0].strip()
        if not bare:
            continue
        kind, _, worth = bare.partition(":")
        try:
            points.append((kind.strip(), float(worth)))
        except ValueError:
            raise DataError(f"{path}:{number}: expected a layer and its points, such as conv: 10") from None
    return tuple(points)


def grade(work: Work, show: Callable[[str], None]) -> Mapping[str, Any]:
    """The record of one file, from an earlier run if the file is the same; else its pages are written first."""
    show(work.name)
    record = Path(work.out) / "records" / f"{work.name}.json"
    key = _key(work)
    try:
        known = json.loads(record.read_text("utf-8"))
        if known["key"] == key:
            return dict(known["verdict"])
    except (OSError, ValueError, KeyError):
        pass
    own = check_file(Path(work.file), None, Limits(seconds=work.seconds))
    verdict = replace(own, file=work.name, failure=own.failure.replace(work.file, work.name))
    for ending, content in pages(verdict).items():
        write_atomically(Path(work.out) / f"{work.name}{ending}", content)
    if work.points:
        write_atomically(Path(work.out) / f"{work.name}.results.json", results(verdict, dict(work.points)))
    found = {**verdict.to_dict(), "file": work.name}
    write_atomically(record, json.dumps({"key": key, "verdict": found}))
    return found


def _key(work: Work) -> str:
    """What a record depends on: the file's bytes, the limits, the points, the version."""
    try:
        content = Path(work.file).read_bytes()
    except OSError:
        content = b""
    asked = repr((VERSION, work.seconds, work.points)).encode()
    return hashlib.sha256(asked + content).hexdigest()


def grade_all(
    names: Sequence[str], out: Path, seconds: float, points: Path | None, show: Callable[[str], None], jobs: int | None
) -> list[Mapping[str, Any]]:
    """Every file's record; the pages, summary.html, summary.md and grades.csv are written."""
    worth = read_points(points) if points is not None else ()
    files = files_in(names)
    items = [Work(os.fspath(path), name, os.fspath(out), seconds, worth) for name, path in files.items()]
    records = list(in_order(grade, items, list(files), show, jobs))
    if records:
        document = summary(records)
        write_atomically(out / "summary.html", html(document))
        write_atomically(out / "summary.md", markdown(document))
        write_atomically(out / "grades.csv", gradebook(records))
    return records
