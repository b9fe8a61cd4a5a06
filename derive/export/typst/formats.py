"""The formats and the medium that Typst makes."""

from derive.document.blocks import Document
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.medium import Medium
from derive.export.slides.deck import deck
from derive.export.slides.marp import marp, picture_file
from derive.export.typst.handout import handout, source
from derive.export.typst.pdf import PACKAGE, pdf
from derive.export.typst.slides import slides


def make_source(lesson: Lesson, wish: Wish) -> Files:
    """The handout's source, in one file."""
    return {f"{lesson.stem}.typ": handout(lesson).encode()}


def make_pdf(lesson: Lesson, wish: Wish) -> Files:
    """The handout as PDF."""
    return {f"{lesson.stem}.pdf": pdf(handout(lesson))}


def make_slides(lesson: Lesson, wish: Wish) -> Files:
    """The slides as PDF."""
    return {f"{lesson.stem}-slides.pdf": pdf(slides(deck(lesson)))}


def make_slides_source(lesson: Lesson, wish: Wish) -> Files:
    """The slides' source in one file, and Markdown for Marp with its pictures beside it."""
    made, stem = deck(lesson), f"{lesson.stem}-slides"
    pictures = {picture_file(stem, slide.figure): slide.figure.svg.encode() for slide in made.slides if slide.figure}
    return {f"{stem}.typ": slides(made).encode(), f"{stem}.md": marp(made, stem).encode(), **pictures}


def write_pdf(document: Document) -> bytes:
    """Any document as PDF."""
    return pdf(source(document))


PDF = Format(
    "pdf",
    "handout",
    "a handout as PDF, tagged, with alternative texts",
    make_pdf,
    verdicts=True,
    package=PACKAGE,
    selective=True,
    briefly=True,
)
TYPST = Format(
    "typst",
    "handout in Typst",
    "the handout's Typst source",
    make_source,
    verdicts=True,
    selective=True,
    briefly=True,
)
SLIDES = Format(
    "slides",
    "slides",
    "slides as PDF, 16:9, one for an idea; derivations on demand, revealed in steps",
    make_slides,
    verdicts=True,
    package=PACKAGE,
    selective=True,
)
SLIDES_SOURCE = Format(
    "slides-source",
    "slides in source",
    "the slides in Typst, and in Markdown for Marp",
    make_slides_source,
    verdicts=True,
    selective=True,
)
PDF_MEDIUM = Medium("pdf", "pdf", write_pdf, package=PACKAGE)
