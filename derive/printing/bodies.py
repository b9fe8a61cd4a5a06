"""Scalar expressions over entries: functions by their usual signs, factors and addends in teaching order."""

from collections.abc import Collection
from functools import singledispatch

from sympy import Add, Expr, Integer, Mul, Pow, Rational, Symbol, exp, log, tanh

from derive.algebra.functions import positive, relu, relu6, sigmoid, softplus
from derive.algebra.index import Index
from derive.algebra.setting import Setting
from derive.algebra.tensor import Entry, Partial, TensorRole
from derive.errors import DerivationError
from derive.printing.building import power, product, total
from derive.printing.entries import entry
from derive.printing.factors import Factored, factored, ordered_addends
from derive.printing.formula import (
    Addend,
    Call,
    Compare,
    Condition,
    Derivative,
    Fraction,
    Group,
    Iverson,
    Letter,
    Node,
    Number,
    Root,
)
from derive.printing.names import letter
from derive.printing.sizes import size
from derive.printing.style import Style


@singledispatch
def body(expression: Expr, style: Style) -> Node:
    """The expression as it is written."""
    raise DerivationError(f"no notation for {type(expression).__name__}; have you added a new function?")


@body.register
def _(expression: Entry, style: Style) -> Node:
    return entry(expression, style)


@body.register
def _(expression: Partial, style: Style) -> Node:
    of = body(with_numbers(expression.of, style), style)
    plain = isinstance(expression.of, Entry) or isinstance(of, Call | Group)
    return Derivative(of if plain else Group((of,)), entry(expression.wrt, style), ordinary=style.ordinary)


@body.register
def _(expression: Setting, style: Style) -> Node:
    return letter(expression.letter)


@body.register(Rational)
@body.register(Symbol)
@body.register(Mul)
def _(expression: Expr, style: Style) -> Node:
    return total((addend(expression, style),))


@body.register
def _(expression: Add, style: Style) -> Node:
    return total(tuple(addend(term, style) for term in ordered_addends(expression)))


@body.register
def _(expression: Pow, style: Style) -> Node:
    base, exponent = expression.base, expression.exp
    if exponent.is_Rational and exponent < 0:
        return Fraction(Number("1"), body(base**-exponent, style))
    if exponent == Rational(1, 2):
        return Root(body(base, style))
    return power(body(base, style), body(exponent, style))


@body.register
def _(expression: exp, style: Style) -> Node:
    return power(Letter("e"), body(expression.args[0], style))


@body.register
def _(expression: log, style: Style) -> Node:
    return _call("log", expression, style)


@body.register
def _(expression: tanh, style: Style) -> Node:
    return _call("tanh", expression, style)


@body.register
def _(expression: sigmoid, style: Style) -> Node:
    return _call("sigma", expression, style)


@body.register
def _(expression: softplus, style: Style) -> Node:
    return _call("softplus", expression, style)


@body.register
def _(expression: relu, style: Style) -> Node:
    return Call(Letter("max"), (Number("0"), body(expression.args[0], style)))


@body.register
def _(expression: relu6, style: Style) -> Node:
    largest = Call(Letter("max"), (Number("0"), body(expression.args[0], style)))
    return Call(Letter("min"), (Number(str(expression.most)), largest))


@body.register
def _(expression: positive, style: Style) -> Node:
    return Iverson(Condition((body(expression.args[0], style), Number("0")), (Compare.GREATER,)))


def with_numbers(value: Expr, style: Style) -> Expr:
    """A body with the style's numbers in place of sizes."""
    return value.xreplace({symbol: Integer(value) for symbol, value in style.numbers.items()})


def addend(expression: Expr, style: Style) -> Addend:
    """A product with its sign; a sum keeps its signs inside."""
    if isinstance(expression, Add):
        return Addend(False, body(expression, style))
    parts = factored(expression)
    factors = fraction_of(parts, style)
    front = _front(parts, style)
    if parts.settings:
        settings = tuple(body(factor, style) for factor in parts.settings)
        return Addend(parts.negative, product((*settings, *((front,) if front else ()), *factors)))
    if front is None:
        return Addend(parts.negative, product(factors) if factors else Number("1"))
    if len(factors) == 1 and parts.front_under and _fits_numerator(factors[0], parts):
        numerators = (*_sizes(parts.front, style), factors[0])
        under = product(_sizes(parts.front_under, style), tight=True)
        return Addend(parts.negative, Fraction(product(numerators, tight=True), under))
    return Addend(parts.negative, product((front, *factors)))


def apart(expression: Expr, bound: Collection[Index], style: Style) -> tuple[bool, Node | None, tuple[Node, ...]]:
    """(negative, what stands in front of a sum over the bound indices, the factors inside it)."""
    parts = factored(expression, bound)
    return parts.negative, _before_sum(parts, style), fraction_of(parts, style)


def _before_sum(parts: Factored, style: Style) -> Node | None:
    """λ/2, η · 1/N: what options set, and numbers and sizes."""
    front = _front(parts, style)
    if not parts.settings:
        return front
    settings = tuple(body(factor, style) for factor in parts.settings)
    if parts.front_under and not parts.front:
        return Fraction(product(settings, tight=True), product(_sizes(parts.front_under, style), tight=True))
    return product((*settings, *((front,) if front else ())))


def fraction_of(parts: Factored, style: Style) -> tuple[Node, ...]:
    """The factors behind the front; a denominator takes those that are neither cotangents nor derivatives."""
    over = [(factor, body(factor, style)) for factor in parts.over]
    if not parts.under:
        return tuple(written for _, written in over)
    under = product(tuple(body(factor, style) for factor in parts.under))
    before = tuple(written for factor, written in over if _is_cotangent(factor))
    after = tuple(written for factor, written in over if isinstance(factor, Partial))
    middle = tuple(w for factor, w in over if not isinstance(factor, Partial) and not _is_cotangent(factor))
    if middle:
        return (*before, Fraction(_numerator(middle), under), *after)
    return (Fraction(Number("1"), under), *before, *after)


def _numerator(factors: tuple[Node, ...]) -> Node:
    return factors[0] if len(factors) == 1 else product(factors)


def _front(parts: Factored, style: Style) -> Node | None:
    """The number and sizes before everything else, as one fraction."""
    over, under = _sizes(parts.front, style), _sizes(parts.front_under, style)
    if under:
        return Fraction(product(over, tight=True) if over else Number("1"), product(under, tight=True))
    return product(over, tight=True) if over else None


def _sizes(factors: tuple[Expr, ...], style: Style) -> tuple[Node, ...]:
    """Sizes as one product in their own order, then roots and entries such as the count of a window's cells."""
    sizes = [factor for factor in factors if not _is_other(factor)]
    written = (size(Mul(*sizes), style),) if sizes else ()
    return (*written, *(body(factor, style) for factor in factors if _is_other(factor)))


def _is_other(factor: Expr) -> bool:
    """Whether a factor is no size: an entry, or a root."""
    return factor.has(Entry) or any(not power.exp.is_Integer or power.exp < 0 for power in factor.atoms(Pow))


def _fits_numerator(factor: Node, parts: Factored) -> bool:
    """Whether a fraction bar over the whole reads better than 1/M in front: for entries and their differences."""
    return not parts.under and not isinstance(factor, Derivative) and not _has_quotient(parts.over[0])


def _has_quotient(expression: Expr) -> bool:
    return bool(expression.atoms(Partial)) or any(power.exp.is_negative for power in expression.atoms(Pow))


def _is_cotangent(factor: Expr) -> bool:
    return isinstance(factor, Entry) and factor.tensor.role is TensorRole.COTANGENT


def _call(name: str, expression: Expr, style: Style) -> Node:
    return Call(Letter(name), (body(expression.args[0], style),))
