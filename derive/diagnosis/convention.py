"""Conventions: other right answers, which are never called wrong. What they are, and what they give on a case."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.algebra.equation import Reduction
from derive.diagnosis.case import Case
from derive.diagnosis.reference import Reference, model_of
from derive.diagnosis.subject import Subject

Array = Any
Winners = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Convention:
    """`apply` gives an output by role under the convention, or None where it changes nothing about that output."""

    id: str
    name: str
    apply: Callable[[Reference, Case, str], Array | None]


def conventions(subject: Subject) -> tuple[Convention, ...]:
    """What a layer leaves open: the slope at a kink, the winner of a tie, what keeps a logarithm from infinity."""
    (layer,) = model_of(subject.spec(subject.grid[0])).layers
    own = layer.declaration
    if subject.loss:
        return GUARDS
    if not own.has_kinks:
        return ()
    return TIES if any(each.reduction is Reduction.FIRST for each in own.equations) else KINKS


def _slope_at_zero(slope: float) -> Callable[[Reference, Case, str], Array | None]:
    def apply(reference: Reference, case: Case, role: str) -> Array | None:
        if role != "x":
            return None
        at_zero = case.arrays["x"] == 0
        return reference.right(case)["x"] + slope * at_zero * reference.y_bar(case)

    return apply


def _tie(winners: Winners) -> Callable[[Reference, Case, str], Array | None]:
    def apply(reference: Reference, case: Case, role: str) -> Array | None:
        if role != "x":
            return None
        x, y_bar = case.arrays["x"], reference.y_bar(case)
        found = np.zeros_like(x)
        for place, rows, columns in _windows(case, y_bar.shape):
            cells = x[..., rows, columns]
            for at in np.ndindex(*x.shape[:2]):
                found[(*at, rows, columns)] += winners(cells[at]) * y_bar[(*at, *place)]
        return found

    return apply


def _windows(case: Case, shape: tuple[int, ...]) -> Iterator[tuple[tuple[int, int], slice, slice]]:
    n = case.configuration.numbers
    height, width, stride = (int(n[role]) for role in ("height", "width", "stride"))
    for i in range(shape[2]):
        for j in range(shape[3]):
            yield (i, j), slice(i * stride, i * stride + height), slice(j * stride, j * stride + width)


def _last(cells: Array) -> Array:
    return _one(cells, cells.size - 1 - int(np.argmax(cells.ravel()[::-1])))


def _first_by_columns(cells: Array) -> Array:
    column, row = divmod(int(np.argmax(cells.T.ravel())), cells.shape[0])
    return _one(cells, row * cells.shape[1] + column)


def _split(cells: Array) -> Array:
    equal = cells == cells.max()
    return equal / equal.sum()


def _one(cells: Array, place: int) -> Array:
    found = np.zeros(cells.size)
    found[place] = 1.0
    return found.reshape(cells.shape)


def _guarded(constant: float, added: bool) -> Callable[[Reference, Case, str], Array | None]:
    def apply(reference: Reference, case: Case, role: str) -> Array | None:
        if role != "y":
            return None
        x, labels = case.arrays["x"], case.arrays["labels"]
        e = np.exp(x - x.max(axis=1, keepdims=True))
        p = (e / e.sum(axis=1, keepdims=True))[np.arange(len(labels)), labels]
        with np.errstate(divide="ignore"):
            return np.asarray(-np.mean(np.log(p + constant if added else np.maximum(p, constant))))

    return apply


CONSTANTS = tuple(float(f"1e-{digits}") for digits in (*range(3, 21), 24, 30, 32, 50, 60, 64, 99, 100, 200, 300, 308))
UNGUARDED = "the logarithm is not guarded: the loss is infinite where a probability is 0 in float64"
GUARDS = (
    Convention("log.unguarded", UNGUARDED, _guarded(0.0, True)),
    *(
        Convention(
            f"log.{word}", f"the logarithm is guarded: {constant:g} is {said}", _guarded(constant, word == "added")
        )
        for constant in CONSTANTS
        for word, said in (("added", "added to the probability"), ("clipped", "the least probability"))
    ),
)
KINKS = (
    Convention("kink.one", "the slope at 0 is taken to be 1 (here: 0)", _slope_at_zero(1.0)),
    Convention("kink.half", "the slope at 0 is taken to be 1/2 (here: 0)", _slope_at_zero(0.5)),
)
TIES = (
    Convention("tie.split", "a tie is split evenly (here: the first maximum gets all)", _tie(_split)),
    Convention("tie.last", "a tie goes to the last maximum (here: to the first)", _tie(_last)),
    Convention("tie.by-columns", "a tie goes to the first maximum by columns (here: by rows)", _tie(_first_by_columns)),
)
