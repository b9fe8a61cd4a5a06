"""An exercise: a question and its answer as blocks of a document, and the numbers that others can recompute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from derive.document.blocks import Block
from derive.exercises.draw import Draw
from derive.network.model import Model

Array = Any


@dataclass(frozen=True, slots=True)
class Task:
    """A small network in numbers, with what is asked of it.

    `spec` is a spec as a dict; `given` and `asked` hold arrays by tensor name: "input", "conv1", "conv1.W",
    cotangents as "conv1_bar", and "loss"; or what is counted: "shape", "parameters".
    """

    spec: Mapping[str, Any]
    given: Mapping[str, Array]
    asked: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, worth so many `points`; `room` is how many lines its answer needs, written by hand.

    `problem` is None where the answer is a formula, which the derivation itself gives. A `long` one may go on over a
    page.
    """

    title: str
    question: tuple[Block, ...]
    answer: tuple[Block, ...]
    problem: Task | None = None
    long: bool = False
    points: int = 2
    room: int = 4


@dataclass(frozen=True, slots=True)
class ExerciseKind:
    """One entry of the catalogue: `make(model, draw)` gives an exercise about something in the network, None where
    the network has nothing of the kind. Levels are 1 (easy) to 3."""

    name: str
    summary: str
    make: Callable[[Model, Draw], Exercise | None]
