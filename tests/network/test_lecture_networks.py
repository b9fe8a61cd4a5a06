"""The lecture's networks have the sizes and the parameters that the lecture counts."""

from pathlib import Path

import pytest

from derive.network.accounting import account
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec

SPECS = Path(__file__).parents[2] / "specs"
DIGITS = {"conv1": 280, "dense1": 605_824, "out": 1_290}
CATS_DOGS = {"conv1": 896, "conv2": 18_496, "conv3": 73_856, "conv4": 147_584, "dense1": 1_049_088, "out": 513}
LENET5 = {"conv1": 156, "conv2": 2_416, "dense1": 48_120, "dense2": 10_164, "out": 850}


def network(name: str) -> Model:
    return build(read_spec(SPECS / f"{name}.yaml"))


def parameters(model: Model) -> dict[str, object]:
    return {each.layer.name: model.number(each.parameters) for each in account(model) if each.layer.parameters}


@pytest.mark.parametrize(
    ("name", "counts", "total"),
    [("digits", DIGITS, 607_394), ("cats_dogs", CATS_DOGS, 1_290_433), ("lenet5", LENET5, 61_706)],
)
def test_the_parameters_of_every_layer_are_the_lectures(name: str, counts: dict[str, int], total: int) -> None:
    assert parameters(network(name)) == counts
    assert sum(counts.values()) == total


def shapes(model: Model, *kinds: str) -> list[tuple[object, ...]]:
    chosen = [layer for layer in model.layers if layer.kind.kind in kinds]
    return [tuple(model.number(size) for size in layer.output.shape[1:]) for layer in chosen]


def test_the_shapes_of_the_digits_network() -> None:
    found = shapes(network("digits"), "conv", "max_pool", "flatten", "dense")
    assert found == [(28, 26, 26), (28, 13, 13), (4732,), (128,), (10,)]


def test_the_sides_of_the_cats_and_dogs_network_shrink_while_its_filters_grow() -> None:
    found = shapes(network("cats_dogs"), "conv", "max_pool")
    assert [side for _, side, _ in found] == [148, 74, 72, 36, 34, 11, 9, 4]
    assert [depth for depth, _, _ in found] == [32, 32, 64, 64, 128, 128, 128, 128]
    assert shapes(network("cats_dogs"), "flatten") == [(2048,)]
