"""What a call of a network's kernels runs: its functions with the numbers of all sizes, made once for given shapes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from derive.algebra.tensor import TensorRole, bar_name, primal
from derive.kernels.lowering.module import Module, Passes, Slope
from derive.kernels.passes.sizes import Known, number
from derive.network.model import OBJECTIVE_NAME, Model
from derive.network.needs import check_moves


@dataclass(frozen=True, slots=True)
class KernelCall:
    """One function: the tensor that it gives, those that it reads, its sizes, and the tensors to forget after it;
    `of` is the tensor whose cotangent it gives, if it gives one, `placed` the layer or loss that this is through, and
    `letter` what that tensor is called there."""

    target: str
    run: Callable[..., Any]
    reads: tuple[str, ...]
    sizes: tuple[int, ...]
    drops: tuple[str, ...] = ()
    of: str | None = None
    placed: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls of a network for arrays of certain shapes.

    `forward` is by the tensor that is given, `updates` by the state that is renewed; `loss` gives the terms of the
    objective and, last, the objective; `from_loss` is the backward pass in order, `from_output` the same from given
    cotangents of the outputs.
    """

    known: Known
    forward: Mapping[str, KernelCall]
    from_loss: tuple[KernelCall, ...]
    from_output: tuple[KernelCall, ...]
    updates: Mapping[str, KernelCall]
    loss: tuple[KernelCall, ...]


def make_plan(
    model: Model,
    module: Module,
    functions: Mapping[str, Callable[..., Any]],
    passes: Mapping[str, Passes],
    known: Known,
    dtype: np.dtype[Any],
) -> Plan:
    """The plan of a network whose layers run by `passes`; SizeError for a size without a number."""

    def call(target: str, name: str, of: str | None = None, placed: str = "", letter: str = "") -> KernelCall:
        planned = module.planned[name]
        sizes = tuple(number(size, known) for size in planned.sizes.values())
        counts = planned.function.equation.left.tensor.role is TensorRole.COUNT
        run = _in_floats(functions[name], dtype) if counts else functions[name]
        return KernelCall(target, run, tuple(planned.tensors.values()), sizes, of=of, placed=placed, letter=letter)

    def slope(own: Slope) -> KernelCall:
        made = call(own.bar.name, _function(own, passes), primal(own.bar).name, own.placed, own.letter)
        other = dict(own.renamed)
        return replace(made, reads=tuple(other.get(name, name) for name in made.reads)) if other else made

    own = passes.values()
    forward = {tensor: call(tensor, name) for each in own for tensor, name in each.forward.items()}
    updates = {tensor: call(f"{tensor}_new", name) for each in own for tensor, name in each.updates.items()}
    loss = [call(term.name, module.values[term.name]) for term in model.terms]
    loss += [call(OBJECTIVE_NAME, module.objective)] if model.objective is not None else []
    from_loss = map(slope, module.from_loss if model.terms else ())
    own_steps = module.from_output if len(passes) == len(module.training) else _of_layers(module, passes)
    return Plan(known, forward, tuple(from_loss), tuple(map(slope, own_steps)), updates, tuple(loss))


def _of_layers(module: Module, passes: Mapping[str, Passes]) -> Iterator[Slope]:
    """The steps of some layers alone, which give what these add to their input's cotangent."""
    return (slope for slope in module.from_output if slope.placed in passes)


def _function(slope: Slope, passes: Mapping[str, Passes]) -> str:
    """The function of a step, in the form that its layer runs in."""
    return passes[slope.placed].backward[slope.letter] if slope.letter else slope.function


def _in_floats(count: Callable[..., Any], dtype: np.dtype[Any]) -> Callable[..., Any]:
    """A function that counts in whole numbers, with the kernels' dtype."""
    return lambda *given: count(*given).astype(dtype)


class Asked(NamedTuple):
    """What a training step is to give besides the loss and the parameters' cotangents."""

    wrt_input: bool = False
    state: bool = False
    output: bool = False


def training_calls(model: Model, plan: Plan, asked: Asked, shares: Mapping[str, float]) -> tuple[KernelCall, ...]:
    """The loss, the parameters' cotangents, and what else is asked for, as calls in order.

    Each array is forgotten after its last use. What only the backward pass reads of a layer is computed right
    after the layer: a selector is much smaller than the array that it was made from. `shares` are what the terms of
    the objective count in that of a larger batch.
    """
    inputs = [tensor.name for tensor in model.inputs]
    back = [call for call in plan.from_loss if asked.wrt_input or call.of not in inputs]
    back = [replace(call, run=_scaled(call.run, shares.get(call.placed, 1))) for call in back]
    ends = [replace(call, run=_scaled(call.run, shares.get(call.target, 1))) for call in plan.loss]
    if asked.state:
        check_moves(model, plan.known)
        ends += plan.updates.values()
    output = {tensor.name for tensor in model.outputs} if asked.output else set()
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
    results = {OBJECTIVE_NAME, *output, *map(bar_name, (*inputs, *model.parameters))}
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
