"""A notebook's checks: its cells run with what they print, which a reader compares with what should stand there."""

import contextlib
import io
import json
import re
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from derive.diagnosis.auditing.forked import Outcome
from derive.diagnosis.source import plain_cell
from derive.errors import DataError

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\bnan\b|\binf\b", re.IGNORECASE)
SEEN, NOISE = 1e-3, 1e-5  # a reader sees a change by a thousandth, and takes errors below 1e-5 for rounding


def split_cells(path: Path, wanted: str) -> tuple[str, list[str]]:
    """The code before the checks, and the checks: cells of code that contain the words, or that stand under a text
    which does. Raises DataError where there are none."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        told = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: it is no notebook of format 4: {error}") from None
    checks, under = [], False
    for place, (kind, text) in enumerate(told):
        under = wanted in text if kind != "code" else under
        if kind == "code" and (under or wanted in text):
            checks.append(place)
    if not checks:
        raise DataError(f"{path}: no cell of code contains {wanted!r}, or stands under a text that does")
    setup = [plain_cell(text) for kind, text in told[: checks[0]] if kind == "code"]
    return "\n\n".join(setup) + "\n", [plain_cell(told[place][1]) for place in checks]


def run_cells(file: str, cells: Sequence[str], names: dict[str, Any]) -> Outcome:
    """The cells one after the other: the first that raises, and all that is printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for number, cell in enumerate(cells, 1):
            try:
                exec(compile(cell, f"{file}, check {number}", "exec"), names)
            except Exception as error:  # noqa: BLE001 - somebody else's code
                last = traceback.extract_tb(error.__traceback__)[-1]
                said = f"check {number} raises {type(error).__name__} in line {last.lineno}: {error}"
                return Outcome(said[:300], printed.getvalue())
    return Outcome("", printed.getvalue())


def differs(right: str, other: str) -> str:
    """The first number by which a reader sees that something is wrong, in words; "" where there is none."""
    own, found = NUMBER.findall(right), NUMBER.findall(other)
    if len(own) != len(found):
        return "other things are printed"
    for a, b in zip(own, found, strict=True):
        one, two = float(a), float(b)
        largest = max(abs(one), abs(two))
        if one != two and not (largest <= NOISE or abs(one - two) <= SEEN * largest):
            return f"{b} is printed in place of {a}"
    return ""
