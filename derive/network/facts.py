"""Declared facts and numbers that come from outside: one law for each fact, with its tolerance and its words.

Worked values are exact and nested; arrays are tested as wholes first. NumPy is not loaded here: formulas need none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import fsum, inf, ulp
from typing import Any

from derive.algebra.evaluate import Position
from derive.algebra.tensor import SUM_TOLERANCE, Fact, Tensor
from derive.errors import DataError
from derive.layers.declaration import Declaration

Array = Any
FEW = 16  # numbers; fewer are read one by one: each call of NumPy costs a small network a hundredth of its step


@dataclass(frozen=True, slots=True)
class Law:
    """What a fact says of every number, or of every sum over the last axis: from `low` to `high`, and perhaps whole."""

    low: float
    high: float
    expected: str
    whole: bool = False
    sums: bool = False

    def holds(self, number: Any) -> bool:
        """Whether one number, or one sum, keeps the law; what is not a number does not."""
        return bool(self.low <= number <= self.high and not (self.whole and number % 1))


LAWS = {
    Fact.POSITIVE: Law(ulp(0.0), inf, "above 0"),
    Fact.NOT_NEGATIVE: Law(0, inf, "0 or more"),
    Fact.UNIT_INTERVAL: Law(0, 1, "between 0 and 1"),
    Fact.ZERO_OR_ONE: Law(0, 1, "0 or 1", whole=True),
    Fact.SUMS_TO_ONE: Law(1 - SUM_TOLERANCE, 1 + SUM_TOLERANCE, f"1, to within {SUM_TOLERANCE:.5f}", sums=True),
}


def check_facts(where: str, tensor: Tensor, declaration: Declaration, array: Array) -> None:
    """Refuses an array that breaks a fact which is declared of the tensor; DataError with the declaration's remedy."""
    for fact in tensor.facts:
        said = None if _kept(LAWS[fact], array) else offence(fact, array.tolist())
        if said is not None:
            raise DataError(f"{where}: {said}\n  {remedy(declaration, fact)}")


def remedy(declaration: Declaration, fact: Fact) -> str:
    """What to do with numbers that break the fact."""
    return dict(declaration.remedies).get(fact, "")


def _kept(law: Law, array: Array) -> bool:
    """Whether the law is surely kept. A sum near its tolerance is left to `offence`: NumPy rounds at every addition."""
    if law.sums:
        array = array.sum(axis=-1, dtype=float)
        law = replace(law, low=(1 + law.low) / 2, high=(1 + law.high) / 2)
    if array.size <= FEW:
        return all(map(law.holds, array.ravel().tolist()))
    return bool(law.low <= array.min() and array.max() <= law.high and not (law.whole and (array % 1).any()))


def offence(fact: Fact, values: Any) -> str | None:
    """The first place in nested lists that breaks a fact, and how; None where they keep it. Places count from 0."""
    law = LAWS[fact]
    for place, number in _sums(values) if law.sums else _numbers(values):
        if not law.holds(number):
            verb = "sums to" if law.sums else "is"
            return f"{_spelled(place)} {verb} {float(number):.7g}; expected {law.expected}"
    return None


def _numbers(values: Any, place: Position = ()) -> Iterator[tuple[Position, Any]]:
    if not isinstance(values, Sequence):
        yield place, values
        return
    for index, inner in enumerate(values):
        yield from _numbers(inner, (*place, index))


def _sums(values: Any, place: Position = ()) -> Iterator[tuple[Position, Any]]:
    """Sums over the last axis, rounded once."""
    if not isinstance(values[0], Sequence):
        yield place, fsum(values)
        return
    for index, inner in enumerate(values):
        yield from _sums(inner, (*place, index))


def _spelled(place: Position) -> str:
    """Row 3, or row 3, entry [1]."""
    return f"row {place[0]}{f', entry {list(place[1:])}' if place[1:] else ''}" if place else "the number"
