"""Where maps lie in memory: side by side by example, whatever came in, and the same results in any order."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from derive.engine import Engine
from derive.engine.memory import empty_maps, examples_together, keep_freed_memory, zero_maps

Array = npt.NDArray[Any]

LAYERS: list[dict[str, Any]] = [
    {"kind": "conv", "name": "conv", "filters": 3, "kernel": (2, 3), "padding": 1},
    {"kind": "batch_norm", "name": "norm"},
    {"kind": "tanh", "name": "tanh"},
    {"kind": "dropout", "name": "dropout", "rate": 0.3},
    {"kind": "max_pool", "name": "max", "window": (3, 2), "stride": (2, 2), "padding": 1},
    {"kind": "relu", "name": "relu"},
    {"kind": "avg_pool", "name": "average", "window": 2, "stride": 1, "padding": "same"},
    {"kind": "sigmoid", "name": "sigmoid"},
]
LAST: list[dict[str, Any]] = [{"kind": "flatten", "name": "last"}, {"kind": "global_avg_pool", "name": "last"}]


def ran(last: dict[str, Any], x: Array, rng: np.random.Generator, order: Any) -> tuple[Any, Any]:
    engine = Engine((2, 7, 11), [*LAYERS, last])
    params, masks = engine.init(1), {"dropout": rng.random((5, *engine.shapes["dropout"])) > 0.3}
    trace = engine.forward(x, params, masks=masks)
    return trace, engine.vjp(trace, params, order(rng.standard_normal(trace.output.shape)))


@pytest.mark.parametrize("last", LAST, ids=lambda last: str(last["kind"]))
@pytest.mark.parametrize("order", [np.ascontiguousarray, np.asfortranarray])
def test_every_map_has_the_examples_of_a_cell_side_by_side(
    last: dict[str, Any], order: Any, rng: np.random.Generator
) -> None:
    trace, back = ran(last, order(rng.standard_normal((5, 2, 7, 11))), rng, order)
    names = [layer["name"] for layer in LAYERS]
    for arrays, expected in ((trace.outputs, names), (back.cotangents, [*names, "input"])):
        found = {name: array.strides[0] for name, array in arrays.items() if array.ndim == 4}
        assert found == dict.fromkeys(expected, 8)


@pytest.mark.parametrize("last", LAST, ids=lambda last: str(last["kind"]))
def test_no_result_depends_on_the_order_in_which_maps_come(last: dict[str, Any]) -> None:
    x = np.random.default_rng(3).standard_normal((5, 2, 7, 11))
    first, back = ran(last, x, np.random.default_rng(7), np.ascontiguousarray)
    other, again = ran(last, np.asfortranarray(x), np.random.default_rng(7), np.asfortranarray)
    np.testing.assert_array_equal(first.output, other.output)
    for name, cotangent in back.cotangents.items():
        np.testing.assert_array_equal(cotangent, again.cotangents[name], err_msg=name)
    for name, gradient in back.parameters.items():
        np.testing.assert_array_equal(gradient, again.parameters[name], err_msg=name)


def test_maps_that_lie_well_are_not_copied_and_units_are_left_alone(rng: np.random.Generator) -> None:
    x, units = rng.standard_normal((5, 2, 3, 7)), rng.standard_normal((5, 3))
    together = examples_together(x)
    np.testing.assert_array_equal(together, x)
    assert together.strides[0] == 8
    assert examples_together(together) is together
    assert examples_together(units) is units


def test_new_maps_have_their_shape_and_type() -> None:
    for make in (empty_maps, zero_maps):
        made = make((5, 2, 3, 7), np.dtype(np.float32))
        assert (made.shape, made.dtype, made.strides[0]) == ((5, 2, 3, 7), np.float32, 4)
    assert not zero_maps((5, 2, 3, 7), np.dtype(np.float32)).any()


def test_the_first_engine_of_a_process_asks_to_keep_freed_memory() -> None:
    keep_freed_memory.cache_clear()
    for _ in range(2):
        Engine((3,), [{"kind": "relu", "name": "a"}])
    assert keep_freed_memory.cache_info()[:2] == (1, 1)  # hits, misses
