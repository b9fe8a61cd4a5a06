"""What a format of export is: a name and a pure function from a lesson to files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from derive.document.blocks import Document
from derive.export.lesson import Lesson

Files: TypeAlias = Mapping[str, bytes]  # path inside the output folder -> content


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person may ask of an export besides its format; the same wish gives the same bytes.

    `media` are the names of the media in which worksheets are written, all of them where it is empty; `points` whether
    each question says what it is worth.
    """

    seed: int = 0
    students: int = 1
    level: int = 1
    media: tuple[str, ...] = ()
    points: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One entry of the catalogue, by its name and by what a teacher calls it.

    `verdicts` says whether the files show what was verified, so that the checks must run first; `numbers` whether every
    size must have a number; `documents` gives the documents by name of a format that is written in the wish's media;
    `package` names the optional package that it needs; `selective` whether the files hold what a lesson selects,
    `briefly` whether they can be brief, and `answers` whether they are for teachers alone.
    """

    name: str
    title: str
    summary: str
    make: Callable[[Lesson, Wish], Files]
    verdicts: bool = False
    numbers: bool = False
    documents: Callable[[Lesson, Wish], Mapping[str, Document]] | None = None
    package: str = ""
    selective: bool = False
    briefly: bool = False
    answers: bool = False
