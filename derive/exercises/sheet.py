"""A worksheet: one exercise of each kind that the network has something for, and its key."""

from dataclasses import dataclass

from derive.document.blocks import Document, Paragraph, Section, Space
from derive.document.figures import ROUNDED
from derive.document.show import subtitle
from derive.exercises.catalogue import KINDS
from derive.exercises.draw import draw
from derive.exercises.exercise import Exercise
from derive.grammar import counted
from derive.network.model import Model

NAME = 30  # strokes of the line for a student's name: more would not fit on a phone
SUM = 6


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
    drawn = (kind.make(model, draw(model.name, level, seed, number, kind.name)) for kind in KINDS)
    return Sheet(model, level, seed, number, tuple(exercise for exercise in drawn if exercise is not None))


def worksheet(sheet: Sheet, points: bool = False) -> Document:
    """The questions, each with room to write; `points`: what each is worth, and a line for the sum."""
    hint = "Indices count from 0 unless a question says otherwise. Show how you got each result."
    sections = tuple(
        Section(_title(place, each, points), (*each.question, Space(each.room)), whole=not each.long)
        for place, each in enumerate(sheet.exercises, 1)
    )
    blocks = [Paragraph(f"Name: {'_' * NAME}"), Paragraph(f"{sheet.label}. {hint}")]
    if points:
        blocks.insert(1, Paragraph(f"Points: {'_' * SUM} of {_total(sheet)}"))
    return Document(f"Worksheet: {sheet.model.name}", subtitle(sheet.model), tuple(blocks), sections)


def key(sheet: Sheet, points: bool = False) -> Document:
    """The answers, each under its question's number."""
    sections = tuple(Section(_title(place, each, points), each.answer) for place, each in enumerate(sheet.exercises, 1))
    said = f"{sheet.label}. The numbers come from the kernels that derive verify checks; {ROUNDED}, after ≈."
    total = f" {_total(sheet)} points in all." if points else ""
    return Document(f"Key: {sheet.model.name}", subtitle(sheet.model), (Paragraph(said + total),), sections)


def _title(place: int, each: Exercise, points: bool) -> str:
    worth = f" ({counted(each.points, 'point')})" if points else ""
    return f"{place}. {each.title}{worth}"


def _total(sheet: Sheet) -> int:
    return sum(each.points for each in sheet.exercises)
