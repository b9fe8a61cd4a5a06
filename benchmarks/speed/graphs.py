"""The measured networks that are graphs: skips, branches, depthwise convolutions, signals."""

from typing import Any

from benchmarks.speed.case import Case, Spec


def _conv(filters: Any, kernel: int, **more: Any) -> Spec:
    return {"conv": {"filters": filters, "kernel": kernel, "padding": kernel // 2, "bias": False, **more}}


def _normalised(*layers: Any) -> list[Any]:
    """Each layer with batch norm and ReLU behind it."""
    return [each for layer in layers for each in (layer, "batch_norm", "relu")]


HEAD = ["global_avg_pool", {"dense": {"units": 10}}, "softmax"]


def _case(
    name: str, title: str, batch: int, shape: dict[str, int], layers: list[Any], outputs: int = 1, **more: Any
) -> Case:
    spec = {"name": name, "input": shape, "loss": "cross_entropy", **more, "layers": layers}
    return Case(name, title, batch, 1.5, spec, outputs)


def _image(channels: int, size: int) -> dict[str, int]:
    return {"channels": channels, "height": size, "width": size}


SAME = {
    "parameters": ["filters"],
    "layers": [
        *_normalised(_conv("filters", 3)),
        _conv("filters", 3),
        {"batch_norm": {"name": "main"}},
        {"add": ["main", "input"]},
        "relu",
    ],
}
HALVED = {
    "parameters": ["filters"],
    "layers": [
        *_normalised(_conv("filters", 3, stride=2)),
        _conv("filters", 3),
        {"batch_norm": {"name": "main"}},
        {"conv": {"from": "input", "filters": "filters", "kernel": 1, "stride": 2, "bias": False}},
        {"batch_norm": {"name": "shortcut"}},
        {"add": ["main", "shortcut"]},
        "relu",
    ],
}
RESNET = _case(
    "resnet20",
    "ResNet-20, 32x32",
    32,
    _image(3, 32),
    [
        *_normalised(_conv(16, 3)),
        {"same": {"filters": 16, "repeat": 3}},
        {"halved": {"filters": 32, "name": "down2"}},
        {"same": {"filters": 32, "repeat": 2, "name": "stage2"}},
        {"halved": {"filters": 64, "name": "down3"}},
        {"same": {"filters": 64, "repeat": 2, "name": "stage3"}},
        *HEAD,
    ],
    blocks={"same": SAME, "halved": HALVED},
)
SEPARABLE = {
    "parameters": ["filters", "step"],
    "layers": [
        *_normalised({"depthwise": {"kernel": 3, "padding": 1, "stride": "step", "bias": False}}),
        *_normalised(_conv("filters", 1)),
    ],
}
MOBILENET = _case(
    "mobilenet",
    "MobileNet stage, depthwise, 28x28",
    32,
    _image(64, 28),
    [
        {"separable": {"filters": 128, "step": 1, "repeat": 2}},
        {"separable": {"filters": 256, "step": 2, "name": "down"}},
        *HEAD,
    ],
    blocks={"separable": SEPARABLE},
)
TWICE = {
    "parameters": ["filters"],
    "layers": [_conv("filters", 3, bias=True), "relu", _conv("filters", 3, bias=True), "relu"],
}
UNET = _case(
    "unet",
    "U-Net of two levels, 64x64",
    4,
    _image(1, 64),
    [
        {"twice": {"filters": 16, "name": "down1"}},
        {"max_pool": {"window": 2}},
        {"twice": {"filters": 32, "name": "down2"}},
        {"max_pool": {"window": 2}},
        {"twice": {"filters": 64, "name": "bottom"}},
        {"conv_transpose": {"filters": 32, "kernel": 2, "stride": 2, "name": "rise2"}},
        {"concat": ["down2", "rise2"]},
        {"twice": {"filters": 32, "name": "up2"}},
        {"conv_transpose": {"filters": 16, "kernel": 2, "stride": 2, "name": "rise1"}},
        {"concat": ["down1", "rise1"]},
        {"twice": {"filters": 16, "name": "up1"}},
        _conv(1, 1, bias=True),
        "flatten",
        "sigmoid",
    ],
    blocks={"twice": TWICE},
    loss={"binary_cross_entropy": {"reduction": "mean_over_entries"}},
    outputs=64 * 64,
)
JOINED = {
    "parameters": ["growth"],
    "layers": [
        "batch_norm",
        "relu",
        *_normalised(_conv("4*growth", 1)),
        {"conv": {"filters": "growth", "kernel": 3, "padding": 1, "bias": False, "name": "new"}},
        {"concat": ["input", "new"]},
    ],
}
DENSENET = _case(
    "densenet",
    "DenseNet block, 16x16",
    16,
    _image(64, 16),
    [{"joined": {"growth": 32, "repeat": 6}}, "batch_norm", "relu", *HEAD],
    blocks={"joined": JOINED},
)
SIGNAL = _case(
    "signal",
    "1-D net, length 1024",
    64,
    {"channels": 1, "length": 1024},
    [
        *_normalised(_conv(16, 9)),
        {"max_pool": {"window": 4}},
        *_normalised(_conv(32, 9)),
        {"max_pool": {"window": 4}},
        *_normalised(_conv(64, 9)),
        *HEAD,
    ],
)
GRAPHS = (RESNET, MOBILENET, UNET, DENSENET, SIGNAL)
