"""Sizes in teaching order: n + 2p - d(f - 1) - 1, coefficients before brackets, numbers last."""

from collections.abc import Callable, Mapping
from functools import singledispatch

from sympy import Add, Expr, Integer, Mul, Pow, Symbol

from derive.algebra.setting import Setting
from derive.algebra.size import CeilQuotient, CeilSize, ExactQuotient, FloorQuotient, LargerOf, Size
from derive.errors import DerivationError
from derive.printing.building import equation, grouped, power, product, signed_number, total
from derive.printing.formula import (
    Addend,
    Call,
    Ceil,
    Compare,
    Condition,
    Floor,
    Fraction,
    Iverson,
    Letter,
    Node,
    Number,
    Relation,
)
from derive.printing.names import letter, size_letter
from derive.printing.style import PLAIN, Style

LETTERS = "MGKCNnopsdf"  # input and output before padding, stride before dilation before kernel
Leaf = Callable[[Symbol], Node]
Key = tuple[object, ...]


def size(value: Size, style: Style = PLAIN) -> Node:
    """A size, its known numbers put in and worked out."""
    shown = style.shown(value)
    return signed_number(shown) if isinstance(shown, int) else _write(shown, _symbolic)


def size_addends(value: Size) -> tuple[Addend, ...]:
    """The signed summands of a size, in teaching order."""
    if isinstance(value, int):
        return (Addend(value < 0, Number(str(abs(value)))),) if value else ()
    return _addends(value, _symbolic)


def coefficient(value: Size) -> tuple[bool, tuple[Node, ...]]:
    """The sign and the factors of a coefficient, none for 1."""
    if isinstance(value, int):
        return value < 0, () if abs(value) == 1 else (Number(str(abs(value))),)
    return _factors(value, _symbolic)


def size_formula(symbol: Symbol, definition: Expr, numbers: Mapping[Symbol, int] | None = None) -> Relation:
    """symbol = definition = definition with numbers written in = its value, as far as `numbers` are known.

    For example n_h^[1] = ⌊(n + 2p - f)/s⌋ + 1 = ⌊(6 + 2·0 - 3)/1⌋ + 1 = 4.
    """
    known = {name: value for name, value in (numbers or {}).items() if name in definition.free_symbols}
    rights = [_write(definition, _symbolic)]
    if known:
        rights.append(_write(definition, lambda name: _number_or_name(name, known)))
        value = definition.xreplace({name: Integer(number) for name, number in known.items()})
        if not value.atoms(*ROUNDING):
            rights.append(_write(value, _symbolic))
    distinct = dict.fromkeys(rights)
    return equation(size_letter(symbol.name), *distinct)


ROUNDING = (FloorQuotient, CeilQuotient, ExactQuotient, LargerOf, CeilSize)


def _symbolic(symbol: Symbol) -> Node:
    return size_letter(symbol.name)


def _number_or_name(symbol: Symbol, known: Mapping[Symbol, int]) -> Node:
    return Number(str(known[symbol]), apart=True) if symbol in known else size_letter(symbol.name)


@singledispatch
def _write(expression: Expr, leaf: Leaf) -> Node:
    raise DerivationError(f"no notation for {type(expression).__name__} in a size; have you added a new function?")


@_write.register
def _(expression: Integer, leaf: Leaf) -> Node:
    return signed_number(int(expression))


@_write.register
def _(expression: Symbol, leaf: Leaf) -> Node:
    return leaf(expression)


@_write.register
def _(expression: Setting, leaf: Leaf) -> Node:
    return letter(expression.letter)


@_write.register(Add)
@_write.register(Mul)
def _(expression: Expr, leaf: Leaf) -> Node:
    return total(_addends(expression, leaf))


@_write.register
def _(expression: Pow, leaf: Leaf) -> Node:
    return power(_write(expression.base, leaf), _write(expression.exp, leaf))


@_write.register
def _(expression: FloorQuotient, leaf: Leaf) -> Node:
    return Floor(_quotient(expression, leaf))


@_write.register
def _(expression: CeilQuotient, leaf: Leaf) -> Node:
    return Ceil(_quotient(expression, leaf))


@_write.register
def _(expression: ExactQuotient, leaf: Leaf) -> Node:
    return _quotient(expression, leaf)


@_write.register
def _(expression: LargerOf, leaf: Leaf) -> Node:
    return Call(Letter("max"), tuple(_write(argument, leaf) for argument in expression.args))


@_write.register
def _(expression: CeilSize, leaf: Leaf) -> Node:
    """⌈a/s⌉ + 1 - [s ⌈a/s⌉ >= limit]: no window starts in the right padding."""
    a, s, limit = expression.args
    rounded = Ceil(Fraction(_write(a, leaf), _write(s, leaf)))
    start = product((_write(s, leaf), rounded), tight=True)
    outside = Iverson(Condition((start, _write(limit, leaf)), (Compare.AT_LEAST,)))
    return total((Addend(False, rounded), Addend(False, Number("1")), Addend(True, outside)))


def _quotient(expression: Expr, leaf: Leaf) -> Node:
    numerator, denominator = expression.args
    return Fraction(_write(numerator, leaf), _write(denominator, leaf))


def _addends(expression: Expr, leaf: Leaf) -> tuple[Addend, ...]:
    terms = sorted(Add.make_args(expression), key=_addend_key)
    return tuple(_addend(term, leaf) for term in terms)


def _addend(term: Expr, leaf: Leaf) -> Addend:
    negative, factors = _factors(term, leaf)
    return Addend(negative, product(factors, tight=True) if factors else Number("1"))


def _factors(term: Expr, leaf: Leaf) -> tuple[bool, tuple[Node, ...]]:
    number, rest = term.as_coeff_Mul()
    sizes = [] if rest == 1 else sorted(Mul.make_args(rest), key=_factor_key)
    written = tuple(grouped(_write(factor, leaf)) for factor in sizes)
    return bool(number < 0), written if abs(number) == 1 else (Number(str(abs(number))), *written)


def _addend_key(term: Expr) -> Key:
    """Positive before negative, roundings before letters before numbers, letters in teaching order."""
    number, rest = term.as_coeff_Mul()
    factors = sorted(map(_factor_key, Mul.make_args(rest)))
    return (bool(number < 0), rest == 1, not term.atoms(*ROUNDING), factors)


def _factor_key(factor: Expr) -> Key:
    """Letters before brackets; capitals, then the order of LETTERS, then the alphabet."""
    names = sorted((_letter_key(symbol.name) for symbol in factor.free_symbols), key=str)
    return (not factor.is_Symbol, sorted(names), str(factor))


def _letter_key(name: str) -> Key:
    rank = LETTERS.find(name[0])
    return (rank if rank >= 0 else len(LETTERS), name)
