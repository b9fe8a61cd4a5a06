"""One network ready to be checked in floating point: kernels, engine, and random arrays from a fixed seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from derive.algebra.equation import Equation
from derive.algebra.tensor import Fact, Tensor
from derive.engine import Engine, Trace
from derive.kernels.network import Kernels, kernels
from derive.kernels.passes.sizes import Known, solve_sizes
from derive.network.formulas import Formulas
from derive.network.held import held_apart
from derive.network.model import Layer, Model
from derive.network.resize import in_numbers

BATCH = 3
MOST_NUMBERS = 2**29  # in the outputs of all layers: 4 GB
SEED = 20260
Array = Any


@dataclass(frozen=True)
class Case:
    """A network whose sizes are all numbers, with the arrays that every check feeds to both sides.

    Inputs and parameters are standard normal, weights divided by the root of their fan-in; where a layer has a kink
    away from 0 (relu6 at 6), inputs stand on both sides of it. Targets are
    uniform in (0, 1); the outputs' cotangents are standard normal. Each dropout gets one mask, drawn once.
    `target` and `y_bar` are as the kernels take them: one array, several by name, or no target.
    `steps` are training steps by parameter that stand in for the network's own, `replaced` its formulas that do.
    """

    model: Model
    kernels: Kernels
    engine: Engine
    inputs: Mapping[str, Array]
    params: Mapping[str, Array]
    target: Any
    y_bar: Any
    masks: Mapping[str, Array]
    steps: Mapping[str, Equation] = field(default_factory=dict)
    replaced: Formulas | None = None

    @property
    def x(self) -> Any:
        """What kernels and engine are called with: the input, or several by name."""
        return self.given(self.inputs)

    def given(self, inputs: Mapping[str, Array]) -> Any:
        """Inputs by name as kernels and engine take them."""
        (first, *others) = inputs.values()
        return inputs if others else first

    def given_array(self, name: str) -> Array:
        """A parameter or an input by its name."""
        return self.inputs[name] if name in self.inputs else self.params[name]

    @property
    def batch(self) -> int:
        """How many examples there are."""
        return len(next(iter(self.inputs.values())))

    @property
    def y_bars(self) -> dict[str, Array]:
        """The outputs' cotangents by name."""
        return by_name(self.model.outputs, self.y_bar)

    @property
    def targets(self) -> dict[str, Array]:
        """The given targets by name."""
        return by_name(tuple(loss.target for loss in self.model.targets.values()), self.target)

    @property
    def engine_target(self) -> Any:
        """The targets as the engine takes them: several by their losses' names."""
        return self.engine_targets(self.target)

    def engine_targets(self, target: Any) -> Any:
        """Targets as kernels take them, as the engine does."""
        several = {loss.name: name for name, loss in self.model.targets.items()}
        return {loss: target[name] for loss, name in several.items()} if len(several) > 1 else target

    def loss(self, target: Any, outputs: Mapping[str, Array]) -> float:
        """The engine's objective for outputs that somebody else has computed, by their layers' names."""
        last = outputs[self.model.layers[-1].output.name]
        trace = Trace("train", self.inputs, dict(outputs), last, {}, {})
        return self.engine.loss(trace, self.engine_targets(target), params=self.params)

    @cached_property
    def sizes(self) -> Known:
        """Every size by its symbol, the batch included."""
        shapes = {name: array.shape for name, array in (*self.inputs.items(), *self.params.items())}
        return solve_sizes(self.model, shapes, {})

    @cached_property
    def apart(self) -> tuple[Kernels, Any]:
        """Kernels to take differences of, and their target: what a loss holds is given to it as it is at the point."""
        model, copies = held_apart(self.model)
        if not copies:
            return self.kernels, self.target
        known = {**self.inputs, **self.tensors}
        held = {name: known[tensor] for name, tensor in copies.items()}
        return kernels(model, replaced=self.replaced), {**self.targets, **held}

    @cached_property
    def tensors(self) -> dict[str, Array]:
        """Every layer's output by the kernels."""
        return self.kernels.tensors(self.x, self.params, masks=self.masks)


def make_case(
    model: Model,
    batch: int | None = None,
    seed: int = SEED,
    replaced: Formulas | None = None,
    steps: Mapping[str, Equation] | None = None,
) -> Case:
    """The case of a network with numbers for all sizes; `replaced` and `steps` stand in for its own formulas."""
    random = np.random.default_rng(seed)
    batch = batch or _examples(model)
    made = kernels(model, replaced=replaced)
    params = {}
    for name, tensor in model.parameters.items():
        own = tuple(int(size) for size in model.shape(tensor))
        params[name] = random.standard_normal(own) / np.sqrt(max(1, int(np.prod(own[1:]))))
    inputs = random_inputs(model, random, batch)
    target = random_target(model, random, batch)
    shapes = {each.name: tuple(int(size) for size in model.shape(each)[1:]) for each in model.outputs}
    y_bar = as_called({name: random.standard_normal((batch, *shape)) for name, shape in shapes.items()})
    masks = made.draw_masks(batch, np.random.default_rng([seed, 1]))
    return Case(model, made, make_engine(model), inputs, params, target, y_bar, masks, steps or {}, replaced)


def _examples(model: Model) -> int:
    """Three; fewer of a network whose layers' outputs would fill the memory."""
    numbers = sum(prod(int(size) for size in model.shape(layer.output)[1:]) for layer in model.layers)
    return max(1, min(BATCH, MOST_NUMBERS // numbers))


def random_inputs(model: Model, random: np.random.Generator, batch: int) -> dict[str, Array]:
    """Standard normal inputs by name; in a network with kinks away from 0 spread over these."""
    shapes = {tensor.name: tuple(int(size) for size in model.shape(tensor)[1:]) for tensor in model.inputs}
    kink = model.farthest_kink
    return {
        name: _on_all_sides(random, (batch, *shape), kink) if kink else random.standard_normal((batch, *shape))
        for name, shape in shapes.items()
    }


def _on_all_sides(random: np.random.Generator, shape: tuple[int, ...], kink: int) -> Array:
    """From -2k to 3k in as many parts as there are entries, one at random in each: of three, one lies behind k."""
    count = int(np.prod(shape))
    each = (random.permutation(count) + random.uniform(size=count)) / count
    return kink * (5 * each - 2).reshape(shape)


def random_target(model: Model, random: np.random.Generator, batch: int) -> Any:
    """Uniform in (0, 1), over the sum of each example where the loss declares that targets sum to 1: one array, several
    by name, or None."""
    found: dict[str, Array] = {}
    for name, loss in model.targets.items():
        shape = tuple(int(size) for size in model.shape(loss.target)[1:])
        target = random.uniform(size=(batch, *shape))
        declared = Fact.SUMS_TO_ONE in loss.target.facts
        found[name] = target / target.sum(axis=-1, keepdims=True) if declared else target
    if not model.terms:  # drawn all the same, so that what is drawn next does not depend on there being a loss
        random.uniform(size=(batch, *(int(size) for size in model.shape(model.outputs[0])[1:])))
    return as_called(found)


def as_called(arrays: dict[str, Array]) -> Any:
    """One array by itself, several by name, None for none."""
    return arrays if len(arrays) > 1 else next(iter(arrays.values()), None)


def by_name(tensors: tuple[Tensor, ...], given: Any) -> dict[str, Array]:
    """The other way round."""
    names = [tensor.name for tensor in tensors]
    return dict(given) if isinstance(given, Mapping) else dict(zip(names, [given], strict=True)) if names else {}


def make_engine(model: Model) -> Engine:
    """The engine of the same network, from its spec alone, with numbers for its names."""
    spec = in_numbers(model)
    layers = []
    for item, layer in zip(spec.layers, model.layers, strict=True):
        options = {key: value for key, value in item.options if key != "name" and value is not None}
        share = _shared(layer)
        layers.append({"kind": item.kind, "name": item.name, "inputs": item.sources, "share": share, **options})
    losses = [
        {"kind": item.kind, "name": loss.name, "source": item.source, "target": item.target, "held": item.held}
        | item.options.model_dump()
        for item, loss in zip(spec.losses, model.losses, strict=True)
    ]
    shapes: Any = {name: list(given.shape) for name, given in spec.inputs.items()}
    return Engine(shapes, layers, losses, spec.regularise.model_dump(), spec.outputs)


def _shared(layer: Layer) -> dict[str, tuple[str, bool]]:
    """Which of a layer's parameters belong to an earlier one, as the engine's description says it."""
    own = {short: tensor.name for short, tensor in layer.tensors.items() if tensor in layer.borrowed}
    return {short: (full, short in layer.turned) for short, full in own.items()}
