"""Mistakes that are made on arrays and not in a formula: axes read in another order, an index of whole columns."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

import numpy as np

from derive.diagnosis.case import Case
from derive.diagnosis.reference import Reference
from derive.diagnosis.subject import Subject
from derive.faults.catalogue import BY_ID
from derive.faults.fault import Fault

Array = Any
Reread = Callable[[Array, tuple[int, ...]], Array]
Applied = Callable[[Reference, Case, str], Array | None]


@dataclass(frozen=True, slots=True)
class Slip:
    """`apply` gives an output by role with the mistake, or None where it has nothing to bite on."""

    id: str
    name: str
    explanation: str
    hint: str
    apply: Applied


def slips(subject: Subject) -> tuple[Slip, ...]:
    """All that can be made in a layer."""
    return (*READ, *HANDED) if not subject.loss else LABELS


def known(name: str) -> Fault | Slip:
    """The fault or the slip of this id."""
    return BY_ID[name] if name in BY_ID else _by_id()[name]


@cache
def _by_id() -> dict[str, Slip]:
    return {slip.id: slip for slip in (*READ, *HANDED, *LABELS)}


def _laid(array: Array, order: tuple[int, ...]) -> Array:
    """An array whose memory lies in another order of axes, taken for its own."""
    return array.transpose(order).reshape(array.shape)


def _taken(array: Array, order: tuple[int, ...]) -> Array:
    """An array whose memory lies in its own order of axes, taken for another."""
    back = sorted(range(len(order)), key=order.__getitem__)
    return array.reshape([array.shape[axis] for axis in order]).transpose(back)


def _result(reread: Reread, order: tuple[int, ...]) -> Applied:
    def apply(reference: Reference, case: Case, role: str) -> Array | None:
        right = reference.right(case)[role]
        return reread(right, order) if right.ndim == len(order) else None

    return apply


def _cotangent(reread: Reread, order: tuple[int, ...]) -> Applied:
    def apply(reference: Reference, case: Case, role: str) -> Array | None:
        y_bar = reference.y_bar(case)
        if role == "y" or y_bar.ndim != len(order):
            return None
        outputs = reference.outputs(case, y_bar=reread(y_bar, order))
        return None if outputs is None else outputs[role]

    return apply


def _columns(reference: Reference, case: Case, role: str) -> Array | None:
    """dx[:, labels] -= 1: every label's column, in every row."""
    if role != "x":
        return None
    labels, classes = case.arrays["labels"], case.arrays["x"].shape[1]
    own, every = np.eye(classes)[labels], np.isin(np.arange(classes), labels)
    return reference.right(case)["x"] + (own - every) / len(labels)


def _orders() -> list[tuple[Reread, tuple[int, ...]]]:
    orders = (order for axes in (2, 4) for order in permutations(range(axes)) if order != tuple(range(axes)))
    return [(reread, order) for order in orders for reread in (_laid, _taken)]


READ = tuple(
    Slip(
        "axes.result-reshaped",
        "a result is reshaped whose axes lie in another order",
        "reshape takes the numbers as they lie in memory. Where the axes lie in another order than the new shape "
        "says, a transpose has to come first; without it entries of different axes are mixed, with every shape right.",
        "In which order do the axes of this array lie before it is reshaped?",
        _result(reread, order),
    )
    for reread, order in _orders()
)
HANDED = tuple(
    Slip(
        "axes.gradient-reshaped",
        "the gradient from above is reshaped while its axes lie in another order",
        "reshape and flatten take the numbers as they lie in memory: (batch, channel, height, width). To have the "
        "channels last, a transpose has to come first; without it the gradients of different channels are mixed.",
        "In which order do the axes of the gradient lie before it is reshaped?",
        _cotangent(reread, order),
    )
    for reread, order in _orders()
)
LABELS = (
    Slip(
        "softmax.label-columns",
        "1 is taken off every label's column in every row",
        "dx[:, y] -= 1 names whole columns. Only one entry of each row belongs to its label: dx[arange(N), y].",
        "Which entries does dx[:, y] name, if y holds the labels of all examples?",
        _columns,
    ),
)
