"""Check 4, tensor by tensor: random directions, each entry where there are few, and the Taylor remainder."""

from collections.abc import Iterator

import numpy as np

from derive.verification.along_lines import (
    ALONG,
    CENTRAL,
    DIRECTIONS,
    ENTRYWISE,
    REACH,
    central,
    directions,
    rms,
    slope_along,
    taylor,
)
from derive.verification.case import Array
from derive.verification.linearity import piecewise_linear
from derive.verification.piece import SmoothPiece
from derive.verification.record import Check, counted
from derive.verification.slope import line, roughness


def check_apart(piece: SmoothPiece, name: str, derivative: Array) -> Iterator[Check]:
    """One tensor's derivative, every other tensor being held."""
    start = piece.case.given_array(name)
    size = abs(piece.value) + 1.0
    random = np.random.default_rng([ord(letter) for letter in name])
    slopes = []
    for direction in directions(random, derivative):
        reach, along = REACH * (rms(start) or 1.0) / rms(direction), float(np.sum(derivative * direction))
        own = line(lambda t, d=direction: piece.moved({name: start + t * d}), reach, size, along)  # type: ignore[misc]
        slopes.append(slope_along(derivative, direction, own))
    rough = roughness(slopes[ALONG].line)
    entries = f", {counted(derivative.size, 'entry', 'entries')}" if derivative.size <= ENTRYWISE else ""
    yield central(name, CENTRAL, slopes, rough, DIRECTIONS + entries)
    yield taylor(name, piecewise_linear(piece.case.model, name), slopes[ALONG], rough)
