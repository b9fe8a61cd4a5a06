"""The backward formulas end as textbooks print them, and only where the facts allow it."""

from typing import Any

import pytest

from derive.network.backward import Gradient, gradient
from derive.network.build import build
from derive.network.model import Model
from derive.printing.compose import statement
from derive.printing.notation import Notation, write
from derive.spec.read import spec_from_dict
from tests.document.networks import shipped


def network(*layers: Any, loss: Any = None, features: int | str = "n") -> Model:
    document: dict[str, Any] = {"input": {"features": features}, "layers": list(layers)}
    return build(spec_from_dict(document | ({"loss": loss} if loss else {})))


def formula(found: Gradient, *, long: bool = False) -> str:
    equation = found.derivation.equation if long else found.best.equation
    return write(statement(equation), Notation.ASCII).split("\n")[0]


def rules(found: Gradient) -> list[str]:
    return [step.rule.name for step in found.best.steps]


@pytest.mark.parametrize(
    ("kind", "slope"), [("sigmoid", "a[m, c] * (1 - a[m, c])"), ("tanh", "(1 - a[m, c]^2)"), ("relu", "[x[m, c] > 0]")]
)
def test_a_slope_is_read_off_the_output(kind: str, slope: str) -> None:
    assert formula(gradient(network(kind), "input")) == f"dJ/dx[m, c] = dJ/da[m, c] * {slope}"


def test_softmax_has_one_sum_over_the_products_of_output_and_cotangent() -> None:
    found = gradient(network("softmax"), "input")
    assert formula(found) == "dJ/dx[m, c] = a[m, c] * (dJ/da[m, c] - sum_c' dJ/da[m, c'] * a[m, c'])"


@pytest.mark.parametrize(
    ("reduction", "folded"),
    [("sum", "a[m, c] - t[m, c]"), ("mean", "(a[m, c] - t[m, c])/M")],
)
def test_softmax_and_cross_entropy_end_in_p_minus_t_by_the_declared_fact(reduction: str, folded: str) -> None:
    found = gradient(network("softmax", loss={"cross_entropy": {"reduction": reduction}}), "input")
    assert formula(found) == f"dJ/dx[m, c] = {folded}"
    assert "declared fact" in rules(found)
    assert formula(found, long=True).startswith("dJ/dx[m, c] = a[m, c] * (dJ/da[m, c] - sum_c'")


def test_without_the_fact_the_sum_of_the_targets_stays() -> None:
    found = gradient(network("softmax", loss={"cross_entropy": {"reduction": "sum", "normalised": False}}), "input")
    assert formula(found) == "dJ/dx[m, c] = -t[m, c] + sum_c' t[m, c'] * a[m, c]"
    assert "declared fact" not in rules(found)


def test_sigmoid_and_binary_cross_entropy_end_in_a_minus_t() -> None:
    found = gradient(network("sigmoid", loss={"binary_cross_entropy": {"reduction": "sum"}}), "input")
    assert formula(found) == "dJ/dx[m, c] = a[m, c] - t[m, c]"


@pytest.mark.parametrize(
    ("layer", "loss"), [("softmax", "mean_squared_error"), ("sigmoid", "mean_squared_error"), ("relu", None)]
)
def test_a_fold_that_would_need_another_relation_declines(layer: str, loss: str | None) -> None:
    found = gradient(network(layer, loss=loss), "input")
    assert "declared fact" not in rules(found)
    assert "a[m, c]" in formula(found) or "x[m, c] > 0" in formula(found)
    assert not formula(found).endswith(("= a[m, c] - t[m, c]", "(a[m, c] - t[m, c])/M"))


def test_batch_norm_is_compact_and_its_reverse_mode_form_over_the_sub_equations_comes_first() -> None:
    found = gradient(shipped("symbolic_batch_norm"), "input")
    text = write(statement(found.best.equation), Notation.ASCII).split("\n")[0]
    assert text == (
        "dJ/dx[m, c, i, j] = 1/(M*h*w) * gamma[c] * r[c] * (M*h*w * dJ/dy[m, c, i, j] - dJ/dbeta[c]"
        " - dJ/dgamma[c] * x_hat[m, c, i, j])"
    )
    assert found.best.linked is not None
    linked = write(statement(found.best.linked), Notation.ASCII).split("\n")[0]
    assert linked == "dJ/dx[m, c, i, j] = 1/(M*h*w) * dJ/dmu[c] + dJ/dD[m, c, i, j]"
    names = rules(found)
    assert names.index("elimination") < names.index("insertion") < names.index("named sum") < names.index("collection")
