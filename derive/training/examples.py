"""Examples in memory, as they were read; a batch of them is scaled when it is taken."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.engine.shuffling import seeded
from derive.errors import TrainingError

Array = npt.NDArray[Any]
SPLIT_SEED = 5_000


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs (N, ...) of the network's input shape, and targets (N, ...) or class numbers (N,).

    Inputs of unsigned bytes stand for values in [0, 1] and are divided by 255 when they are taken.
    """

    inputs: Array
    targets: Array

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True, slots=True)
class DataSet:
    """Training and test examples, and the parameters that made the targets where the program itself did."""

    name: str
    training: Examples
    test: Examples | None
    teacher: Mapping[str, Array] | None = None


def take(examples: Examples, chosen: Array | slice, dtype: npt.DTypeLike) -> tuple[Array, Array]:
    """Some examples as arrays: inputs (M, ...) in this dtype, targets (M, ...) as they are, or in it if floats."""
    x, target = examples.inputs[chosen], examples.targets[chosen]
    scaled = x.astype(dtype) / 255 if x.dtype == np.uint8 else x.astype(dtype)
    return scaled, target if target.dtype.kind in "iu" else target.astype(dtype)


def part(examples: Examples, chosen: Array) -> Examples:
    """Some of the examples."""
    return Examples(examples.inputs[chosen], examples.targets[chosen])


def split(examples: Examples, held_out: int | float) -> tuple[Examples, Examples | None]:
    """The examples to train with, and those to hold out: their number, or a share below 1, rounded.

    The choice is random, and the same for every seed of a run, so that runs can be compared.
    """
    count = held_out if isinstance(held_out, int) else round(held_out * len(examples))
    if count >= len(examples):
        what = f"validation holds out {count} of {len(examples)} examples; expected at least 1 to train with"
        raise TrainingError(f"{what}\n  use a smaller --validation")
    if count == 0:
        return examples, None
    order = seeded(SPLIT_SEED).permutation(len(examples))
    return part(examples, np.sort(order[count:])), part(examples, np.sort(order[:count]))


def digest(data: DataSet) -> str:
    """A fingerprint of all examples: SHA-256 of their dtypes, shapes and entries."""
    found = hashlib.sha256()
    for examples in (data.training, data.test):
        for array in () if examples is None else (examples.inputs, examples.targets):
            found.update(f"{array.dtype.str}{array.shape}".encode())
            found.update(np.ascontiguousarray(array).data)
    return found.hexdigest()
