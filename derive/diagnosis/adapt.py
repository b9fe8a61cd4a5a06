"""Cases as somebody's code can be asked: where its epsilon is a constant of its own, the one that it has."""

from collections.abc import Sequence
from dataclasses import replace

from derive.diagnosis.case import Case, cases
from derive.diagnosis.matching import agrees
from derive.diagnosis.observed import Seen, offered
from derive.diagnosis.reference import RIGHT, Reference
from derive.diagnosis.sandbox import Observation
from derive.diagnosis.verdict import GOOD, Judged, OutputVerdict

CONSTANTS = (1e-5, 1e-8, 1e-7, 1e-6, 1e-4, 1e-3, 1e-2, 1e-9, 1e-10, 1e-12, 1e-16)
ROLE = "epsilon"


def adapted(reference: Reference, rows: Sequence[Observation]) -> tuple[tuple[Case, ...], str]:
    """The cases with the constant under which every output is right, if the given ones fail and there is one; and what
    is to be said of it. Where nothing but a constant can be had, the usual one."""
    own = cases(reference.subject)
    if ROLE not in own[0].configuration.numbers or _right(reference, own, rows):
        return own, ""
    for constant in CONSTANTS:
        moved = tuple(_with(case, constant) for case in own)
        if _right(reference, moved, rows):
            return moved, f"epsilon is {constant:g}, a constant of this code"
    taken = any({ROLE, "options"} & row.used for row in rows)
    return (own, "") if taken else (tuple(_with(case, CONSTANTS[0]) for case in own), "")


def _with(case: Case, constant: float) -> Case:
    numbers = {**case.configuration.numbers, ROLE: constant}
    return replace(case, configuration=replace(case.configuration, numbers=numbers))


def _right(reference: Reference, tried: Sequence[Case], rows: Sequence[Observation]) -> bool:
    outputs = [
        Seen(case, row.arrays.get("y"), row) for case, row in zip(tried, rows, strict=True) if offered(case, row)
    ]
    return bool(outputs) and all(each.array is not None and agrees(reference, each, "y", RIGHT) for each in outputs)


def with_convention(verdict: OutputVerdict, said: str) -> OutputVerdict:
    """The verdict with a convention added to it."""
    if not said or verdict.judged not in GOOD:
        return verdict
    return replace(verdict, judged=Judged.CONVENTION, conventions=(*verdict.conventions, said))
