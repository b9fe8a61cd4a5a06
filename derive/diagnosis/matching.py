"""Known mistakes as hypotheses: which of them, alone or together, gives exactly what somebody's code gives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import Any

import numpy as np

from derive.algebra.tensor import TensorRole
from derive.diagnosis.comparing import bound, equal, narrow, spread
from derive.diagnosis.observed import Seen
from derive.diagnosis.reference import RIGHT, Hypothesis, Made, Reference, faults_at, place_of, places_of
from derive.faults.formula import FormulaKey

Array = Any
MOST_FOR_THREE = 24  # known mistakes in a formula that show where something is wrong
BEFORE = (TensorRole.ACTIVATION, TensorRole.COUNT, TensorRole.SELECTOR)


def agrees(reference: Reference, each: Seen, role: str, hypothesis: Hypothesis, single: bool = False) -> bool:
    """Whether a hypothesis gives what came out of a case; one that does not run, where the code raises too. `single`:
    as float32 knows it."""
    predicted = reference.outputs(each.case, hypothesis)
    if predicted is None or (each.array is None and not _of_nothing(each)):
        return predicted is None and each.array is None
    array = np.zeros_like(predicted[role]) if each.array is None or each.array.size == 0 else each.array
    array = spread(array, predicted[role]) if hypothesis else array
    limits = bound(reference, each.case, role, predicted[role])
    most = limits.single if single or (narrow(array) and array.any()) else limits.double
    return equal(array, predicted[role], most)


def _of_nothing(each: Seen) -> bool:
    """Whether a backward pass raised over an array without entries, which counts as zeros: a shape with a 0."""
    return each.row.stage == "backward" and re.search(r"[(,]0[,)]", each.row.message.replace(" ", "")) is not None


def matching(
    reference: Reference, role: str, all_seen: Sequence[Seen], base: Hypothesis = RIGHT
) -> tuple[Hypothesis, ...]:
    """The single mistakes, made on top of the base, that agree on every case and differ from the base on one."""
    return _made(reference, role, all_seen, base, ((one,) for one in hypotheses(reference, role)))


def matching_several(
    reference: Reference, role: str, all_seen: Sequence[Seen], base: Hypothesis = RIGHT
) -> tuple[Hypothesis, ...]:
    """The same for two mistakes at once, or where the formula has not too many, for three."""
    if any(_other_shape(reference, each, role) for each in all_seen):
        return ()  # no mistake of the catalogue changes a shape
    singles = hypotheses(reference, role)
    found = _made(reference, role, all_seen, base, combinations(singles, 2))
    wrong = [each for each in all_seen if not agrees(reference, each, role, RIGHT)]
    here = place_of(reference.subject, role)
    own = [one for one in singles if one[-1].place == here and _shows(reference, role, wrong, one)]
    if found or len(own) > MOST_FOR_THREE:
        return found
    return _made(reference, role, all_seen, base, combinations(own, 3))


def _shows(reference: Reference, role: str, wrong: Sequence[Seen], one: Hypothesis) -> bool:
    """Whether a mistake changes anything in one of the cases."""
    for each in wrong:
        right, predicted = reference.right(each.case)[role], reference.outputs(each.case, one)
        if predicted is None or not np.array_equal(predicted[role], right):
            return True
    return False


def _made(
    reference: Reference,
    role: str,
    all_seen: Sequence[Seen],
    base: Hypothesis,
    groups: Iterable[tuple[Hypothesis, ...]],
) -> tuple[Hypothesis, ...]:
    small = sorted(all_seen, key=lambda each: each.case.arrays["x"].size)  # given up early where little is computed
    tried = (tuple(dict.fromkeys(chain(base, *group))) for group in groups)
    return _ranked(reference, role, [each for each in tried if _fits(reference, role, small, each, base)])


def _other_shape(reference: Reference, each: Seen, role: str) -> bool:
    array = each.array
    return array is not None and array.size > 1 and array.shape != reference.right(each.case)[role].shape


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
        before = tuple(_before(text, role, own))
        for place in (own, *before):
            for fault in faults_at(text, place):
                yield (Made(fault, place),)
        for fault in faults_at(text, own):
            also = [place for place in before if fault in faults_at(text, place)]
            if also:  # as where the backward pass looks for the winners again
                output = [place] if fault in faults_at(text, place := place_of(reference.subject, "y")) else []
                yield tuple(Made(fault, place) for place in dict.fromkeys((*also, *output, own)))


def _before(text: str, role: str, own: FormulaKey) -> Iterator[FormulaKey]:
    """The places of sub-equations: neither an output nor a derivative."""
    for place, formula in places_of(text).items():
        kind = formula.equation.left.tensor.role
        if place != own and kind in BEFORE and not formula.output:
            yield place


def _ranked(reference: Reference, role: str, found: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Each once, those in the output's own formula first."""
    own = place_of(reference.subject, role)
    unique = list(dict.fromkeys(found))
    seen: dict[tuple[str, ...], Hypothesis] = {}
    for hypothesis in unique:
        seen.setdefault(tuple(sorted(made.fault for made in hypothesis)), hypothesis)
    return tuple(sorted(seen.values(), key=lambda each: sum(made.place != own for made in each)))
