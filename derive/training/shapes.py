"""Arrays of a data set brought to the network's shapes, or refused with what was found and expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.algebra.tensor import Tensor
from derive.errors import DataError, TrainingError
from derive.layers.axes import LAYOUTS
from derive.layers.declaration import Declaration
from derive.network.facts import check_facts
from derive.network.model import Model
from derive.training.examples import Examples, Given, count

Array = npt.NDArray[Any]
NAMES = {
    len(layout.axes): f" ({', '.join(axis.name for axis in layout.axes)})" for layout in LAYOUTS if layout.positions
}


Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WantedTarget:
    """What a loss compares with, without the batch; whether classes may be numbers, and what it declares."""

    shape: Shape
    class_indices: bool
    tensor: Tensor
    loss: Declaration


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a network reads, (C, H, W) or (n,) without the batch, and its targets, each by name."""

    inputs: Mapping[str, Shape]
    targets: Mapping[str, WantedTarget]

    def keys(self, use: str) -> dict[str, str]:
        """What the arrays are called in a file of examples for this use, by input and target: x_train and y_train, or,
        of several, x1_train and x2_train."""
        several = ((self.inputs, "x"), (self.targets, "y"))
        return {name: f"{letter if len(names) == 1 else name}_{use}" for names, letter in several for name in names}


def wanted(model: Model) -> Wanted:
    """The shapes of a network that can be trained; raises TrainingError for one that cannot."""
    if not model.losses:
        raise TrainingError(
            f"{model.name} has no loss, so nothing says what to learn\n  add one, such as loss: cross_entropy"
        )
    if not model.parameters:
        raise TrainingError(f"{model.name} has no parameters: there is nothing to learn")
    if model.unbound:
        names = [str(symbol) for symbol in model.unbound]
        example = " ".join(f"--bind {name}=..." for name in names)
        raise TrainingError(f"{model.name}: training needs a number for {', '.join(names)}\n  add {example}")
    inputs = {tensor.name: _shape(model, tensor) for tensor in model.inputs}
    targets = {
        name: WantedTarget(_shape(model, loss.target), loss.kind.class_indices, loss.target, loss.declaration)
        for name, loss in model.targets.items()
    }
    return Wanted(inputs, targets)


def _shape(model: Model, tensor: Tensor) -> Shape:
    return tuple(int(size) for size in model.shape(tensor)[1:])


def shaped(inputs: Given, targets: Given, want: Wanted, where: str) -> Examples:
    """The examples in the network's shapes: arrays, or several by name; `where` names them in messages. Targets that no
    loss asks for are left out."""
    given = _by_name(inputs, tuple(want.inputs), where, "inputs")
    answers = _by_name(targets, tuple(want.targets), where, "targets") if want.targets else {}
    for name, array in (*given.items(), *answers.items()):
        what = "inputs" if name in given else "targets"
        _check_numbers(array, where, what if len(given) + len(answers) <= 2 else f"{what} {name}")
    first = count(next(iter(given.values())))
    for name, array in (*given.items(), *answers.items()):
        if len(array) != first and name in answers and len(answers) == 1:
            raise DataError(f"{where}: {first} inputs and {len(array)} targets; expected one target for each input")
        if len(array) != first:
            raise DataError(f"{where}: {len(array)} examples of {name}, expected {first} as of the first input")
    if first == 0:
        raise DataError(f"{where}: no examples; expected at least 1")
    xs = {name: _inputs(array, want.inputs[name], where) for name, array in given.items()}
    ys = {name: _targets(array, want.targets[name], where) for name, array in answers.items()}
    return Examples(_as_called(xs), _as_called(ys))


def _by_name(given: Given, names: tuple[str, ...], where: str, what: str) -> dict[str, Array]:
    """Arrays by name; a single one may be given as it is."""
    if isinstance(given, Mapping) and set(given) == set(names):
        return {name: np.asarray(given[name]) for name in names}
    if len(names) > 1 or isinstance(given, Mapping) or given is None:
        raise DataError(f"{where}: expected a dict of {what} by the names {', '.join(names)}")
    return {names[0]: np.asarray(given)}


def _as_called(arrays: dict[str, Array]) -> Given:
    return arrays if len(arrays) > 1 else next(iter(arrays.values()), None)


def _inputs(array: Array, shape: Shape, where: str) -> Array:
    """(N, C, H, W) or (N, n), from that, from (N, H, W) for one channel, from (N, H, W, C) as Keras has it; the same of
    signals and volumes."""
    if array.dtype.kind in "iub" and array.dtype != np.uint8:
        what = f"{where}: inputs of {array.dtype}; expected unsigned bytes, which are divided by 255, or floats"
        raise DataError(f"{what}\n  convert them with astype")
    own = array.shape[1:]
    maps = len(shape) > 1
    if maps and own != shape and own == (*shape[1:], shape[0]):
        return np.ascontiguousarray(np.moveaxis(array, -1, 1))
    if own == shape or (maps and (1, *own) == shape) or (len(shape) == 1 and np.prod(own) == shape[0]):
        return array.reshape(len(array), *shape)
    raise DataError(
        f"{where}: examples of {_sizes(own)}; the network's input is {_sizes(shape)}"
        f"{NAMES.get(len(shape), '')}\n  change the spec's input, or give other data"
    )


def _targets(array: Array, want: WantedTarget, where: str) -> Array:
    """Class numbers (N,), or targets (N, ...) of the output's shape."""
    whole, own = array.dtype.kind in "iub", array.shape[1:]
    if want.class_indices and whole and own in ((), (1,)):
        return _classes(array.reshape(len(array)).astype(np.int64), want.shape[0], where)
    if own != want.shape and not (own == () and want.shape == (1,)):
        other = f", or whole numbers from 0 to {want.shape[0] - 1}" if want.class_indices else ""
        what = f"{where}: targets of {_sizes(own)} ({array.dtype}); the network's output is {_sizes(want.shape)}"
        raise DataError(f"{what}{other}\n  change the last layer, or give other targets")
    found = array.reshape(len(array), *want.shape).astype(np.float64 if whole else array.dtype)
    check_facts(f"{where}: targets", want.tensor, want.loss, found)
    return found


def _classes(numbers: Array, count: int, where: str) -> Array:
    low, high = int(numbers.min()), int(numbers.max())
    if low < 0 or high >= count:
        row = int(((numbers < 0) | (numbers >= count)).argmax())
        what = f"{where}: classes from {low} to {high}, first wrong in row {row}"
        fix = f"give the last layer {high + 1} units, or count classes from 0"
        raise DataError(f"{what}; the network's {count} outputs are classes 0 to {count - 1}\n  {fix}")
    return numbers


def _check_numbers(array: Array, where: str, what: str) -> None:
    if array.dtype.kind not in "iubf":
        raise DataError(f"{where}: {what} of {array.dtype}; expected numbers")
    if array.ndim == 0:
        raise DataError(f"{where}: {what} are one number; expected an array with one entry or row for each example")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise DataError(f"{where}: {what} hold nan or infinity; expected finite numbers\n  clean the data first")


def _sizes(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "single numbers"
