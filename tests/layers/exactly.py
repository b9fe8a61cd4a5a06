"""A declared layer against a plain function of arrays of whole numbers: forward, and every derivative in every form."""

import os
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from derive.algebra.evaluate import World, evaluate
from derive.algebra.tensor import bar_name, cotangent
from derive.layers.declaration import Declared
from derive.verification.exact_point import in_backward_order
from tests.textbook import pull_back
from tests.worlds import cells_of, sizes_of

Array = npt.NDArray[Any]
Case = TypeVar("Case")
EXHAUSTIVE = "DERIVE_EXHAUSTIVE"  # set by make exhaustive: the whole grid, and not a seeded part of it


def part_of(cases: Sequence[Case], count: int) -> list[Case]:
    """The whole grid in `make exhaustive`; else a part of it, the same in every run, with its first and last case."""
    if os.environ.get(EXHAUSTIVE) or len(cases) <= count:
        return list(cases)
    inner = random.Random(f"{len(cases)} {count}").sample(range(1, len(cases) - 1), count - 2)
    return [cases[place] for place in (0, *sorted(inner), len(cases) - 1)]


def whole_numbers(source: random.Random, shape: Sequence[int]) -> Array:
    """Random whole numbers as Python's own."""
    array = np.zeros(tuple(shape), object)
    for place in np.ndindex(array.shape):
        array[place] = source.randint(-9, 9)
    return array


def agrees(
    declared: Declared,
    function: Callable[..., Array],
    given: Mapping[str, Array],
    numbers: Mapping[str, int],
    note: str,
) -> None:
    """The layer is the function of the arrays `given` by the tensors' names (inputs, then parameters), and linear in
    each of them."""
    declaration = declared.declaration
    sizes = sizes_of(declared, numbers)
    y = function(*given.values())
    tensors = {name: cells_of(array) for name, array in given.items()}
    for equation in declaration.equations:
        tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes))
    assert tensors[declaration.output.name] == cells_of(y), note
    y_bar = whole_numbers(random.Random(note), y.shape)
    tensors[cotangent(declaration.output).name] = cells_of(y_bar)
    for name, derivation in in_backward_order(declaration):
        world = World(tensors, sizes)
        found = evaluate(derivation.equation, world)
        tensors[bar_name(name)] = found  # of a tensor in between, what others are made of
        if name in given:
            expected = pull_back(lambda x, by=name: function(*{**given, by: x}.values()), given[name], y_bar)
            for form in (*derivation.forms, derivation.lowered):
                assert evaluate(form, world) == cells_of(expected), f"{name}, {form.reduction.name}: {note}"
