"""Forward-mode dual numbers over the rationals: an oracle for derivatives that shares no rule with ours."""

from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Dual:
    """value + slope * epsilon, with epsilon^2 = 0; an array of exact numbers as slope is many epsilons at once."""

    value: Number
    slope: Number = 0

    def __add__(self, other: "Dual | Number") -> "Dual":
        right = dual(other)
        return Dual(self.value + right.value, self.slope + right.slope)

    __radd__ = __add__

    def __mul__(self, other: "Dual | Number") -> "Dual":
        right = dual(other)
        return Dual(self.value * right.value, self.slope * right.value + self.value * right.slope)

    __rmul__ = __mul__

    def __pow__(self, exponent: int) -> "Dual":
        if exponent == 0:
            return Dual(1)
        value = Fraction(self.value)
        return Dual(value**exponent, exponent * value ** (exponent - 1) * self.slope)


Scalar = int | Fraction | Dual


def dual(value: Scalar) -> Dual:
    """A constant as a dual number."""
    return value if isinstance(value, Dual) else Dual(value)


def value_part(value: Scalar) -> Number:
    """The number without its slope."""
    return value.value if isinstance(value, Dual) else value


def slope_part(value: Scalar) -> Number:
    """The slope, 0 for a constant."""
    return value.slope if isinstance(value, Dual) else 0
