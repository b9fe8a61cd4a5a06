"""What formulas call layers that nobody named: short, and never two things alike."""

from typing import Any

import pytest

from derive.layers.catalogue import LAYERS
from derive.network.model import Model
from tests.kernels.networks import image, network

CONV = {"conv": {"filters": 2, "kernel": 3}}
AVG, MAX = {"avg_pool": {"window": 2}}, {"max_pool": {"window": 2}}


def sizes(*layers: Any) -> set[str]:
    return {str(symbol) for symbol in network(image(2, 30, 31), *layers).sizes}


def test_a_layer_that_nobody_named_is_called_by_a_short_name() -> None:
    assert {"f[pool1]", "n_h[pool1]", "f[pool2]"} <= sizes(CONV, MAX, CONV, MAX)
    assert "f[avg_pool1]" not in sizes(CONV, AVG)


def test_two_layers_with_one_short_name_keep_their_own() -> None:
    found = sizes(CONV, AVG, CONV, MAX, CONV, MAX)
    assert {"f[avg_pool1]", "f[max_pool1]", "f[pool2]"} <= found
    assert "f[pool1]" not in found


@pytest.mark.parametrize("name", ["mine", "avg_pool7"])
def test_a_name_that_a_person_gave_stands_as_it_is(name: str) -> None:
    own = {"avg_pool": {"window": 2, "name": name}}
    assert f"f[{name}]" in sizes(CONV, own)


def test_a_person_may_call_another_layer_by_the_short_name() -> None:
    found = sizes(CONV, AVG, {"max_pool": {"window": 3, "name": "pool1"}})
    assert {"f[avg_pool1]", "f[pool1]"} <= found


def test_a_short_name_is_no_kinds_own() -> None:
    assert not {kind.short for kind in LAYERS if kind.short} & {kind.kind for kind in LAYERS}


def test_letters_of_layers_that_are_no_chain_have_it_too() -> None:
    stem = {"conv": {"filters": 2, "kernel": 3, "padding": 1, "name": "stem"}}
    model: Model = network(image(2, 6, 6), stem, {"add": {"from": ["stem", "input"]}}, "batch_norm", "global_avg_pool")
    assert {model.tensors[name].level for name in ("batch_norm1.gamma", "global_avg_pool1")} == {"bn1", "gap1"}
