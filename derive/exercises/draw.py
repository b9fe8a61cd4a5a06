"""What decides an exercise: the level, and two ways to choose, at random or evenly over all sheets of a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Draw:
    """One exercise of one sheet. `random` is its own source; `deck` names the shuffles that all sheets share."""

    level: int
    number: int
    random: Random
    deck: str

    def dealt(self, items: Sequence[Item], of: str) -> Item:
        """One of the items, so that sheets in a row get each of them equally often, in an order that `of` and the seed
        shuffle. Raises ValueError without items."""
        if not items:
            raise ValueError(f"no {of} to deal")
        order = list(range(len(items)))
        Random(f"{self.deck} {of}").shuffle(order)
        return items[order[(self.number - 1) % len(items)]]


def draw(network: str, level: int, seed: int, number: int, kind: str) -> Draw:
    """The draw of one kind of exercise on one sheet, the same on every machine."""
    source = Random(f"{network} {level} {seed} {number} {kind}")
    return Draw(level, number, source, f"{network} {level} {seed} {kind}")
