"""Made-up numbers say something: maps vary, and derivatives are not about 0."""

from pathlib import Path

import numpy as np
import pytest

from derive.algebra.tensor import Fact, bar_name
from derive.document.blocks import Paragraph
from derive.document.numbers import values_blocks
from derive.document.worked_values import worked_values
from derive.network.build import build
from derive.spec.read import read_spec, spec_from_dict

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))


def test_batch_norm_gets_a_batch_that_varies() -> None:
    spec = {"name": "norm", "input": {"features": 3}, "layers": ["batch_norm"]}
    values = worked_values(build(spec_from_dict(spec)))
    assert np.ptp(values.arrays["batch_norm1"]) > 0.1


def test_a_softmax_is_not_saturated_where_another_draw_is_not() -> None:
    layers = [{"dense": {"units": 3}}, "softmax"]
    for name in ("one", "two", "three", "four"):
        spec = {"name": name, "input": {"features": 6}, "layers": layers, "loss": "cross_entropy"}
        values = worked_values(build(spec_from_dict(spec)))
        assert np.max(np.abs(values.arrays[bar_name("dense1.W")])) > 1e-2


def test_a_network_too_large_to_be_read_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = []
    spec = {"name": "large", "input": {"channels": 1, "height": 110, "width": 110}, "layers": ["batch_norm"]}
    monkeypatch.setattr("derive.document.worked_values._idle", lambda model, found: draws.append(found) or 1)
    worked_values(build(spec_from_dict(spec)))
    assert len(draws) == 1


@pytest.mark.parametrize("spec", [path for path in SPECS if "loss:" in path.read_text()], ids=lambda path: path.stem)
def test_no_probability_of_a_shipped_network_is_0_or_1_to_three_digits(spec: Path) -> None:
    model = build(read_spec(spec))
    if model.unbound:
        return
    values = worked_values(model)
    chances = [layer.output for layer in model.layers if Fact.SUMS_TO_ONE in layer.output.facts]
    for array in (values.arrays[tensor.name] for tensor in chances if not values.given):
        assert np.min(array) > 0.0005
        assert np.max(array) < 0.9995


def test_weights_of_long_sums_are_small_integers_over_a_round_number_and_said_to_be() -> None:
    spec = {"name": "long", "input": {"features": 300}, "layers": [{"dense": {"units": 3}}, "softmax"]}
    model = build(spec_from_dict(spec))
    values = worked_values(model)
    assert set(values.arrays["dense1.W"].ravel()) == {-0.05, 0.05}
    (said,) = (block.text for block in values_blocks(model, values) if isinstance(block, Paragraph))
    assert said.startswith("Small integers made up from a fixed seed: input, dense1.b; divided by 20: dense1.W.")
