"""Each law of one variable acts on one derivative, under its own name, and the result is SymPy's derivative."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Expr, Rational, exp, log, tanh

from derive.algebra.functions import positive, relu, sigmoid, softplus
from derive.algebra.tensor import Entry, Partial
from derive.calculus.scalar_laws import linear, work
from tests.algebra.letters import F, i, r, u, vector

X, W = vector("x"), vector("W", F)
x, other, w = X[r], X[i], W[u]


def finished(expression: Expr) -> Expr:
    """Laws until only entries are left to differentiate, of which x's own is 1."""
    while partials := expression.atoms(Partial):
        steps = {p: work(p) for p in partials}
        leaves = {p: sympy.Integer(int(p.of == p.wrt)) for p, step in steps.items() if step is None}
        expression = expression.xreplace({**leaves, **{p: step.after for p, step in steps.items() if step}})
    return expression


CASES = [
    (x + w, "derivative of a sum"),
    (3 * w * x, "constant factor"),
    (w * (x + 1), "derivative of a sum"),
    (x * sigmoid(x), "product rule"),
    (x * other, "product rule"),
    (exp(x) / (1 + exp(x)), "quotient rule"),
    (w / x, "reciprocal rule"),
    ((x - w) ** 2, "power rule"),
    ((w + x) ** Rational(-1, 2), "power rule"),
    (x**-2, "power rule"),
    (sigmoid(x), "chain rule for σ"),
    (tanh(w * x), "chain rule for tanh"),
    (relu(x), "chain rule for relu"),
    (softplus(x), "chain rule for softplus"),
    (w * log(1 - x), "chain rule for log"),
    (exp(x - w), "chain rule for exp"),
    (sympy.sin(x), "chain rule for sin"),
    (w**x, "chain rule in several variables"),
]


@pytest.mark.parametrize(("body", "name"), CASES, ids=str)
def test_a_law_has_its_own_name_and_its_end_is_sympys_derivative(body: Expr, name: str) -> None:
    worked = work(Partial(body, x))
    assert worked is not None
    assert worked.rule.name == name
    assert worked.reason
    assert sympy.simplify(finished(Partial(body, x)) - body.diff(x)) == 0


def test_the_derivative_of_an_entry_is_left_to_the_entry_rule() -> None:
    assert work(Partial(x, x)) is None
    assert work(Partial(other, x)) is None


def test_one_law_acts_and_the_rest_stays_a_derivative() -> None:
    assert work(Partial((x - w) ** 2, x)).after == 2 * (x - w) * Partial(x - w, x)
    assert work(Partial(w / (x + 1), x)).after == -w / (x + 1) ** 2 * Partial(x + 1, x)
    assert work(Partial(x * exp(x), x)).after == exp(x) * Partial(x, x) + x * Partial(exp(x), x)


def test_sums_and_constant_factors_go_out_and_nothing_else() -> None:
    body = 2 * w * log(x) + w * (x + x**2) + w
    assert linear(body, x) == 2 * w * Partial(log(x), x) + w * (Partial(x, x) + Partial(x**2, x))


def test_the_slope_of_a_bracket_is_taken_as_zero() -> None:
    assert work(Partial(positive(x), x)).after == 0


ATOMS = st.sampled_from([x, other, w, sympy.Integer(2), Rational(1, 3)])
BODIES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        inner.map(lambda body: 1 / (body**2 + 1)),
        inner.map(sigmoid),
        inner.map(exp),
    ),
    max_leaves=5,
)


@given(BODIES)
def test_the_laws_end_in_sympys_derivative_for_any_body(body: Expr) -> None:
    found = finished(linear(body, x)) if body.has(Entry) else sympy.Integer(0)
    numbers = {x: Rational(1, 2), other: Rational(-2, 3), w: Rational(3, 4)}
    assert abs(float((found - body.diff(x)).xreplace(numbers))) < 1e-9
