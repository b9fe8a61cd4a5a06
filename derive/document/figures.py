"""Numbers as they are read: integers as integers, short decimals in full, others to four significant digits."""

from decimal import Decimal
from typing import Any

from sympy import Rational

from derive.printing.building import decimal
from derive.printing.formula import Group, Node, Sign

Array = Any

DIGITS = 4
CELL_DIGITS = 3
NARROW = 5
CLOSE = 1e-12
MOST = 8
LONGEST = 12  # digits of a decimal that is written in full
ROUNDED = f"all is computed exactly as it stands; what is no short decimal is printed with {DIGITS} digits"


def figure(value: float) -> str:
    """-5, 3.75, 0.1111, 3.217e-05; never -0."""
    if abs(value - round(value)) < CLOSE * max(1.0, abs(value)):
        return str(round(value))
    short = f"{value:.{DIGITS}f}"
    if abs(value - float(short)) < CLOSE * abs(value):
        return short.rstrip("0")
    return _telling(value, DIGITS)


def _telling(value: float, digits: int) -> str:
    """A rounded number, with as many more digits as keep it from reading as a whole one: 0.99966, not 1.000."""
    for kept in range(digits, MOST + 1):
        text = f"{value:#.{kept}g}"
        if float(text) != round(value):
            return text
    return f"{value:#.{digits}g}"


def sign(*arrays: Array) -> Sign:
    """= where all these numbers are printed in full, ≈ where one of them is rounded; a number alone is an array too."""
    values = (float(value) for each in arrays for value in getattr(each, "flat", (each,)))
    return Sign.EQUALS if all(map(in_full, values)) else Sign.NEARLY


def in_full(value: float) -> bool:
    """Whether the printed number is the number, but for the last bits of its computation."""
    shown = float(figure(value))
    return abs(shown - value) <= CLOSE * (max(1.0, abs(value)) if shown.is_integer() else abs(value))


def cell(value: float) -> str:
    """A number in a matrix: three significant digits, so that columns stay narrow."""
    exact = figure(value)
    return exact if len(exact) <= NARROW else _telling(value, CELL_DIGITS)


def exact(value: Rational) -> str:
    """A decimal in full: 0.00001, 0.1; a very small one as 1E-12."""
    text = Decimal(int(value.p)) / Decimal(int(value.q))
    full = f"{text.normalize():f}"
    return full if len(full) <= LONGEST else str(text.normalize())


def number(value: float) -> Node:
    """A number as a formula's node."""
    return decimal(figure(value))


def factor(value: float) -> Node:
    """A number inside a product: a negative one in parentheses."""
    node = number(value)
    return Group((node,)) if figure(value).startswith("-") else node
