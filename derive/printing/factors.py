"""The teaching order of factors and addends, and which factors stand in front of a sum or under a fraction."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum

from sympy import Add, Expr, Function, Integer, Mul, Pow, Rational, preorder_traversal

from derive.algebra.equation import entries
from derive.algebra.functions import positive
from derive.algebra.index import Index
from derive.algebra.setting import Setting
from derive.algebra.tensor import Entry, Partial, TensorRole

Key = tuple[object, ...]


class Standing(IntEnum):
    """Where a factor that is no number or size stands in its product."""

    ENTRY = 0
    SUM = 1
    CALL = 2
    SUM_OF_CALLS = 3
    BRACKET = 4
    PARTIAL = 5


ROLE_RANK = {TensorRole.INPUT: TensorRole.ACTIVATION}  # x and a in the order of their letters


@dataclass(frozen=True, slots=True)
class Factored:
    """A product taken apart: ± settings · front / front_under · over / under, each in teaching order.

    `front` holds numbers, sizes and denominators that do not vary with the bound indices; `settings` are factors
    that a layer's options set.
    """

    negative: bool
    settings: tuple[Expr, ...]
    front: tuple[Expr, ...]
    front_under: tuple[Expr, ...]
    over: tuple[Expr, ...]
    under: tuple[Expr, ...]


def factored(expression: Expr, bound: Collection[Index] = ()) -> Factored:
    """The factors of a product by place; a sum of negative addends lends its minus sign to the product."""
    number, product = _positive_number(expression)
    over: list[Expr] = []
    under: list[Expr] = []
    for factor in Mul.make_args(product):
        inverse = _inverse(factor)
        (over if inverse is None else under).append(factor if inverse is None else inverse)
    settings = [factor for factor in over if _is_setting(factor)]
    front = [factor for factor in over if _is_size(factor) and factor != 1]
    front_under = [factor for factor in under if not factor.has(Entry, Partial) or _is_outside(factor, bound)]
    magnitude = abs(number)
    return Factored(
        bool(number < 0),
        ordered(settings),
        (*_unless_one(magnitude.p), *ordered(front)),
        (*_unless_one(magnitude.q), *ordered(front_under)),
        ordered(factor for factor in over if factor.has(Entry, Partial)),
        ordered(factor for factor in under if factor not in front_under),
    )


def ordered(factors: Iterable[Expr]) -> tuple[Expr, ...]:
    """Factors in teaching order: entries by role, sums, calls, brackets, partial derivatives."""
    return tuple(sorted(factors, key=_factor_key))


def ordered_addends(expression: Expr) -> tuple[Expr, ...]:
    """Addends in teaching order: positive ones first; of one sign numbers, then short before long, then settings."""
    return tuple(sorted(Add.make_args(expression), key=_addend_key))


def _positive_number(expression: Expr) -> tuple[Rational, Expr]:
    """(number, rest): the product's rational factor, with what all addends of a sum share: 2a - 2t = 2(a - t)."""
    number, rest = expression.as_coeff_Mul()
    factors = list(Mul.make_args(rest))
    for place, factor in enumerate(factors):
        if isinstance(factor, Add):
            shared, factors[place] = _shared(factor)
            number = number * shared
    return number, Mul(*factors, evaluate=False) if len(factors) > 1 else factors[0]


def _shared(factor: Add) -> tuple[Rational, Expr]:
    content, rest = factor.primitive()
    if all(addend.as_coeff_Mul()[0] < 0 for addend in rest.args):
        return -content, Add(*(-addend for addend in rest.args))
    return content, rest


def _inverse(factor: Expr) -> Expr | None:
    """d where factor = 1/d is written as a denominator."""
    if isinstance(factor, Pow) and factor.exp.is_Rational and factor.exp < 0:
        return factor.base**-factor.exp
    return None


def _is_size(factor: Expr) -> bool:
    return not factor.has(Entry, Partial, Setting)


def _is_setting(factor: Expr) -> bool:
    return factor.has(Setting) and not factor.has(Entry, Partial)


def _is_outside(factor: Expr, bound: Collection[Index]) -> bool:
    """Whether a denominator is the same for all values of the bound indices, of which there are some."""
    used = {index for entry in entries(factor) for subscript in entry.subscripts for index in subscript.indices}
    return bool(bound) and not used & set(bound)


def _unless_one(number: int) -> tuple[Expr, ...]:
    return () if number == 1 else (Integer(number),)


def _factor_key(factor: Expr) -> Key:
    base = factor.base if isinstance(factor, Pow) else factor
    if isinstance(base, Entry):
        return (Standing.ENTRY, *_entry_key(base))
    return (_place(base), *_contents_key(base))


def _place(factor: Expr) -> Standing:
    if isinstance(factor, Partial):
        return Standing.PARTIAL
    if isinstance(factor, positive):
        return Standing.BRACKET
    if isinstance(factor, Add):
        return Standing.SUM_OF_CALLS if factor.has(Function) else Standing.SUM
    return Standing.CALL


def _addend_key(addend: Expr) -> Key:
    number, rest = addend.as_coeff_Mul()
    return (
        bool(number < 0),
        rest != 1,
        _is_setting(rest),
        sum(1 for _ in preorder_traversal(rest)),
        _contents_key(rest),
    )


def _contents_key(expression: Expr) -> Key:
    return (tuple(sorted(map(_entry_key, entries(expression)))), str(expression))


def _entry_key(entry: Entry) -> Key:
    tensor = entry.tensor
    role = ROLE_RANK.get(tensor.role, tensor.role)
    return (int(role), tensor.letter or tensor.name, tensor.level, entry.key)
