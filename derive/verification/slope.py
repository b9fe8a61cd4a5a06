"""A derivative along a line, measured: central differences with their error, and the order of the Taylor remainder.

A central difference over four points has a truncation error of h^4 and a round-off of about u|f|/h; both are
estimated here, so the tolerance follows from the function. The Taylor remainder |f(t) - f(0) - t f'| falls with
t^2 when the derivative is right, with t when it is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from derive.verification.tolerance import UNIT

WANTED = 1e-7  # of the reference: smaller steps are tried until the tolerance is so small
HALVINGS = 7
MOVED = 0.1  # of the function's size: so much it may change along a line
NEAR = 2.0**-40  # of the reach: points between which only round-off differs
NOISES = 256  # a remainder below so many times the round-off is round-off; above, it is known to a hundredth
LEAST_SLOPE = 1.9  # 3 or more where the curvature along the direction vanishes
LEAST_RISING = 1.6
FEWEST, MOST = 4, 14  # remainders


@dataclass(frozen=True, slots=True)
class Line:
    """f(t) for |t| <= reach. `size` is what f is rounded relative to, at the least; `value` remembers its points."""

    value: Callable[[float], float]
    reach: float
    size: float


def line(value: Callable[[float], float], reach: float, size: float, derivative: float) -> Line:
    """The line, no longer than that f, by its derivative, changes by a tenth of its size."""
    most = MOVED * size / abs(derivative) if derivative else reach
    return Line(cache(value), min(reach, most), size)


def roughness(along: Line) -> float:
    """The rounding error of f, from its jumps between neighbouring points; at least one unit of its size."""
    near = [along.value(k * NEAR * along.reach) for k in range(-2, 3)]
    return max(UNIT * along.size, *(abs(a - b) for a, b in pairwise(near)))


def measure(along: Line, rough: float, reference: float) -> tuple[float, float]:
    """The central difference and its tolerance, truncation and round-off: at the first of a few halved steps
    where the tolerance is as wanted, else where it is smallest.

    One step's change can be small by chance, so the change before it, a sixteenth of it, counts as well.
    """
    best = (float("nan"), float("inf"))
    for halvings in range(HALVINGS):
        h = along.reach / 2 ** (halvings + 3)
        central, wide, wider = (difference(along, step) for step in (h, 2 * h, 4 * h))
        tolerance = max(abs(wide - central), abs(wider - wide) / 16) + 16 * rough / h
        if not tolerance >= best[1]:
            best = (central, tolerance)
        if best[1] <= WANTED * reference:
            break
    return best


def difference(along: Line, step: float) -> float:
    """The central difference over -2h, -h, h, 2h: exact for polynomials of degree 4."""
    near, far = (along.value(h) - along.value(-h) for h in (step, 2 * step))
    return (8 * near - far) / (12 * step)


@dataclass(frozen=True, slots=True)
class Remainder:
    """Taylor remainders at halved steps: the last slope, and the one before it, where enough of them stand out
    of the round-off.

    `still` says whether all of them are round-off; `telling` whether the derivative itself would not be.
    """

    largest: float
    floor: float
    slope: float | None
    earlier: float | None
    still: bool
    telling: bool

    @property
    def second_order(self) -> bool:
        """Slope 2, or rising to it: where the third order has the other sign, slopes come from below. Those of a
        wrong derivative fall to 1 instead."""
        if self.slope is None or self.earlier is None:
            return False
        return self.slope >= LEAST_SLOPE or (self.slope >= LEAST_RISING and self.slope > self.earlier)


def remainder(along: Line, derivative: float, rough: float) -> Remainder:
    """|f(t) - f(0) - t f'| at t = reach, reach/2, reach/4, ... until it is lost in the round-off."""
    start = along.value(0.0)
    floor = NOISES * max(rough, UNIT * abs(derivative) * along.reach)
    found: list[tuple[float, float]] = []
    for halvings in range(MOST):
        t = along.reach / 2**halvings
        found.append((t, abs(along.value(t) - start - t * derivative)))
        if len(found) >= FEWEST and found[-1][1] <= floor:
            break
    usable = [(t, r) for t, r in found if r > floor]
    slopes = [float(np.log(r1 / r2) / np.log(t1 / t2)) for (t1, r1), (t2, r2) in pairwise(usable)]
    earlier, slope = slopes[-2:] if len(slopes) > 1 else (None, None)
    still = all(r <= floor for _, r in found[1:])
    largest = float(np.max([r for _, r in found]))
    unmoved = derivative == 0 and largest == 0  # a direction along entries that nothing reads
    telling = unmoved or abs(derivative) * along.reach > 2 * floor
    return Remainder(largest, floor, slope, earlier, still, telling)
