"""Sizes as plain functions of numbers: the same value as `value_of`, without SymPy at each call."""

from collections.abc import Callable, Mapping
from functools import cache
from math import prod
from operator import itemgetter

from sympy import Add, Function, Integer, Mul, Pow, Symbol

from derive.algebra.size import CeilQuotient, CeilSize, ExactQuotient, FloorQuotient, LargerOf, Size
from derive.errors import EvaluationError

Known = Mapping[Symbol, int]
Counted = Callable[[Known], int]


@cache
def counted(size: Size) -> Counted:
    """The function from the numbers of a size's symbols to its own; KeyError where one is missing.

    A quotient that must come out even is rounded down where it does not. EvaluationError for what is no size.
    """
    match size:
        case int() | Integer():
            number = int(size)
            return lambda known: number
        case Symbol():
            return itemgetter(size)
        case Add() | Mul():
            parts, join = tuple(map(counted, size.args)), sum if isinstance(size, Add) else prod
            return lambda known: join([part(known) for part in parts])
        case Pow(args=(base, Integer() as exponent)) if exponent > 0:
            below, above = counted(base), int(exponent)
            return lambda known: below(known) ** above
        case FloorQuotient() | CeilQuotient() | ExactQuotient() | LargerOf() | CeilSize():
            return _applied(size)
        case _:
            raise EvaluationError(f"size {size} is no sum, product or quotient of sizes")


def _applied(size: Function) -> Counted:
    of, parts = type(size).of, tuple(map(counted, size.args))
    return lambda known: int(of(*[part(known) for part in parts]))


@cache
def rising(size: Size) -> bool:
    """Whether a size is a sum of products, so that it only grows where a symbol's number does."""
    match size:
        case int() | Integer():
            return int(size) >= 0
        case Symbol():
            return True
        case Add() | Mul():
            return all(map(rising, size.args))
        case Pow(args=(base, Integer() as exponent)):
            return bool(exponent > 0) and rising(base)
        case _:
            return False
