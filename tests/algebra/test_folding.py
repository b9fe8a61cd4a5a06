"""Folds rewrite a scalar body by a definition; each declines where its guard fails."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Expr, Integer, exp, log, tanh

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Guard, Term, total
from derive.algebra.folding import (
    cancel,
    fold_definition,
    insert,
    log_of_sigmoid,
    match,
    name_expression,
    pointwise,
    tidy,
)
from derive.algebra.functions import relu, sigmoid, softplus
from derive.algebra.tensor import Tensor, TensorRole
from tests.algebra.letters import F, M, N, i, j, m, q, r, u

A = Tensor("a", (M, N), TensorRole.ACTIVATION)
Z = Tensor("z", (M, N), TensorRole.INPUT)
T = Tensor("t", (M, N), TensorRole.TARGET)
a, z, t = A[m, i], Z[m, i], T[m, i]
FREE = ((m, M), (i, N))


def _defined(body: Expr) -> Equation:
    return total(a, FREE, Term((), (), (), body))


SIGMOID = _defined(sigmoid(z))


def test_the_sigmoids_slope_ends_in_a_times_one_minus_a() -> None:
    assert fold_definition(sigmoid(z).definition.diff(z), SIGMOID) == a * (1 - a)
    assert name_expression(sigmoid(z).diff(z), SIGMOID) == a * (1 - a)


def test_the_fold_follows_the_subscripts_of_the_body() -> None:
    elsewhere = Z[m, affine(j) * 2 + 1]
    slope, named = sigmoid(elsewhere).definition.diff(elsewhere), A[m, affine(j) * 2 + 1]
    assert fold_definition(slope, SIGMOID) == named * (1 - named)
    assert name_expression(sigmoid(elsewhere).diff(elsewhere), SIGMOID) == named * (1 - named)


def test_hyperbolic_tangent_and_exponential_end_in_their_own_values() -> None:
    assert fold_definition(tanh(z).diff(z), _defined(tanh(z))) == 1 - a**2
    assert fold_definition(exp(z).diff(z), _defined(exp(z))) == a


def test_softplus_ends_in_a_formula_of_its_value() -> None:
    folded = fold_definition(exp(z) / (1 + exp(z)), _defined(log(1 + exp(z))))
    assert folded is None  # two transcendental functions


@pytest.mark.parametrize(
    ("body", "definition"),
    [
        (z * exp(-z) / (1 + exp(-z)) ** 2, SIGMOID),  # z itself stays
        (exp(-2 * z), SIGMOID),
        (exp(z) * t, SIGMOID),
        (t**2, SIGMOID),
        (1 / z, _defined(log(z))),
        (relu(z).diff(z), _defined(relu(z))),
        (sigmoid(z).diff(z), _defined(z * sigmoid(z))),
        (exp(z), _defined(exp(z) ** 2 + exp(z))),
        (exp(z), _defined(exp(z) + t)),
    ],
)
def test_it_declines_where_the_input_would_not_be_gone(body: Expr, definition: Equation) -> None:
    assert fold_definition(body, definition) is None


def test_it_declines_for_a_definition_with_a_sum_a_guard_or_two_terms() -> None:
    body = exp(z)
    summed = total(a, FREE, Term(((u, F),), (), (), exp(z)))
    guarded = total(a, FREE, Term((), (Guard(affine(i), N),), (), exp(z)))
    doubled = total(a, FREE, Term((), (), (), exp(z)), Term((), (), (), exp(z)))
    for definition in (summed, guarded, doubled):
        assert pointwise(definition) is None
        assert fold_definition(body, definition) is None


def test_it_declines_where_the_definition_reads_at_shifted_subscripts() -> None:
    shifted = total(a, FREE, Term((), (), (), exp(Z[m, affine(i) + 1])))
    assert fold_definition(exp(z), shifted) is None


def test_a_pattern_matches_subscripts_consistently() -> None:
    assert match(Z[m, i], Z[r, affine(q) * 2]) == {m: affine(r), i: affine(q) * 2}
    assert match(Z[i, i], Z[r, q]) is None
    assert match(Z[i, i], Z[r, r]) == {i: affine(r)}
    assert match(Z[m, affine(i) * 2], Z[m, affine(i) * 2]) is None
    assert match(Z[m, i], A[m, i]) is None


def test_insertion_puts_in_the_formula_at_each_entrys_subscripts() -> None:
    body = A[m, j] * t - A[m, i]
    assert insert(body, SIGMOID) == sigmoid(Z[m, j]) * t - sigmoid(z)
    assert insert(t, SIGMOID) is None


def test_cancellation_gives_a_minus_t_for_sigmoid_with_cross_entropy() -> None:
    loss = -(t * log(a) + (1 - t) * log(1 - a))
    assert cancel(loss.diff(a) * a * (1 - a)) == a - t
    assert cancel(a - t) is None


def test_a_leading_minus_goes_into_a_difference() -> None:
    assert tidy(-a * (a - 1)) == a * (1 - a)
    assert tidy(-a * t) == -a * t
    assert tidy(a * (a - 1)) == a * (a - 1)
    assert tidy(-(a - 1)) == 1 - a or tidy(sympy.Mul(-1, a - 1, evaluate=False)) == 1 - a


def test_logarithms_of_a_sigmoid_become_softplus() -> None:
    body = -(t * log(sigmoid(z)) + (1 - t) * log(1 - sigmoid(z)))
    assert log_of_sigmoid(body) == -(-t * softplus(-z) - (1 - t) * softplus(z))
    assert log_of_sigmoid(log(a)) is None


@given(st.floats(-30, 30), st.floats(0, 1))
def test_the_logarithm_law_holds_in_numbers(x: float, target: float) -> None:
    body = -(t * log(sigmoid(z)) + (1 - t) * log(1 - sigmoid(z)))
    safe = log_of_sigmoid(body)
    assert safe is not None

    def number(expression: Expr) -> float:
        from_definitions = expression.xreplace({z: sympy.Float(x, 60), t: sympy.Float(target, 60)})
        return float(from_definitions.replace(lambda n: isinstance(n, sigmoid | softplus), lambda n: n.definition))

    assert number(safe) == pytest.approx(number(body), rel=1e-12, abs=1e-12)


def test_relu_has_slope_zero_at_zero() -> None:
    slope = relu(z).diff(z)
    assert slope.func.__name__ == "positive"
    assert slope.diff(z) == Integer(0)
