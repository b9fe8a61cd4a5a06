"""Formats made one by one: what cannot be written is left out and told, the rest is made."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from derive.errors import MissingExtraError, OutputError
from derive.export.extras import installed
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.media import wished, written


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was not written, and why; `missing` says that only an optional package is missing."""

    name: str
    reason: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a lesson, and what was left out."""

    files: Files
    left_out: tuple[LeftOut, ...]

    def joined(self, other: "Made") -> "Made":
        """Both together."""
        return Made({**self.files, **other.files}, (*self.left_out, *other.left_out))


def told(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """One line for each reason, and what was left out for it."""
    named: dict[str, dict[str, None]] = {}
    for each in left_out:
        named.setdefault(each.reason, {})[each.name] = None
    for reason, names in named.items():
        yield f"left out: {', '.join(names)}: " + "; ".join(line.strip() for line in reason.split("\n"))


def make(lesson: Lesson, formats: Iterable[Format], wish: Wish, progress: Callable[[str], None]) -> Made:
    """The files of these formats; a format, or its files in one medium, that cannot be written is left out."""
    files: dict[str, bytes] = {}
    left_out: list[LeftOut] = []
    for each in formats:
        progress(f"{lesson.model.name}: {each.name}")
        for name, write in _pieces(each, lesson, wish):
            try:
                files |= write()
            except OutputError as error:
                left_out.append(LeftOut(name, str(error), isinstance(error, MissingExtraError)))
    return Made(files, tuple(left_out))


def _pieces(each: Format, lesson: Lesson, wish: Wish) -> Iterator[tuple[str, Callable[[], Files]]]:
    """What is written or left out as one: a format, or its documents in one medium."""
    if each.documents is None:
        yield each.name, partial(each.make, lesson, wish)
        return
    documents = each.documents(lesson, wish)
    for medium in wished(wish):
        yield f"{each.name} as {medium.name}", partial(written, documents, medium)


def check(formats: Iterable[Format], wish: Wish) -> None:
    """Raises MissingExtraError where nothing at all can be made, before long work begins."""
    needed = [package for each in formats for package in packages(each, wish)]
    missing = [package for package in needed if not installed(package)]
    if missing and len(missing) == len(needed):
        raise MissingExtraError(missing[0])


def packages(each: Format, wish: Wish) -> tuple[str, ...]:
    """What each part of a format needs beyond derive's own dependencies."""
    return (each.package,) if each.documents is None else tuple(medium.package for medium in wished(wish))
