"""Check 4: what it sees, at which size, and what does not disturb it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest import mock

import numpy as np
import pytest

from derive.algebra.equation import Equation, Term
from derive.algebra.functions import relu
from derive.errors import EvaluationError
from derive.layers import axes
from derive.layers.elementwise import declare_elementwise
from derive.network.build import build
from derive.network.schedule import reached
from derive.spec.read import read_spec
from derive.verification import differences
from derive.verification.along_lines import CENTRAL, TAYLOR
from derive.verification.case import Case, make_case
from derive.verification.differences import ALONE, THROUGH, check_differences, gradients
from derive.verification.kinks import same_sides, sides, smallest_distance
from derive.verification.piece import SmoothPiece, hold
from derive.verification.record import Verdict
from derive.verification.slope import line, measure, remainder, roughness
from tests.verification.networks import IMAGE, VECTOR, network

DEEP = "conv: {filters: 2, kernel: 2}\nrelu\nmax_pool: {window: 2, stride: 1}\nflatten\ndense: {units: 2}\nsigmoid"
LOSS = "binary_cross_entropy"


def case(layers: str = DEEP, given: str = IMAGE, loss: str = LOSS) -> Case:
    return make_case(network(layers, given, loss))


def failed(checks: list[Any]) -> set[tuple[str, str]]:
    return {(check.subject, check.claim) for check in checks if check.verdict is not Verdict.VERIFIED}


@pytest.mark.parametrize("loss", [LOSS, ""])
def test_the_piece_is_the_network_itself_where_no_side_changes(loss: str) -> None:
    own = case(loss=loss)
    x = own.x + 1e-7 * np.random.default_rng(0).standard_normal(own.x.shape)
    there = own.kernels.tensors(x, own.params)
    assert same_sides(sides(own.model, own.tensors), sides(own.model, there))
    if loss:
        expected = own.kernels.loss(x, own.target, own.params)
    else:
        expected = np.sum(own.y_bar * (there[own.model.output.name] - own.tensors[own.model.output.name]))
    assert SmoothPiece(own).moved({"input": x}) == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_what_a_change_does_not_reach_is_taken_from_the_point() -> None:
    model = build(read_spec("specs/residual_block.yaml"))
    whole = [layer.name for layer in model.layers]
    assert [layer.name for layer in reached(model, ["input"])] == whole
    assert [layer.name for layer in reached(model, ["second.W"])] == whole[whole.index("second") :]
    assert "first" not in [layer.name for layer in reached(model, ["dense1.b"])]
    own = make_case(model)
    weights = own.params["first.W"] + 1e-7
    expected = own.kernels.loss(own.x, own.target, {**own.params, "first.W": weights})
    assert SmoothPiece(own).moved({"first.W": weights}) == pytest.approx(expected, rel=1e-12)


def test_the_piece_is_another_function_where_a_side_changes() -> None:
    own = case("relu", VECTOR, "")
    x = -own.x
    moved = SmoothPiece(own).moved({"input": x})
    assert moved == pytest.approx(float(np.sum(own.y_bar * (np.where(own.x > 0, x, 0) - np.maximum(own.x, 0)))))
    assert moved != pytest.approx(float(np.sum(own.y_bar * (np.maximum(x, 0) - np.maximum(own.x, 0)))))


@pytest.mark.parametrize("name", ["conv1.W", "conv1.b", "dense1.W", "dense1.b", "input"])
@pytest.mark.parametrize("loss", [LOSS, ""])
def test_a_derivative_that_is_wrong_by_a_millionth_is_seen(name: str, loss: str) -> None:
    own = case(loss=loss)
    right = gradients(own)
    wrong = {**right, name: right[name] * (1 + 1e-6)}
    with mock.patch.object(differences, "gradients", return_value=wrong):
        found = failed(list(check_differences(own)))
    assert (name, CENTRAL) in found
    assert {subject for subject, _ in found} == {name}


@pytest.mark.parametrize("name", ["conv1.W", "dense1.W", "input"])
def test_one_wrong_entry_is_seen_in_both_claims(name: str) -> None:
    own = case()
    right = gradients(own)
    wrong = np.array(right[name])
    wrong.flat[-1] += 1e-3 * np.max(np.abs(wrong))
    with mock.patch.object(differences, "gradients", return_value={**right, name: wrong}):
        assert failed(list(check_differences(own))) == {(name, CENTRAL), (name, TAYLOR)}


@pytest.mark.parametrize(("layer", "given"), [("relu", VECTOR), ("max_pool: {window: 2, stride: 1}", IMAGE)])
def test_a_kernel_with_kinks_is_compared_with_its_own_values_not_with_the_piece(layer: str, given: str) -> None:
    own = case(layer, given, "")
    honest = type(own.kernels).layer_alone

    def wrong(self: Any, *args: Any) -> tuple[Any, Any]:
        y, x_bar = honest(self, *args)
        return y, x_bar * (1 + 1e-6)

    with mock.patch.object(type(own.kernels), "layer_alone", wrong):
        assert {claim for _, claim in failed(list(check_differences(own)))} == {ALONE}


def test_a_forward_kernel_that_leaves_the_piece_is_seen_at_the_point_and_by_its_slope() -> None:
    own = case()
    (relu,) = (name for name in own.kernels.functions if name.startswith("relu1") and not name.endswith("bar"))
    leaking: Callable[..., Any] = lambda z: np.where(z > 0, z, 1e-6 * z)  # noqa: E731
    kernels = replace(own.kernels, functions={**own.kernels.functions, relu: leaking})
    found = failed(list(check_differences(replace(own, kernels=kernels))))
    assert ("network", THROUGH) in found
    assert ("relu1", ALONE) in found


def test_ties_and_zeros_follow_their_conventions() -> None:
    own = case("relu\nmax_pool: {window: 2, stride: 1}", IMAGE, "")
    flat = replace(own, inputs={"input": np.sign(own.x) * (np.abs(own.x) > 0.7)})  # -1, 0 and 1
    assert failed(list(check_differences(flat))) == set()


def test_winners_that_do_more_than_choose_have_no_smooth_piece() -> None:
    own = case("max_pool: {window: 2}", IMAGE, "")
    (layer,) = own.model.layers
    first, chosen = layer.declaration.equations
    twice = [Term(term.bound, term.guards, term.brackets, 2 * term.body) for term in chosen.terms]
    doubled = (first, Equation(chosen.left, chosen.free, tuple(twice)))
    other = replace(layer, declaration=replace(layer.declaration, equations=doubled))
    with pytest.raises(EvaluationError, match="no smooth piece of max_pool1 is known"):
        hold(own, other)


def test_kinks_follow_from_the_equations_of_a_layer_that_no_catalogue_has() -> None:
    """y = relu(z + 1) - relu(z - 1) has two kinks for each entry, at -1 and at 1."""
    declaration = declare_elementwise(lambda z: relu(z + 1) - relu(z - 1), axes.VECTOR).declaration
    own = case("relu", VECTOR, "")
    layer = replace(own.model.layers[0], declaration=declaration, tensors={**own.model.layers[0].tensors})
    model = replace(own.model, layers=(layer,))
    x = np.array([[-3.0, -0.5, 2.25], [0.5, 1.5, -1.25], [0.0, 7.0, -7.0]])
    found = sides(model, {"input": x})
    assert [side.tolist() for side in found] == [(x > -1).tolist(), (x > 1).tolist()]
    assert smallest_distance(model, {"input": x}) == 0.25
    given = replace(own, inputs={"input": x}, model=model)
    held = hold(given, layer)({"input": x + 10})
    assert np.array_equal(held, np.where(x > -1, x + 11, 0) - np.where(x > 1, x + 9, 0))


def test_a_derivative_of_zero_is_compared_with_the_objective() -> None:
    own = case("conv: {filters: 2, kernel: 2}\nbatch_norm\nflatten\ndense: {units: 1}\nsigmoid")
    checks = [check for check in check_differences(own) if check.subject == "conv1.b"]
    assert failed(checks) == set()
    assert checks[0].measured["zero"] == "relative to the objective"


def test_a_central_difference_is_within_its_own_tolerance_and_no_looser() -> None:
    along = line(lambda t: float(np.exp(3 * t)), 0.125, 2.0, 3.0)
    central, tolerance = measure(along, roughness(along), 3.0)
    assert abs(central - 3) <= tolerance <= 3e-7


@pytest.mark.parametrize(("slope", "right"), [(1.0, True), (1.0 + 1e-4, False), (float("nan"), False)])
def test_the_remainder_is_of_second_order_only_for_the_right_slope(slope: float, right: bool) -> None:
    along = line(lambda t: float(np.exp(t)), 0.125, 2.0, 1.0)
    assert remainder(along, slope, roughness(along)).second_order == right


def test_a_remainder_whose_third_order_has_the_other_sign_rises_to_second_order() -> None:
    along = line(lambda t: t + 1e-4 * (t**2 - 30 * t**3), 0.1, 1.0, 1.0)
    assert remainder(along, 1.0, 1e-12).second_order
    assert not remainder(along, 1.0 + 1e-6, 1e-12).second_order
