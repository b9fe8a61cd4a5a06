"""Descriptions and arrays that the engine refuses, with what it says."""

from typing import Any

import numpy as np
import pytest

from derive.engine import Engine, sgd
from derive.errors import EngineError

CONV = {"kind": "conv", "name": "c", "filters": 2, "kernel": 3}


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        ({"kind": "conf", "name": "c"}, r"layer 0: unknown kind 'conf'\n  the kinds are conv, avg_pool"),
        ({"kind": "relu"}, r"layer 0 \(relu\): the name is None"),
        ({"kind": "relu", "name": ""}, r"the name is ''\n  give it a name"),
        ({"kind": "relu", "name": "input"}, r"layer input \(relu\): the name is taken"),
        ({**CONV, "strides": 2}, r"layer c \(conv\): unknown option 'strides'\n  the options are kind, name, inputs"),
        ({"kind": "conv", "name": "c", "kernel": 3}, "filters is missing\n  give filters: a whole number"),
        ({**CONV, "filters": 2.0}, "filters is 2.0\n  filters must be a whole number of at least 1"),
        ({**CONV, "filters": True}, "filters is True"),
        ({**CONV, "stride": 0}, "stride is 0\n  stride must be a whole number of at least 1"),
        ({**CONV, "kernel": (3, 3, 3)}, r"kernel is \(3, 3, 3\)"),
        ({**CONV, "padding": -1}, "padding is -1\n  padding must be a whole number of at least 0"),
        ({**CONV, "padding": "full"}, "padding is 'full'"),
        ({**CONV, "padding": (1, 2, 3)}, r"padding is \(1, 2, 3\)"),
        ({**CONV, "bias": 1}, "bias is 1\n  bias must be true or false"),
        ({**CONV, "groups": 2}, "3 input channels cannot be divided into 2 groups\n  choose groups that divide 3"),
        ({**CONV, "groups": 3}, "2 filters cannot be divided into 3 groups"),
        (
            {**CONV, "kernel": (4, 2), "dilation": 3, "padding": 1},
            r"layer c \(conv\): kernel 4 does not fit the height of 5 \(padding 1 \+ 1, dilation 3, span 10\)\n"
            "  use a smaller kernel, or 3 more cells of padding",
        ),
        ({"kind": "max_pool", "name": "p", "window": (2, 9)}, "kernel 9 does not fit the width of 7"),
        ({"kind": "avg_pool", "name": "p", "window": 2, "groups": 2}, "unknown option 'groups'"),
        ({"kind": "dense", "name": "d", "units": 2}, r"the input has shape \(3, 5, 7\).*\n  add a flatten layer"),
        ({"kind": "dropout", "name": "d", "rate": 1}, "rate is 1: every entry would be dropped"),
        ({"kind": "dropout", "name": "d", "rate": -0.1}, "rate is -0.1\n  rate must be a number from 0 to 1"),
        ({"kind": "batch_norm", "name": "b", "momentum": "a"}, "momentum must be a number from 0 to 1"),
    ],
)  # fmt: skip
def test_a_bad_layer_is_refused_with_place_finding_and_remedy(layer: dict[str, Any], text: str) -> None:
    with pytest.raises(EngineError, match=text):
        Engine((3, 5, 7), [layer])


@pytest.mark.parametrize("kind", ["conv", "max_pool", "avg_pool", "global_avg_pool"])
def test_layers_on_maps_refuse_units(kind: str) -> None:
    options = {"conv": {"filters": 1, "kernel": 1}, "global_avg_pool": {}}.get(kind, {"window": 1})
    with pytest.raises(EngineError, match=r"the input has shape \(7,\) without the batch, expected channels"):
        Engine((7,), [{"kind": kind, "name": "a", **options}])


def test_a_name_is_taken_only_once() -> None:
    with pytest.raises(EngineError, match=r"layer a \(tanh\): the name is taken"):
        Engine((3,), [{"kind": "relu", "name": "a"}, {"kind": "tanh", "name": "a"}])


@pytest.mark.parametrize("shape", [(), (3, 0), (3, 0, 7), (3.0, 5, 7), (2, 3, 5, 7, 4)])
def test_an_input_shape_is_a_map_or_units(shape: Any) -> None:
    with pytest.raises(
        EngineError, match=r"input_shape: .*expected \(units,\) or \(channels, \.\.\.\) with one to three axes"
    ):
        Engine(shape, [{"kind": "relu", "name": "a"}])


def test_a_network_has_layers() -> None:
    with pytest.raises(EngineError, match="layers: there are none"):
        Engine((3,), [])


@pytest.mark.parametrize(
    ("loss", "text"),
    [
        ({"kind": "hinge"}, "loss: unknown kind 'hinge'\n  the kinds are binary_cross_entropy"),
        ({"kind": "cross_entropy", "reduction": "average"}, "unknown reduction 'average'\n  the reductions are sum"),
        ({"kind": "cross_entropy", "scale": 1}, "unknown option 'scale'"),
        ({"kind": "cross_entropy", "weight": 0}, "weight 0"),
        ({"kind": "cross_entropy", "source": "h"}, "it reads 'h', which is no layer"),
    ],
)
def test_a_bad_loss_is_refused(loss: dict[str, Any], text: str) -> None:
    with pytest.raises(EngineError, match=text):
        Engine((3,), [{"kind": "relu", "name": "a"}], loss)


def small() -> tuple[Engine, dict[str, Any]]:
    engine = Engine((3,), [{"kind": "dense", "name": "d", "units": 2}, {"kind": "batch_norm", "name": "b"}])
    return engine, engine.init(1)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (np.ones((5, 7)), r"input: shape \(5, 7\), expected \(M, 3\)"),
        (np.ones(3), r"input: shape \(3,\), expected \(M, 3\)"),
        (np.ones((0, 3)), r"input: shape \(0, 3\): the batch is empty"),
        (np.ones((5, 3), np.int64), "input: dtype int64, expected float32 or float64\n  cast it with astype"),
        (np.ones((5, 3), np.float32), "parameter d.W: dtype float64, expected float32 as the input"),
        ([[1.0, 2.0, 3.0]], "input: found list, expected a NumPy array"),
    ],
)
def test_a_bad_input_is_refused(x: Any, text: str) -> None:
    engine, params = small()
    with pytest.raises(EngineError, match=text):
        engine.forward(x, params)


def test_bad_parameters_state_mode_and_names_are_refused() -> None:
    engine, params = small()
    x = np.ones((5, 3))
    missing = {name: array for name, array in params.items() if name != "d.b"}
    calls: list[tuple[Any, str]] = [
        (lambda: engine.forward(x, missing), "parameter d.b: it is missing\n  given: d.W, b.gamma"),
        (lambda: engine.forward(x, {**params, "d.W": np.ones((3, 2))}), r"shape \(3, 2\), expected \(2, 3\)"),
        (lambda: engine.forward(x, {**params, "d.V": x}), "parameter d.V: the network has no such name"),
        (lambda: engine.forward(x, params, state={"b.mean": x}), "state b.mean: the network has no such name"),
        (
            lambda: engine.forward(x, params, state={"b.running_mean": np.ones(7)}),
            r"state b\.running_mean: shape \(7,\), expected \(2,\)",
        ),
        (lambda: engine.forward(x, params, mode="training"), 'mode: \'training\'\n  use "train" or "inference"'),
        (
            lambda: engine.layer_forward("e", (x,), params),
            "layer e: the network has no such layer\n  its layers are d, b",
        ),
        (
            lambda: engine.vjp(engine.forward(x, params), params, np.ones((5, 3))),
            r"cotangent of the output: shape \(5, 3\), expected \(5, 2\)",
        ),
        (
            lambda: engine.layer_backward("d", np.ones((5, 3)), x, params),
            r"cotangent of layer d \(dense\): shape \(5, 3\), expected \(M, 2\)",
        ),
    ]
    for call, text in calls:
        with pytest.raises(EngineError, match=text):
            call()


def test_bad_parameters_are_refused_on_the_way_back_too() -> None:
    layers = [{"kind": "dense", "name": "d", "units": 2}, {"kind": "softmax", "name": "s"}]
    engine = Engine((3,), layers, {"kind": "cross_entropy"})
    params, x, t = engine.init(1), np.ones((5, 3)), np.zeros(5, np.int64)
    trace, bad = engine.forward(x, params), {**params, "d.W": np.ones((3, 2))}
    calls: list[Any] = [
        lambda: engine.vjp(trace, bad, trace.output),
        lambda: engine.loss_gradients(trace, t, bad),
        lambda: engine.loss_gradients(trace, t, bad, fuse=False),
        lambda: engine.layer_forward("d", (x,), bad),
        lambda: engine.layer_backward("d", trace.output, x, bad),
    ]
    for call in calls:
        with pytest.raises(EngineError, match=r"parameter d\.W: shape \(3, 2\), expected \(2, 3\)"):
            call()
    with pytest.raises(EngineError, match="mode: 'test'"):
        engine.layer_forward("d", (x,), params, mode="test")  # type: ignore[arg-type]


def test_fit_refuses_targets_that_are_not_as_many() -> None:
    engine = Engine((3,), [{"kind": "dense", "name": "d", "units": 2}], {"kind": "mean_squared_error"})
    with pytest.raises(EngineError, match="target: 5 targets for 7 examples"):
        engine.fit(np.ones((7, 3)), np.ones((5, 2)), engine.init(1), 1, 2, sgd(), 1)
