"""Between the chain rule and the slopes: laws by their names, one at a time, and slopes from definitions."""

import pytest
import sympy
from sympy import Expr, exp, log

from derive.algebra.equation import Equation, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.functions import relu, sigmoid, softplus
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.law_steps import slope
from derive.calculus.vjp import Variable, pull_back
from derive.network.backward import derive_declaration
from tests.algebra.letters import N, i, j, r, vector
from tests.structures import STRUCTURES

X, T = vector("x"), Tensor("t", (N,), TensorRole.TARGET)
Y = vector("y", N, TensorRole.ACTIVATION)
J = Tensor("J", (), TensorRole.LOSS)


def names(*uses: Equation) -> list[str]:
    """The laws between the chain rule and the entry rule."""
    steps = [step.rule.name for step in pull_back(uses, Variable(X[r], ((r, N),))).steps]
    return steps[: steps.index("entry rule")]


def pointwise(body: Expr) -> Equation:
    return total(Y[i], ((i, N),), Term((), (), (), body))


def summed(body: Expr) -> Equation:
    return total(J.entry(), (), Term(((i, N),), (), (), body))


@pytest.mark.parametrize(
    ("use", "laws"),
    [
        (pointwise(X[i]), ["insertion"]),
        (pointwise(3 * T[i] * X[i]), ["constant factor"]),
        (pointwise(sigmoid(X[i])), ["chain rule for σ"]),
        (pointwise(relu(X[i])), ["chain rule for relu"]),
        (pointwise(exp(X[i] - T[i])), ["chain rule for exp", "derivative of a sum"]),
        (pointwise(X[i] * sigmoid(X[i])), ["product rule", "chain rule for σ"]),
        (summed(X[i] * T[i]), ["derivative of a sum"]),
        (summed((X[i] - T[i]) ** 2), ["derivative of a sum", "power rule", "derivative of a sum"]),
        (summed(-T[i] * log(X[i])), ["derivative of a sum", "chain rule for log"]),
        (
            summed(-T[i] * log(X[i]) - (1 - T[i]) * log(1 - X[i])),
            ["derivative of a sum", "chain rule for log", "derivative of a sum"],
        ),
    ],
    ids=str,
)
def test_each_law_is_named_as_what_it_is(use: Equation, laws: list[str]) -> None:
    assert names(use) == laws


def test_a_use_that_adds_beside_one_that_does_not_is_a_derivative_of_a_sum() -> None:
    other = Tensor("w", (N,), TensorRole.ACTIVATION)
    power = total(other[i], ((i, N),), Term((), (), (), X[i] ** 2))
    assert names(pointwise(X[i]), power) == ["power rule"]
    assert names(total(Y[i], ((i, N),), Term(((j, N),), (), (), X[j])), power) == ["derivative of a sum", "power rule"]


@pytest.mark.parametrize("function", [sigmoid, softplus, sympy.tanh])
def test_a_slope_is_derived_from_the_definition_of_its_function(function: type) -> None:
    lemma = slope(function)
    assert lemma is not None
    z = lemma.wrt
    assert lemma.derivation.equation.terms[0].body == function(z).diff(z)
    assert [step.rule.name for step in lemma.derivation.steps][-2:] == ["rewriting", "fold"]


def test_the_slope_of_sigmoid_is_told_law_by_law() -> None:
    lemma = slope(sigmoid)
    assert lemma is not None
    assert [step.rule.name for step in lemma.derivation.steps] == [
        "reciprocal rule",
        "derivative of a sum",
        "chain rule for exp",
        "constant factor",
        "rewriting",
        "fold",
    ]


@pytest.mark.parametrize("function", [sigmoid, softplus, sympy.tanh])
@pytest.mark.parametrize("place", [-2, 0, 3])
def test_each_step_of_a_slope_keeps_its_value(function: type, place: int) -> None:
    lemma = slope(function)
    assert lemma is not None
    identity = total(lemma.wrt, (), Term((), (), (), lemma.wrt))
    world = World({"z": {(): place}}, {}, Opaque(1), equations={"z": identity})
    for step in lemma.derivation.steps:
        assert evaluate(step.before, world) == evaluate(step.after, world), step.rule.name


def test_exp_log_and_relu_have_no_simpler_definition() -> None:
    assert [slope(function) for function in (exp, log, relu)] == [None] * 3


def test_no_step_of_the_catalogue_calls_the_slope_of_a_function_a_sum() -> None:
    """A step under the name of sums must keep every function of the target under its derivative sign."""
    for chosen in STRUCTURES:
        for derivation in derive_declaration(chosen.declared.declaration).values():
            laws = [s for s in derivation.steps if s.rule.name == "derivative of a sum"]
            for step in laws:
                before, after = (
                    {f.func for t in e.terms for f in t.body.atoms(sympy.Function)} for e in (step.before, step.after)
                )
                assert after <= before, f"{chosen}: {step.after}"
