"""Networks for the kernels' tests, from specs as dicts."""

from typing import Any

import numpy as np

from derive.kernels.network import Kernels, kernels
from derive.layers.catalogue import LAYER_OPTIONS, LOSS_OPTIONS
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict


def image(channels: int | str, height: int | str, width: int | str) -> dict[str, Any]:
    """The input section of a spec."""
    return {"channels": channels, "height": height, "width": width}


def network(entry: dict[str, Any], *layers: Any, loss: Any = None) -> Model:
    """A network of these layers."""
    given = entry if "inputs" in entry else {"input": entry}
    document: dict[str, Any] = {"name": "probe", **given, "layers": list(layers)}
    return build(spec_from_dict(document | ({"loss": loss} if loss else {})))


def kernels_of(entry: dict[str, Any], *layers: Any, loss: Any = None, dtype: str = "float64") -> Kernels:
    """The kernels of such a network."""
    return kernels(network(entry, *layers, loss=loss), dtype)


def pair(shape: dict[str, Any], count: int = 2) -> dict[str, Any]:
    """The inputs section of a spec: several of one shape, x1, x2 and so on."""
    return {"inputs": {f"x{place}": shape for place in range(1, count + 1)}}


LAYERS: dict[str, tuple[dict[str, Any], tuple[Any, ...], Any]] = {
    "conv": (image(2, 5, 7), ({"conv": {"filters": 3, "kernel": 2}},), None),
    "conv without bias": (image(2, 5, 7), ({"conv": {"filters": 3, "kernel": 2, "bias": False}},), None),
    "add of features": (pair({"features": 5}), ({"add": ["x1", "x2"]},), None),
    "add of three volumes": (pair(image(2, 3, 5), 3), ({"add": ["x1", "x2", "x3"]},), None),
    "subtract of volumes": (pair(image(2, 3, 5)), ({"subtract": ["x1", "x2"]},), None),
    "multiply of features": (pair({"features": 5}, 3), ({"multiply": ["x1", "x2", "x3"]},), None),
    "multiply of volumes": (pair(image(2, 3, 5)), ({"multiply": ["x1", "x2"]},), None),
    "concat of features": (
        {"inputs": {"x1": {"features": 5}, "x2": {"features": 3}, "x3": {"features": 2}}},
        ({"concat": ["x1", "x2", "x3"]},),
        None,
    ),
    "concat of channels": (
        {"inputs": {"x1": image(2, 3, 5), "x2": image(3, 3, 5)}},
        ({"concat": ["x2", "x1"]},),
        None,
    ),
    "concat of columns": (
        {"inputs": {"x1": image(2, 3, 5), "x2": image(2, 3, 1)}},
        ({"concat": {"from": ["x1", "x2"], "axis": "width"}},),
        None,
    ),
    "slice of features": ({"features": 5}, ({"slice": {"start": 1, "stop": 3}},), None),
    "slice of columns": (image(2, 3, 5), ({"slice": {"axis": "width", "start": 2}},), None),
    "split of channels": (image(6, 3, 5), ({"split": {"parts": 3, "part": 1}},), None),
    **{
        f"pad, {mode}": (
            image(2, 3, 5),
            ({"pad": {"before": [1, 2], "after": [2, 0], "mode": mode}},),
            None,
        )
        for mode in ("zeros", "reflect", "replicate", "circular")
    },
    "pad of all that there is": (image(2, 3, 5), ({"pad": {"padding": [2, 4], "mode": "reflect"}},), None),
    "crop": (image(2, 4, 5), ({"crop": {"before": [1, 2], "after": [2, 0]}},), None),
    "multiply by a gate of channels": (
        {"inputs": {"x1": image(2, 3, 5), "x2": image(2, 1, 1)}},
        ({"multiply": ["x1", "x2"]},),
        None,
    ),
    "subtract one map from all": (
        {"inputs": {"x1": image(2, 3, 5), "x2": image(1, 3, 5)}},
        ({"subtract": ["x2", "x1"]},),
        None,
    ),
    "conv_transpose": (image(2, 3, 2), ({"conv_transpose": {"filters": 3, "kernel": [2, 3]}},), None),
    "conv_transpose strided, cut, longer": (
        image(2, 3, 2),
        ({"conv_transpose": {"filters": 3, "kernel": 3, "stride": [2, 3], "padding": 1, "output_padding": [1, 2]}},),
        None,
    ),
    "conv_transpose dilated, in groups": (
        image(4, 3, 2),
        ({"conv_transpose": {"filters": 6, "kernel": [2, 3], "dilation": [3, 2], "stride": 2, "groups": 2}},),
        None,
    ),
    "depthwise": (image(3, 5, 4), ({"depthwise": {"kernel": [3, 2], "padding": 1}},), None),
    "depthwise strided, dilated": (
        image(3, 7, 8),
        ({"depthwise": {"kernel": [2, 3], "stride": [3, 2], "dilation": 2, "padding": [2, 1]}},),
        None,
    ),
    "depthwise, several filters for each": (
        image(2, 5, 4),
        ({"depthwise": {"kernel": 2, "stride": 2, "multiplier": 3}},),
        None,
    ),
    "depthwise over a length": ({"channels": 3, "length": 7}, ({"depthwise": {"kernel": 3, "padding": 1}},), None),
    "channels shuffled": (image(6, 3, 5), ({"rearrange": {"pattern": "b (g c) h w -> b (c g) h w", "g": 2}},), None),
    "pixels shuffled": (
        image(12, 2, 3),
        ({"rearrange": {"pattern": "b (c r1 r2) h w -> b c (h r1) (w r2)", "r1": 2, "r2": 3}},),
        None,
    ),
    "patches": (
        image(2, 4, 6),
        ({"rearrange": {"pattern": "b c (h p1) (w p2) -> b (c p1 p2) (h w)", "p1": 2, "p2": 3}},),
        None,
    ),
    "axes exchanged": (image(2, 4, 3), ({"rearrange": {"pattern": "b c h w -> b w c h"}},), None),
    "adaptive_avg_pool": (image(2, 4, 6), ({"adaptive_avg_pool": {"output": [2, 3]}},), None),
    "upsample": (image(2, 3, 5), ({"upsample": {"scale": [2, 3]}},), None),
    "mean of a map, kept": (image(2, 3, 5), ({"mean": {"keep": True}},), None),
    "mean of channels, kept": (image(2, 3, 5), ({"mean": {"axes": "channels", "keep": True}},), None),
    "sum of rows": (image(2, 3, 5), ({"sum": {"axes": ["height"]}},), None),
    "sum of features, kept": ({"features": 5}, ({"sum": {"keep": True}},), None),
    "max of a map": (image(2, 3, 5), ("max",), None),
    "max of channels, kept": (image(4, 3, 5), ({"max": {"axes": "channels", "keep": True}},), None),
    "max of rows": (image(2, 3, 5), ({"max": {"axes": ["height"]}},), None),
    "max of features, kept": ({"features": 5}, ({"max": {"keep": True}},), None),
    "softmax over channels": (image(2, 3, 5), ({"softmax": {"axis": "channels"}},), None),
    "softmax over rows": (image(2, 3, 5), ({"softmax": {"axis": "height"}},), None),
    "global_max_pool": (image(2, 3, 5), ("global_max_pool",), None),
    "relu6": ({"features": 5}, ("relu6",), None),
    "conv of 1x1": (image(2, 5, 3), ({"conv": {"filters": 3, "kernel": 1}},), None),
    "conv strided": (image(2, 7, 5), ({"conv": {"filters": 3, "kernel": [2, 3], "stride": [3, 2]}},), None),
    "conv padded": (image(2, 5, 3), ({"conv": {"filters": 3, "kernel": [3, 2], "padding": [2, 1]}},), None),
    "conv padded on one axis": (image(2, 5, 3), ({"conv": {"filters": 3, "kernel": 2, "padding": [0, 1]}},), None),
    "conv padded beyond its span": (image(1, 3, 2), ({"conv": {"filters": 2, "kernel": 2, "padding": 3}},), None),
    "conv strided, padded, dilated": (
        image(2, 7, 5),
        ({"conv": {"filters": 3, "kernel": [2, 3], "stride": [2, 3], "padding": [1, 2], "dilation": [3, 2]}},),
        None,
    ),
    "conv grouped": (
        image(4, 5, 3),
        ({"conv": {"filters": 6, "kernel": 2, "groups": 2, "stride": 2, "padding": 1}},),
        None,
    ),
    "conv depthwise": (image(3, 5, 3), ({"conv": {"filters": 6, "kernel": 2, "groups": 3}},), None),
    "conv same": (image(2, 5, 7), ({"conv": {"filters": 3, "kernel": [2, 3], "padding": "same"}},), None),
    "conv same, strided, dilated": (
        image(2, 5, 7),
        ({"conv": {"filters": 3, "kernel": [2, 3], "padding": "same", "stride": 2, "dilation": 2}},),
        None,
    ),
    "max_pool": (image(2, 5, 7), ({"max_pool": {"window": [2, 3]}},), None),
    "max_pool overlapping": (image(2, 5, 7), ({"max_pool": {"window": 3, "stride": [1, 2]}},), None),
    "max_pool gapped": (image(2, 7, 5), ({"max_pool": {"window": 1, "stride": 2}},), None),
    "max_pool padded": (image(2, 5, 3), ({"max_pool": {"window": 3, "stride": 2, "padding": 1}},), None),
    "max_pool padded on one axis": (image(2, 5, 3), ({"max_pool": {"window": 2, "padding": [1, 0]}},), None),
    "max_pool dilated": (image(2, 7, 5), ({"max_pool": {"window": 2, "stride": 1, "dilation": [3, 2]}},), None),
    "max_pool ceil": (image(2, 5, 7), ({"max_pool": {"window": 2, "stride": 2, "ceil_mode": True}},), None),
    "max_pool ceil, padded": (
        image(2, 5, 7),
        ({"max_pool": {"window": 3, "stride": 2, "padding": 1, "ceil_mode": True}},),
        None,
    ),
    "max_pool same": (image(2, 5, 7), ({"max_pool": {"window": 3, "stride": 2, "padding": "same"}},), None),
    "avg_pool": (image(2, 5, 7), ({"avg_pool": {"window": [2, 3]}},), None),
    "avg_pool overlapping": (image(2, 5, 7), ({"avg_pool": {"window": 3, "stride": [1, 2]}},), None),
    "avg_pool padded": (image(2, 5, 3), ({"avg_pool": {"window": 3, "stride": 2, "padding": 1}},), None),
    "avg_pool padded, cells of the input count": (
        image(2, 5, 3),
        ({"avg_pool": {"window": 3, "stride": 2, "padding": 1, "count_include_pad": False}},),
        None,
    ),
    "avg_pool padded on one axis, cells of the input count": (
        image(2, 5, 7),
        ({"avg_pool": {"window": [2, 3], "stride": 1, "padding": [1, 0], "count_include_pad": False}},),
        None,
    ),
    "avg_pool ceil": (image(2, 5, 7), ({"avg_pool": {"window": 2, "stride": 2, "ceil_mode": True}},), None),
    "avg_pool ceil, padded": (
        image(2, 5, 3),
        ({"avg_pool": {"window": 3, "stride": 3, "padding": 1, "ceil_mode": True}},),
        None,
    ),
    "avg_pool same": (image(2, 5, 7), ({"avg_pool": {"window": 3, "stride": 2, "padding": "same"}},), None),
    "avg_pool dilated": (
        image(2, 7, 5),
        ({"avg_pool": {"window": [2, 3], "stride": [1, 2], "dilation": [3, 2], "padding": 1}},),
        None,
    ),
    "flatten": (image(2, 3, 5), ("flatten",), None),
    "dense": ({"features": 5}, ({"dense": {"units": 3}},), None),
    "dense without bias": ({"features": 5}, ({"dense": {"units": 3, "bias": False}},), None),
    "sigmoid of a volume": (image(2, 3, 5), ("sigmoid",), None),
    "relu": ({"features": 5}, ("relu",), None),
    "cross-entropy, sum": (
        {"features": 5},
        ({"dense": {"units": 3}}, "sigmoid"),
        {"binary_cross_entropy": {"reduction": "sum"}},
    ),
    "cross-entropy, mean": ({"features": 5}, ({"dense": {"units": 3}}, "sigmoid"), "binary_cross_entropy"),
    "cross-entropy, mean over a volume's entries": (
        image(2, 3, 5),
        ("sigmoid",),
        {"binary_cross_entropy": {"reduction": "mean_over_entries"}},
    ),
    "cross-entropy, mean over a flattened volume's entries": (
        image(2, 3, 5),
        ("flatten", "sigmoid"),
        {"binary_cross_entropy": {"reduction": "mean_over_entries"}},
    ),
    "squared error of a volume": (image(2, 3, 5), ({"conv": {"filters": 3, "kernel": 2}},), "mean_squared_error"),
    "squared error after a sigmoid, mean over entries": (
        {"features": 5},
        ({"dense": {"units": 3}}, "sigmoid"),
        {"mean_squared_error": {"reduction": "mean_over_entries"}},
    ),
}


WHERE_CATALOGUED: dict[str, tuple[dict[str, Any], tuple[Any, ...], Any]] = {
    "tanh of a volume": (image(2, 3, 5), ("tanh",), None),
    "softmax": ({"features": 5}, ("softmax",), None),
    "global_avg_pool": (image(2, 3, 5), ("global_avg_pool",), None),
    "batch_norm of features": ({"features": 5}, ("batch_norm",), None),
    "batch_norm of a volume": (image(2, 3, 5), ("batch_norm",), None),
    "softmax, cross-entropy": ({"features": 5}, ({"dense": {"units": 3}}, "softmax"), "cross_entropy"),
    "softmax, squared error": ({"features": 5}, ({"dense": {"units": 3}}, "softmax"), "mean_squared_error"),
}
KINDS = {*LAYER_OPTIONS, *LOSS_OPTIONS, None}
LAYERS |= {
    name: (entry, layers, loss)
    for name, (entry, layers, loss) in WHERE_CATALOGUED.items()
    if {loss, *(layer for layer in layers if isinstance(layer, str))} <= KINDS
}


MASKED: dict[str, tuple[dict[str, Any], tuple[Any, ...], Any]] = {
    "dropout of a volume": (image(2, 3, 5), ({"dropout": {"rate": 0.3}},), None),
    "dropout of features": ({"features": 5}, ({"dense": {"units": 3}}, {"dropout": {"rate": 0.25}}), None),
}  # called with masks


def by_name(x: Any) -> dict[str, Any]:
    """The inputs of a call by name."""
    return x if isinstance(x, dict) else {"input": x}


def drawn_inputs(model: Model, random: np.random.Generator, batch: int, dtype: str = "float64") -> Any:
    """A standard normal input, or several by name."""
    sizes = {t.name: [size if isinstance(size, int) else batch for size in model.shape(t)] for t in model.inputs}
    drawn = {name: random.normal(size=shape).astype(dtype) for name, shape in sizes.items()}
    return drawn if len(drawn) > 1 else drawn["input"]


def kernels_named(name: str, dtype: str = "float64") -> Kernels:
    """The kernels of one of the networks above."""
    entry, layers, loss = (LAYERS | MASKED)[name]
    return kernels_of(entry, *layers, loss=loss, dtype=dtype)


def kinds_used() -> set[str]:
    """The kinds of layer and loss that these networks have."""
    used: set[str] = set()
    for name in LAYERS | MASKED:
        model = kernels_named(name).model
        used |= {layer.kind.kind for layer in model.layers} | ({model.loss.kind.kind} if model.loss else set())
    return used
