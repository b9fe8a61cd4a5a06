"""What a call of the kernels is given besides input and parameters: masks, state, targets, checked."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from derive.algebra.size import Size
from derive.errors import DataError, SizeError
from derive.kernels.passes.sizes import Known, number
from derive.kernels.runtime.memory import Array
from derive.network.facts import check_facts
from derive.network.model import Loss, Model

Arrays: TypeAlias = Mapping[str, Array]
Given: TypeAlias = Array | Arrays  # the input, or several by name
Masks: TypeAlias = Mapping[str, Array | None]
Mode: TypeAlias = Literal["train", "inference"]


def check_names(known: Iterable[str], given: Mapping[str, Any], where: str, what: str) -> None:
    """Refuses what is no dict by names, and names that the network does not have."""
    if not isinstance(given, Mapping):
        raise SizeError(f"{where} is a {type(given).__name__}; expected a dict from names to arrays")
    names = tuple(known)
    unknown = [str(name) for name in given if name not in names]
    if unknown:
        raise SizeError(f"no {what} is called {', '.join(unknown)}; the network has: {', '.join(names) or 'none'}")


def given_main(model: Model, x: Given, params: Arrays, target: Given | None, dtype: np.dtype[Any]) -> dict[str, Array]:
    """Inputs, parameters and targets by tensor, as arrays of the dtype; several inputs, or targets, are given by name.

    Raises SizeError for names that the network does not have or lacks, complex numbers, and an empty batch.
    """
    if target is not None and not model.losses:
        raise SizeError(f"{model.name} has no loss; add one to its spec, or call vjp")
    if not isinstance(params, dict) or params.keys() != model.parameters.keys():
        _check_parameters(model, params)
    arrays = {name: _real(name, array, dtype) for name, array in by_name(model, x).items()}
    for name in model.parameters:
        arrays[name] = _real(name, params[name], dtype)
    for tensor in model.inputs:
        if arrays[tensor.name].shape[:1] == (0,):
            raise SizeError(f"the {tensor.name} is an empty batch; give it at least one example")
    if target is not None:
        arrays |= {name: targets(model, name, each, dtype) for name, each in targets_by_name(model, target).items()}
    return arrays


def targets_by_name(model: Model, target: Given) -> Arrays:
    """The given targets by name; a single one is an array. Raises SizeError for others than the network's."""
    names = tuple(model.targets)
    if len(names) == 1 and not isinstance(target, Mapping):
        return {names[0]: target}
    if not names:
        raise SizeError(f"{model.name} takes no target: each of its losses names one; give None")
    if not isinstance(target, Mapping) or set(target) != set(names):
        raise SizeError(f"{model.name} has several targets; give a dict of arrays by the names {', '.join(names)}")
    return {name: target[name] for name in names}


def by_name(model: Model, x: Given) -> Arrays:
    """The inputs by name. Raises SizeError where several are wanted and not given by name."""
    if len(model.inputs) == 1:
        return {model.input.name: x}
    names = [tensor.name for tensor in model.inputs]
    if not isinstance(x, Mapping) or set(x) != set(names):
        raise SizeError(f"{model.name} has several inputs; give a dict of arrays by the names {', '.join(names)}")
    return {name: x[name] for name in names}


def check_given(model: Model, target: Given | None) -> None:
    """Refuses to do without targets that the losses need."""
    if target is None and model.targets:
        raise SizeError(f"{model.name} needs its target: give {' and '.join(model.targets)}")


def seeds_by_name(model: Model, y_bar: Given, arrays: Arrays, dtype: np.dtype[Any]) -> Arrays:
    """The outputs' cotangents by name, in the shapes of the outputs among the arrays; one may be an array."""
    names = [tensor.name for tensor in model.outputs]
    given = {names[0]: y_bar} if len(names) == 1 and not isinstance(y_bar, Mapping) else y_bar
    if not isinstance(given, Mapping) or set(given) != set(names):
        raise SizeError(f"{model.name} gives {', '.join(names)}; give their cotangents as a dict by these names")
    seeds = {name: np.asarray(given[name], dtype) for name in names}
    for name, seed in seeds.items():
        expected = arrays[name].shape
        if seed.shape != expected:
            of = "" if len(names) == 1 else f"of {name} "
            raise SizeError(f"y_bar {of}has shape {list(seed.shape)}; expected the output's {list(expected)}")
    return seeds


def _check_parameters(model: Model, params: Arrays) -> None:
    check_names(model.parameters, params, "params", "parameter")
    missing = [name for name in model.parameters if name not in params]
    if missing:
        raise SizeError(f"no array for the parameters {', '.join(missing)}: add them to params, or start with init()")


def _real(name: str, array: Array, dtype: np.dtype[Any]) -> Array:
    if type(array) is np.ndarray and array.dtype == dtype:  # a subclass may mean another product by *
        return array
    if np.iscomplexobj(array):
        raise SizeError(f"{name} is complex; the kernels are for real numbers")
    return np.asarray(array, dtype)


def given_others(
    model: Model, mode: Mode, masks: Masks, state: Arrays, dtype: np.dtype[Any]
) -> tuple[tuple[str, ...], dict[str, Array]]:
    """The dropouts that are off, and the arrays of the other masks and of the state by tensor.

    Raises SizeError for a mode that there is not, a mask that training lacks, and a state that inference lacks;
    DataError for an array that breaks what is declared of it.
    """
    if mode == "train" and not model.masks and not masks and not state:
        return (), {}
    if mode not in get_args(Mode):
        raise SizeError(f"mode {mode!r}: expected train or inference")
    check_names(model.masks, masks, "masks", "dropout")
    check_names(model.state, state, "state", "state")
    lacking = [name for name in model.state if name not in state]
    if lacking and (mode == "inference" or state):
        raise SizeError(f"no array for the state {', '.join(lacking)}: add it to state, or start with init_state()")
    arrays = {name: np.asarray(array, dtype) for name, array in state.items()}
    for layer in model.layers:
        for tensor in layer.state if state else ():
            check_facts(f"state {tensor.name}", tensor, layer.declaration, arrays[tensor.name])
    if mode == "inference":
        return tuple(model.masks), arrays
    unsaid = [name for name in model.masks if name not in masks]
    if unsaid:
        raise SizeError(
            f"training needs a mask for {', '.join(unsaid)}: draw_masks() draws it, None switches the dropout off, "
            'mode="inference" does so for all'
        )
    off = tuple(name for name in model.masks if masks[name] is None)
    for layer in model.layers:
        for tensor in layer.masks if layer.name not in off else ():
            mask = np.asarray(masks[layer.name])
            if mask.dtype != np.bool_:
                check_facts(f"the mask of {layer.name}", tensor, layer.declaration, mask)
            arrays[tensor.name] = mask.astype(dtype)
    return off, arrays


def draw_masks(model: Model, known: Known, generator: np.random.Generator) -> dict[str, Array]:
    """Booleans, true with probability 1 - rate, for every dropout."""
    masks = {}
    for layer in model.layers:
        for tensor in layer.masks:
            shape = tuple(number(size, known) for size in tensor.shape)
            rate = dict(next(item for item in model.spec.layers if item.name == layer.name).options)["rate"]
            masks[layer.name] = generator.random(shape, dtype=np.float32) >= rate
    return masks


def targets(model: Model, name: str, target: Array, dtype: np.dtype[Any]) -> Array:
    """A target as its loss reads it: class indices (M,) of a cross-entropy become one-hot rows.

    Raises DataError for indices out of range, and for targets that break what the loss declares of them.
    """
    loss = model.targets[name]
    classes = model.number(loss.target.shape[-1])
    if type(target) is np.ndarray and target.dtype == dtype:
        return _checked(loss, classes, target)
    array = np.asarray(target)
    if array.ndim != 1 or array.dtype.kind not in "iu" or not loss.kind.class_indices:
        return _checked(loss, classes, array.astype(dtype, copy=False))
    if not isinstance(classes, int):
        return array.astype(dtype, copy=False)
    wrong = (array < 0) | (array >= classes)
    if wrong.any():
        row = int(wrong.argmax())
        raise DataError(
            f"{name}: row {row} is class {array[row]}; expected 0 to {classes - 1}\n  count the classes from 0"
        )
    return (array[:, None] == np.arange(classes)).astype(dtype)


def _checked(loss: Loss, classes: Size, target: Array) -> Array:
    """The target, if it keeps the loss's facts; one of another shape is refused where all shapes are."""
    tensor = loss.target
    fits = target.ndim == len(tensor.shape) and (target.shape[-1] == classes or not isinstance(classes, int))
    if tensor.facts and fits:
        check_facts(tensor.name, tensor, loss.declaration, target)
    return target
