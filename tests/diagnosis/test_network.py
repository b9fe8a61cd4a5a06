"""A whole network in one function: its gradients against a spec's, by whatever names, and the mistake in its layer."""

from pathlib import Path

import pytest

from derive.diagnosis.child.network import parameter
from derive.diagnosis.network import check_network
from derive.diagnosis.verdict import FileVerdict, Judged
from derive.errors import DataError
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec

LAYERS = "layers: [dense: {name: first, units: 4}, sigmoid, dense: {name: second, units: 3}, softmax]\n"
SPEC = f"name: small\ninput: {{features: 5}}\n{LAYERS}loss: cross_entropy\n"
CODE = """import numpy as np
def gradients(params, X, Y):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    a1 = 1 / (1 + np.exp(-(X @ W1.T + b1)))
    e = np.exp(a1 @ W2.T + b2)
    d2 = (e / e.sum(1, keepdims=True) - Y) / len(X)
    d1 = d2 @ W2 * (a1 * (1 - a1))
    return {"dW2": d2.T @ a1, "db2": d2.sum(0), "dW1": d1.T @ X, "db1": d1.sum(0)}
"""


@pytest.fixture(scope="module")
def small() -> Model:
    return build(parse_spec(SPEC))


def _checked(folder: Path, model: Model, text: str) -> FileVerdict:
    file = folder / "mine.py"
    file.write_text(text, "utf-8")
    return check_network(file, model)


def test_a_right_network_is_right(tmp_path: Path, small: Model) -> None:
    verdict = _checked(tmp_path, small, CODE)
    assert verdict.ok
    (layer,) = verdict.layers
    assert [each.output for each in layer.outputs] == ["first.W", "first.b", "second.W", "second.b"]


def test_parameters_one_by_one_and_a_loss_beside_the_gradients(tmp_path: Path, small: Model) -> None:
    lines = CODE.replace("return {", "return 0.0, {").splitlines()
    lines[1:3] = ["def loss(x, y, W1, b1, W2, b2):", "    X, Y = x, y"]
    assert _checked(tmp_path, small, "\n".join(lines)).ok


def test_nothing_is_dropped_out(tmp_path: Path) -> None:
    dropping = build(parse_spec(SPEC.replace("sigmoid,", "sigmoid, dropout: {rate: 0.5},")))
    assert _checked(tmp_path, dropping, CODE).ok


def test_a_mistake_is_named_with_its_layer_and_blames_what_lies_before(tmp_path: Path, small: Model) -> None:
    (layer,) = _checked(tmp_path, small, CODE.replace("d2 @ W2 * (a1 * (1 - a1))", "d2 @ W2")).layers
    said = {each.output: each.mistakes for each in layer.outputs}
    slope = ("elementwise.slope-missing",)
    assert said == {"first.W": slope, "first.b": slope, "second.W": (), "second.b": ()}
    assert "sigmoid1" in layer.outputs[0].evidence


def test_a_mistake_without_a_name_is_located(tmp_path: Path, small: Model) -> None:
    (layer,) = _checked(tmp_path, small, CODE.replace("a1 * (1 - a1)", "a1 * 0.1")).layers
    said = {each.output: each.judged for each in layer.outputs}
    assert said["first.W"] is Judged.WRONG
    assert said["second.W"] is Judged.RIGHT


def test_what_is_missing_and_what_raises_is_said(tmp_path: Path, small: Model) -> None:
    (layer,) = _checked(tmp_path, small, CODE.replace('"db1": d1.sum(0)', "")).layers
    assert {each.output for each in layer.outputs if each.judged is Judged.MISSING} == {"first.b"}
    (layer,) = _checked(tmp_path, small, CODE.replace('params["W1"]', 'params["W7"]')).layers
    assert "the network has no parameter W7; it has first.W" in layer.outputs[0].evidence
    assert layer.outputs[0].line == 3
    assert "name one: --backward" in _checked(tmp_path, small, "def add(a, b): return a\n").failure


def test_sizes_must_be_numbers(tmp_path: Path) -> None:
    letters = build(parse_spec(SPEC.replace("features: 5", "features: n")))
    with pytest.raises(DataError, match="needs numbers for all sizes"):
        _checked(tmp_path, letters, CODE)


@pytest.mark.parametrize(
    ("name", "meant"), [("conv1.W", "conv1.W"), ("conv1_b", "conv1.b"), ("W2", "out.W"), ("b1", "conv1.b"), ("W3", "")]
)
def test_a_parameter_is_found_by_its_own_name_or_by_its_number(name: str, meant: str) -> None:
    assert parameter(name, ["conv1.W", "conv1.b", "out.W", "out.b"]) == meant
