"""Check 4 of a large network: its tensors are moved at once, along a direction that has a part in each of them.

Tensor by tensor a large network is computed too often. Moved together, each tensor gets the same share of the
objective's change, as far as its own size allows, so that no derivative hides behind a larger one. The check says how
small an error of a single tensor's derivative would have failed; tensors of which a thousandth would not have failed
are looked at again in smaller company. Where the whole fails, its halves tell which tensor it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from derive.verification.along_lines import (
    ALONG,
    CENTRAL,
    DIRECTIONS,
    REACH,
    Slope,
    central,
    is_still,
    main_directions,
    rms,
    taylor,
)
from derive.verification.apart import check_apart
from derive.verification.case import Array
from derive.verification.piece import SmoothPiece
from derive.verification.record import Check, Verdict, counted
from derive.verification.slope import MOVED, Line, roughness

SEEN = 1e-3  # of one tensor's derivative: an error of so much must show in the sum
FEW = 3  # tensors that a check names one by one
Derivatives = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Move:
    """One tensor's part of a direction, and the derivative along it: what the kernels say, and how large that is
    whatever the direction's luck; 0 where the derivative is 0 but for round-off."""

    step: Array
    ours: float
    expected: float


def check_together(piece: SmoothPiece, derivatives: Derivatives) -> list[Check]:
    """All tensors' derivatives."""
    return _check(piece, tuple(derivatives), derivatives)


def _check(piece: SmoothPiece, names: Sequence[str], derivatives: Derivatives) -> list[Check]:
    if len(names) == 1:
        return list(check_apart(piece, names[0], derivatives[names[0]]))
    checks, unseen = _at_once(piece, names, derivatives)
    if all(check.verdict is Verdict.VERIFIED for check in checks) and len(unseen) < len(names):
        return checks + (_check(piece, unseen, derivatives) if unseen else [])
    half = len(names) // 2
    parts = [check for own in (names[:half], names[half:]) for check in _check(piece, own, derivatives)]
    if any(check.verdict is Verdict.FAILED for check in checks):
        return checks + [check for check in parts if check.verdict is not Verdict.VERIFIED]
    return parts


def _at_once(piece: SmoothPiece, names: Sequence[str], derivatives: Derivatives) -> tuple[list[Check], tuple[str, ...]]:
    """The checks of some tensors along common directions, and those of them that would not have been seen."""
    moves = [_moves(piece, names, derivatives, way) for way in range(ALONG + 1)]
    slopes = [_slope(piece, own) for own in moves]
    rough = roughness(slopes[ALONG].line)
    subject = ", ".join(names) if len(names) <= FEW else f"{names[0]} ... {names[-1]}"
    figure = f"{DIRECTIONS}, in {counted(len(names), 'tensor', 'tensors')} at once"
    found = central(subject, CENTRAL, slopes, rough, figure)
    seen = _seen(moves, slopes, float(found.measured["tolerance"]))
    unseen = tuple(name for name, least in seen.items() if not least <= SEEN)
    least = max((own for own in seen.values() if own <= SEEN), default=SEEN)
    found = replace(found, measured={**found.measured, "seen of one tensor": least})
    return [found, taylor(subject, False, slopes[ALONG], rough)], unseen


def _moves(piece: SmoothPiece, names: Sequence[str], derivatives: Derivatives, way: int) -> dict[str, Move]:
    """Every tensor's part of a direction: the objective changes by an equal share along each, if that is not too long
    a way for a tensor of its size."""
    size = abs(piece.value) + 1.0
    share, found = MOVED * size / len(names), {}
    for name in names:
        derivative, start = derivatives[name], piece.case.given_array(name)
        random = np.random.default_rng([ord(letter) for letter in name])
        direction = main_directions(random, derivative)[way]
        most = REACH * (rms(start) or 1.0) / rms(direction)
        ours = float(np.sum(derivative * direction))
        expected = ours if way == ALONG else float(np.linalg.norm(derivative)) * rms(direction)
        if is_still(derivative, size):
            found[name] = Move(most * direction, most * ours, 0.0)
        else:
            factor = min(most, share / expected)
            found[name] = Move(factor * direction, factor * ours, factor * expected)
    return found


def _slope(piece: SmoothPiece, moves: Mapping[str, Move]) -> Slope:
    """The derivative along all parts at once, for steps of at most 1."""
    size, ours = abs(piece.value) + 1.0, sum(move.ours for move in moves.values())
    expected = sum(move.expected for move in moves.values())
    starts = {name: piece.case.given_array(name) for name in moves}

    def moved(t: float) -> float:
        return piece.moved({name: starts[name] + t * move.step for name, move in moves.items()})

    still = expected == 0
    return Slope(ours, size if still else max(abs(ours), expected / 100), still, Line(cache(moved), 1.0, size))


def _seen(moves: Sequence[Mapping[str, Move]], slopes: Sequence[Slope], tolerance: float) -> dict[str, float]:
    """The smallest error of each tensor's derivative, relative to it, that would have failed along every direction;
    none for derivatives that are 0, whose error is relative to the objective."""
    moving = [name for name, move in moves[ALONG].items() if move.expected]
    pairs = list(zip(moves, slopes, strict=True))
    return {name: max(tolerance * slope.reference / own[name].expected for own, slope in pairs) for name in moving}
