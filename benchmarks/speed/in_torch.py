"""A measured network in PyTorch, from the same spec: its layers in order, each reading what its spec names.

The last activation is part of its loss.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn

import derive
from benchmarks.speed.case import Case
from derive.network.model import Layer, Model

PLAIN: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "flatten": nn.Flatten,
}
BY_AXES: dict[str, Sequence[Any]] = {
    "conv": (nn.Conv1d, nn.Conv2d),
    "conv_transpose": (nn.ConvTranspose1d, nn.ConvTranspose2d),
    "batch_norm": (nn.BatchNorm1d, nn.BatchNorm2d),
    "max_pool": (nn.MaxPool1d, nn.MaxPool2d),
    "avg_pool": (nn.AvgPool1d, nn.AvgPool2d),
}


class Graph(nn.Module):
    """Modules in order, each with the names of what it reads; PyTorch's default initialisation."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        items = model.spec.layers[:-1]
        kept = [_module(model, layer, item) for layer, item in zip(model.layers, items, strict=False)]
        self.kept = nn.ModuleList(kept)
        names = {name: place for place, name in enumerate(["input", *(item.name for item in items)])}
        self.reads = [[names[source] for source in item.sources] for item in items]
        last = {place: step for step, reads in enumerate(self.reads) for place in reads}
        self.gone = [[place for place, step in last.items() if step == own] for own in range(len(items))]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The last module's output."""
        found: list[Any] = [x]
        for module, reads, gone in zip(self.kept, self.reads, self.gone, strict=True):
            found.append(module(*[found[place] for place in reads]))
            for place in gone:
                found[place] = None
        result: torch.Tensor = found[-1]
        return result


class Add(nn.Module):
    """The sum of what it reads."""

    def forward(self, first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        """first + second."""
        return first + second


class Concat(nn.Module):
    """Channels one behind the other."""

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """All channels."""
        return torch.cat(inputs, 1)


class Average(nn.Module):
    """Each channel's mean over its places."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(M, C)."""
        return x.mean(tuple(range(2, x.ndim)))


def network(case: Case) -> nn.Module:
    """The layers in PyTorch's default initialisation."""
    return Graph(derive.load(case.spec).model)


def _module(model: Model, layer: Layer, item: Any) -> nn.Module:
    options = {name: value for name, value in item.options if value is not None}
    sizes, outputs = (tuple(int(size) for size in model.shape(t)[1:]) for t in (layer.inputs[0], layer.output))
    plain = {"add": Add, "concat": Concat, "global_avg_pool": Average} | PLAIN
    if item.kind in plain:
        return plain[item.kind]()
    if item.kind == "dense":
        return nn.Linear(sizes[0], outputs[0])
    kind = BY_AXES["conv" if item.kind == "depthwise" else item.kind][len(sizes) - 2]
    if item.kind in ("max_pool", "avg_pool"):
        return kind(options["window"])
    if item.kind == "batch_norm":
        return kind(sizes[0])
    moves = {name: options[name] for name in ("stride", "padding") if name in options}
    groups = sizes[0] if item.kind == "depthwise" else 1
    return kind(sizes[0], outputs[0], options["kernel"], **moves, groups=groups, bias=options.get("bias", True))
