"""Scalar functions by the math module, for laws that the interpreter's opaque tables cannot keep."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from derive.algebra.functions import positive, relu, relu6, sigmoid, softplus

IN_FLOATS: dict[type, Callable[[float], float]] = {
    sympy.exp: math.exp,
    sympy.log: math.log,
    sympy.tanh: math.tanh,
    sigmoid: lambda z: 1 / (1 + math.exp(-z)),
    softplus: lambda z: math.log1p(math.exp(z)),
    relu: lambda z: max(z, 0),
    relu6: lambda z: min(max(z, 0), 6),
    positive: lambda z: int(z > 0),
}


@dataclass(frozen=True)
class Floats:
    """What World.functions does, in floating point."""

    def apply(self, function: type, argument: Any) -> float:
        return IN_FLOATS[function](float(argument))

    def power(self, base: Any, exponent: Fraction) -> float:
        return float(base) ** float(exponent)
