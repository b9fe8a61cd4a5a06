"""A measured network in PyTorch; the last activation is part of its loss."""

from typing import Any

import torch
from torch import nn

from benchmarks.speed.networks import Case

PLAIN = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "flatten": nn.Flatten}


def network(case: Case) -> nn.Sequential:
    """The layers in PyTorch's default initialisation."""
    shape = (1, *case.spec["input"].values())
    built: list[nn.Module] = []
    for layer in case.spec["layers"][:-1]:
        built.append(_layer(layer, shape[1]))
        shape = tuple(built[-1](torch.zeros(shape)).shape)
    return nn.Sequential(*built)


def _layer(layer: Any, inputs: int) -> nn.Module:
    if isinstance(layer, str):
        return PLAIN[layer]()
    ((kind, options),) = layer.items()
    if kind == "conv":
        return nn.Conv2d(inputs, options["filters"], options["kernel"], padding=options["padding"])
    if kind == "dense":
        return nn.Linear(inputs, options["units"])
    return (nn.MaxPool2d if kind == "max_pool" else nn.AvgPool2d)(options["window"])
