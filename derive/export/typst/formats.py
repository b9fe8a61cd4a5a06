"""The formats and the medium that Typst makes."""

from derive.document.blocks import Document
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.medium import Medium
from derive.export.typst.handout import handout, source
from derive.export.typst.pdf import EXTRA, pdf


def make_source(lesson: Lesson, wish: Wish) -> Files:
    """The handout's source, in one file."""
    return {f"{lesson.stem}.typ": handout(lesson).encode()}


def make_pdf(lesson: Lesson, wish: Wish) -> Files:
    """The handout as PDF."""
    return {f"{lesson.stem}.pdf": pdf(handout(lesson))}


def write_pdf(document: Document) -> bytes:
    """Any document as PDF."""
    return pdf(source(document))


PDF = Format("pdf", "a handout as PDF, tagged, with alternative texts", make_pdf, verdicts=True, extra=EXTRA)
TYPST = Format("typst", "the handout's Typst source", make_source, verdicts=True)
PDF_MEDIUM = Medium("pdf", "pdf", write_pdf, extra=EXTRA)
