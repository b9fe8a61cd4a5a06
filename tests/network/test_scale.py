"""Deriving a network costs what its distinct layers cost: image size and depth do not enter."""

from typing import Any

import pytest

from derive.network.backward import derive_declaration, gradients
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict


def cats_and_dogs(side: int) -> Model:
    """The lecture's larger network, on images of this side."""
    layers: list[Any] = []
    for filters, window in ((32, 2), (64, 2), (128, 3), (128, 2)):
        layers += [{"conv": {"filters": filters, "kernel": 3}}, "relu", {"max_pool": {"window": window}}]
    layers += ["flatten", {"dense": {"units": 512}}, "relu", {"dense": {"units": 1}}, "sigmoid"]
    image = {"channels": 3, "height": side, "width": side}
    loss = "binary_cross_entropy"
    return build(spec_from_dict({"name": "cats", "input": image, "layers": layers, "loss": loss}))


def test_ten_times_the_image_gives_the_same_derivations() -> None:
    small, large = gradients(cats_and_dogs(150)), gradients(cats_and_dogs(1500))
    assert small.keys() == large.keys()
    for name, found in small.items():
        assert found.best.equation == large[name].best.equation, name
        assert found.best.steps == large[name].best.steps, name


def test_layers_of_one_structure_are_derived_once() -> None:
    model = cats_and_dogs(150)
    assert (
        len({id(layer.declaration) for layer in model.layers}) == 7
    )  # conv, max_pool, flatten, dense, sigmoid, 2 relus
    before = derive_declaration.cache_info().misses
    gradients(model)
    assert derive_declaration.cache_info().misses - before <= 8


@pytest.mark.parametrize("pairs", [200])
def test_a_deep_chain_needs_no_recursion(pairs: int) -> None:
    image = {"channels": 2, "height": 9, "width": 9}
    layers = [{"conv": {"filters": 2, "kernel": 3, "padding": 1}}, "relu"] * pairs
    model = build(spec_from_dict({"name": "chain", "input": image, "layers": layers, "loss": "mean_squared_error"}))
    assert len(gradients(model)) == 4 * pairs + 1
