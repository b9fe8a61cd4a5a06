"""One output of somebody's layer over all cases: arrays, or where it raised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from derive.diagnosis.case import Case
from derive.diagnosis.sandbox import Observation

Array = Any
STAGES = ("import", "forward", "backward", "done")


@dataclass(frozen=True, slots=True)
class Seen:
    """A case and what came out for one output: `array`, or None where the row says why."""

    case: Case
    array: Array | None
    row: Observation

    @property
    def raised(self) -> bool:
        """Whether it raised at this output's own stage."""
        return self.array is None and self.row.stage != "done"


def seen(role: str, cases: Sequence[Case], rows: Sequence[Observation]) -> tuple[Seen, ...]:
    """What is to be judged for an output: cases that the interface offers, and for a gradient only those whose forward
    pass came through."""
    found = []
    for case, row in zip(cases, rows, strict=True):
        if not offered(case, row):
            continue
        if role != "y" and row.stage == "forward":
            continue
        found.append(Seen(case, row.arrays.get(role), row))
    return tuple(found)


def offered(case: Case, row: Observation) -> bool:
    """Whether somebody's layer takes the numbers of a case at all: no argument for a stride, no stride but 1."""
    if row.error == "NotCallableError" and "nothing to give" in row.message:
        return False
    if "options" in row.used or (row.stage == "forward" and not row.used):
        return True
    numbers, plain = case.configuration.numbers, case.subject.plain(case.configuration)
    return all(numbers[role] == value or role in row.used for role, value in plain.items())


def refused_on_purpose(each: Seen, text: str) -> bool:
    """Whether the line that raised is an assertion or a raise: the code says no, it does not fall over."""
    lines = text.splitlines()
    line = lines[each.row.line - 1].strip() if 0 < each.row.line <= len(lines) else ""
    return line.startswith(("assert", "raise")) or "assert " in line or "raise " in line
