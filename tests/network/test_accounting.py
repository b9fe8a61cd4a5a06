"""What a network costs: the lecture's two networks, symbolic sizes, receptive fields."""

from typing import Any

import pytest
from sympy import Symbol

from derive.network.accounting import account
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict


def conv(filters: Any, **more: Any) -> dict[str, Any]:
    return {"conv": {"filters": filters, "kernel": 3, **more}}


def pool(window: int) -> dict[str, Any]:
    return {"max_pool": {"window": window}}


def dense(units: int) -> dict[str, Any]:
    return {"dense": {"units": units}}


def on_image(side: Any, channels: Any, layers: list[Any]) -> Model:
    image = {"channels": channels, "height": side, "width": side}
    return build(spec_from_dict({"name": "counted", "input": image, "layers": layers}))


DIGITS = on_image(28, 1, [conv(28), "relu", pool(2), "flatten", dense(128), "relu", dense(10)])
CATS = on_image(
    150,
    3,
    [
        *(conv(32), "relu", pool(2), conv(64), "relu", pool(2), conv(128), "relu", pool(3), conv(128), "relu", pool(2)),
        *("flatten", dense(512), "relu", dense(1), "sigmoid"),
    ],
)


def numbers(model: Model, what: str) -> list[Any]:
    return [model.number(getattr(each, what)) for each in account(model)]


@pytest.mark.parametrize(
    ("model", "parameters", "total"),
    [
        (DIGITS, [280, 605_824, 1_290], 607_394),
        (CATS, [896, 18_496, 73_856, 147_584, 1_049_088, 513], 1_290_433),
    ],
)
def test_the_parameters_of_the_lectures_networks(model: Model, parameters: list[int], total: int) -> None:
    counted = numbers(model, "parameters")
    assert [number for number in counted if number] == parameters
    assert sum(counted) == total


def test_multiply_adds_are_the_points_of_the_forward_sum() -> None:
    assert numbers(DIGITS, "multiply_adds") == [26 * 26 * 28 * 9, 0, 0, 0, 13 * 13 * 28 * 128, 0, 1280]


def test_groups_divide_the_multiply_adds() -> None:
    model = on_image(5, 4, [conv(6, groups=2)])
    assert numbers(model, "multiply_adds") == [6 * 2 * 9 * 3 * 3]
    assert numbers(model, "parameters") == [6 * 2 * 9 + 6]


def test_memory_is_four_bytes_for_each_entry_of_an_output() -> None:
    assert numbers(DIGITS, "memory")[:3] == [4 * 28 * 26 * 26, 4 * 28 * 26 * 26, 4 * 28 * 13 * 13]


def test_receptive_fields_grow_with_kernels_strides_and_dilation() -> None:
    fields = [each.field[0] for each in account(CATS) if each.layer.kind.kind in ("conv", "max_pool")]
    assert fields == [3, 4, 8, 10, 18, 26, 50, 62]
    dilated = on_image(40, 1, [conv(1, stride=2), conv(1, dilation=3, padding=4), conv(1, kernel=(1, 2))])
    assert [each.field for each in account(dilated)] == [(3, 3), (15, 15), (15, 17)]


def test_a_dense_layer_sees_the_whole_input() -> None:
    assert [each.field for each in account(DIGITS)][3:] == [(4, 4), (28, 28), (28, 28), (28, 28)]
    vector = build(spec_from_dict({"input": {"features": 7}, "layers": ["sigmoid", dense(2), "sigmoid"]}))
    assert [each.field for each in account(vector)] == [(1,), (7,), (7,)]


def test_named_sizes_give_formulas() -> None:
    (found,) = account(on_image("n", "C", [{"conv": {"filters": "K", "kernel": "f", "stride": "s"}}]))
    sizes = {str(symbol): symbol for symbol in found.multiply_adds.free_symbols}
    k, c, f, n1 = (sizes[name] for name in ("K", "C", "f", "n[1]"))
    assert found.parameters == k * c * f**2 + k
    assert found.multiply_adds == k * c * f**2 * n1**2
    assert found.field == (f, f)
    assert isinstance(f, Symbol)
