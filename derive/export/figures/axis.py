"""One axis of a plot: from values to positions, and the values that are worth a mark."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1.0, 2.0, 5.0, 10.0)
NEAR_ZERO = 0.3  # an axis whose least value is below this share of the largest begins at 0
MOST_DECADES = 1.5  # values that spread over more are drawn on a logarithmic axis


@dataclass(frozen=True, slots=True)
class ChartAxis:
    """Values from low to high on positions from start to end; logarithmic or not."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """The position of a value."""
        low, high, own = (_scaled(number, self.logarithmic) for number in (self.low, self.high, value))
        return self.start + (self.end - self.start) * (own - low) / (high - low)

    def ticks(self, most: int) -> tuple[float, ...]:
        """At most so many round values on the axis, and a few more where it is short of them."""
        return _decades(self.low, self.high, most) if self.logarithmic else _round(self.low, self.high, most)


def fitted(values: Iterable[float], start: float, end: float, logarithmic: bool = False) -> ChartAxis:
    """An axis over the values, with some room at both ends; logarithmic only if asked for and if they spread far."""
    found = sorted(values)
    low, high = found[0], found[-1]
    if logarithmic and low > 0 and math.log10(high / low) > MOST_DECADES:
        return ChartAxis(10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high)), start, end, True)
    room = 0.06 * (high - low) or 0.06 * abs(high) or 1.0
    return ChartAxis(0.0 if 0 <= low <= NEAR_ZERO * high else low - room, high + room, start, end)


def _scaled(value: float, logarithmic: bool) -> float:
    return math.log10(value) if logarithmic else value


def _round(low: float, high: float, most: int) -> tuple[float, ...]:
    rough = (high - low) / most
    decade = 10 ** math.floor(math.log10(rough))
    step = next(decade * factor for factor in STEPS if decade * factor >= rough)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(step * number, 12) for number in range(first, last + 1))


def _decades(low: float, high: float, most: int) -> tuple[float, ...]:
    first, last = round(math.log10(low)), round(math.log10(high))
    every = -(-(last - first) // most)
    return tuple(float(f"1e{power}") for power in range(first, last + 1, every))
