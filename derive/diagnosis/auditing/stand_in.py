"""Faulty layers in the place of somebody's own: called like these, returning what these return, with other numbers.

The own function runs first, so that what it returns, keeps and checks stays as it is; then the arrays in its result are
written over by those of kernels with a known mistake in their formulas. Forward and backward share the case.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from derive.diagnosis.case import Case
from derive.diagnosis.child.calling import NotCallableError, arguments
from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.results import gradients
from derive.diagnosis.child.vocabulary import FORWARD, role_of
from derive.diagnosis.reference import RIGHT, Hypothesis, Reference
from derive.diagnosis.subject import Configuration, Subject

Array = Any
Function = Callable[..., Any]
NUMBERS = ("stride", "pad", "size", "height", "width", "epsilon")
OUTSIDE = -1  # the place of a case that is not of the grid


@dataclass
class StandIn:
    """A faulty layer: `forward` and `backward` are somebody's own functions, `hypothesis` the mistakes in `role`."""

    subject: Subject
    layout: Layout
    forward: Function | None
    backward: Function | None
    role: str = "y"
    hypothesis: Hypothesis = RIGHT
    by_cache: dict[int, tuple[Any, Case]] = field(default_factory=dict)
    last: Case | None = None
    called: bool = False

    def run_forward(self, *values: Any, **named: Any) -> Any:
        """What the own forward function returns, with the faulty output in it."""
        assert self.forward is not None
        self.called = True
        case = self._case(_bound(self.subject, self.forward, values, named))
        result = self.forward(*values, **named)
        if not self._changes("y"):
            self._keep(result, case)
            return result
        several = isinstance(result, tuple | list)
        y = self._faulty(case, "y", None)
        changed = _like(result[0] if several else result, self.layout.written("y", y))
        found = (changed, *result[1:]) if several else changed
        self._keep(found, case)
        return found

    def run_backward(self, *values: Any, **named: Any) -> Any:
        """What the own backward function returns, with the faulty gradients in it."""
        assert self.backward is not None
        self.called = True
        bound = _bound(self.subject, self.backward, values, named)
        case = self._kept(bound)
        copies = [value.copy() if isinstance(value, np.ndarray) else value for value in values]
        result = self.backward(*copies, **named)
        bar = np.asarray(bound["cotangent"], float)
        y_bar = self.layout.read("y", bar, self._faulty(case, "y", None, RIGHT).shape)
        shapes = {role: array.shape for role, array in case.arrays.items()}
        own = gradients(result, shapes, self.subject.tensors, self.layout)
        other = {
            id(value): self._as(tensor, value, case, y_bar)
            for tensor, value in own.items()
            if value is not None and self._changes(tensor)
        }
        if isinstance(result, Mapping):
            return {key: other.get(id(value), value) for key, value in result.items()}
        if isinstance(result, tuple | list):
            return tuple(other.get(id(value), value) for value in result)
        return other.get(id(result), result)

    def _as(self, tensor: str, value: Any, case: Case, y_bar: Array) -> Any:
        return _like(value, self.layout.written(tensor, self._faulty(case, tensor, y_bar)))

    def _changes(self, role: str) -> bool:
        """Whether an output is written over: the faulty one, or all where there is no mistake to see that all fit."""
        return not self.hypothesis or role == self.role

    def _faulty(self, case: Case, role: str, y_bar: Array | None, hypothesis: Hypothesis | None = None) -> Array:
        """An output by kernels with the mistakes; ValueError where the shapes do not fit, as faulty code raises."""
        chosen = hypothesis if hypothesis is not None else self.hypothesis if self.role == role else RIGHT
        outputs = Reference(self.subject, {}).outputs(case, chosen, y_bar=y_bar)
        if outputs is None:
            raise ValueError("operands could not be broadcast together")
        return outputs[role]

    def _case(self, bound: Mapping[str, Any]) -> Case:
        """The case of a call: arrays in derive's order, numbers from arguments or from a dict of options."""
        arrays = {}
        for role in self.subject.tensors:
            array = np.asarray(bound[role], float)
            order = self.layout.axes.get(role)
            back = sorted(range(len(order)), key=order.__getitem__) if order and len(order) == array.ndim else None
            arrays[role] = array.transpose(back) if back else array
            if role in ("b", "gamma", "beta"):
                arrays[role] = arrays[role].ravel()
        if len(self.subject.grid[0].shape) == 2 and "W" in arrays:  # some flatten the input by themselves
            arrays["x"] = arrays["x"].reshape(len(arrays["x"]), -1)
        numbers = _numbers(bound, self.subject.grid[0], arrays)
        outputs = arrays["W"].shape[0] if "W" in arrays else 0
        return Case(self.subject, OUTSIDE, Configuration(arrays["x"].shape, outputs, numbers), arrays)

    def _keep(self, result: Any, case: Case) -> None:
        self.last = case
        for each in result if isinstance(result, tuple | list) else (result,):
            self.by_cache[id(each)] = (each, case)

    def _kept(self, bound: Mapping[str, Any]) -> Case:
        """The case that a backward call belongs to: of its cache, of its own arguments, else the last one."""
        for role in ("cache", "y"):
            held = self.by_cache.get(id(bound.get(role)))
            if held is not None:
                return held[1]
        if all(role in bound for role in self.subject.tensors):
            return self._case(bound)
        if self.last is None:
            raise NotCallableError("its backward function is called with a cache that no forward call has made")
        return self.last


def _like(value: Any, array: Array) -> Array:
    """The array in the shape in which somebody returns it."""
    shape = np.shape(value)
    return array.reshape(shape) if array.size == np.size(value) else array


def _bound(subject: Subject, function: Function, values: tuple[Any, ...], named: Mapping[str, Any]) -> dict[str, Any]:
    """What a call gives, by role."""
    roles = ("cotangent", "cache", *subject.tensors, "labels", "options", *NUMBERS, "y", *subject.fixed, "training")
    given = {role: role for role in dict.fromkeys(roles)}
    order = ["cotangent", "cache", *subject.tensors, "options"] if _takes_gradient(function) else [*subject.tensors]
    meant = arguments(function, given, [*order, "options"])
    names = list(meant)
    found = {meant[name]: value for name, value in zip(_in_order(function, names), values, strict=False)}
    return found | {meant[name]: value for name, value in named.items() if name in meant}


def _takes_gradient(function: Function) -> bool:
    first = function.__code__.co_varnames[0] if function.__code__.co_argcount else ""
    return bool(role_of(first, ("cotangent",)))


def _in_order(function: Function, names: list[str]) -> list[str]:
    code = function.__code__
    return [name for name in code.co_varnames[: code.co_argcount] if name in names]


def _numbers(bound: Mapping[str, Any], usual: Configuration, arrays: Mapping[str, Array]) -> dict[str, Any]:
    """The layer's numbers: of the options by whatever key, of arguments, of the weights' shape, else the usual ones."""
    options = bound.get("options")
    given = {}
    for key, value in options.items() if isinstance(options, Mapping) else ():
        role = role_of(key, NUMBERS, FORWARD)
        if role:
            given[role] = value
    given |= {role: bound[role] for role in NUMBERS if role in bound}
    if "size" in given:
        height, width = given["size"] if isinstance(given["size"], tuple | list) else (given["size"],) * 2
        given |= {"height": height, "width": width}
    if "W" in arrays and arrays["W"].ndim == 4:
        given |= {"height": arrays["W"].shape[2], "width": arrays["W"].shape[3]}
    if "height" in usual.numbers:
        given = {"stride": given.get("height", 1) if "W" not in arrays else 1, "pad": 0, **given}
    if "epsilon" in usual.numbers:
        given.setdefault("epsilon", 1e-5)
    return {role: int(n) if role != "epsilon" else float(n) for role, n in given.items() if role != "size"}
