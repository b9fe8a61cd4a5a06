"""A training step of a network: what is worked out once for the shapes of its arrays, and how it runs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

from derive.algebra.tensor import bar_name
from derive.kernels.lowering.module import Module
from derive.kernels.passes.exchange import with_pooling_first
from derive.kernels.passes.given import Mode
from derive.kernels.passes.parts import (
    Lanes,
    Range,
    Work,
    has_small_products,
    is_separable,
    lanes_of,
    shares_of_part,
    work_of,
)
from derive.kernels.passes.plan import Asked, KernelCall, Plan, make_plan, training_calls
from derive.kernels.passes.settings import Held, Settings
from derive.kernels.passes.sizes import solve_sizes
from derive.kernels.passes.straight import Step, straight
from derive.kernels.passes.threads import side_by_side, threads_allowed
from derive.kernels.runtime.memory import Array, batch_last, keep_freed_memory
from derive.layers.declaration import BATCH
from derive.network.model import Model

Found = dict[str, Array]
LONG = 2**16  # bytes of all tensors; what is less goes through NumPy's buffer at once


class Key(NamedTuple):
    """All that a plan depends on: the mode, the dropouts that are off, the sizes that were given, and the shapes."""

    mode: Mode
    off: tuple[str, ...]
    sizes: tuple[tuple[str, int], ...]
    shapes: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How a training step runs: the parts of the batch by the sum that they go into, NumPy's settings meanwhile, and,
    where the batch is not parted, the step as one function."""

    lanes: Lanes
    settings: Settings
    whole: Step | None


@dataclass(frozen=True)
class Plans:
    """The plans of a network, each made when its shapes are first seen; `own`: whether its formulas are its own, and
    not others put in their place, whose mistakes are to be seen."""

    model: Model
    module: Module
    functions: Mapping[str, Callable[..., Array]]
    dtype: np.dtype[Any]
    own: bool
    plans: dict[Key, Plan] = field(default_factory=dict)
    steps: dict[Any, Step] = field(default_factory=dict)
    ways: dict[Any, Way] = field(default_factory=dict)
    works: dict[Key, Work] = field(default_factory=dict)

    def plan(self, key: Key) -> Plan:
        """The plan for these shapes; SizeError where they do not fit the network."""
        if key not in self.plans:
            keep_freed_memory()
            known = solve_sizes(self.model, dict(key.shapes), dict(key.sizes))
            inference = self.module.inference
            later = inference if key.mode == "inference" else {name: inference[name] for name in key.off}
            passes = {**self.module.training, **later}
            self.plans[key] = make_plan(self.model, self.module, self.functions, passes, known, self.dtype)
        return self.plans[key]

    def calls(self, key: Key, asked: Asked, batch: int = 0) -> tuple[KernelCall, ...]:
        """What a training step calls on a batch of these shapes, or on this part of a larger one."""
        plan = self.plan(key)
        shares = shares_of_part(self.model, plan.known[BATCH], batch) if batch else {}
        order = with_pooling_first(self.model, plan) if self.own else plan
        return training_calls(self.model, order, asked, shares)

    def step(self, key: Key, asked: Asked, batch: int = 0) -> Step:
        """The same as one function."""
        wanted = (key, asked, batch)
        if wanted not in self.steps:
            self.steps[wanted] = straight(self.calls(*wanted), [name for name, _ in key.shapes])
        return self.steps[wanted]

    def way(self, key: Key, asked: Asked) -> Way:
        """How a training step runs on a batch of these shapes."""
        wanted = (key, asked)
        if wanted not in self.ways:
            work = self.work(key)
            lanes: Lanes = lanes_of(work) if self.own and is_separable(self.model) else (((0, work.batch),),)
            parted = len(lanes) > 1 or len(lanes[0]) > 1
            settings = Settings(work.tensors > LONG, len(lanes) > 1 or has_small_products(work))
            self.ways[wanted] = Way(lanes, settings, None if parted else self.step(key, asked))
        return self.ways[wanted]

    def settings(self, key: Key) -> Settings:
        """NumPy's settings during a call that runs layer by layer, the whole batch at a time."""
        work = self.work(key)
        return Settings(work.tensors > LONG, has_small_products(work))

    def work(self, key: Key) -> Work:
        """What a pass on a batch of these shapes holds."""
        if key not in self.works:
            self.works[key] = work_of(self.model, self.plan(key).known, self.dtype.itemsize)
        return self.works[key]

    def of_part(self, key: Key, part: Range) -> Key:
        """The shapes of a part of the batch."""
        first, last = part
        shapes = ((name, (last - first, *shape[1:]) if name in self.batched else shape) for name, shape in key.shapes)
        return key._replace(shapes=tuple(shapes))

    def cut(self, arrays: Found, part: Range) -> Found:
        """A part's arrays: views."""
        return {name: array[slice(*part)] if name in self.batched else array for name, array in arrays.items()}

    def laid(self, arrays: Found) -> Found:
        """The arrays of a network of images with their examples side by side in memory; others as they are."""
        given = [arrays[tensor.name] for tensor in self.model.inputs]
        if all(array.ndim <= 2 for array in given) or len(given[0]) == 1:
            return arrays
        return {name: batch_last(array) if name in self.batched else array for name, array in arrays.items()}

    @cached_property
    def batched(self) -> frozenset[str]:
        """The tensors whose first axis is the batch."""
        return frozenset(name for name, tensor in self.model.tensors.items() if tensor.shape[:1] == (BATCH,))


def training_step(plans: Plans, key: Key, arrays: Found, asked: Asked) -> Found:
    """The loss, the cotangents and what else is asked for, by name ("loss", "conv1.W_bar", "bn1.running_mean_new")."""
    way = plans.way(key, asked)
    with Held(way.settings):
        if way.whole is not None:
            return way.whole(plans.laid(arrays))
        return _parted_step(plans, key, arrays, way.lanes, asked)


def _parted_step(plans: Plans, key: Key, arrays: Found, lanes: Lanes, asked: Asked) -> Found:
    batch = lanes[-1][-1][1]
    tasks = [
        [(plans.step(plans.of_part(key, part), asked, batch), plans.cut(arrays, part)) for part in lane]
        for lane in lanes
    ]
    found = side_by_side([partial(_sum_of_parts, plans, lane) for lane in tasks], threads_allowed())
    return _joined(found, plans.model)


def _sum_of_parts(plans: Plans, lane: Iterable[tuple[Step, Found]]) -> Found:
    return _joined((step(plans.laid(arrays)) for step, arrays in lane), plans.model)


def _joined(parts: Iterable[Found], model: Model) -> Found:
    """The loss and the parameters' cotangents summed, outputs and inputs' cotangents one after the other."""
    apart = (*(tensor.name for tensor in model.outputs), *(bar_name(tensor.name) for tensor in model.inputs))
    total: Found = {}
    behind: dict[str, list[Array]] = {}
    for part in parts:
        for name, array in part.items():
            if name in apart:
                behind.setdefault(name, []).append(array)
            elif name not in total:
                total[name] = array
            else:
                total[name] += array
    return total | {name: np.concatenate(arrays) for name, arrays in behind.items()}
