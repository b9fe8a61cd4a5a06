"""One output judged: right, right by convention, a known mistake, or wrong with where and what."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from derive.diagnosis.case import Case
from derive.diagnosis.comparing import bound, difference, equal, narrow, spread
from derive.diagnosis.convention import conventions
from derive.diagnosis.matching import agrees, matching, matching_several
from derive.diagnosis.observed import Seen, refused_on_purpose
from derive.diagnosis.place import entries, shown, where
from derive.diagnosis.reference import RIGHT, Hypothesis, Made, Reference, place_of
from derive.diagnosis.slip import Applied, Slip, known, slips
from derive.diagnosis.verdict import Judged, OutputVerdict
from derive.grammar import counted

Array = Any


def judge(
    reference: Reference, role: str, all_seen: Sequence[Seen], text: str, forward: Hypothesis = RIGHT
) -> OutputVerdict:
    """The verdict on one output; `forward` are the mistakes that its forward pass was found to have."""
    refused = [each for each in all_seen if each.raised and not each.case.divides and refused_on_purpose(each, text)]
    tried = [each for each in all_seen if each not in refused]
    noted = ("sizes that do not divide are refused",) if refused else ()
    if not any(each.array is not None for each in tried):
        return _nothing(role, tried, noted)
    wrong = [each for each in tried if not agrees(reference, each, role, RIGHT)]
    if not wrong:
        return _fine(role, tried, noted)
    for convention in conventions(reference.subject):
        if all(_gives(convention.apply, reference, each, role) for each in wrong):
            return _fine(role, tried, (*noted, convention.name))
    if all(agrees(reference, each, role, RIGHT, single=True) for each in wrong):
        return _fine(role, tried, (*noted, "equal to the precision of float32, in which it computes inside"))
    if forward and all(agrees(reference, each, role, forward) for each in tried):
        follows = "the right formula, on what the forward pass with its mistake hands on"
        return OutputVerdict(role, Judged.RIGHT, len(tried), conventions=noted, evidence=follows)
    return replace(_wrong(reference, role, tried, wrong, forward), conventions=noted)


def _fine(role: str, tried: Sequence[Seen], noted: tuple[str, ...]) -> OutputVerdict:
    single = any(each.array is not None and each.array.dtype == np.float32 for each in tried)
    noted = (*noted, "computed in float32") if single else noted
    return OutputVerdict(role, Judged.CONVENTION if noted else Judged.RIGHT, len(tried), conventions=noted)


def _gives(apply: Applied, reference: Reference, each: Seen, role: str) -> bool:
    """Whether the arrays of a convention or a slip are those that came out."""
    predicted = apply(reference, each.case, role)
    limits = bound(reference, each.case, role)
    if predicted is None or each.array is None:
        return False
    return equal(each.array, predicted, limits.single if narrow(each.array) else limits.double)


def _nothing(role: str, tried: Sequence[Seen], noted: tuple[str, ...]) -> OutputVerdict:
    """No case gave an array: nobody wrote it, or it always raises."""
    first = next((each for each in tried if each.raised), None)
    if first is None or first.row.error == "NotImplementedError" or first.row.message.endswith("is None"):
        return OutputVerdict(role, Judged.MISSING, 0, conventions=noted, evidence="there is no such result")
    if first.row.error == "NotCallableError":
        return OutputVerdict(role, Judged.NOT_RUN, 0, evidence=first.row.message)
    return OutputVerdict(
        role, Judged.WRONG, len(tried), where="in every configuration", evidence=_raises(first), line=first.row.line
    )


def _raises(each: Seen) -> str:
    at = f" in line {each.row.line}" if each.row.line else ""
    return f"it raises {each.row.error}{at}: {each.row.message}"


def _wrong(
    reference: Reference, role: str, tried: Sequence[Seen], wrong: Sequence[Seen], forward: Hypothesis
) -> OutputVerdict:
    """A mistake with its name, if one explains all; else without what raises; else where and what."""
    cases = [each.case for each in tried]
    place = where([each.case for each in wrong], cases)
    example = _smallest(reference, role, wrong)
    for base in dict.fromkeys((RIGHT, forward)):
        found = matching(reference, role, tried, base)
        if found:
            return _named(role, tried, wrong, place, found, example, _by_mistakes(reference, role, found[0]))
    slip = next((each for each in slips(reference.subject) if _slipped(each, reference, role, tried)), None)
    if slip is not None:
        made: Hypothesis = (Made(slip.id, place_of(reference.subject, role)),)
        return _named(role, tried, wrong, place, [made], example, lambda case: slip.apply(reference, case, role))
    for base in dict.fromkeys((RIGHT, forward)):
        found = matching_several(reference, role, tried, base)
        if found:
            return _named(role, tried, wrong, place, found, example, _by_mistakes(reference, role, found[0]))
    raising = [each for each in wrong if each.raised]
    ran = [each for each in tried if not each.raised]
    located = _located(reference, role, wrong[0])
    line = raising[0].row.line if raising else 0
    if raising:
        failing = where([each.case for each in raising], cases)
        said = f"{_raises(raising[0])}, {failing}"
        left = [each for each in wrong if not each.raised]
        found = (matching(reference, role, ran) or matching_several(reference, role, ran)) if left else ()
        if found:
            named = _named(
                role, ran, left, place, found, _smallest(reference, role, left), _by_mistakes(reference, role, found[0])
            )
            return replace(named, evidence=f"{named.evidence}; and {said}", line=line)
        evidence = said if not left else f"{said}; {_located(reference, role, left[0])}"
        return OutputVerdict(role, Judged.WRONG, len(tried), where=place, evidence=evidence, line=line)
    return OutputVerdict(role, Judged.WRONG, len(tried), where=place, evidence=located, line=line, example=example)


def _by_mistakes(reference: Reference, role: str, hypothesis: Hypothesis) -> Callable[[Case], Array | None]:
    def predict(case: Case) -> Array | None:
        outputs = reference.outputs(case, hypothesis)
        return None if outputs is None else outputs[role]

    return predict


def _slipped(slip: Slip, reference: Reference, role: str, tried: Sequence[Seen]) -> bool:
    return all(_gives(slip.apply, reference, each, role) for each in tried)


def _named(
    role: str,
    tried: Sequence[Seen],
    wrong: Sequence[Seen],
    place: str,
    found: Sequence[Hypothesis],
    example: str,
    predict: Callable[[Case], Array | None],
) -> OutputVerdict:
    """A mistake by its name; `predict` gives what it makes of a case."""
    best, *others = found
    far = 0.0
    for each in tried:
        predicted = predict(each.case)
        if predicted is not None and each.array is not None and each.array.size:
            far = max(far, difference(spread(each.array, predicted), predicted))
    names = " and ".join(dict.fromkeys(known(made.fault).name for made in best))
    evidence = f"equals the derived formula with this change: {names}; "
    evidence += f"largest difference {far:.1g} over {counted(len(tried), 'configuration')}"
    evidence += f", {len(tried) - len(wrong)} of which do not show it" if len(wrong) < len(tried) else ""
    raising = next((each for each in wrong if each.raised), None)
    return OutputVerdict(
        role,
        Judged.WRONG,
        len(tried),
        best,
        tuple(others),
        where=place,
        evidence=evidence,
        line=raising.row.line if raising else 0,
        example=example,
        covers=raising is not None,
    )


def _smallest(reference: Reference, role: str, wrong: Sequence[Seen]) -> str:
    """The smallest case that shows it, with numbers."""
    each = min(wrong, key=lambda each: each.case.arrays["x"].size)
    return shown(each.case, each.array, reference.right(each.case)[role])


def _located(reference: Reference, role: str, each: Seen) -> str:
    limits = bound(reference, each.case, role)
    if each.array is None:
        return _raises(each) if each.raised else "there is no such result"
    return entries(each.array, reference.right(each.case)[role], limits.double)
