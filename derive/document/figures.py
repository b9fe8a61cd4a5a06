"""Numbers as they are read: integers as integers, short decimals in full, others to four decimals."""

from derive.printing.building import decimal
from derive.printing.formula import Group, Node

DECIMALS = 4
CLOSE = 1e-9
ROUNDED = f"values that are not exact are rounded to {DECIMALS} decimals"


def figure(value: float) -> str:
    """-5, 3.75, 0.1111; never -0."""
    if abs(value - round(value)) < CLOSE * max(1.0, abs(value)):
        return str(round(value))
    short = f"{value:.{DECIMALS}f}"
    if abs(value - float(short)) < CLOSE:
        return short.rstrip("0")
    return short if float(short) != 0 or value > 0 else short.removeprefix("-")


def number(value: float) -> Node:
    """A number as a formula's node."""
    return decimal(figure(value))


def factor(value: float) -> Node:
    """A number inside a product: a negative one in parentheses."""
    node = number(value)
    return Group((node,)) if figure(value).startswith("-") else node
