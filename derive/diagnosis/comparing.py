"""When two arrays count as equal: within what float64 or float32 may do to this very case.

The bound is measured, not guessed: the right kernels run in float32 too, and what they lose, times the ratio of the two
precisions and a margin, is what another order of summation may lose in float64.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.diagnosis.case import Case
from derive.diagnosis.reference import Reference

Array = Any
RATIO, MARGIN = 2.0**-29, 1e4
RELATIVE, RELATIVE_SINGLE, SINGLE_MARGIN = 1e-9, 1e-5, 30.0
LEAST, LEAST_SINGLE = 1e-12, 1e-6


@dataclass(frozen=True, slots=True)
class Allowance:
    """The largest difference that rounding explains: in float64, and where somebody computes in float32."""

    double: float
    single: float


def bound(reference: Reference, case: Case, role: str, predicted: Array | None = None) -> Allowance:
    """The bound for a prediction, the right one if none is given: as the right one's, in proportion to its size."""
    wide, narrow = reference.right(case)[role], reference.right(case, "float32")[role]
    right = _size(wide)
    size = right if predicted is None else _size(predicted)
    lost = _size(wide - narrow) * max(1.0, size / right if right else 1.0)
    return Allowance(
        max(RELATIVE * size, MARGIN * RATIO * lost, LEAST),
        max(RELATIVE_SINGLE * size, SINGLE_MARGIN * lost, LEAST_SINGLE),
    )


def _size(array: Array) -> float:
    found = np.abs(array[np.isfinite(array)])
    return float(np.max(found, initial=0.0))


def narrow(array: Array) -> bool:
    """Whether an array holds float32's numbers: its dtype, or a cast on the way."""
    with np.errstate(over="ignore"):
        return array.dtype.itemsize < 8 or (array.size > 1 and np.array_equal(array, array.astype(np.float32)))


def equal(array: Array, predicted: Array, most: float) -> bool:
    """Whether shapes agree and no entry differs by more; what is not finite must be so in both."""
    if array.shape != predicted.shape:
        return False
    finite = np.isfinite(predicted)
    if not np.array_equal(array[~finite], predicted[~finite], equal_nan=True):
        return False
    return bool(np.all(np.abs(array[finite] - predicted[finite]) <= most))


def spread(array: Array, predicted: Array) -> Array:
    """The array; a single number stands for all entries, as it does in what comes after."""
    return np.broadcast_to(array.ravel(), predicted.shape) if array.size == 1 < predicted.size else array


def difference(array: Array, predicted: Array) -> float:
    """The largest difference; infinite where shapes differ or something is not finite."""
    if array.shape != predicted.shape:
        return float("inf")
    found = np.max(np.abs(array - predicted), initial=0.0)
    return float(found) if np.isfinite(found) else float("inf")
