"""Examples in memory, as they were read; a batch of them is scaled when it is taken."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.engine.shuffling import seeded
from derive.errors import TrainingError

Array = npt.NDArray[Any]
SPLIT_SEED = 5_000


Given = Array | Mapping[str, Array] | None


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs (N, ...) of the network's input shape, and targets (N, ...) or class numbers (N,): an array, several by
    name, or no targets where each loss names a part of the network.

    Inputs of unsigned bytes stand for values in [0, 1] and are divided by 255 when they are taken.
    """

    inputs: Given
    targets: Given

    def __len__(self) -> int:
        return count(self.inputs)


def arrays_of(given: Given) -> tuple[Array, ...]:
    """All arrays: one, several, or none."""
    return () if given is None else tuple(given.values()) if isinstance(given, Mapping) else (given,)


def count(given: Given) -> int:
    """How many examples there are."""
    return len(arrays_of(given)[0])


def _each(given: Given, change: Callable[[Array], Array]) -> Any:
    """The same with every array changed."""
    if isinstance(given, Mapping):
        return {name: change(array) for name, array in given.items()}
    return None if given is None else change(given)


@dataclass(frozen=True, slots=True)
class DataSet:
    """Training and test examples, and the parameters that made the targets where the program itself did."""

    name: str
    training: Examples
    test: Examples | None
    teacher: Mapping[str, Array] | None = None


def take(examples: Examples, chosen: Array | slice, dtype: npt.DTypeLike) -> tuple[Any, Any]:
    """Some examples as a network takes them: inputs (M, ...) in this dtype, targets (M, ...) as they are, or in it if
    floats."""

    def scaled(array: Array) -> Array:
        x = array[chosen]
        return x.astype(dtype) / 255 if x.dtype == np.uint8 else x.astype(dtype)

    def kept(array: Array) -> Array:
        target = array[chosen]
        return target if target.dtype.kind in "iu" else target.astype(dtype)

    return _each(examples.inputs, scaled), _each(examples.targets, kept)


def part(examples: Examples, chosen: Array) -> Examples:
    """Some of the examples."""
    own: tuple[Given, Given] = (examples.inputs, examples.targets)
    return Examples(*(_each(given, lambda array: array[chosen]) for given in own))


def split(examples: Examples, held_out: int | float) -> tuple[Examples, Examples | None]:
    """The examples to train with, and those to hold out: their number, or a share below 1, rounded.

    The choice is random, and the same for every seed of a run, so that runs can be compared.
    """
    few = held_out if isinstance(held_out, int) else round(held_out * len(examples))
    if few >= len(examples):
        what = f"validation holds out {few} of {len(examples)} examples; expected at least 1 to train with"
        raise TrainingError(f"{what}\n  use a smaller --validation")
    if few == 0:
        return examples, None
    order = seeded(SPLIT_SEED).permutation(len(examples))
    return part(examples, np.sort(order[few:])), part(examples, np.sort(order[:few]))


def digest(data: DataSet) -> str:
    """A fingerprint of all examples: SHA-256 of their dtypes, shapes and entries."""
    found = hashlib.sha256()
    for examples in (data.training, data.test):
        for array in () if examples is None else (*arrays_of(examples.inputs), *arrays_of(examples.targets)):
            found.update(f"{array.dtype.str}{array.shape}".encode())
            found.update(np.ascontiguousarray(array).data)
    return found.hexdigest()
