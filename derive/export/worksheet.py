"""Worksheets and their keys: one of each for every student, in each medium that is wanted."""

from collections.abc import Callable

from derive.document.blocks import Document
from derive.exercises.sheet import Sheet, key, make_sheet, worksheet
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.media import MEDIA


def _make(lesson: Lesson, wish: Wish, word: str, document: Callable[[Sheet], Document]) -> Files:
    """{stem}-{word}-{number}.{suffix}, without a number for one student."""
    wanted = [medium for medium in MEDIA if not wish.media or medium.name in wish.media]
    digits = len(str(wish.students))
    files = {}
    for number in range(1, wish.students + 1):
        made = document(make_sheet(lesson.model, wish.level, wish.seed, number))
        numbered = f"-{number:0{digits}}" if wish.students > 1 else ""
        for medium in wanted:
            files[f"{lesson.stem}-{word}{numbered}.{medium.suffix}"] = medium.write(made)
    return files


def make_worksheets(lesson: Lesson, wish: Wish) -> Files:
    """The questions."""
    return _make(lesson, wish, "worksheet", worksheet)


def make_keys(lesson: Lesson, wish: Wish) -> Files:
    """The answers to the same seed and level."""
    return _make(lesson, wish, "key", key)


WORKSHEET = Format(
    "worksheet",
    "worksheet",
    "exercises about the network, another sheet for each student",
    make_worksheets,
    media=True,
)
KEY = Format("key", "key", "the answers to the worksheets of the same seed and level", make_keys, media=True)
