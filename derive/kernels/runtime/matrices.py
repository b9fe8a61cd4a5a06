"""Labelled arrays as matrices: which labels of a sum of products become which axis.

The labels of two arrays and of their product's result fall into four groups. `shared` labels are in all three;
`summed` ones in both arrays alone; `rows` are of the first array and the result, `columns` of the second and the
result. A label of one array alone is summed before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from derive.kernels.runtime.memory import Array, Sizes


@dataclass(frozen=True, slots=True)
class Groups:
    """The labels of a product of two arrays."""

    shared: str
    summed: str
    rows: str
    columns: str
    lonely: str


def labels_of(formula: str) -> tuple[str, ...]:
    """The labels of every array, then those of the result: "mk, kc -> mc"."""
    inputs, _, output = formula.replace(" ", "").partition("->")
    return (*inputs.split(","), output)


@lru_cache(maxsize=1024)
def groups_of(first: str, second: str, output: str) -> Groups:
    """Each group in the order of the result, or of the first array."""
    return Groups(
        "".join(label for label in output if label in first and label in second),
        "".join(label for label in first if label in second and label not in output),
        "".join(label for label in output if label in first and label not in second),
        "".join(label for label in output if label in second and label not in first),
        "".join(label for label in first + second if (label in first) != (label in second) and label not in output),
    )


@lru_cache(maxsize=1024)
def order_of(labels: str, wanted: str) -> Sizes:
    """The axes of an array with these labels, in the wanted order."""
    return tuple(labels.index(label) for label in wanted)


def arranged(array: Array, labels: str, wanted: str) -> Array:
    """The array with its axes in the wanted order: a view."""
    return array if labels == wanted else array.transpose(order_of(labels, wanted))


def grouped(labels: str, sizes: Sizes, groups: Sequence[str]) -> Callable[[Array], Array]:
    """How an array with these labels gets an axis for each group of them: a matrix."""
    lengths, order = lengths_of(labels, sizes), order_of(labels, "".join(groups))
    shape = tuple([prod(shape_of(group, lengths)) for group in groups])
    return _as_it_is if list(groups) == list(labels) else lambda array: array.transpose(order).reshape(shape)


def ungrouped(groups: Sequence[str], lengths: Mapping[str, int], wanted: str) -> Callable[[Array], Array]:
    """How a matrix with an axis for each group of labels gets one for each wanted label."""
    made = "".join(groups)
    shape, order = shape_of(made, lengths), order_of(made, wanted)
    return _as_it_is if list(groups) == list(wanted) else lambda array: array.reshape(shape).transpose(order)


def _as_it_is(array: Array) -> Array:
    return array


def lengths_of(labels: str, shape: Sizes) -> dict[str, int]:
    """The length of each label's axis."""
    return dict(zip(labels, shape, strict=True))


def shape_of(labels: str, lengths: Mapping[str, int]) -> Sizes:
    """The lengths of labels, in order."""
    return tuple([lengths[label] for label in labels])
