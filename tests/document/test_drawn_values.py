"""Made-up numbers say something: maps vary, and derivatives are not about 0."""

import numpy as np
import pytest

from derive.algebra.tensor import bar_name
from derive.document.worked_values import worked_values
from derive.network.build import build
from derive.spec.read import spec_from_dict


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
