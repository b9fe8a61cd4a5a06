"""Gradient descent over a batch: each form of the update has the same values, exactly."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from sympy import Symbol

from derive.algebra.evaluate import World, evaluate
from derive.calculus.derivation import Derivation
from derive.calculus.examples import OverExamples, over_examples
from derive.layers.declaration import BATCH
from derive.network.backward import LEARNING_RATE, derive_declaration, gradient, update
from tests.document.networks import network
from tests.structures import SMALL, structure
from tests.worlds import sizes_of, world_of

RATE = Fraction(1, 7)


def found_for(layers: list[Mapping[str, Any]], parameter: str) -> OverExamples:
    model = network(layers, side=4)
    found = over_examples(update(model.layers[-1], parameter), gradient(model, parameter).derivation.equation)
    assert found is not None
    return found


@pytest.mark.parametrize("parameter", ["conv1.W", "conv1.b"])
@pytest.mark.parametrize("way", ["summed", "averaged"])
def test_each_step_to_the_sum_over_the_examples_is_exact(parameter: str, way: str) -> None:
    model = network([{"conv": {"filters": 2, "kernel": 2, "stride": 2, "padding": 1}}], side=4)
    found = over_examples(update(model.layers[0], parameter), gradient(model, parameter).derivation.equation)
    assert found is not None
    derivation: Derivation = getattr(found, way)
    world = world_for(model, found, 1 if way == "summed" else 3)
    values = evaluate(derivation.steps[0].before, world)
    for step in derivation.steps:
        assert evaluate(step.before, world) == evaluate(step.after, world) == values
    assert values != world.tensors[parameter]


def world_for(model: Any, found: OverExamples, divided_by: int) -> World:
    """Three examples; each example's own cotangents are random, and those of the loss their share of them."""
    chosen = structure("conv", 3, filters=2, kernel=2, stride=2, padding=1)
    sizes: dict[Symbol, int] = {**model.values, BATCH: 3}
    own = sizes_of(chosen.declared, SMALL | {"M": 3, "n_h": 4, "n_w": 4, "C": 1})
    small = world_of(chosen.declared, own)
    parameter = found.summed.equation.left.tensor
    letter = parameter.name.partition(".")[2]
    seeds = small.tensors["z_bar"]
    tensors = {
        "input": small.tensors["x"],
        parameter.name: small.tensors[letter],
        "conv1_bar_by_J_m": seeds,
        "conv1_bar": {place: Fraction(value, divided_by) for place, value in seeds.items()},
    }
    world = World(tensors, sizes, scalars={LEARNING_RATE: RATE})
    bar = f"{parameter.name}_bar"
    gradient_equation = gradient(model, parameter.name).derivation.equation
    tensors[bar] = evaluate(gradient_equation, world)
    tensors[found.share.left.tensor.name] = evaluate(found.share, world)
    return replace(world, tensors=tensors)


def test_the_average_divides_the_step_by_the_number_of_examples_once() -> None:
    found = found_for([{"conv": {"filters": 1, "kernel": 2}}], "conv1.W")
    (_, summed), (_, averaged) = found.summed.equation.terms, found.averaged.equation.terms
    assert (summed.body / averaged.body) == BATCH
    assert summed.body.coeff(LEARNING_RATE).is_number is False
    assert [index.name for index, _ in summed.bound] == ["m"]


def test_a_gradient_of_several_terms_or_without_examples_is_declined() -> None:
    declaration = structure("softmax", 1).declared.declaration
    derived = derive_declaration(declaration)
    model = network([{"conv": {"filters": 1, "kernel": 2}}], side=4)
    for derivation in derived.values():
        assert over_examples(update(model.layers[0], "conv1.W"), derivation.equation) is None
