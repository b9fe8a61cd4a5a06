"""Deriving a network costs what its distinct layers cost: image size and depth do not enter."""

import cProfile
import pstats
from collections.abc import Callable
from typing import Any

import pytest

from derive.network.backward import derive_declaration, gradients
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec, spec_from_dict


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


def chain(pairs: int) -> Model:
    """So many convolutions, each with a relu."""
    image = {"channels": 2, "height": 9, "width": 9}
    layers = [{"conv": {"filters": 2, "kernel": 3, "padding": 1}}, "relu"] * pairs
    return build(spec_from_dict({"name": "chain", "input": image, "layers": layers, "loss": "mean_squared_error"}))


def test_a_deep_chain_needs_no_recursion() -> None:
    assert len(gradients(chain(200))) == 4 * 200 + 1


def calls(work: Callable[[], object]) -> int:
    """How many functions run in it: a cost that is the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_twice_the_depth_takes_twice_the_calls_to_build_and_to_derive() -> None:
    gradients(chain(10))
    short, long = chain(40), chain(80)
    assert calls(lambda: chain(81)) < 2.2 * calls(lambda: chain(41))
    assert calls(lambda: gradients(long)) < 2.2 * calls(lambda: gradients(short))


def test_image_size_does_not_enter_the_number_of_calls() -> None:
    gradients(cats_and_dogs(150))
    small, large = cats_and_dogs(151), cats_and_dogs(1500)
    assert calls(lambda: gradients(large)) == pytest.approx(calls(lambda: gradients(small)), rel=0.02)


def test_a_network_of_sixteen_weighted_layers_has_nine_derivations() -> None:
    model = build(read_spec("specs/large/vgg16.yaml"))
    assert len({id(placed.declaration) for placed in model.placed}) == 9
    before = derive_declaration.cache_info().misses
    gradients(model)
    assert derive_declaration.cache_info().misses - before <= 9
