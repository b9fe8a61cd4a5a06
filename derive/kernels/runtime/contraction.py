"""Sums of products of labelled arrays: "mkij, mcijuv -> kcuv", as in numpy.einsum.

How a formula is computed depends on the arrays' shapes and order in memory alone; it is worked out when they are
first seen.
"""

from functools import lru_cache, partial
from typing import Any

import numpy as np

from derive.kernels.runtime.blocks import from_slowest
from derive.kernels.runtime.matrices import arranged, grouped, groups_of, labels_of, lengths_of, ungrouped
from derive.kernels.runtime.memory import Array, is_batch_last
from derive.kernels.runtime.sliding_windows import Geometry, Layout, Windows, layout_of, sum_of_taps
from derive.kernels.runtime.unrolling import Run, window_product


def contract(formula: str, *arrays: Any, start: Array | None = None) -> Array:
    """The sum of products over all labels that the result lacks, added to `start`."""
    return prepared(formula, *map(layout_of, arrays))(*arrays, start=start)


@lru_cache(maxsize=4096)
def prepared(formula: str, *given: tuple[Any, ...]) -> Run:
    """The way to compute a formula of arrays with these layouts."""
    layouts = [Layout(*each) for each in given]
    *inputs, output = labels_of(formula)
    windowed = [place for place, layout in enumerate(layouts) if layout.where is not None]
    if len(layouts) == 2 and len(windowed) == 1:
        own = windowed[0]
        unrolled = window_product(inputs[own], inputs[1 - own], output, layouts[own], layouts[1 - own].shape)
        if unrolled is not None:
            return unrolled if own == 0 else lambda plain, windows, start: unrolled(windows, plain, start)
    if len(layouts) == 1:
        return _started(_sum_of(inputs[0], output, layouts[0].where))
    if len(layouts) == 2:
        run = _matrix_product(inputs[0], inputs[1], output, *layouts)
    else:
        run = partial(np.einsum, formula.replace(" ", ""), optimize="greedy")
    return _started(_viewed(run) if windowed else run)


def _started(run: Run) -> Run:
    def from_start(*arrays: Any, start: Array | None) -> Array:
        value = run(*arrays)
        if start is not None:
            value += start
        return value

    return from_start


def _viewed(run: Run) -> Run:
    """With windows read as arrays."""
    return lambda *arrays: run(*[array.view if isinstance(array, Windows) else array for array in arrays])


def _sum_of(labels: str, output: str, where: Geometry | None = None) -> Run:
    """The sum over the labels that the result lacks; a sum over all taps, slice by slice."""
    if where is not None and labels[: -len(where.kernel)] == output:
        return sum_of_taps
    gone = tuple(axis for axis, label in enumerate(labels) if label not in output)
    left = "".join(label for label in labels if label in output)

    def total(array: Array) -> Array:
        return arranged(np.add.reduce(array, axis=gone), left, output)

    return total if where is None else _viewed(total)


def _matrix_product(first: str, second: str, output: str, a: Layout, b: Layout) -> Run:
    """Two arrays as one matrix product, with the result's first labels as rows; where the first array has its
    examples side by side in memory, so has the result."""
    groups = groups_of(first, second, output)
    if groups.lonely:
        return _without(groups.lonely, first, second, output)
    if not groups.summed:
        return lambda one, other: _aligned(one, first, output) * _aligned(other, second, output)
    if groups.columns and output.index(groups.columns[0]) < output.index((groups.rows or output[-1])[0]):
        swapped = _matrix_product(second, first, output, b, a)
        return lambda one, other: swapped(other, one)
    shared, lengths = tuple(groups.shared and [groups.shared]), lengths_of(first, a.read) | lengths_of(second, b.read)
    summed = _from_slowest(groups.summed, first, a)  # else a matrix of examples side by side would be a copy
    left = grouped(first, a.read, (*shared, groups.rows, summed))
    right = grouped(second, b.read, (*shared, summed, groups.columns))
    if groups.rows[:1] == first[:1] == output[:1] and is_batch_last(a):
        result = ungrouped((*shared, groups.columns, groups.rows), lengths, output)
        return lambda one, other: result(np.matmul(right(other).swapaxes(-1, -2), left(one).swapaxes(-1, -2)))
    result = ungrouped((*shared, groups.rows, groups.columns), lengths, output)
    return lambda one, other: result(np.matmul(left(one), right(other)))


def _from_slowest(summed: str, labels: str, layout: Layout) -> str:
    """The summed labels in the order that they have in the memory of a plain array; else as they are."""
    return summed if layout.where is not None else from_slowest(summed, labels, layout)


def _without(lonely: str, first: str, second: str, output: str) -> Run:
    """Both arrays summed over labels that they have alone, then their product."""
    left = ["".join(label for label in labels if label not in lonely) for labels in (first, second)]
    sums = [_sum_of(labels, kept) for labels, kept in zip((first, second), left, strict=True)]
    formula = f"{','.join(left)}->{output}"
    return lambda one, other: contract(formula, sums[0](one), sums[1](other))


def _aligned(array: Array, labels: str, output: str) -> Array:
    """The array with the result's axes, of length 1 where it lacks them."""
    ordered = arranged(array, labels, "".join(label for label in output if label in labels))
    return ordered[tuple([slice(None) if label in labels else None for label in output])]
