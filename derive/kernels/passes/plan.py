"""What a call of a network's kernels runs: its functions with the numbers of all sizes, made once for given shapes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from derive.algebra.tensor import TensorRole, bar_name
from derive.kernels.lowering.module import Module, Passes
from derive.kernels.passes.sizes import Known, number
from derive.network.model import Model


@dataclass(frozen=True, slots=True)
class KernelCall:
    """One function: the tensor that it gives, those that it reads, its sizes, and the tensors to forget after it;
    `of` is the tensor whose cotangent it gives, if it gives one."""

    target: str
    run: Callable[..., Any]
    reads: tuple[str, ...]
    sizes: tuple[int, ...]
    drops: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls of a network for arrays of certain shapes.

    `forward` is by the tensor that is given, `updates` by the state that is renewed, `backward` by layer. `seed` is
    the loss's derivative by the output of the last of `seeded` layers.
    """

    known: Known
    forward: Mapping[str, KernelCall]
    backward: Mapping[str, tuple[KernelCall, ...]]
    updates: Mapping[str, KernelCall]
    loss: KernelCall | None
    seed: KernelCall | None
    seeded: int


def make_plan(
    model: Model,
    module: Module,
    functions: Mapping[str, Callable[..., Any]],
    passes: Mapping[str, Passes],
    known: Known,
    dtype: np.dtype[Any],
) -> Plan:
    """The plan of a network whose layers run by `passes`; SizeError for a size without a number."""

    def call(target: str, name: str, of: str | None = None) -> KernelCall:
        planned = module.planned[name]
        sizes = tuple(number(size, known) for size in planned.sizes.values())
        counts = planned.function.equation.left.tensor.role is TensorRole.COUNT
        run = _in_floats(functions[name], dtype) if counts else functions[name]
        return KernelCall(target, run, tuple(planned.tensors.values()), sizes, of=of)

    def slope(of: str, name: str) -> KernelCall:
        return call(bar_name(of), name, of)

    def backward(each: Passes) -> tuple[KernelCall, ...]:
        return tuple(slope(tensor, name) for tensor, name in each.backward.items())

    own = passes.values()
    forward = {tensor: call(tensor, name) for each in own for tensor, name in each.forward.items()}
    updates = {tensor: call(f"{tensor}_new", name) for each in own for tensor, name in each.updates.items()}
    loss, seed, seeded = None, None, len(model.layers)
    if model.loss is not None:
        loss = call("loss", module.loss)
        if module.through_loss is None:
            seed = slope(model.output.name, module.loss_backward)
        else:
            seed, seeded = slope(model.layers[-1].input.name, module.through_loss), seeded - 1
    return Plan(known, forward, {layer: backward(each) for layer, each in passes.items()}, updates, loss, seed, seeded)


def _in_floats(count: Callable[..., Any], dtype: np.dtype[Any]) -> Callable[..., Any]:
    """A function that counts in whole numbers, with the kernels' dtype."""
    return lambda *given: count(*given).astype(dtype)


class Asked(NamedTuple):
    """What a training step is to give besides the loss and the parameters' cotangents."""

    wrt_input: bool = False
    state: bool = False
    output: bool = False


def training_calls(model: Model, plan: Plan, asked: Asked, share: float = 1.0) -> tuple[KernelCall, ...]:
    """The loss, the parameters' cotangents, and what else is asked for, as calls in order.

    Each array is forgotten after its last use. What only the backward pass reads of a layer is computed right
    after the layer: a selector is much smaller than the array that it was made from. `share` is what these examples
    count in the loss of a larger batch.
    """
    layers = model.layers[: plan.seeded]
    back = [call for layer in reversed(layers) for call in plan.backward[layer.name]]
    back = [call for call in back if asked.wrt_input or call.of != model.input.name]
    ends = [replace(call, run=_scaled(call.run, share)) for call in (plan.loss, plan.seed) if call is not None]
    ends += plan.updates.values() if asked.state else ()
    output = {model.output.name} if asked.output else set()
    wanted = output.union(*(call.reads for call in (*ends, *back)))
    steps: dict[str, KernelCall] = {}

    def need(tensor: str) -> None:
        if tensor in plan.forward and tensor not in steps:
            for name in plan.forward[tensor].reads:
                need(name)
            steps[tensor] = plan.forward[tensor]

    for layer in model.layers:
        for tensor in layer.tensors.values():
            if tensor.name in wanted:
                need(tensor.name)
    results = {"loss", *output, *map(bar_name, (model.input.name, *model.parameters))}
    results |= {call.target for call in plan.updates.values()}
    return _forgetting([*steps.values(), *ends, *back], results)


def _scaled(function: Callable[..., Any], share: float) -> Callable[..., Any]:
    return function if share == 1 else lambda *given: function(*given) * share


def _forgetting(steps: list[KernelCall], results: set[str]) -> tuple[KernelCall, ...]:
    """Each call with the names that nobody reads after it."""
    later = set(results)
    found: list[KernelCall] = []
    for call in reversed(steps):
        drops = tuple(name for name in dict.fromkeys((*call.reads, call.target)) if name not in later)
        found.append(replace(call, drops=drops))
        later |= set(call.reads)
    return tuple(reversed(found))
