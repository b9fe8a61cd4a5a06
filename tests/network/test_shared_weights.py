"""Shared weights: one tensor with several uses, its gradient their sum, counted and moved once."""

from dataclasses import replace

import numpy as np
import pytest

from derive.algebra.evaluate import evaluate
from derive.algebra.tensor import Entry, bar_name
from derive.document.written_out import written_out
from derive.errors import SpecError
from derive.network.accounting import account
from derive.network.backward import differentiable, gradient
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec
from derive.verification.case import make_case
from derive.verification.exact_network import derived_cotangents, exact_point, slopes
from derive.verification.run import verify
from derive.verification.sizing.network import smallest

PAIR = """inputs: {x1: {features: 3}, x2: {features: 3}}
layers:
  - dense: {name: h1, from: x1, units: 2}
  - tanh: {name: a1}
  - dense: {name: h2, from: x2, share: h1}
  - subtract: {from: [a1, h2], name: end}
loss: mean_squared_error
"""
TIED = """input: {features: 3}
layers:
  - dense: {name: h1, units: 2}
  - tanh
  - dense: {name: back, units: 3, share: {W: h1.W, transpose: true}}
loss: mean_squared_error
"""
CONV = """input: {channels: 1, height: 4, width: 4}
layers:
  - conv: {name: c1, filters: 1, kernel: 3, padding: 1, bias: false}
  - tanh
  - conv: {name: c2, share: c1, padding: 1}
loss: mean_squared_error
"""
GROUPED = """input: {channels: 4, height: 4, width: 4}
layers:
  - conv: {filters: 4, kernel: 3, groups: 2, name: c1, padding: 1}
  - tanh
  - conv: {share: c1, groups: 2, padding: 1}
loss: mean_squared_error
"""
TURNED = """input: {features: 3}
layers:
  - dense: {name: enc, units: 3}
  - dense: {name: d1, units: 3, share: {W: enc.W, transpose: true}}
  - dense: {name: d2, share: d1}
  - dense: {name: d3, units: 3, share: {W: d2.W, transpose: true}}
loss: mean_squared_error
"""
NORM = """input: {features: 3}
layers:
  - batch_norm: {name: n1}
  - tanh
  - batch_norm: {name: n2, share: n1}
loss: mean_squared_error
"""


def model_of(text: str) -> Model:
    return build(parse_spec(text))


@pytest.mark.parametrize("text", [PAIR, TIED, CONV, NORM], ids=["pair", "tied", "conv", "norm"])
def test_the_gradient_is_what_dual_numbers_give(text: str) -> None:
    model = model_of(text)
    point = exact_point(model, 1)
    found = derived_cotangents(point)
    for tensor in model.parameters:
        moves = [(tensor, {place: 1}) for place in found[tensor]]
        assert list(found[tensor].values()) == slopes(point, moves), tensor


@pytest.mark.parametrize("text", [PAIR, TIED, CONV, NORM], ids=["pair", "tied", "conv", "norm"])
def test_kernels_and_engine_agree_on_the_sum_over_the_uses(text: str) -> None:
    case = make_case(model_of(text))
    _, ours = case.kernels.loss_and_gradients(case.x, case.target, case.params)
    _, theirs = case.engine.loss_and_gradients(case.x, case.target, case.params)
    for name, array in theirs.parameters.items():
        np.testing.assert_allclose(ours[name], array, rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("text", [PAIR, TIED, TURNED], ids=["pair", "tied", "turned"])
def test_the_sum_written_out_has_the_value_of_the_gradient(text: str) -> None:
    """Each part's own formula in place of its name: one sum in which only outputs' cotangents are left."""
    model = model_of(text)
    point = exact_point(model, 2)
    found = derived_cotangents(point)
    bars = {bar_name(name): values for name, values in found.items()}
    shared = [name for name in model.parameters if gradient(model, name).shares]
    for name in shared:
        whole = written_out(gradient(model, name))
        assert whole is not None
        assert not [e for term in whole.terms for e in term.body.atoms(Entry) if e.tensor.bar and e.tensor.bar.through]
        assert evaluate(whole, replace(point.world, tensors={**point.world.tensors, **bars})) == found[name]
    assert shared


def test_a_shared_tensor_is_one_parameter_of_the_layer_that_it_comes_from() -> None:
    model = model_of(PAIR)
    assert list(model.parameters) == ["h1.W", "h1.b"]
    assert [int(model.number(each.parameters)) for each in account(model)] == [8, 0, 0, 0]
    assert differentiable(model).count("h1.W") == 1
    assert [share.placed.name for share in gradient(model, "h1.W").shares] == ["h2", "h1"]
    assert list(model_of(TIED).parameters) == ["h1.W", "h1.b", "back.b"]
    assert list(model_of(NORM).state) == [f"{n}.running_{kind}" for n in ("n1", "n2") for kind in ("mean", "variance")]


def test_a_layer_that_shares_takes_the_options_that_shape_the_weights_and_no_others() -> None:
    text = CONV.replace("padding: 1, bias: false}", "padding: 1, stride: 2, groups: 1, bias: false}")
    (c1, _, c2) = parse_spec(text).layers
    said = {key: getattr(c2.options, key) for key in ("filters", "kernel", "bias", "stride", "padding")}
    assert said == {"filters": 1, "kernel": 3, "bias": False, "stride": 1, "padding": 1}
    assert c1.options.stride == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAIR.replace("share: h1", "share: h3"), "5:40: layer h2: there is no layer `h3` above it\n  known: h1 and a1"),
        (PAIR.replace("share: h1", "share: a1"), "layer h2: share is a1, a tanh layer, and this is dense"),
        (PAIR.replace("share: h1", "share: x1"), "layer h2: there is no layer `x1` above it"),
        (PAIR.replace("x2: {features: 3}", "x2: {features: 4}"), "h1.W is 2x3, and here the weights would be 2x4"),
        (PAIR.replace("share: h1", "share: h1, units: 5"), "h1.W is 2x3, and here the weights would be 5x3"),
        (TIED.replace("units: 3, share", "units: 4, share"), "h1.W is 2x3, and here the weights would be 2x4"),
        (TIED.replace("W: h1.W", "V: h1.W"), "layer back: share: it has no V; it has W, b"),
        (TIED.replace("W: h1.W", "W: h1.V"), "layer back: share: h1 has no V; it has W, b"),
        (TIED.replace("W: h1.W", "W: h1"), 'share: W is text "h1", expected a layer\'s weights\n  write them as h1.W'),
        (TIED.replace("{W: h1.W, transpose: true}", "{transpose: true}"), "layer back: share names no weights"),
        (TIED.replace("  - tanh\n", "  - tanh: {name: u}\n  - tanh: {share: u}\n"), "share: it has no weights"),
        (TIED.replace("transpose: true", "transpose: 1"), "transpose is 1, expected true or false"),
        (TIED.replace("{W: h1.W, transpose: true}", "3"), "layer back: share is 3, expected a layer's name"),
        (
            GROUPED.replace("filters: 4, kernel: 3, groups: 2, name: c1", "filters: 8, kernel: 3, groups: 2, name: c1"),
            "c1.W",
        ),
        (TIED.replace("{W: h1.W, transpose: true}", "{W: h1.b, b: h1.b}"), "axes, expected 2"),
        (NORM.replace("share: n1", "share: {gamma: n1.beta, beta: n1.beta}"), "n1.beta is taken twice"),
        (CONV.replace("share: c1", "filters: 1, kernel: 3, bias: false, share: {W: c1.W, transpose: true}"), "4 axes"),
    ],
)
def test_weights_that_cannot_be_shared_are_refused(text: str, expected: str) -> None:
    with pytest.raises(SpecError) as refused:
        build(parse_spec(text))
    assert expected in str(refused.value)


def test_a_share_of_shared_weights_reads_them_as_their_layer_does() -> None:
    model = model_of(TURNED)
    assert [sorted(layer.turned) for layer in model.layers] == [[], ["W"], ["W"], []]
    case = make_case(model)
    w = case.params["enc.W"]
    expected = case.x
    for matrix, bias in ((w, "enc.b"), (w.T, "d1.b"), (w.T, "d1.b"), (w, "d3.b")):
        expected = expected @ matrix.T + case.params[bias]
    np.testing.assert_allclose(case.kernels.forward(case.x, case.params), expected, rtol=1e-12)
    np.testing.assert_allclose(case.engine.forward(case.x, case.params).output, expected, rtol=1e-12)


def test_groups_stay_alike_where_a_convolution_is_shared_at_small_sizes() -> None:
    assert verify(model_of(GROUPED)).ok


def test_what_is_shared_starts_as_its_own_layer_says() -> None:
    model = model_of(
        "input: {features: 3}\nlayers:\n  - dense: {units: 3, name: e}\n  - batch_norm: {share: {gamma: e.b}}\n"
    )
    assert "e.b" not in model.ones


def test_small_sizes_keep_shared_weights_equal() -> None:
    large = PAIR.replace("features: 3", "features: 30").replace("units: 2", "units: 40")
    small = smallest(model_of(large))
    assert small.shape(small.parameters["h1.W"]) == (2, 3)
    tied = smallest(model_of(TIED.replace("units: 2", "units: 20").replace("3", "30")))
    assert all(size <= 4 for size in tied.shape(tied.parameters["h1.W"]))
