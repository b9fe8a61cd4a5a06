"""Kernels compute their network's formulas, or others that stand in their places."""

from dataclasses import replace

import numpy as np
import pytest

from derive.algebra.equation import Equation
from derive.errors import PlanError
from derive.kernels.network import kernels
from derive.network.formulas import formulas
from derive.network.model import Model
from tests.kernels.networks import image, network

VECTOR = {"features": 3}


def _scaled(equation: Equation, factor: int) -> Equation:
    return replace(equation, terms=tuple(replace(term, body=factor * term.body) for term in equation.terms))


def _classifier() -> Model:
    return network(VECTOR, {"dense": {"units": 2}}, "sigmoid", loss="binary_cross_entropy")


def test_every_function_of_the_kernels_has_its_formula_by_form_and_tensor() -> None:
    found = formulas(network(image(2, 3, 5), "batch_norm", {"conv": {"filters": 3, "kernel": 2}}))
    assert ("conv1", "z") in found
    assert ("conv1", "W_bar") in found
    assert ("batch_norm1", "running_mean") in found
    assert ("batch_norm1 at inference", "y") in found


def test_the_formula_of_loss_and_last_layer_joined_is_one_of_the_losss() -> None:
    assert {tensor for form, tensor in formulas(_classifier()) if form == "loss"} == {"J", "a_bar", "dense1_bar"}


def test_kernels_compute_a_formula_that_is_put_in_the_place_of_theirs() -> None:
    model = network(VECTOR, {"dense": {"units": 2}})
    place = ("dense1", "W_bar")
    other = kernels(model, replaced={place: _scaled(formulas(model)[place], 3)})
    own, x, y_bar = kernels(model), np.arange(6.0).reshape(2, 3), np.ones((2, 2))
    params = own.init()
    right, wrong = (k.vjp(x, params, y_bar) for k in (own, other))
    np.testing.assert_allclose(wrong["dense1.W"], 3 * right["dense1.W"])
    np.testing.assert_array_equal(wrong["dense1.b"], right["dense1.b"])


@pytest.mark.parametrize("place", [("sigmoid1", "z_bar"), ("loss", "a_bar"), ("loss", "dense1_bar")])
def test_a_formula_at_the_end_of_the_network_reaches_the_weights_derivative(place: tuple[str, str]) -> None:
    model = _classifier()
    other = kernels(model, replaced={place: _scaled(formulas(model)[place], 3)})
    own, x, target = kernels(model), np.arange(6.0).reshape(2, 3), np.array([[0.0, 1.0], [1.0, 1.0]])
    params = own.init()
    right, wrong = (k.loss_and_gradients(x, target, params)[1] for k in (own, other))
    np.testing.assert_allclose(wrong["dense1.W"], 3 * right["dense1.W"])


def test_another_loss_is_computed_as_it_stands() -> None:
    model = _classifier()
    other = kernels(model, replaced={("loss", "J"): _scaled(formulas(model)["loss", "J"], 3)})
    own, x, target = kernels(model), np.arange(6.0).reshape(2, 3), np.array([[0.0, 1.0], [1.0, 1.0]])
    params = own.init()
    assert other.loss(x, target, params) == pytest.approx(3 * own.loss(x, target, params))


def test_a_place_that_the_network_does_not_have_is_refused() -> None:
    model = network(VECTOR, {"dense": {"units": 2, "bias": False}})
    with pytest.raises(PlanError, match="no formula to replace for b_bar of dense1"):
        kernels(model, replaced={("dense1", "b_bar"): formulas(model)["dense1", "W_bar"]})
