"""Worksheets and their keys: one of each for every student, in each medium that is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from derive.document.blocks import Document, Kind, Note
from derive.exercises.sheet import Sheet, key, make_sheet, worksheet
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.media import wished, written
from derive.proof.mark import in_a_sentence, marks


def _named(
    lesson: Lesson, wish: Wish, word: str, document: Callable[[Sheet, bool], Document], *notices: str
) -> dict[str, Document]:
    """{stem}-{word}-{number}, without a number for one student."""
    digits = len(str(wish.students))
    named = {}
    for number in range(1, wish.students + 1):
        numbered = f"-{number:0{digits}}" if wish.students > 1 else ""
        sheet = make_sheet(lesson.model, wish.level, wish.seed, number)
        made = document(sheet, wish.points)
        said = tuple(Note(Kind.REMARK, notice) for notice in (*lesson.notices, *notices))
        named[f"{lesson.stem}-{word}{numbered}"] = replace(made, blocks=(*said, *made.blocks))
    return named


def worksheets(lesson: Lesson, wish: Wish) -> Mapping[str, Document]:
    """The questions."""
    return _named(lesson, wish, "worksheet", worksheet)


def keys(lesson: Lesson, wish: Wish) -> Mapping[str, Document]:
    """The answers to the same seed and level, and which formulas are proved for all sizes."""
    return _named(lesson, wish, "key", key, in_a_sentence(marks(lesson.model)))


def _files(documents: Mapping[str, Document], wish: Wish) -> Files:
    return {name: content for medium in wished(wish) for name, content in written(documents, medium).items()}


def make_worksheets(lesson: Lesson, wish: Wish) -> Files:
    """The questions in every medium that is wished."""
    return _files(worksheets(lesson, wish), wish)


def make_keys(lesson: Lesson, wish: Wish) -> Files:
    """The answers in every medium that is wished."""
    return _files(keys(lesson, wish), wish)


WORKSHEET = Format(
    "worksheet",
    "worksheet",
    "exercises about the network, another sheet for each student",
    make_worksheets,
    documents=worksheets,
)
KEY = Format(
    "key",
    "key",
    "the answers to the worksheets of the same seed and level",
    make_keys,
    documents=keys,
    answers=True,
)
