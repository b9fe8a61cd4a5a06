"""Dual numbers are an oracle of their own: they agree with SymPy's diff, exactly."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from derive.algebra.dual import Dual, dual, slope_part, value_part

rationals = st.fractions(-5, 5, max_denominator=6)
X = sympy.Symbol("x")
CASES = (
    (lambda d: d * d + 3, X * X + 3),
    (lambda d: 2 * d + d * d * d, 2 * X + X**3),
    (lambda d: (d + 1) ** 3 * d, (X + 1) ** 3 * X),
    (lambda d: (d * d + 1) ** -2, (X**2 + 1) ** -2),
    (lambda d: sum([d, d * d, 1]), X + X**2 + 1),
    (lambda d: d**0, X**0),
    (lambda d: d**1 * -1, -X),
)


@pytest.mark.parametrize(("program", "formula"), CASES)
@given(point=rationals)
def test_value_and_slope_are_sympys(program: object, formula: sympy.Expr, point: Fraction) -> None:
    at = {X: sympy.Rational(point.numerator, point.denominator)}
    found = program(Dual(point, 1))  # type: ignore[operator]
    slope = sympy.sympify(formula.diff(X)).xreplace(at) if formula.free_symbols else 0
    assert sympy.Rational(*Fraction(value_part(found)).as_integer_ratio()) == formula.xreplace(at)
    assert sympy.Rational(*Fraction(slope_part(found)).as_integer_ratio()) == slope


@given(rationals, rationals, rationals, rationals)
def test_addition_and_multiplication_commute(a: Fraction, b: Fraction, other: Fraction, slope: Fraction) -> None:
    one, two = Dual(a, b), Dual(other, slope)
    assert one + two == two + one
    assert one * two == two * one
    assert 3 + one == one + 3
    assert 3 * one == one * 3


@given(rationals, rationals)
def test_a_product_of_two_slopes_alone_is_zero(a: Fraction, b: Fraction) -> None:
    assert Dual(0, a) * Dual(0, b) == Dual(0, 0)


@given(rationals.filter(bool), rationals, st.integers(-4, 4))
def test_powers_are_repeated_products(value: Fraction, slope: Fraction, exponent: int) -> None:
    power = Dual(1, 0)
    for _ in range(abs(exponent)):
        power = power * Dual(value, slope)
    expected = power if exponent >= 0 else power**-1
    assert Dual(value, slope) ** exponent == expected


def test_a_constant_has_no_slope() -> None:
    assert dual(3) == Dual(3, 0)
    assert dual(Dual(3, 1)) == Dual(3, 1)
    assert (slope_part(3), value_part(3), slope_part(Dual(3, 4)), value_part(Dual(3, 4))) == (0, 3, 4, 3)


def test_the_square_of_zero_has_slope_zero() -> None:
    assert Dual(0, 5) ** 2 == Dual(0, 0)
    assert Dual(0, 5) ** 1 == Dual(0, 5)
    assert (Dual(0, 5) ** 0).slope == 0
