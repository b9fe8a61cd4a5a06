"""The six networks that are measured, as specs of derive; the peers are built from the same specs."""

from typing import Any

from benchmarks.speed.case import Case, Spec


def _case(name: str, title: str, batch: int, goal: float, shape: tuple[int, ...], *layers: Any) -> Case:
    entry = (
        {"features": shape[0]} if len(shape) == 1 else dict(zip(("channels", "height", "width"), shape, strict=True))
    )
    loss = "cross_entropy" if layers[-1] == "softmax" else "binary_cross_entropy"
    return Case(name, title, batch, goal, {"name": name, "input": entry, "layers": list(layers), "loss": loss})


def _conv(filters: int, kernel: int, padding: int = 0) -> Spec:
    return {"conv": {"filters": filters, "kernel": kernel, "padding": padding}}


def _dense(units: int) -> Spec:
    return {"dense": {"units": units}}


def _maximum(window: int) -> Spec:
    return {"max_pool": {"window": window}}


def _average(window: int) -> Spec:
    return {"avg_pool": {"window": window}}


TINY = _case("tiny", "6x6, three filters 3x3, average pool 2, dense 1, sigmoids", 1, 0.5, (1, 6, 6),
             _conv(3, 3), "sigmoid", _average(2), "flatten", _dense(1), "sigmoid")  # fmt: skip
MLP = _case("mlp", "MLP 784-128-10, sigmoid", 64, 1.5, (784,), _dense(128), "sigmoid", _dense(10), "softmax")
LENET = _case(
    "lenet5", "LeNet-5, tanh, average pool", 64, 1.5, (1, 32, 32),
    _conv(6, 5), "tanh", _average(2), _conv(16, 5), "tanh", _average(2), _conv(120, 5), "tanh",
    "flatten", _dense(84), "tanh", _dense(10), "softmax",
)  # fmt: skip
DIGITS = _case(
    "digits", "lecture digits, without dropout", 64, 1.5, (1, 28, 28),
    _conv(28, 3), "relu", _maximum(2), "flatten", _dense(128), "relu", _dense(10), "softmax",
)  # fmt: skip
CATS = _case(
    "cats_dogs", "lecture cats and dogs", 20, 1.5, (3, 150, 150),
    _conv(32, 3), "relu", _maximum(2), _conv(64, 3), "relu", _maximum(2), _conv(128, 3), "relu", _maximum(3),
    _conv(128, 3), "relu", _maximum(2), "flatten", _dense(512), "relu", _dense(1), "sigmoid",
)  # fmt: skip
WIDE = _case(
    "wide", "conv 64-128, conv 128-128, max pool, dense 10, 56x56", 8, 1.5, (64, 56, 56),
    _conv(128, 3, 1), "relu", _conv(128, 3, 1), "relu", _maximum(2), "flatten", _dense(10), "softmax",
)  # fmt: skip
CASES = (TINY, MLP, LENET, DIGITS, CATS, WIDE)
