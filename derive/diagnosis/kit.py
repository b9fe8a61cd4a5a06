"""A small test kit of a layer: few cases that kill every known mistake in it, as a file that needs NumPy alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from derive.diagnosis.case import Case, cases
from derive.diagnosis.matching import hypotheses
from derive.diagnosis.reference import Hypothesis, Reference
from derive.diagnosis.subject import Draw, Subject

Array = Any
DIGITS, PRECISION = 6, 1e-6  # fewer digits would make ties
LEFT_OUT = (Draw.ZEROS, Draw.LARGE)  # a kink, and logarithms that some guard
Mutant = tuple[str, Hypothesis]  # an output, and a mistake in it


@dataclass(frozen=True, slots=True)
class Kit:
    """The chosen cases, how many mistakes they kill, and those that no case kills."""

    subject: Subject
    reference: Reference
    chosen: tuple[Case, ...]
    killed: int
    survivors: tuple[Mutant, ...]


def make_kit(subject: Subject) -> Kit:
    """The kit, by greedy set cover: the case that kills most of what is left, until nothing is.

    Cases on which right implementations may differ are left out, or compared only in what all of them share.
    """
    own = Reference(subject, {})
    every = [_rounded(case) for case in cases(subject)]
    tried = [case for case in every if comparable(case)]
    mutants = mutants_of(own, every)
    chosen, killed = cover(own, tried, mutants)
    survivors = tuple(mutant for mutant in mutants if mutant not in killed)
    return Kit(subject, own, chosen, len(killed), survivors)


def mutants_of(own: Reference, every: Sequence[Case]) -> list[Mutant]:
    """Every known mistake in each output that it changes at all."""
    known = [(role, one) for role in ("y", *own.subject.tensors) for one in hypotheses(own, role)]
    return [(role, one) for role, one in known if any(_changes(own, case, role, one) for case in every)]


def cover(own: Reference, tried: Sequence[Case], mutants: Sequence[Mutant]) -> tuple[tuple[Case, ...], set[Mutant]]:
    """Few cases that kill all mistakes which any case kills, and these mistakes."""
    kills = {case.place: {m for m in mutants if _kills(own, case, *m)} for case in tried}
    killed: set[Mutant] = set().union(*kills.values())
    left, chosen = set(killed), []
    while left:
        best = max(tried, key=lambda case: (len(kills[case.place] & left), -case.arrays["x"].size))
        chosen.append(best)
        left -= kills[best.place]
    return tuple(chosen), killed


def comparable(case: Case) -> bool:
    """Whether all right implementations give the same on a case."""
    return case.divides and case.configuration.draw not in LEFT_OUT


def _rounded(case: Case) -> Case:
    """The case with numbers of six decimals, so that a kit can be read."""
    arrays = dict(case.arrays)
    arrays |= {role: np.round(array, DIGITS) for role, array in arrays.items() if array.dtype.kind == "f"}
    return replace(case, arrays=arrays)


def _changes(own: Reference, case: Case, role: str, one: Hypothesis) -> bool:
    """Whether a mistake touches an output at all: one in batch norm's mean does not touch beta's derivative."""
    wrong = own.outputs(case, one)
    return wrong is None or not np.array_equal(wrong[role], own.right(case)[role])


def _kills(own: Reference, case: Case, role: str, one: Hypothesis) -> bool:
    wrong = own.outputs(case, one)
    return wrong is None or not close(shared(case, role, wrong[role]), shared(case, role, own.right(case)[role]))


def shared(case: Case, role: str, array: Array) -> Array:
    """What every right implementation has in common: of a gradient through ties the sum for each channel."""
    return array.sum(axis=(2, 3)) if role == "x" and case.configuration.draw is Draw.TIES else array


def close(array: Array, right: Array) -> bool:
    """Whether two arrays are equal as a kit sees it."""
    most = PRECISION * (1 + float(np.max(np.abs(right), initial=0.0)))
    return array.shape == right.shape and bool(np.all(np.abs(array - right) <= most))


def kit_text(kit: Kit) -> str:
    """The kit as a Python file for pytest: one test for each case; `layer` is to be filled in."""
    subject = kit.subject
    given = ["x", *subject.tensors[1:], "labels" if subject.loss else "cotangent", *kit.chosen[0].configuration.numbers]
    names = list(dict.fromkeys(name for name in given if name != "size"))
    results = ["y", *(f"d{tensor}" for tensor in subject.tensors)]
    cases_text = ",\n".join(_case_text(kit, case, names) for case in kit.chosen)
    tests = "\n\n\n".join(_test_text(place, case) for place, case in enumerate(kit.chosen))
    return TEMPLATE.format(
        title=subject.title,
        killed=kit.killed,
        given=", ".join(names),
        results=", ".join(results),
        roles=repr(tuple(results)),
        precision=PRECISION,
        cases=cases_text,
        tests=tests,
    )


def _test_text(place: int, case: Case) -> str:
    return f"def test_case_{place}():\n    # {case}\n    check(CASES[{place}])"


def _case_text(kit: Kit, case: Case, names: Sequence[str]) -> str:
    own = kit.reference
    values: dict[str, Any] = {**case.arrays, **case.configuration.numbers}
    if not kit.subject.loss:
        values["cotangent"] = own.y_bar(case)
    given = ", ".join(f"{name!r}: {_literal(values[name])}" for name in names)
    right = own.right(case)
    roles = {"y": "y", **{f"d{tensor}": tensor for tensor in kit.subject.tensors}}
    wanted = ", ".join(f"{name!r}: {_literal(shared(case, role, right[role]))}" for name, role in roles.items())
    ties = case.configuration.draw is Draw.TIES
    return f"    ({{{given}}},\n     {{{wanted}}}, {ties})"


def _literal(value: Any) -> str:
    return f"array({value.tolist()!r})" if isinstance(value, np.ndarray) else repr(value)


TEMPLATE = '''"""A test kit for {title}, written by derive audit --kit: its cases kill {killed} known mistakes.

Fill in `layer`. Arrays: (batch, channel, height, width), weights (out, in, height, width) and (out, in).
"""

from numpy import abs, array, asarray, max


def layer({given}):
    """Your implementation. Returns {results}; the cotangent is the gradient of the loss by y."""
    raise NotImplementedError("call your forward and backward pass here")


def check(case):
    given, wanted, ties = case
    found = dict(zip({roles}, layer(**given)))
    for name, right in wanted.items():
        value = asarray(found[name])
        if ties and name == "dx":  # any winner of a tie may have the gradient, or all a share: only the sum is checked
            value = value.sum(axis=(2, 3))
        assert value.shape == right.shape, f"{{name}} has shape {{value.shape}}, not {{right.shape}}"
        most = {precision} * (1 + max(abs(right), initial=0.0))
        assert (abs(value - right) <= most).all(), f"{{name}} is wrong by up to {{abs(value - right).max():.3g}}"


CASES = [
{cases},
]


{tests}
'''
