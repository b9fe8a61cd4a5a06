"""Which sizes an option says is found out by giving it a name; sizes are put back by the same way."""

import pytest

from derive.errors import SizeError, SpecError
from derive.layers.option_sizes import key_of, option_sizes
from derive.network.model import Model
from derive.network.purposes import Purpose, purposes, purposes_in
from derive.network.resize import followers, in_numbers, resized
from tests.kernels.networks import image, network

CONV = {"conv": {"filters": 6, "kernel": 3, "stride": [2, 1], "groups": 2}}


def said(model: Model, place: int) -> dict[str, list[list[str]]]:
    item, layer = model.spec.layers[place], model.layers[place]
    found = option_sizes(layer.kind, item.options, layer.layouts)
    return {each.key: [[symbol.name for symbol in axis] for axis in each.axes] for each in found}


def test_options_say_sizes_axis_by_axis_and_a_window_its_stride_too() -> None:
    model = network(image(4, 20, 20), CONV, {"max_pool": {"window": 2}}, "flatten", {"dense": {"units": 5}})
    conv = said(model, 0)
    assert conv["filters"] == [["K"]]
    assert conv["kernel"] == [["f_h"], ["f_w"]]
    assert conv["groups"] == [["G"]]
    assert "bias" not in conv
    assert said(model, 1)["window"] == [["f_h", "s_h"], ["f_w", "s_w"]]
    assert said(model, 2) == {}
    assert said(model, 3) == {"units": [["K"]]}
    kind, options = model.layers[1].kind, model.spec.layers[1].options
    (kernel, *_) = (symbol for symbol in model.layers[1].binding if symbol.name == "f_w")
    assert key_of(kind, options, model.layers[1].layouts, kernel) == "window"
    assert key_of(kind, options, model.layers[1].layouts, next(iter(purposes(model.layers[1].declaration)))) is None


def test_the_use_of_a_size_is_read_off_the_equations() -> None:
    model = network(image(4, 20, 20), CONV, "flatten", {"dense": {"units": 5}}, "sigmoid")
    found = {symbol.name: use for symbol, use in purposes(model.layers[0].declaration).items()}
    assert found["M"] is Purpose.BATCH
    assert (found["f_h"], found["f_w"]) == (Purpose.KERNEL, Purpose.KERNEL)
    assert found["s_h"] is Purpose.STRIDE
    assert "s_w" not in found, "the form of the equations fixes it at 1"
    assert "C_g" not in found, "a rule defines it"
    assert found["G"] is Purpose.DIVISOR
    assert (found["n_h"], found["n_w"]) == (Purpose.EXTENT, Purpose.EXTENT)
    assert (found["C"], found["K"]) == (Purpose.COUNT, Purpose.COUNT)
    whole = {symbol.name: use for symbol, use in purposes_in(model).items()}
    assert whole["K[2]"] is Purpose.FEATURES, "the next layer reads it as the entries of a vector"
    assert "n_h[1]" not in whole


def test_a_network_is_built_again_at_other_sizes() -> None:
    model = network(image(4, 20, 20), CONV, {"max_pool": {"window": 2}})
    numbers = {"C[0]": 2, "n_h[0]": 9, "n_w[0]": 10, "K[1]": 4, "f[pool1]": 3}
    small = resized(model, {symbol: numbers[symbol.name] for symbol in model.sizes if symbol.name in numbers})
    assert small.spec.input.shape == (2, 9, 10)
    assert small.spec.layers[0].options.filters == 4  # type: ignore[attr-defined]
    assert small.spec.layers[1].options.window == 3  # type: ignore[attr-defined]
    assert [each.declaration for each in small.layers] == [each.declaration for each in model.layers]
    assert [(rule.symbol.name, str(rule.definition)) for rule in followers(model)] == [("s[pool1]", "f[pool1]")] * 2


def test_names_stay_names_and_equal_ones_equal() -> None:
    model = network(image("C", "n", "n"), {"conv": {"filters": "C", "kernel": 2}})
    small = resized(model, {symbol: {"C": 3, "n": 5}[symbol.name] for symbol in model.unbound})
    assert small.spec.input.shape == ("C", "n", "n")
    assert small.shape(small.output)[1:] == (3, 4, 4)
    assert in_numbers(small).input.shape == (3, 5, 5)
    assert in_numbers(small).layers[0].options.filters == 3  # type: ignore[attr-defined]


def test_sizes_that_change_the_equations_or_do_not_fit_are_refused() -> None:
    model = network(image(4, 20, 20), CONV)
    stride = next(symbol for symbol in model.sizes if symbol.name == "s_h[1]")
    with pytest.raises(SizeError, match="layer conv1 has other equations at these sizes"):
        resized(model, {stride: 1})
    groups = next(symbol for symbol in model.sizes if symbol.name == "G[1]")
    with pytest.raises(SpecError, match="3 groups do not divide 4 input channels"):
        resized(model, {groups: 3})
