"""The grid tells every two known mistakes apart, except those that are listed here; and shows each of them at all."""

from itertools import combinations

import numpy as np
import pytest

from derive.diagnosis.case import Case, cases
from derive.diagnosis.comparing import bound, equal
from derive.diagnosis.matching import hypotheses
from derive.diagnosis.reference import RIGHT, Hypothesis, Reference, place_of, reference
from derive.diagnosis.subject import Subject
from derive.diagnosis.subjects import SUBJECTS

FAR = 100.0  # times the bound: what float64 tells apart with room to spare
TWINS = {("relu", "x"): {frozenset({"elementwise.mask-from-output", "elementwise.slope-missing"})}}
WINDOWED = ("conv", "avg_pool", "max_pool")
UNSEEN = {"window.height-width-swapped"}  # every case has the same stride and padding for both axes
OUTPUTS = [(subject, role) for subject in SUBJECTS for role in ("y", *subject.tensors)]


def _alike(own: Reference, case: Case, role: str, one: Hypothesis, two: Hypothesis) -> bool:
    first, second = own.outputs(case, one), own.outputs(case, two)
    if first is None or second is None:
        return first is None and second is None
    with np.errstate(invalid="ignore"):
        return equal(first[role], second[role], FAR * bound(own, case, role, first[role]).double)


@pytest.mark.parametrize(("subject", "role"), OUTPUTS, ids=lambda each: getattr(each, "kind", each))
def test_the_grid_separates_the_mistakes(subject: Subject, role: str) -> None:
    own, tried = reference(subject), cases(subject)
    known = hypotheses(own, role)
    visible = [one for one in known if not all(_alike(own, case, role, one, RIGHT) for case in tried)]
    here = place_of(subject, role)
    unseen = {one[0].fault for one in known if one[0].place == here and one not in visible}
    twins = {
        frozenset((one[0].fault, two[0].fault))
        for one, two in combinations(visible, 2)
        if one[0].fault != two[0].fault and all(_alike(own, case, role, one, two) for case in tried)
    }
    assert unseen == (UNSEEN if subject.kind in WINDOWED and role != "b" else set())
    assert twins == TWINS.get((subject.kind, role), set())
