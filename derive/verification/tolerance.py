"""The error model, in one place: how far two correct computations in floating point may lie apart.

A sum of n products in any order differs from the exact one by at most gamma_n |a||b| entry by entry, with
gamma_n = n u / (1 - n u) and u the unit round-off (Higham 2002, eq. 3.4 and 3.7); two of them by twice that.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

UNIT = float(np.finfo(np.float64).eps) / 2
LOOSEST = 1e-9
ELEMENTARY = 16  # operations that a scalar function, its inputs' rounding included, counts as


def gamma(operations: int) -> float:
    """gamma_n for float64."""
    return operations * UNIT / (1 - operations * UNIT)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arrays against a bound for each entry.

    `difference` is the largest |a - b| relative to the largest |b|, `bound` the loosest bound relative to
    it, `within` whether every entry keeps its own bound. Where all of b is round-off (a derivative that is 0,
    as of a bias before batch norm), relative to b means nothing: then both are relative to the magnitude.
    """

    difference: float
    bound: float
    within: bool

    @property
    def meaningful(self) -> bool:
        """A bound looser than 1e-9 says nothing."""
        return self.bound <= LOOSEST


def compare(actual: Any, expected: Any, magnitude: Any, operations: int) -> Comparison:
    """Compares entry by entry within 2 gamma_n times the same computation on absolute values.

    Args: `magnitude`, the computation with every factor and summand replaced by its absolute value;
    `operations`, how many roundings an entry can collect. NaN is never within.
    """
    actual, expected = np.asarray(actual), np.asarray(expected)
    if actual.shape != expected.shape:
        return Comparison(float("inf"), 0.0, within=False)
    bound = 2 * gamma(operations) * np.abs(magnitude) + np.finfo(np.float64).tiny
    with np.errstate(invalid="ignore"):  # inf - inf is nan, and nan is never within
        distance = np.abs(actual - expected)
    scale, loosest = float(np.max(np.abs(expected), initial=0.0)), float(np.max(bound, initial=0.0))
    if scale <= loosest:
        scale = float(np.max(np.abs(magnitude), initial=0.0)) or 1.0
    within = bool(np.all(distance <= bound))
    return Comparison(float(np.max(distance, initial=0.0)) / scale, loosest / scale, within)
