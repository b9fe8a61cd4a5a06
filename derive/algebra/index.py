"""Indices: the letters that run over an axis. Their range belongs to the binder, not to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum


class Role(IntEnum):
    """What an index counts; the order is the teaching order inside a subscript and a product."""

    BATCH = 0
    CHANNEL = 1
    UNIT = 2
    INPUT = 3
    OUTPUT = 4
    TAP = 5


@dataclass(frozen=True, slots=True)
class Index:
    """An index by name and role; `number` counts its primes and keeps copies of one letter apart."""

    name: str
    role: Role
    number: int = 0

    def __hash__(self) -> int:
        return hash(self.name) + self.number

    @property
    def key(self) -> tuple[int, str, int]:
        """The deterministic order of indices."""
        return (int(self.role), self.name, self.number)

    def __str__(self) -> str:
        return self.name + "'" * self.number


def fresh(index: Index, taken: Iterable[Index]) -> Index:
    """`index` with as many primes as make it differ from every taken one."""
    used = {other.number for other in taken if other.name == index.name}
    number = index.number
    while number in used:
        number += 1
    return replace(index, number=number)
