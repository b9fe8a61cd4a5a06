"""Sums of products of labelled arrays: "mkij, mcijuv -> kcuv", as in numpy.einsum."""

import numpy as np

from derive.kernels.matrices import arranged, as_matrix, groups_of, labels_of, lengths_of
from derive.kernels.unrolling import window_product
from derive.kernels.windows import Array, Windows, sum_of_taps


def contract(formula: str, *arrays: Array, start: Array | None = None) -> Array:
    """The sum of products over all labels that the result lacks, added to `start`."""
    *inputs, output = labels_of(formula)
    if len(arrays) == 2:
        unrolled = window_product(inputs, output, arrays, start)
        if unrolled is not None:
            return unrolled
    if len(arrays) == 1:
        value = _sum_of(arrays[0], inputs[0], output)
    else:
        plain = [array.view if isinstance(array, Windows) else array for array in arrays]
        if len(plain) == 2:
            value = _matrix_product(inputs[0], inputs[1], output, *plain)
        else:
            value = np.einsum(formula.replace(" ", ""), *plain, optimize="greedy")
    if start is not None:
        value += start
    return value


def _sum_of(array: Array, labels: str, output: str) -> Array:
    """The sum over the labels that the result lacks; a sum over all taps, slice by slice."""
    if isinstance(array, Windows):
        if labels[: -len(array.where.kernel)] == output:
            return sum_of_taps(array)
        array = array.view
    gone = tuple(axis for axis, label in enumerate(labels) if label not in output)
    left = "".join(label for label in labels if label in output)
    return arranged(array.sum(axis=gone), left, output)


def _matrix_product(first: str, second: str, output: str, a: Array, b: Array) -> Array:
    """Two arrays as one matrix product, with the result's first labels as rows."""
    groups = groups_of(first, second, output)
    if groups.lonely:
        first, a = _without(groups.lonely, first, a)
        second, b = _without(groups.lonely, second, b)
    if not groups.summed:
        return _aligned(a, first, output) * _aligned(b, second, output)
    if groups.columns and output.index(groups.columns[0]) < output.index((groups.rows or output[-1])[0]):
        return _matrix_product(second, first, output, b, a)
    left = as_matrix(a, first, groups.shared, groups.rows, groups.summed)
    right = as_matrix(b, second, groups.shared, groups.summed, groups.columns)
    if not groups.shared:
        left, right = left[0], right[0]
    lengths = lengths_of(first, a) | lengths_of(second, b)
    made = groups.shared + groups.rows + groups.columns
    return arranged(np.matmul(left, right).reshape([lengths[label] for label in made]), made, output)


def _without(lonely: str, labels: str, array: Array) -> tuple[str, Array]:
    """The array summed over labels that it has alone."""
    left = "".join(label for label in labels if label not in lonely)
    return left, array if left == labels else _sum_of(array, labels, left)


def _aligned(array: Array, labels: str, output: str) -> Array:
    """The array with the result's axes, of length 1 where it lacks them."""
    ordered = arranged(array, labels, "".join(label for label in output if label in labels))
    return ordered[tuple(slice(None) if label in labels else None for label in output)]
