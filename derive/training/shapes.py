"""Arrays of a data set brought to the network's shapes, or refused with what was found and expected."""

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
from derive.training.examples import Examples

Array = npt.NDArray[Any]
NAMES = {
    len(layout.axes): f" ({', '.join(axis.name for axis in layout.axes)})" for layout in LAYOUTS if layout.positions
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a network reads and answers, without the batch: (C, H, W) or (n,); whether classes may be numbers, and
    what the loss declares of its targets."""

    input: tuple[int, ...]
    output: tuple[int, ...]
    class_indices: bool
    target: Tensor
    loss: Declaration


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
    if len(model.inputs) > 1:
        given = ", ".join(tensor.name for tensor in model.inputs)
        raise TrainingError(
            f"{model.name} has several inputs ({given}), and examples are read for one\n"
            "  train it from Python, with loss_and_gradients and inputs by name"
        )
    if len(model.losses) > 1 or not model.targets:
        which = f"several losses ({', '.join(loss.name for loss in model.losses)})" if model.losses[1:] else "no target"
        raise TrainingError(
            f"{model.name} has {which}, and examples are read with one target\n"
            "  train it from Python, with loss_and_gradients and targets by name"
        )
    (loss,) = model.losses
    shapes = [tuple(int(size) for size in model.shape(tensor)[1:]) for tensor in (model.input, loss.target)]
    return Wanted(shapes[0], shapes[1], loss.kind.class_indices, loss.target, loss.declaration)


def shaped(inputs: Array, targets: Array, want: Wanted, where: str) -> Examples:
    """The examples in the network's shapes; `where` names them in messages."""
    _check_numbers(inputs, where, "inputs")
    _check_numbers(targets, where, "targets")
    if len(inputs) != len(targets):
        raise DataError(f"{where}: {len(inputs)} inputs and {len(targets)} targets; expected one target for each input")
    if len(inputs) == 0:
        raise DataError(f"{where}: no examples; expected at least 1")
    return Examples(_inputs(inputs, want, where), _targets(targets, want, where))


def _inputs(array: Array, want: Wanted, where: str) -> Array:
    """(N, C, H, W) or (N, n), from that, from (N, H, W) for one channel, from (N, H, W, C) as Keras has it; the same of
    signals and volumes."""
    if array.dtype.kind in "iub" and array.dtype != np.uint8:
        what = f"{where}: inputs of {array.dtype}; expected unsigned bytes, which are divided by 255, or floats"
        raise DataError(f"{what}\n  convert them with astype")
    own, shape = array.shape[1:], want.input
    maps = len(shape) > 1
    if maps and own != shape and own == (*shape[1:], shape[0]):
        return np.ascontiguousarray(np.moveaxis(array, -1, 1))
    if own == shape or (maps and (1, *own) == shape) or (len(shape) == 1 and np.prod(own) == shape[0]):
        return array.reshape(len(array), *shape)
    raise DataError(
        f"{where}: examples of {_sizes(own)}; the network's input is {_sizes(shape)}"
        f"{NAMES.get(len(shape), '')}\n  change the spec's input, or give other data"
    )


def _targets(array: Array, want: Wanted, where: str) -> Array:
    """Class numbers (N,), or targets (N, ...) of the output's shape."""
    whole, own = array.dtype.kind in "iub", array.shape[1:]
    if want.class_indices and whole and own in ((), (1,)):
        return _classes(array.reshape(len(array)).astype(np.int64), want.output[0], where)
    if own != want.output and not (own == () and want.output == (1,)):
        other = f", or whole numbers from 0 to {want.output[0] - 1}" if want.class_indices else ""
        what = f"{where}: targets of {_sizes(own)} ({array.dtype}); the network's output is {_sizes(want.output)}"
        raise DataError(f"{what}{other}\n  change the last layer, or give other targets")
    found = array.reshape(len(array), *want.output).astype(np.float64 if whole else array.dtype)
    check_facts(f"{where}: targets", want.target, want.loss, found)
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
