"""Known mistakes as hypotheses: which of them, alone or two together, gives exactly what somebody's code gives."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from derive.algebra.tensor import TensorRole
from derive.diagnosis.comparing import bound, equal, narrow
from derive.diagnosis.observed import Seen
from derive.diagnosis.reference import RIGHT, Hypothesis, Made, Reference, faults_at, place_of, places_of
from derive.faults.formula import FormulaKey

Array = Any


def agrees(reference: Reference, each: Seen, role: str, hypothesis: Hypothesis, single: bool = False) -> bool:
    """Whether a hypothesis gives what came out of a case; one that does not run, where the code raises too. `single`:
    as float32 knows it."""
    predicted = reference.outputs(each.case, hypothesis)
    if predicted is None or (each.array is None and not _of_nothing(each)):
        return predicted is None and each.array is None
    array = np.zeros_like(predicted[role]) if each.array is None or each.array.size == 0 else each.array
    limits = bound(reference, each.case, role, predicted[role])
    most = limits.single if single or (narrow(array) and array.any()) else limits.double
    return equal(array, predicted[role], most)


def _of_nothing(each: Seen) -> bool:
    """Whether a backward pass raised over an array without entries, which counts as zeros: a shape with a 0."""
    return each.row.stage == "backward" and re.search(r"[(,]0[,)]", each.row.message.replace(" ", "")) is not None


def matching(
    reference: Reference, role: str, all_seen: Sequence[Seen], base: Hypothesis = RIGHT
) -> tuple[Hypothesis, ...]:
    """The hypotheses that agree on every case and differ from the base on one: single mistakes, else pairs."""
    singles = hypotheses(reference, role)
    found = [one for one in singles if _fits(reference, role, all_seen, (*base, *one), base)]
    if found:
        return _ranked(reference, role, [(*base, *one) for one in found])
    if any(_other_shape(reference, each, role) for each in all_seen):
        return ()  # no mistake of the catalogue changes a shape
    pairs = ((*one, *two) for one, two in combinations(singles, 2))
    both = [pair for pair in pairs if _fits(reference, role, all_seen, (*base, *pair), base)]
    return _ranked(reference, role, [(*base, *pair) for pair in both])


def _other_shape(reference: Reference, each: Seen, role: str) -> bool:
    array = each.array
    return array is not None and array.size > 0 and array.shape != reference.right(each.case)[role].shape


def hypotheses(reference: Reference, role: str) -> list[Hypothesis]:
    """Every known mistake in an output's own formula, or in what it is computed from, each once."""
    return list(dict.fromkeys(_singles(reference, role)))


def _fits(reference: Reference, role: str, all_seen: Sequence[Seen], hypothesis: Hypothesis, base: Hypothesis) -> bool:
    """By elimination: given up at the first case that does not agree. It must explain a case that the base does not."""
    if not all(agrees(reference, each, role, hypothesis) for each in all_seen):
        return False
    return any(not agrees(reference, each, role, base) for each in all_seen)


def _singles(reference: Reference, role: str) -> Iterator[Hypothesis]:
    """Every known mistake in the output's own formula, then in what it is computed from."""
    own = place_of(reference.subject, role)
    for text in dict.fromkeys(reference.subject.spec(each) for each in reference.subject.grid):
        for place in (own, *_before(text, role, own)):
            for fault in faults_at(text, place):
                yield (Made(fault, place),)


def _before(text: str, role: str, own: FormulaKey) -> Iterator[FormulaKey]:
    """The places of sub-equations: neither an output nor a derivative."""
    for place, formula in places_of(text).items():
        kind = formula.equation.left.tensor.role
        if place != own and kind in (TensorRole.ACTIVATION, TensorRole.COUNT) and not formula.output:
            yield place


def _ranked(reference: Reference, role: str, found: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Each once, those in the output's own formula first."""
    own = place_of(reference.subject, role)
    unique = list(dict.fromkeys(found))
    seen: dict[tuple[str, ...], Hypothesis] = {}
    for hypothesis in unique:
        seen.setdefault(tuple(sorted(made.fault for made in hypothesis)), hypothesis)
    return tuple(sorted(seen.values(), key=lambda each: sum(made.place != own for made in each)))
