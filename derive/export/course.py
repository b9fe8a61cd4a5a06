"""A course in two editions: every network's files in a folder of its own, and one page that links to them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from derive.document.blocks import Document, Paragraph
from derive.document.show import subtitle
from derive.export.catalogue import FORMATS
from derive.export.figures.network import network_picture
from derive.export.format import Files, Format, Wish
from derive.export.html.anchors import anchor
from derive.export.html.blocks import words
from derive.export.html.checks import summary
from derive.export.html.page import page
from derive.export.lesson import Lesson
from derive.export.making import LeftOut, make
from derive.grammar import counted
from derive.network.build import build
from derive.spec.spec import Spec
from derive.verification.kept import verified
from derive.verification.record import Record
from derive.verification.run import Progress

MOST = 8  # links that stand in a line; more unfold
INTRODUCTION = (
    "Each network as a page, a handout, slides, a notebook, a program, pictures, and worksheets{keys}. Every formula "
    "was derived, and checked as its page says. All files open from disk, without a network."
)


@dataclass(frozen=True, slots=True)
class Request:
    """What one network of a course is made from: plain data, for work in another process."""

    stem: str
    spec: Spec
    formats: tuple[str, ...]
    wish: Wish
    verify: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """One network of a course. `files` are by their path in its folder; `named` each format's files by its title;
    `answers` are the files that are for teachers alone."""

    stem: str
    title: str
    subtitle: str
    record: Record | None  # None: not verified, as asked for
    picture: str  # in words
    named: tuple[tuple[str, tuple[str, ...]], ...]  # what the files of each format are called
    files: Files
    left_out: tuple[LeftOut, ...]
    answers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Edition:
    """Whom a course is for: the folder that it is written to, and whether it has what is for teachers alone."""

    folder: str
    answers: bool

    def of(self, each: Unit) -> Unit:
        """The unit as this edition has it."""
        if self.answers:
            return each
        named = ((title, tuple(file for file in files if file not in each.answers)) for title, files in each.named)
        files = {file: content for file, content in each.files.items() if file not in each.answers}
        return replace(each, named=tuple(own for own in named if own[1]), files=files)


STUDENT, TEACHER = Edition("student", answers=False), Edition("teacher", answers=True)
EDITIONS = (STUDENT, TEACHER)


def unit(request: Request, progress: Progress) -> Unit:
    """Verifies a network and makes its files; formats that need a number for every size are left out without."""
    model = build(request.spec)
    record = verified(model, progress) if request.verify else None
    lesson = Lesson(request.stem, model, record, unchecked=not request.verify)
    files: dict[str, bytes] = {}
    left_out: list[LeftOut] = []
    answers: set[str] = set()
    named = []
    for each in formats(request.formats):
        if each.numbers and model.unbound:
            continue
        made = make(lesson, (each,), request.wish, progress)
        files |= made.files
        left_out += made.left_out
        answers |= set(made.files) if each.answers else set()
        named += [(each.title, tuple(made.files))] if made.files else []
    picture = network_picture(model).description
    return Unit(
        request.stem,
        model.name,
        subtitle(model),
        record,
        picture,
        tuple(named),
        files,
        tuple(left_out),
        frozenset(answers),
    )


def formats(names: Iterable[str]) -> tuple[Format, ...]:
    """The formats of these names, all of them where there are none."""
    wanted = tuple(names)
    return tuple(each for each in FORMATS if not wanted or each.name in wanted)


def index(title: str, units: Sequence[Unit], edition: Edition = TEACHER) -> bytes:
    """The page that links to everything that the units have."""
    below = "\n".join(map(_section, units))
    document = Document(
        title,
        counted(len(units), "network"),
        (Paragraph(INTRODUCTION.format(keys=" with their keys" if edition.answers else "")),),
    )
    return page(document, below=below, more=tuple(each.title for each in units)).encode()


def _section(each: Unit) -> str:
    heading = f'<h2 id="{anchor(each.title)}">{words(each.title)}</h2>'
    line = f"<p>{words(each.subtitle)}</p>" if each.subtitle else ""
    verdict = summary(each.record, _address(each, f"{each.stem}.html"))
    links = "\n".join(_links(each, name, files) for name, files in each.named)
    return f'<section>\n{heading}\n{line}\n{verdict}\n{_picture(each)}\n<dl class="files">\n{links}\n</dl>\n</section>'


def _picture(each: Unit) -> str:
    """The network as volumes, if the course has pictures."""
    file = f"{each.stem}-volumes.svg"
    if file not in each.files:
        return ""
    return f'<figure><img src="{_address(each, file)}" alt="{words(each.picture)}" loading="lazy"></figure>'


def _links(each: Unit, name: str, files: tuple[str, ...]) -> str:
    links = ", ".join(f'<a href="{_address(each, file)}">{words(_short(each, file))}</a>' for file in files)
    if len(files) > MOST:
        links = f"<details><summary>{len(files)} files</summary>{links}</details>"
    return f"<div><dt>{words(name)}</dt><dd>{links}</dd></div>"


def _address(each: Unit, file: str) -> str:
    """The file from the page that links to it, whatever letters are in its name."""
    return quote(f"{each.stem}/{file}")


def _short(each: Unit, file: str) -> str:
    """A file's name without the network's."""
    return file.removeprefix(f"{each.stem}-").removeprefix(f"{each.stem}.") or file
