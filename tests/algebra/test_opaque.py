"""Opaque functions: random tables that keep the laws a derivation may use, and nothing else."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from derive.algebra.dual import Dual
from derive.algebra.functions import positive, relu, sigmoid, softplus
from derive.algebra.opaque import Opaque
from derive.errors import EvaluationError

rationals = st.fractions(-5, 5, max_denominator=6)
TABLE = Opaque(7)
CATALOGUE = (sympy.exp, sympy.log, sympy.tanh, sigmoid, relu, positive, softplus)


def _value(function: type, x: Fraction | int) -> Fraction:
    return Fraction(TABLE.apply(function, x))  # type: ignore[arg-type]


@pytest.mark.parametrize("function", CATALOGUE)
def test_every_function_of_the_catalogue_has_a_value_and_a_slope(function: type) -> None:
    assert isinstance(TABLE.apply(function, Dual(Fraction(3, 2), 1)), Dual)


@given(rationals)
def test_the_exponentials_of_opposite_arguments_are_reciprocal(x: Fraction) -> None:
    assert _value(sympy.exp, x) * _value(sympy.exp, -x) == 1


@given(rationals)
def test_the_sigmoid_is_its_definition(x: Fraction) -> None:
    assert _value(sigmoid, x) == 1 / (1 + _value(sympy.exp, -x))
    assert _value(sigmoid, x) + _value(sigmoid, -x) == 1


@given(rationals)
def test_softplus_is_minus_the_logarithm_of_the_opposite_sigmoid(x: Fraction) -> None:
    assert _value(softplus, x) == -_value(sympy.log, _value(sigmoid, -x))
    assert _value(softplus, x) == -_value(sympy.log, 1 - _value(sigmoid, x))


@given(rationals.filter(bool))
def test_slopes_keep_their_laws(x: Fraction) -> None:
    moved = Dual(x, 3)
    exponential, tangent = _value(sympy.exp, x), _value(sympy.tanh, x)
    assert TABLE.apply(sympy.exp, moved) == Dual(exponential, 3 * exponential)
    assert TABLE.apply(sympy.tanh, moved) == Dual(tangent, 3 * (1 - tangent**2))
    a = _value(sigmoid, x)
    assert TABLE.apply(sigmoid, moved) == Dual(a, 3 * a * (1 - a))
    assert TABLE.apply(sympy.log, moved).slope == 3 / x  # type: ignore[union-attr]


def test_relu_and_its_slope_are_zero_at_zero() -> None:
    assert [_value(relu, x) for x in (-2, 0, 5)] == [0, 0, 5]
    assert [_value(positive, x) for x in (-2, 0, 5)] == [0, 0, 1]
    assert TABLE.apply(relu, Dual(0, 1)) == Dual(0, 0)


@given(rationals.filter(bool), st.integers(-3, 3), st.sampled_from([2, 3]))
def test_fractional_powers_of_one_base_are_powers_of_one_root(x: Fraction, numerator: int, denominator: int) -> None:
    exponent = Fraction(numerator, denominator)
    if exponent.denominator == denominator:
        root = TABLE.power(x, Fraction(1, denominator))
        assert TABLE.power(x, exponent) == root**numerator
        slope = TABLE.power(Dual(x, 3), exponent).slope  # type: ignore[union-attr]
        assert slope == 3 * exponent * root ** (numerator - denominator)


def test_one_seed_gives_one_table_and_another_seed_another() -> None:
    arguments = [Fraction(n, 3) for n in range(1, 30)]
    one, same, other = ([Opaque(seed).apply(sympy.exp, x) for x in arguments] for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_an_unknown_function_is_refused() -> None:
    with pytest.raises(EvaluationError, match="no exact meaning for sin"):
        TABLE.apply(sympy.sin, 1)
