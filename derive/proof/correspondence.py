"""Which summand of a backward formula comes from which summand of the forward formulas: hints for the proof's script.

Nothing here is trusted: Coq judges every correspondence by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Reduction, Term
from derive.algebra.index import Index
from derive.algebra.tensor import Entry
from derive.calculus.derivation import Derivation, Step
from derive.calculus.vjp import Variable
from derive.errors import ProofError

Solved = Mapping[Index, Affine]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One reading of a target: the entry `read` in the term number `term` of the equation number `equation`."""

    equation: int
    term: int
    read: Entry


@dataclass(frozen=True, slots=True)
class Match:
    """The summands of a use and those of term number `term` of the target's cotangent, point by point.

    `there` gives each backward index at a forward point, `back` each forward index at a backward point.
    """

    use: Occurrence
    term: int
    there: Solved
    back: Solved


def uses(forward: tuple[Equation, ...], target: Variable) -> list[Occurrence]:
    """Every reading of the target's tensor, in the order in which the derivation has them."""
    return [
        Occurrence(place, number, entry)
        for place, equation in enumerate(forward)
        for number, term in enumerate(equation.terms)
        for entry in sorted(
            (e for e in term.body.atoms(Entry) if e.tensor == target.tensor), key=lambda entry: entry.key
        )
    ]


def matches(
    forward: tuple[Equation, ...], target: Variable, derivation: Derivation, backward: Equation, scattered: bool
) -> list[Match]:
    """The correspondences of all uses of a target with the terms of `backward`, its cotangent's sum."""
    found = uses(forward, target)
    moved = _followed(derivation, found, forward, scattered)
    if len(backward.terms) != len(found):
        raise ProofError(f"{backward.left}: {len(backward.terms)} terms come from {len(found)} uses")
    return [
        _match(use, number, forward[use.equation], target, backward.terms[number], moved[number])
        for number, use in enumerate(found)
    ]


def _points(use: Occurrence, forward: tuple[Equation, ...]) -> list[Index]:
    equation = forward[use.equation]
    return [index for index, _ in (*equation.free, *equation.terms[use.term].bound)]


def _followed(
    derivation: Derivation, found: list[Occurrence], forward: tuple[Equation, ...], scattered: bool
) -> list[dict[Index, Affine]]:
    """What each forward index of each use has become: its new letter, or what it was solved as."""
    start = next(place for place, step in enumerate(derivation.steps) if _is_start(step, found, forward))
    first = derivation.steps[start].after
    moved = [
        {old: affine(new) for old, (new, _) in zip(_points(use, forward), term.bound, strict=True)}
        for use, term in zip(found, first.terms, strict=True)
    ]
    for step in derivation.steps[start + 1 :]:
        if step.after.reduction is Reduction.SCATTER:
            if scattered:
                break
            continue
        if len(step.after.terms) != len(found) or len(step.before.terms) != len(found):
            break
        if step.solved is not None:
            place = _changed(step)
            moved[place] = {old: value.substitute(dict([step.solved])) for old, value in moved[place].items()}
    return moved


def _is_start(step: Step, found: list[Occurrence], forward: tuple[Equation, ...]) -> bool:
    terms = step.after.terms
    return len(terms) == len(found) and all(
        len(term.bound) == len(_points(use, forward)) for use, term in zip(found, terms, strict=True)
    )


def _changed(step: Step) -> int:
    pairs = zip(step.before.terms, step.after.terms, strict=True)
    changed = [place for place, (before, after) in enumerate(pairs) if before != after]
    if step.before.reduction is Reduction.SCATTER or len(changed) != 1:
        index, _ = step.solved or (None, None)
        changed = [p for p in range(len(step.after.terms)) if index not in dict(step.after.terms[p].bound)]
    return changed[0]


def _match(
    use: Occurrence, number: int, equation: Equation, target: Variable, term: Term, moved: Mapping[Index, Affine]
) -> Match:
    back = dict(moved)
    there: dict[Index, Affine] = {}
    origin = {value.indices[0]: old for old, value in moved.items() if len(value.terms) == 1 and _plain(value)}
    for own, read in zip(target.entry.subscripts, use.read.subscripts, strict=True):
        if _plain(own):
            there[own.indices[0]] = read
    for index, _ in (*target.ranges, *term.bound):
        if index not in there:
            if index not in origin:
                raise ProofError(f"{target.entry}: the index {index} of its cotangent has no origin")
            there[index] = affine(origin[index])
    return Match(use, number, there, back)


def _plain(value: Affine) -> bool:
    return len(value.terms) == 1 and value == affine(value.indices[0])
