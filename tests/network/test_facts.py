"""What is declared of data that come from outside is tested where they come in: values, arrays, files."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import derive
from derive.algebra.tensor import SUM_TOLERANCE, Fact, Tensor, TensorRole
from derive.engine import Engine
from derive.errors import DataError, EngineError, SpecError
from derive.interface import Network
from derive.network.facts import FEW, check_facts, offence
from derive.network.given import given_tensors
from tests.kernels.networks import image, network

KEPT: dict[Fact, Any] = {
    Fact.POSITIVE: [[1e-300, 2.0]],
    Fact.NOT_NEGATIVE: [[0.0, 2.0]],
    Fact.UNIT_INTERVAL: [[0.0, 1.0], [0.5, 1e-9]],
    Fact.ZERO_OR_ONE: [[0.0, 1.0], [1.0, 1.0]],
    Fact.SUMS_TO_ONE: [[0.25, 0.75], [2.0, -1.0]],
}
BROKEN: dict[Fact, Any] = {
    Fact.POSITIVE: ([[1.0, 0.0]], "row 0, entry [1] is 0; expected above 0"),
    Fact.NOT_NEGATIVE: ([0.0, 1.0, -2.5], "row 2 is -2.5; expected 0 or more"),
    Fact.UNIT_INTERVAL: ([[0.0, 1.0], [1.5, 0.0]], "row 1, entry [0] is 1.5; expected between 0 and 1"),
    Fact.ZERO_OR_ONE: ([[[0.0], [0.5]]], "row 0, entry [1, 0] is 0.5; expected 0 or 1"),
    Fact.SUMS_TO_ONE: ([[0.5, 0.5], [0.0, 0.0]], "row 1 sums to 0; expected 1, to within 0.00001"),
}


def refusal(fact: Fact, array: Any) -> str:
    tensor = Tensor("t", (), TensorRole.TARGET, facts=(fact,))
    declaration = NETWORKS["squared error"].layers[0].declaration
    try:
        check_facts("t", tensor, declaration, np.array(array))
    except DataError as error:
        return str(error)
    return "t: None\n  "


@pytest.mark.parametrize("many", [1, FEW], ids=["few numbers", "many numbers"])
@pytest.mark.parametrize("fact", Fact)
def test_every_fact_has_a_law_that_names_the_first_wrong_row_of_values_and_of_arrays(fact: Fact, many: int) -> None:
    array, told = BROKEN[fact]
    assert offence(fact, KEPT[fact] * many) is None
    assert offence(fact, array * many) == told
    assert refusal(fact, KEPT[fact] * many) == "t: None\n  "
    assert refusal(fact, array * many) == f"t: {told}\n  "


@pytest.mark.parametrize("many", [1, 2 * FEW])
@pytest.mark.parametrize("fact", Fact)
def test_what_is_not_a_number_breaks_every_fact(fact: Fact, many: int) -> None:
    assert "nan" in refusal(fact, [[np.nan, np.nan]] * many)


@pytest.mark.parametrize("classes", [3, 1000])
def test_probabilities_in_float32_sum_to_one_and_rounded_percentages_do_not(classes: int) -> None:
    logits = np.random.default_rng(1).normal(0, 3, (50, classes)).astype(np.float32)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = e / e.sum(axis=1, keepdims=True, dtype=np.float32)
    assert refusal(Fact.SUMS_TO_ONE, probabilities) == "t: None\n  "
    assert offence(Fact.SUMS_TO_ONE, probabilities.tolist()) is None
    assert offence(Fact.SUMS_TO_ONE, [[0.33, 0.33, 0.33]]) == "row 0 sums to 0.99; expected 1, to within 0.00001"


@pytest.mark.parametrize("off", [SUM_TOLERANCE, -SUM_TOLERANCE])
def test_rows_at_the_edge_of_the_tolerance_are_judged_alike_in_values_and_in_arrays(off: float) -> None:
    random, judged = np.random.default_rng(0), set()
    for _ in range(50):
        row = random.random((1, 5))
        row /= row.sum()
        row[0, 0] += off
        told = offence(Fact.SUMS_TO_ONE, row.tolist())
        judged.add(told is None)
        assert refusal(Fact.SUMS_TO_ONE, row) == f"t: {told}\n  "
    assert judged == {True, False}


NETWORKS = {
    "cross-entropy": network({"features": 3}, "softmax", loss="cross_entropy"),
    "cross-entropy of any targets": network({"features": 3}, "softmax", loss={"cross_entropy": {"normalised": False}}),
    "binary cross-entropy": network({"features": 3}, "sigmoid", loss="binary_cross_entropy"),
    "squared error": network({"features": 3}, "sigmoid", loss="mean_squared_error"),
    "dropout and batch norm": network(image(1, 2, 3), {"dropout": {"rate": 0.5}}, "batch_norm"),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_fact_of_a_given_tensor_has_a_remedy_and_stands_among_the_conventions(name: str) -> None:
    for tensor, declaration in given_tensors(NETWORKS[name]).values():
        for fact in tensor.facts:
            assert declaration is not None
            assert dict(declaration.remedies)[fact]
            said = " ".join(declaration.conventions)
            assert any(word in said for word in (fact.value, "sum to 1", "and else 0")), fact


def spec(loss: Any, target: Any = None, layer: str = "softmax", **values: Any) -> dict[str, Any]:
    given = {"input": [0.1, 0.9], **({} if target is None else {"target": target}), **values}
    return {"name": "n", "input": {"features": 2}, "layers": [layer], "loss": loss, "values": given}


ANY_SUM = {"cross_entropy": {"normalised": False}}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (spec("cross_entropy", [0, 0]), "target: row 0 sums to 0; expected 1, to within 0.00001\n  normalised: true"),
        (spec("cross_entropy", [[0.5, 0.5], [1, 1]]), "target: row 1 sums to 2; expected 1"),
        (spec("cross_entropy", [2, -1]), r"target: row 0, entry \[0\] is 2; expected between 0 and 1"),
        (spec("binary_cross_entropy", [0, -1], "sigmoid"), r"row 0, entry \[1\] is -1; expected between 0 and 1"),
        (spec("binary_cross_entropy", [2, 0], "sigmoid"), r"row 0, entry \[0\] is 2; expected between 0 and 1"),
        (
            spec("mean_squared_error", layer={"dropout": {"rate": 0.5}}, **{"dropout1.mask": [[1, 2]]}),
            r"dropout1.mask: row 0, entry \[1\] is 2; expected 0 or 1\n  give the bare mask",
        ),
        (
            spec("mean_squared_error", layer="batch_norm", **{"batch_norm1.running_variance": [1, -1]}),
            "batch_norm1.running_variance: row 1 is -1; expected 0 or more",
        ),
        (spec("cross_entropy", **{"softmax1.s": [[1]]}), "values: softmax1.s is computed, not given"),
        (spec("mean_squared_error", [10**390, 1]), r"a whole number of 391 digits; float64 ends at 1.8e\+308"),
    ],
)
def test_a_worked_value_that_breaks_what_is_declared_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(SpecError, match=told):
        derive.load(given)


def test_the_refusal_stands_at_the_targets_line(tmp_path: Path) -> None:
    path = tmp_path / "n.yaml"
    path.write_text(
        "name: n\ninput: {features: 2}\nlayers: [softmax]\nloss: cross_entropy\n"
        "values:\n  input: [0.1, 0.9]\n  target: [0, 0]\n"
    )
    with pytest.raises(SpecError, match=r"n\.yaml:7:11: values: target: row 0 sums to 0"):
        derive.load(path)


def test_fractions_that_sum_to_one_exactly_pass() -> None:
    assert derive.load(spec("cross_entropy", ["1/3", "2/3"])).name == "n"


@pytest.mark.parametrize(("target", "slope"), [([0, 0], [0, 0]), ([1, 1], [-0.379949, 0.379949])])
def test_any_sum_gives_the_general_formula_in_kernels_and_engine(target: list[float], slope: list[float]) -> None:
    x, t = np.array([[0.1, 0.9]]), np.array([target], float)
    loss, found = derive.load(spec(ANY_SUM)).kernels().loss_and_gradients(x, t, {}, wrt_input=True)
    engine = Engine((2,), [{"kind": "softmax", "name": "a"}], {"kind": "cross_entropy", "normalised": False})
    theirs, gradients = engine.loss_and_gradients(x, t, {})
    np.testing.assert_allclose(found["input"], [slope], atol=1e-6)
    np.testing.assert_allclose(gradients.cotangents["input"], [slope], atol=1e-6)
    assert loss == pytest.approx(theirs)


def test_any_sum_takes_negative_weights_and_the_gradient_is_that_of_the_loss() -> None:
    kernels = derive.load(spec(ANY_SUM)).kernels()
    x, t, step = np.array([[0.1, 0.9]]), np.array([[-2.0, 0.5]]), 1e-6
    _, found = kernels.loss_and_gradients(x, t, {}, wrt_input=True)
    for place in range(2):
        move = step * np.eye(2)[place]
        slope = (kernels.loss(x + move, t, {}) - kernels.loss(x - move, t, {})) / (2 * step)
        assert found["input"][0, place] == pytest.approx(slope, rel=1e-7)


@pytest.mark.parametrize(
    ("loss", "layer", "target"),
    [
        ("cross_entropy", "softmax", [[0.5, 0.5], [0, 0]]),
        ("cross_entropy", "softmax", [[0.5, 0.5], [1.5, -0.5]]),
        ("cross_entropy", "softmax", [1, 2]),
        ("cross_entropy", "softmax", [1, -1]),
        ("binary_cross_entropy", "sigmoid", [[0, 1], [2, 1]]),
        ("binary_cross_entropy", "sigmoid", [[0, 1], [0, -1]]),
        ("binary_cross_entropy", "sigmoid", [[0, 1], [0, np.nan]]),
    ],
)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_kernels_engine_and_training_refuse_the_same_targets_and_name_the_row(
    loss: str, layer: str, target: Any, dtype: str
) -> None:
    net: Network = derive.load(
        {"name": "n", "input": {"features": 2}, "layers": [{"dense": {"units": 2}}, layer], "loss": loss}
    )
    kernels, x, t = net.kernels(dtype), np.zeros((2, 2), dtype), np.array(target)
    params = kernels.init()
    layers = [{"kind": "dense", "name": "dense1", "units": 2}, {"kind": layer, "name": "a"}]
    engine = Engine((2,), layers, {"kind": loss})
    calls = {
        "kernels": lambda: kernels.loss_and_gradients(x, t, params),
        "the loss alone": lambda: kernels.loss(x, t, params),
        "the loss's own derivative": lambda: kernels.loss_cotangent(x, t),
        "engine": lambda: engine.loss_and_gradients(x, t, params),
        "training": lambda: net.train((x.astype(float), t)),
    }
    for call in calls.values():
        with pytest.raises((DataError, EngineError), match=r"row 1|hold nan"):
            call()


def test_a_target_of_another_shape_is_told_as_that_and_not_by_its_sum() -> None:
    kernels = derive.load(spec("cross_entropy")).kernels()
    for wrong in (np.zeros((1, 3)), np.zeros(2), np.array(0.0), np.zeros((1, 2, 1))):
        with pytest.raises(derive.errors.SizeError, match="target has"):
            kernels.loss(np.zeros((1, 2)), wrong, {})
