"""Small layers that can be worked by hand, with the options that a network's own layer has where the hand allows."""

from collections.abc import Mapping
from random import Random
from typing import Any

from derive.layers.avg_pool import AvgPoolOptions
from derive.layers.conv import ConvOptions
from derive.layers.dense import DenseOptions
from derive.layers.max_pool import MaxPoolOptions
from derive.layers.options import Options, pair
from derive.network.model import Model

POSITIONS = {1: (2, 2), 2: (2, 3), 3: (2, 2)}  # of the window, at each level
KERNELS, STRIDES, PADDINGS, DILATIONS = (1, 2, 3), (1, 2), (0, 1), (1, 2)
AVERAGED = (1, 2)  # sides of a window whose mean is a short decimal
Spec = Mapping[str, Any]
Axes = tuple[int, int]


def small_layers(model: Model, level: int, random: Random, *kinds: type[Options]) -> list[Spec]:
    """For each layer of these kinds a spec of a small one like it, without repetition."""
    found = [
        spec
        for item in model.spec.layers
        if isinstance(item.options, kinds) and (spec := small(item.options, item.kind, level, random)) is not None
    ]
    return [spec for place, spec in enumerate(found) if spec not in found[:place]]


def small(options: Options, kind: str, level: int, random: Random) -> Spec | None:
    """A network of one small layer of the same kind; None for a kind that is not worked by hand."""
    match options:
        case ConvOptions():
            return _conv(options, level, random)
        case MaxPoolOptions() | AvgPoolOptions():
            return _pool(kind, options, level, random)
        case DenseOptions():
            return {
                "input": {"features": 2 + level},
                "layers": [{"dense": {"units": 1 + level, "bias": options.bias}}],
            }
        case _:
            return None


def _conv(options: ConvOptions, level: int, random: Random) -> Spec:
    """Level 3: two channels and two filters; where the layer's channels are in groups, two of them everywhere."""
    kernel = _own(options.kernel, KERNELS, (2,), random)
    stride, dilation = _own(options.stride, STRIDES, STRIDES, random), _own(options.dilation, DILATIONS, (1,), random)
    padding = _padding(options.padding, random)
    groups = 1 if options.groups == 1 else 2
    channels = 2 if level == 3 or groups == 2 else 1
    own = {"kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    conv = {"filters": channels, **own, "bias": options.bias}
    return _image(channels, _extents(level, kernel, stride, padding, dilation), "conv", conv)


def _pool(kind: str, options: MaxPoolOptions | AvgPoolOptions, level: int, random: Random) -> Spec:
    """With a row and a column left over from level 2 on, where windows do not touch each cell."""
    sides = AVERAGED if isinstance(options, AvgPoolOptions) else KERNELS
    window = _own(options.window, sides, (2,), random)
    stride = window if options.stride is None else _own(options.stride, STRIDES, STRIDES, random)
    padding = _padding(options.padding, random) if min(window) > 1 else [0, 0]
    own: dict[str, Any] = {"window": window, "stride": stride, "padding": padding, "ceil_mode": options.ceil_mode}
    if isinstance(options, AvgPoolOptions):
        own["count_include_pad"] = options.count_include_pad
    height, width = _extents(level, window, stride, padding, [1, 1])
    over = 1 if level > 1 and max(stride) > 1 else 0
    return _image(1, (height + over, width), kind, own)


def _own(value: Any, fits: tuple[int, ...], others: tuple[int, ...], random: Random) -> list[int]:
    """The layer's own number for each axis where it is small, else one that is."""
    sides = pair(value)
    if all(side in fits for side in sides):
        return [int(side) for side in sides]
    return [random.choice(others)] * 2


def _padding(value: Any, random: Random) -> Any:
    return value if value in ("same", "valid") else _own(value, PADDINGS, PADDINGS, random)


def _extents(level: int, window: list[int], stride: list[int], padding: Any, dilation: list[int]) -> Axes:
    """As many rows and columns as give the wanted positions; with padding one more of each."""
    if padding == "same":
        return max(2, POSITIONS[level][0] * stride[0]), max(2, POSITIONS[level][1] * stride[1])
    added = [0, 0] if isinstance(padding, str) else padding
    more = 1 if any(added) else 0
    sides = zip(POSITIONS[level], window, stride, added, dilation, strict=True)
    height, width = (max(2, (o + more - 1) * s + d * (f - 1) + 1 - 2 * p) for o, f, s, p, d in sides)
    return height, width


def _image(channels: int, extents: Axes, kind: str, own: Mapping[str, Any]) -> Spec:
    image = {"channels": channels, "height": extents[0], "width": extents[1]}
    return {"input": image, "layers": [{kind: own}]}
