"""Several losses, targets of the network, what is added for weights, several outputs: one law, a sum over uses."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sympy import Integer

from derive.algebra.setting import Setting
from derive.algebra.tensor import bar_name
from derive.engine import gradients
from derive.errors import SizeError
from derive.faults.rewriting import change_bodies
from derive.kernels.network import kernels
from derive.kernels.passes.plan import Asked
from derive.network.backward import gradient
from derive.network.build import build
from derive.network.formulas import formulas
from derive.network.model import Model
from derive.network.schedule import Total, schedule
from derive.spec.read import parse_spec
from derive.verification.case import make_case
from derive.verification.record import Verdict
from derive.verification.run import verify
from derive.verification.survey import Survey
from derive.verification.training import check_training
from derive.verification.trial import failures

TWO = """inputs: {x1: {features: 4}, x2: {features: 4}}
layers:
  - dense: {name: h1, from: x1, units: 5}
  - dense: {name: h2, from: x2, share: h1}
  - concat: [h1, h2]
  - dense: {units: 3}
  - softmax: {name: head}
  - dense: {name: rebuilt, from: h1, units: 4}
losses:
  - cross_entropy: {from: head}
  - mean_squared_error: {from: rebuilt, target: x1, weight: 0.3}
regularise: {l2: 1e-4}
"""
LINE = "input: {features: 2}\nlayers: [dense: {units: 2, name: h}]\n"
BOTH = """input: {features: 3}
layers:
  - dense: {units: 3, name: h}
  - softmax: {name: p}
  - dense: {from: h, units: 3, name: g}
  - softmax: {name: q}
losses:
  - cross_entropy: {from: p, target: q, normalised: false, name: distilled}
  - cross_entropy: {from: q, reduction: sum, name: own}
  - mean_squared_error: {from: h, name: small, weight: 0.5, reduction: mean_over_entries}
"""
SIDES = """input: {features: 3}
layers:
  - sigmoid: {name: s}
  - dense: {units: 3}
  - batch_norm
  - sigmoid: {name: a}
loss: {binary_cross_entropy: {from: a, target: s, weight: 2}}
regularise: {l2: 0.25, biases: true, norms: true}
"""
CODES = """input: {features: 3}
layers:
  - dense: {units: 2, name: code}
  - tanh: {name: t}
  - dense: {units: 3, name: back}
outputs: [code, t]
"""


def model_of(text: str) -> Model:
    return build(parse_spec(text))


@pytest.mark.parametrize("text", [TWO, BOTH, SIDES, CODES], ids=["two", "both", "sides", "codes"])
def test_networks_with_several_ends_are_verified(text: str) -> None:
    record = verify(model_of(text))
    assert record.ok, record.failures


def test_the_objective_and_its_gradients_are_those_worked_out_by_hand() -> None:
    """J = (1/1) 2 ((1 + 2 - 1)^2 + (3 - 1)^2) + 0.5/2 (1 + 1 + 1 + 4), of W = [[1, 1], [1, 2]] and x = [1, 2]."""
    model = model_of(f"{LINE}loss: {{mean_squared_error: {{weight: 2}}}}\nregularise: {{l2: 0.5}}\n")
    weights = np.array([[1.0, 1.0], [1.0, 2.0]])
    params = {"h.W": weights, "h.b": np.array([0.0, -2.0])}
    loss, slopes = kernels(model).loss_and_gradients(np.array([[1.0, 2.0]]), np.array([[1.0, 1.0]]), params)
    assert loss == 2 * (4 + 4) + 0.25 * 7
    np.testing.assert_array_equal(slopes["h.W"], 2 * 2 * np.array([[2.0, 4.0], [2.0, 4.0]]) + 0.5 * weights)
    np.testing.assert_array_equal(slopes["h.b"], [8.0, 8.0])


def test_a_cotangent_is_the_sum_over_layers_losses_and_what_is_added() -> None:
    model = model_of(TWO)
    shares = {name: [share.placed.name for share in gradient(model, name).shares] for name in ("h1.W", "x1", "h1")}
    assert shares["h1.W"] == ["l2.h1.W", "h2", "h1"]
    assert shares["x1"] == ["mean_squared_error1", "h1"]
    assert shares["h1"] == ["rebuilt", "concat1"]
    assert model.objective is not None
    assert [str(term.body) for term in model.objective.terms] == [f"{term.name}[]" for term in model.terms]


def test_a_held_target_gets_no_share() -> None:
    held = model_of(TWO.replace("target: x1", "target: x1, stop_gradient: true"))
    assert not gradient(held, "x1").shares
    case = make_case(held)
    _, mine = case.kernels.loss_and_gradients(case.x, case.target, case.params, wrt_input=True)
    _, theirs = case.engine.loss_and_gradients(case.x, case.target, case.params)
    np.testing.assert_allclose(mine["x1"], theirs.cotangents["x1"], rtol=1e-12)
    moving = make_case(model_of(TWO))
    _, moved = moving.kernels.loss_and_gradients(moving.x, moving.target, moving.params, wrt_input=True)
    assert not np.allclose(mine["x1"], moved["x1"])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("l2: 1", ["dense1.W"]),
        ("l2: 1, biases: true", ["dense1.W", "dense1.b"]),
        ("l2: 1, norms: true", ["dense1.W", "batch_norm1.gamma", "batch_norm1.beta"]),
    ],
)
def test_weights_are_regularised_and_biases_and_norms_if_said(said: str, expected: list[str]) -> None:
    text = "input: {features: 2}\nlayers: [dense: {units: 2}, batch_norm]\nloss: mean_squared_error\n"
    model = model_of(f"{text}regularise: {{{said}}}\n")
    assert [penalty.name for penalty in model.penalties] == [f"l2.{name}" for name in expected]


def test_a_shared_weight_is_regularised_once() -> None:
    assert [penalty.name for penalty in model_of(TWO).penalties] == ["l2.h1.W", "l2.dense3.W", "l2.rebuilt.W"]


def test_a_batch_in_parts_counts_what_is_added_once() -> None:
    text = "input: {channels: 2, height: 40, width: 40}\nlayers:\n" + (
        "  - conv: {filters: 8, kernel: 3}\n  - relu\n  - conv: {filters: 8, kernel: 3}\n"
        "loss: {mean_squared_error: {reduction: REDUCED}}\nregularise: {l2: 0.5}\n"
    )
    for reduction in ("sum", "mean"):
        model = model_of(text.replace("REDUCED", reduction))
        case = make_case(model, batch=64)
        key, _ = case.kernels._given(case.x, case.params, None, case.target, "train", None, None)
        assert len(case.kernels.plans.way(key, Asked()).lanes) > 1
        loss, slopes = case.kernels.loss_and_gradients(case.x, case.target, case.params)
        other, theirs = case.engine.loss_and_gradients(case.x, case.target, case.params)
        assert loss == pytest.approx(other, rel=1e-12)
        for name, array in theirs.parameters.items():
            np.testing.assert_allclose(slopes[name], array, rtol=1e-9, atol=1e-12)


def test_several_outputs_are_given_and_differentiated_by_name() -> None:
    """An output that layers read too gets its given cotangent besides what comes back from them."""
    case = make_case(model_of(CODES))
    y = case.kernels.forward(case.x, case.params)
    assert list(y) == ["back", "code", "t"]
    slopes = case.kernels.vjp(case.x, case.params, case.y_bar)
    trace = case.engine.forward(case.x, case.params)
    theirs = case.engine.vjp(trace, case.params, case.y_bars)
    for name, array in theirs.parameters.items():
        np.testing.assert_allclose(slopes[name], array, rtol=1e-12, err_msg=name)
    seeded = [step.equation for step in schedule(case.model) if isinstance(step, Total)]
    assert [len(equation.terms) for equation in seeded] == [2, 2]
    with pytest.raises(SizeError, match="gives back, code, t; give their cotangents as a dict by these names"):
        case.kernels.vjp(case.x, case.params, case.y_bars["back"])


def test_targets_of_several_losses_are_given_by_name_and_none_where_none_is_given() -> None:
    case = make_case(model_of(BOTH))
    assert list(case.targets) == ["own.target", "small.target"]
    with pytest.raises(SizeError, match=r"has several targets; give a dict of arrays by the names own.target, small"):
        case.kernels.loss(case.x, case.targets["own.target"], case.params)
    with pytest.raises(SizeError, match=r"needs its target: give own.target and small.target"):
        case.kernels.loss(case.x, None, case.params)
    alone = make_case(model_of(SIDES))
    assert alone.target is None
    with pytest.raises(SizeError, match="takes no target"):
        alone.kernels.loss(alone.x, alone.x, alone.params)


def test_a_forgotten_weight_a_forgotten_target_and_a_forgotten_decay_are_seen() -> None:
    """Kernels with the wrong derivative, as if somebody had left a part of it out, do not verify."""
    model = model_of(TWO)
    own = formulas(model)
    for place in [("mean_squared_error1", bar_name("a")), ("mean_squared_error1", bar_name("t"))]:
        wrong = change_bodies(own[place], lambda body: body.xreplace(dict.fromkeys(body.atoms(Setting), Integer(1))))
        assert wrong is not None
        assert failures(model, {place: wrong}), place
    place = ("l2.h1.W", bar_name("W"))
    wrong = change_bodies(own[place], lambda body: 2 * body)
    assert wrong is not None
    assert failures(model, {place: wrong})


def test_known_mistakes_at_the_ends_are_made_and_killed() -> None:
    """A weight left out, a target held, the half of the squares forgotten: each alone is seen by the checks."""
    survey = Survey()
    rows = [row for row in survey.rows(model_of(TWO)) if row.applicable]
    assert not [row for row in rows if not row.killed and not row.equivalent]
    made = {(row.layer, row.fault) for row in rows}
    assert {
        ("mean_squared_error1", "loss.weight-missing"),
        ("mean_squared_error1", "loss.target-held"),
        ("l2.h1.W", "decay.half-forgotten"),
        ("h1.W", "uses.not-added"),
    } <= made


def test_an_engine_that_forgets_what_goes_back_through_a_target_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """x1 is an input and a target: no parameter's gradient tells, so the input's own is compared too."""
    case = make_case(model_of(TWO))
    assert all(check.verdict is Verdict.VERIFIED for check in check_training(case))
    own = gradients._seeds

    def forgetful(stack: Any, loss: Any, *others: Any) -> Any:
        return own(stack, replace(loss, held=True), *others)

    monkeypatch.setattr(gradients, "_seeds", forgetful)
    assert any(check.verdict is Verdict.FAILED for check in check_training(case))
