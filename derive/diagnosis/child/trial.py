"""Somebody's layer run on one case: the output, the gradients, or where it raised."""

import inspect
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from derive.diagnosis.child.calling import USED, NotCallableError, call
from derive.diagnosis.child.instances import make, places, put
from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.options import Options
from derive.diagnosis.child.results import gradients, kept_gradients, numeric, output_and_cache

SEED = 11
Array = Any


@dataclass(frozen=True, slots=True)
class Case:
    """One configuration: numbers by role, arrays by role in derive's order, and what must come out in what shape."""

    numbers: Mapping[str, Any]
    arrays: Mapping[str, Array]
    shapes: Mapping[str, tuple[int, ...]]


@dataclass
class Ran:
    """What came out: `arrays` by "y" and by tensor; where it stopped, the stage, the error and the line."""

    arrays: dict[str, Array] = field(default_factory=dict)
    stage: str = "done"
    error: str = ""
    message: str = ""
    line: int = 0
    function: str = ""
    used: tuple[str, ...] = ()

    def failed(self, stage: str, error: BaseException, file: str) -> "Ran":
        """The same with the reason why it stopped."""
        self.stage, self.error, self.message = stage, type(error).__name__, " ".join(str(error).split())[:300]
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename == file:
                self.line, self.function = frame.lineno or 0, frame.name
        return self


@dataclass(frozen=True, slots=True)
class Layer:
    """How somebody's layer is called: functions, or a class; `joint` gives the output and the gradient in one call."""

    tensors: tuple[str, ...]
    forward: Callable[..., Any] | None
    backward: Callable[..., Any] | None
    cls: type | None
    joint: bool
    fixed: Mapping[str, Any]


def run(layer: Layer, case: Case, layout: Layout, file: str) -> Ran:
    """Forward, then backward with the case's cotangent. What raises is noted, never passed on."""
    np.random.seed(SEED)
    USED.clear()
    ran, stage = Ran(), ["forward"]
    try:
        with np.errstate(all="ignore"):
            (_with_class if layer.cls else _with_functions)(layer, case, layout, ran, stage)
    except BaseException as error:  # noqa: BLE001 - somebody else's code
        ran.failed(stage[0], error, file)
    ran.used = tuple(sorted(USED))
    return ran


def _given(layer: Layer, case: Case, layout: Layout) -> dict[str, Any]:
    arrays = {role: layout.written(role, array) for role, array in case.arrays.items() if role not in ("cotangent",)}
    options = Options(case.numbers, layer.fixed)
    numbers = {role: n for role, n in case.numbers.items() if layer.cls or role not in ("inputs", "outputs")}
    return {**arrays, **numbers, **layer.fixed, "options": options}


def _keep(ran: Ran, role: str, value: Any, case: Case, layout: Layout) -> None:
    array = numeric(value, "the output" if role == "y" else f"the gradient by {role}")
    ran.arrays[role] = layout.read(role, array, case.shapes[role]).copy()


def _with_functions(layer: Layer, case: Case, layout: Layout, ran: Ran, stage: list[str]) -> None:
    given = _given(layer, case, layout)
    order = [*layer.tensors, "labels", "options"]
    cache, y = None, None
    if layer.forward is not None:
        y, cache = output_and_cache(call(layer.forward, given, order))
        _keep(ran, "y", y, case, layout)
        given = _given(layer, case, layout)
    stage[0] = "backward"
    if layer.joint:
        _sort(layer, cache, ran, case, layout)
        return
    if layer.backward is None:
        return
    if y is not None and _of_one_argument(layer.backward):
        slope = call(layer.backward, {layout.slope: given["x"] if layout.slope == "x" else y}, [layout.slope])
        _keep(ran, "x", slope * layout.written("y", case.arrays["cotangent"]), case, layout)
        return
    more = {"cotangent": layout.written("y", case.arrays["cotangent"])} if "cotangent" in case.arrays else {}
    more |= {"cache": cache} if cache is not None else {}
    more |= {"y": y} if y is not None else {}
    result = call(layer.backward, {**more, **given}, ["cotangent", "cache", layout.slope, *order])
    _sort(layer, result, ran, case, layout)


def _of_one_argument(function: Callable[..., Any]) -> bool:
    """Whether it is a slope, f'(z) or f'(a), which somebody multiplies by the gradient outside of it."""
    try:
        needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    except (TypeError, ValueError):
        return False
    return len(needed) == 1 and needed[0].kind in (needed[0].POSITIONAL_ONLY, needed[0].POSITIONAL_OR_KEYWORD)


def _sort(layer: Layer, result: Any, ran: Ran, case: Case, layout: Layout) -> None:
    for tensor, value in gradients(result, case.shapes, layer.tensors, layout).items():
        if value is not None:
            _keep(ran, tensor, value, case, layout)


def _with_class(layer: Layer, case: Case, layout: Layout, ran: Ran, stage: list[str]) -> None:
    assert layer.cls is not None
    given = _given(layer, case, layout)
    order = [*layer.tensors[1:], "inputs", "outputs", "size", "stride", "pad"]
    own = {role: given[role] for role in layer.tensors[1:]}
    instance = make(layer.cls, {k: v for k, v in given.items() if k != "x"}, order)
    if own and not places(instance, list(own)):
        call(
            _method(instance, "forward", "__call__"), {"x": given["x"].copy()}, ["x"]
        )  # some are built when first used
    put(instance, own)
    extra = {"training": True} | {k: given[k] for k in ("labels",) if k in given}
    y, _ = output_and_cache(call(_method(instance, "forward", "__call__"), {"x": given["x"], **extra}, ["x", "labels"]))
    _keep(ran, "y", y, case, layout)
    stage[0] = "backward"
    y_bar = layout.written("y", case.arrays["cotangent"]) if "cotangent" in case.arrays else None
    more = ({"cotangent": y_bar} if y_bar is not None else {}) | {"step": 1.0} | extra
    result = call(_method(instance, "backward", "backprop", "backward_pass"), more, ["cotangent", "step"])
    kept = kept_gradients(instance, layer.tensors[1:])
    if isinstance(result, tuple | list) and len(result) == len(layer.tensors):
        _sort(layer, result, ran, case, layout)
        return
    first = result[0] if isinstance(result, tuple | list) and result else result
    if first is not None:
        _keep(ran, layer.tensors[0], first, case, layout)
    for tensor, (holder, name) in places(instance, list(own)).items():
        if tensor not in kept and not np.array_equal(holder[name], given[tensor]):
            kept[tensor] = given[tensor] - holder[name]  # it has taken a step of size 1 by itself
    for tensor, value in kept.items():
        _keep(ran, tensor, value, case, layout)


def _method(instance: Any, *names: str) -> Callable[..., Any]:
    for name in names:
        found = getattr(instance, name, None)
        if callable(found):
            return found  # type: ignore[no-any-return]
    raise NotCallableError(f"the object has no method {names[0]}")
