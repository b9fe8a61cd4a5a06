"""The error model, in one place: how far two correct computations in floating point may lie apart.

A sum of n products in any order differs from the exact one by at most gamma_n |a||b| entry by entry, with
gamma_n = n u / (1 - n u) and u the unit round-off (Higham 2002, eq. 3.4 and 3.7); two of them by twice that. What an
equation carries from the ones before it is in derive.verification.bounds.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

UNIT = float(np.finfo(np.float64).eps) / 2
LOOSEST = 1e-9  # of what is summed
COARSEST = 1e-6  # of the largest entry
ELEMENTARY = 16  # operations that a scalar function, its inputs' rounding included, counts as


def gamma(operations: int) -> float:
    """gamma_n for float64."""
    return operations * UNIT / (1 - operations * UNIT)


@dataclass(frozen=True, slots=True)
class Bound:
    """Of each entry: the sum of the absolute values behind it, and how far one evaluation may be off."""

    magnitude: Any
    error: Any


def of_sums(magnitude: Any, operations: int) -> Bound:
    """The bound of sums with so many roundings each."""
    return Bound(np.asarray(magnitude), gamma(operations) * np.abs(magnitude))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arrays against a bound for each entry.

    `difference` is the largest |a - b| relative to the largest |b|, `bound` the loosest bound relative to it,
    `share` that bound relative to the largest magnitude, `within` whether every entry keeps its own bound. Where
    all of b is round-off (a derivative that is 0, as of a bias before batch norm), relative to b means nothing:
    then both are relative to the magnitude.
    """

    difference: float
    bound: float
    share: float
    within: bool

    @property
    def meaningful(self) -> bool:
        """Whether the bound says something: it is small against what is summed, and against the result.

        A sum of a million numbers of both signs is far smaller than they are together: no evaluation could promise
        it a billionth of itself.
        """
        return self.share <= LOOSEST and self.bound <= COARSEST


def compare(actual: Any, expected: Any, bound: Bound) -> Comparison:
    """Compares entry by entry within twice the bound of one evaluation. NaN is never within."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    if actual.shape != expected.shape:
        return Comparison(float("inf"), 0.0, 0.0, within=False)
    most = 2 * np.asarray(bound.error) + np.finfo(np.float64).tiny
    with np.errstate(invalid="ignore"):  # inf - inf is nan, and nan is never within
        distance = np.abs(actual - expected)
    loosest, summed = _largest(most), _largest(bound.magnitude) or 1.0
    scale = _largest(expected)
    scale = scale if scale > loosest else summed
    within = bool(np.all(distance <= most))
    return Comparison(float(np.max(distance, initial=0.0)) / scale, loosest / scale, loosest / summed, within)


def _largest(array: Any) -> float:
    return float(np.max(np.abs(array), initial=0.0))
