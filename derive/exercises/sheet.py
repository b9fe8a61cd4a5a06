"""A worksheet: one exercise of each kind that the network has something for, and its key."""

from dataclasses import dataclass
from random import Random

from derive.document.blocks import Document, Paragraph, Section
from derive.document.show import subtitle
from derive.exercises.catalogue import KINDS
from derive.exercises.exercise import Exercise
from derive.network.model import Model

NAME = 30  # strokes of the line for a student's name: more would not fit on a phone


@dataclass(frozen=True, slots=True)
class Sheet:
    """One student's exercises. The same network, level, seed and number give the same sheet on every machine."""

    model: Model
    level: int
    seed: int
    number: int
    exercises: tuple[Exercise, ...]

    @property
    def label(self) -> str:
        """How sheet and key say that they belong together."""
        return f"Sheet {self.number}, level {self.level}, seed {self.seed}"


def make_sheet(model: Model, level: int, seed: int, number: int) -> Sheet:
    """Draws every exercise from a source of its own, so that one does not shift the next."""
    drawn = (kind.make(model, level, Random(f"{model.name} {level} {seed} {number} {kind.name}")) for kind in KINDS)
    return Sheet(model, level, seed, number, tuple(exercise for exercise in drawn if exercise is not None))


def worksheet(sheet: Sheet) -> Document:
    """The questions."""
    hint = "Indices count from 0 unless a question says otherwise. Show how you got each result."
    sections = tuple(
        Section(f"{n}. {each.title}", each.question, whole=not each.long) for n, each in enumerate(sheet.exercises, 1)
    )
    blocks = (Paragraph(f"Name: {'_' * NAME}"), Paragraph(f"{sheet.label}. {hint}"))
    return Document(f"Worksheet: {sheet.model.name}", subtitle(sheet.model), blocks, sections)


def key(sheet: Sheet) -> Document:
    """The answers, each under its question's number."""
    sections = tuple(Section(f"{n}. {each.title}", each.answer) for n, each in enumerate(sheet.exercises, 1))
    blocks = (Paragraph(f"{sheet.label}. The numbers come from the kernels that derive verify checks."),)
    return Document(f"Key: {sheet.model.name}", subtitle(sheet.model), blocks, sections)
