"""Scalar functions in exact arithmetic: a table of random rational values, with the slope that each law gives.

exp, log, tanh and roots have no rational values. What a derivation may use of them is only their law
(exp' = exp, log' = 1/x, tanh' = 1 - tanh^2, (x^q)' = q x^q / x); so any table that keeps the law is a fair test.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import sympy

from derive.algebra.dual import Dual, Number, Scalar, value_part
from derive.algebra.functions import positive, relu, relu6, sigmoid, softplus
from derive.errors import EvaluationError

Slope = Callable[[Number, Number], Number]  # (argument, value) -> slope


def _relu(x: Number) -> Number:
    return x if x > 0 else 0


def _relu6(x: Number) -> Number:
    return min(6, _relu(x))


EXACT: dict[type, tuple[Callable[[Number], Number], Slope]] = {
    relu: (_relu, lambda x, y: 1 if x > 0 else 0),
    relu6: (_relu6, lambda x, y: 1 if 0 < x < 6 else 0),
    positive: (lambda x: 1 if x > 0 else 0, lambda x, y: 0),
}
SLOPES: dict[type, Slope] = {
    sympy.exp: lambda x, y: y,
    sympy.log: lambda x, y: 1 / Fraction(x),
    sympy.tanh: lambda x, y: 1 - y * y,
    sigmoid: lambda x, y: y * (1 - y),
}


@dataclass(frozen=True, slots=True)
class Opaque:
    """A table of random positive values, the same for the same seed, function and argument."""

    seed: int = 0

    def draw(self, name: str, argument: Number) -> Fraction:
        """The table's value: a rational in (0, 1) with a small denominator."""
        source = random.Random(f"{self.seed}|{name}|{argument}")
        return Fraction(source.randint(1, 12), 13)

    def apply(self, function: type, argument: Scalar) -> Scalar:
        """The function's value, with its slope where the argument is a dual number."""
        x = value_part(argument)
        y = self._value(function, x)
        if not isinstance(argument, Dual):
            return y
        if function is softplus:
            return Dual(y, self._value(sigmoid, x) * argument.slope)
        slope = EXACT[function][1] if function in EXACT else SLOPES[function]
        return Dual(y, slope(x, y) * argument.slope)

    def power(self, base: Scalar, exponent: Fraction) -> Scalar:
        """base ** exponent for a fractional exponent: powers of one drawn root, slope q base ** (q - 1)."""
        root = self.draw(f"root{exponent.denominator}", value_part(base))
        y = root**exponent.numerator
        if not isinstance(base, Dual):
            return y
        return Dual(y, exponent * root ** (exponent.numerator - exponent.denominator) * base.slope)

    def _value(self, function: type, x: Number) -> Number:
        if function in EXACT:
            return EXACT[function][0](x)
        if function is sigmoid:
            return 1 / Fraction(1 + self._value(sympy.exp, -x))
        if function is sympy.exp:  # keeps exp(-x) exp(x) = 1
            return 1 if x == 0 else self.draw("exp", x) if x > 0 else 1 / self.draw("exp", -x)
        if function is sympy.log:  # keeps log(1/x) = -log(x)
            return 0 if x == 1 else self.draw("log", x) if x > 1 else -self.draw("log", 1 / Fraction(x))
        if function is softplus:
            return self._value(sympy.log, 1 + self._value(sympy.exp, x))
        if function is sympy.tanh:
            up, down = self._value(sympy.exp, x), self._value(sympy.exp, -x)
            return Fraction(up - down, up + down)
        raise EvaluationError(f"no exact meaning for {function.__name__}; have you added a new function?")
