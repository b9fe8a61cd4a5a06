"""The formats and the medium that Typst makes."""

from derive.document.blocks import Document
from derive.export.figures.volumes import network_picture
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.medium import Medium
from derive.export.slides.deck import deck
from derive.export.slides.marp import marp
from derive.export.typst.handout import handout, source
from derive.export.typst.pdf import EXTRA, pdf
from derive.export.typst.slides import slides


def make_source(lesson: Lesson, wish: Wish) -> Files:
    """The handout's source, in one file."""
    return {f"{lesson.stem}.typ": handout(lesson).encode()}


def make_pdf(lesson: Lesson, wish: Wish) -> Files:
    """The handout as PDF."""
    return {f"{lesson.stem}.pdf": pdf(handout(lesson))}


def make_slides(lesson: Lesson, wish: Wish) -> Files:
    """The slides as PDF, their source, and Markdown for Marp with the network's picture beside it."""
    made, stem = deck(lesson), f"{lesson.stem}-slides"
    source, drawn = slides(made), network_picture(lesson.model)
    files = {"pdf": pdf(source), "typ": source.encode(), "md": marp(made, f"{stem}.svg").encode()}
    return {f"{stem}.{suffix}": content for suffix, content in {**files, "svg": drawn.svg.encode()}.items()}


def write_pdf(document: Document) -> bytes:
    """Any document as PDF."""
    return pdf(source(document))


PDF = Format("pdf", "a handout as PDF, tagged, with alternative texts", make_pdf, verdicts=True, extra=EXTRA)
TYPST = Format("typst", "the handout's Typst source", make_source, verdicts=True)
SLIDES = Format(
    "slides",
    "slides as PDF, 16:9, derivations revealed in steps; with their Typst source, and Markdown for Marp",
    make_slides,
    verdicts=True,
    extra=EXTRA,
)
PDF_MEDIUM = Medium("pdf", "pdf", write_pdf, extra=EXTRA)
