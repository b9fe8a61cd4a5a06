"""A measured network, and its random batch."""

from dataclasses import dataclass
from typing import Any

import numpy as np

Spec = dict[str, Any]
Array = Any


@dataclass(frozen=True)
class Case:
    """A network and its batch; `goal` is the largest ratio to PyTorch that is aimed at.
    `outputs`: how many numbers between 0 and 1 the network gives, where it does not tell classes apart."""

    name: str
    title: str
    batch: int
    goal: float
    spec: Spec
    outputs: int = 1


def data(case: Case) -> tuple[Array, Array]:
    """A random batch in float32: class numbers for a cross-entropy, else zeros and ones."""
    random = np.random.default_rng(0)
    x = random.standard_normal((case.batch, *case.spec["input"].values())).astype(np.float32)
    if case.spec["loss"] == "cross_entropy":
        return x, random.integers(0, 10, case.batch)
    return x, random.integers(0, 2, (case.batch, case.outputs)).astype(np.float32)
