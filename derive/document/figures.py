"""Numbers as they are read: integers as integers, short decimals in full, others to four significant digits."""

from decimal import Decimal

from sympy import Rational

from derive.printing.building import decimal
from derive.printing.formula import Group, Node

DIGITS = 4
NARROW = 5
CLOSE = 1e-9
LONGEST = 12  # digits of a decimal that is written in full
ROUNDED = f"all is computed exactly as it stands; what is no short decimal is printed with {DIGITS} digits"


def figure(value: float) -> str:
    """-5, 3.75, 0.1111, 3.217e-05; never -0."""
    if abs(value - round(value)) < CLOSE * max(1.0, abs(value)):
        return str(round(value))
    short = f"{value:.{DIGITS}f}"
    if abs(value - float(short)) < CLOSE * abs(value):
        return short.rstrip("0")
    return f"{value:#.{DIGITS}g}"


def cell(value: float) -> str:
    """A number in a matrix: three significant digits, so that columns stay narrow."""
    exact = figure(value)
    return exact if len(exact) <= NARROW else f"{value:.3g}"


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
