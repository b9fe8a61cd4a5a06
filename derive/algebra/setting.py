"""Constants that a layer's options set: written by a letter, computed as a number."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sympy import AtomicExpr, Expr, Integer, Rational

from derive.algebra.equation import Equation


class Setting(AtomicExpr):
    """epsilon = 1/100000: an atom to SymPy, a constant to derivatives; its identity is all of its fields.

    `option` is what it is called in a spec, `letter` how it is written.
    """

    __slots__ = ("letter", "option", "value")

    option: str
    letter: str
    value: Rational
    is_commutative = True
    is_real = True

    def __new__(cls, option: str, letter: str, value: Rational) -> "Setting":
        self: Setting = super().__new__(cls)
        self.option = option
        self.letter = letter
        self.value = value
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.option, self.letter, self.value)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (Setting, self.__getnewargs__())

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.option, self.letter, self.value)

    def _eval_is_positive(self) -> bool:
        return bool(self.value > 0)

    def _eval_is_negative(self) -> bool:
        return bool(self.value < 0)

    def _eval_derivative(self, symbol: Expr) -> Expr:
        return Integer(0)

    def _sympystr(self, printer: object) -> str:
        return self.letter


def settings(equations: Iterable[Equation]) -> tuple[Setting, ...]:
    """The settings that equations read, in order."""
    bodies = (term.body for equation in equations for term in equation.terms)
    return tuple(dict.fromkeys(each for body in bodies for each in sorted(body.atoms(Setting), key=str)))


def settled_value(body: Expr) -> Expr:
    """A body with the number of each setting in its place."""
    return body.xreplace({setting: setting.value for setting in body.atoms(Setting)})


def settled(equation: Equation) -> Equation:
    """The equation with the number of each setting in its place."""
    if not settings((equation,)):
        return equation
    return replace(equation, terms=tuple(replace(term, body=settled_value(term.body)) for term in equation.terms))
