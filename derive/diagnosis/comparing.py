"""When two arrays count as equal: within what float64 or float32 may do to this very case.

The bound is measured, not guessed: the right kernels run in float32 too, and what they lose, times the ratio of the two
precisions and a margin, is what another order of summation may lose in float64.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.diagnosis.case import Case
from derive.diagnosis.reference import RIGHT, Hypothesis, Reference

Array = Any
RATIO, MARGIN = 2.0**-29, 1e4
RELATIVE, RELATIVE_SINGLE, SINGLE_MARGIN = 1e-9, 1e-5, 30.0
LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Bound:
    """The largest difference that rounding explains: in float64, and where somebody computes in float32."""

    double: float
    single: float


def bound(reference: Reference, case: Case, role: str, hypothesis: Hypothesis = RIGHT) -> Bound | None:
    """The bound for a prediction; None where it does not run."""
    wide, narrow = (reference.outputs(case, hypothesis, dtype) for dtype in ("float64", "float32"))
    if wide is None or narrow is None:
        return None
    with np.errstate(invalid="ignore"):
        lost = np.max(np.abs(wide[role] - narrow[role]), initial=0.0)
    size = float(np.max(np.abs(wide[role]), initial=0.0))
    lost = float(lost) if np.isfinite(lost) else 0.0
    return Bound(
        max(RELATIVE * size, MARGIN * RATIO * lost, LEAST), max(RELATIVE_SINGLE * size, SINGLE_MARGIN * lost, 1e-6)
    )


def equal(array: Array, predicted: Array, most: float) -> bool:
    """Whether shapes agree and no entry differs by more; what is not finite must be so in both."""
    if array.shape != predicted.shape:
        return False
    finite = np.isfinite(predicted)
    if not np.array_equal(finite, np.isfinite(array)):
        return False
    return bool(np.all(np.abs(array[finite] - predicted[finite]) <= most))


def difference(array: Array, predicted: Array) -> float:
    """The largest difference; infinite where shapes differ or something is not finite."""
    if array.shape != predicted.shape:
        return float("inf")
    found = np.max(np.abs(array - predicted), initial=0.0)
    return float(found) if np.isfinite(found) else float("inf")
