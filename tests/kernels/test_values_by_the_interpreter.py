"""Every generated function has the interpreter's values, on random arrays of small prime sizes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sympy import Symbol

from derive.algebra.equation import Equation, Reduction, reads
from derive.algebra.evaluate import World, evaluate
from derive.algebra.size import value_of
from derive.algebra.tensor import Tensor
from derive.kernels.network import Kernels
from derive.layers.catalogue import LAYER_OPTIONS, LOSS_OPTIONS
from tests.floats import Floats
from tests.kernels.networks import LAYERS, MASKED, kernels_named, kinds_used
from tests.selectors import as_read, winners
from tests.worlds import cells_of

BATCH = 3


def _sizes(kernels: Kernels, function: str) -> dict[Symbol, int]:
    """The numbers behind a function's own letters."""
    known = dict(kernels.model.values) | {Symbol("M", integer=True, positive=True): BATCH}
    placed = next((p for p in kernels.model.placed if function.startswith(f"{p.name}_")), kernels.model.placed[-1])
    return known | {symbol: value_of(size, known) for symbol, size in placed.sizes.items()}


def _arrays(kernels: Kernels, function: str, sizes: Mapping[Symbol, int]) -> dict[str, Any]:
    """Arrays by identifier: whole numbers for sums and maxima, with ties; probabilities for logarithms."""
    planned = kernels.module.planned[function].function
    random = np.random.default_rng(len(function))
    made, most = {}, 5 + kernels.model.farthest_kink
    for identifier, tensor in planned.arrays.items():
        if not reads(planned.equation, tensor.name):
            made[identifier] = _maximum(planned.equation, tensor, made, sizes)
            continue
        shape = tuple(value_of(size, sizes) for size in tensor.shape)
        small = identifier in ("a", "t") and kernels.model.loss is not None
        numbers = winners(tensor, shape, random, planned.equation)
        if numbers is not None:
            made[identifier] = numbers
            continue
        made[identifier] = random.uniform(0.1, 0.9, shape) if small else random.integers(1, most, shape).astype(float)
    return made


def _maximum(selection: Equation, tensor: Tensor, made: Mapping[str, Any], sizes: Mapping[Symbol, int]) -> Any:
    """What a selector reads besides its formula's tensors: the maximum of the same terms."""
    indices = iter(selection.free)
    left = tensor[tuple(0 if size == 1 else next(indices)[0] for size in tensor.shape)]
    equation = replace(selection, left=left, reduction=Reduction.MAXIMUM)
    tensors = {name: cells_of(array) for name, array in made.items()}
    found = evaluate(equation, World(tensors, sizes, Floats()))  # type: ignore[arg-type]
    array = np.empty(tuple(value_of(size, sizes) for size in tensor.shape))
    for place, value in found.items():
        array[place] = float(value)
    return array


def _cells(tensor: Tensor, array: Any, sizes: Mapping[Symbol, int]) -> Any:
    return as_read(tensor, array, tuple(value_of(size, sizes) for size in tensor.shape))


def _meaning(equation: Equation, planned: Any, arrays: Mapping[str, Any], sizes: Mapping[Symbol, int]) -> Any:
    whole = {identifier: _cells(tensor, arrays[identifier], sizes) for identifier, tensor in planned.arrays.items()}
    tensors = {tensor.name: cells_of(whole[identifier]) for identifier, tensor in planned.arrays.items()}
    return evaluate(equation, World(tensors, sizes, Floats()))  # type: ignore[arg-type]


FUNCTIONS = [
    (name, function)
    for name in LAYERS | MASKED
    if name != "cross-entropy, mean over a flattened volume's entries"  # its source does not run: test_names_in_source
    for function in kernels_named(name).module.planned
]


@pytest.mark.parametrize(("name", "function"), FUNCTIONS)
def test_a_generated_function_has_the_interpreters_values(name: str, function: str) -> None:
    kernels = kernels_named(name)
    planned = kernels.module.planned[function].function
    sizes = _sizes(kernels, function)
    arrays = _arrays(kernels, function, sizes)
    numbers = [value_of(symbol, sizes) for symbol in planned.sizes.values()]
    found = kernels.functions[function](*arrays.values(), *numbers)
    found = _cells(planned.equation.left.tensor, found, sizes)
    expected = _meaning(planned.equation, planned, arrays, sizes)
    shape = np.shape(found)
    declared = tuple(value_of(size, sizes) for size in planned.equation.left.tensor.shape)
    if planned.equation.left.tensor.name != "N":  # a count may keep an axis of length 1
        assert shape == declared
    for place, value in expected.items():
        cell = tuple(min(axis, extent - 1) for axis, extent in zip(place, shape, strict=True))
        assert float(np.asarray(found)[cell]) == pytest.approx(float(value), rel=1e-12, abs=1e-12), place


def test_every_kind_of_the_catalogue_is_covered() -> None:
    assert kinds_used() == {*LAYER_OPTIONS, *LOSS_OPTIONS}


def test_every_reduction_is_covered_but_those_that_no_layer_has() -> None:
    reductions = {kernels_named(n).module.planned[f].function.equation.reduction for n, f in FUNCTIONS}
    assert reductions == set(Reduction) - {Reduction.OVERWRITE, Reduction.REPLACE}
