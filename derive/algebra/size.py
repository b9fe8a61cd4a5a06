"""Sizes: non-negative integers known by number or by name, and the rounded quotients that define them."""

from collections.abc import Callable, Mapping
from functools import cache
from operator import floordiv
from typing import TypeAlias

import sympy
from sympy import Expr, Function, Integer, Symbol

from derive.errors import EvaluationError, SizeError

Size: TypeAlias = int | Expr


def named(name: str, least: int = 1) -> Symbol:
    """The size called `name`, which is at least `least` (0 or 1)."""
    return Symbol(name, integer=True, positive=True) if least else Symbol(name, integer=True, nonnegative=True)


def normal(value: Size) -> Size:
    """Equal polynomials in sizes become the same object: a plain int where fixed, else an expanded expression."""
    if isinstance(value, int | Symbol):
        return value
    return _expanded(value)


@cache
def _expanded(value: Expr) -> Size:
    expanded = sympy.expand(value)
    return int(expanded) if expanded.is_Integer else expanded


@cache
def written(size: Size) -> str:
    """A size as text, once for each: SymPy's printer is slow, and keys of entries are made of such texts."""
    return size.name if isinstance(size, Symbol) else str(size)


class FloorQuotient(Function):
    """⌊a / b⌋, kept as written until both are numbers, or b is 1."""

    of = staticmethod(floordiv)

    @classmethod
    def eval(cls, a: Expr, b: Expr) -> Expr | None:
        if b == 0:
            raise SizeError(f"a size divides {a} by 0")
        return a if b == 1 else _computed(cls.of, a, b)


class CeilQuotient(Function):
    """⌈a / b⌉, kept as written until both are numbers, or b is 1."""

    @staticmethod
    def of(a: int, b: int) -> int:
        """⌈a / b⌉."""
        return -(-a // b)

    @classmethod
    def eval(cls, a: Expr, b: Expr) -> Expr | None:
        return a if b == 1 else _computed(cls.of, a, b)


class ExactQuotient(Function):
    """a / b, of which the network requires that b divides a."""

    of = staticmethod(floordiv)  # of the numbers that the network takes

    @classmethod
    def eval(cls, a: Expr, b: Expr) -> Expr | None:
        return a / b if a.is_Integer and b.is_Integer else None


class LargerOf(Function):
    """max(a, b) of two sizes, kept as written until both are numbers."""

    of = staticmethod(max)

    @classmethod
    def eval(cls, a: Expr, b: Expr) -> Expr | None:
        return _computed(cls.of, a, b)


class CeilSize(Function):
    """⌈a / s⌉ + 1, less 1 where the last window would start in the right padding: s·⌈a / s⌉ >= limit."""

    @staticmethod
    def of(a: int, s: int, limit: int) -> int:
        """The number of windows."""
        quotient = -(-a // s)
        return quotient if quotient * s >= limit else quotient + 1

    @classmethod
    def eval(cls, a: Expr, s: Expr, limit: Expr) -> Expr | None:
        return _computed(cls.of, a, s, limit)


def _computed(of: Callable[..., int], *arguments: Expr) -> Expr | None:
    """The function of numbers; None where an argument is none yet."""
    return Integer(of(*map(int, arguments))) if all(each.is_Integer for each in arguments) else None


def with_numbers(size: Expr, values: Mapping[Symbol, int]) -> Expr:
    """The size with the known numbers put in; looks at its own symbols only, however many are known."""
    if isinstance(size, Symbol):
        return Integer(values[size]) if size in values else size
    return size.xreplace({symbol: Integer(values[symbol]) for symbol in size.free_symbols if symbol in values})


def value_of(size: Size, sizes: Mapping[Symbol, int]) -> int:
    """The number that `size` stands for under `sizes`; EvaluationError where a name has none."""
    if isinstance(size, int):
        return size
    number = with_numbers(size, sizes)
    if not number.is_Integer:
        number = sympy.expand(number)
    if not number.is_Integer:
        missing = sorted(str(symbol) for symbol in number.free_symbols)
        raise EvaluationError(f"size {size} has no value; bind {', '.join(missing)}")
    return int(number)
