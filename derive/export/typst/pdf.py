"""Typst's source as PDF: tagged (PDF/UA-1), with the fonts that Typst brings, the same bytes each time."""

from derive.errors import OutputError
from derive.export.extras import require

EXTRA = "pdf"
STANDARD = "ua-1"
NO_TIME = 0  # a fixed date of making; without it no two files would be alike


def pdf(source: str) -> bytes:
    """Raises MissingExtraError without the package typst, OutputError where it refuses the source."""
    typst = require("typst", EXTRA)
    try:
        made: bytes = typst.compile(
            source.encode(), ignore_system_fonts=True, pdf_standards=[STANDARD], timestamp=NO_TIME
        )
    except typst.TypstError as error:
        raise OutputError(f"Typst refuses the document\n  {error}") from error
    return made
