"""Typst's source as PDF: tagged (PDF/UA-1), the same bytes each time, with the fonts that Typst brings.

Only a document with letters that those lack, such as a title in Chinese, is set with the system's fonts, too.
"""

import re
from types import ModuleType

from derive.errors import OutputError
from derive.export.extras import require

PACKAGE = "typst"
STANDARD = "ua-1"
NO_TIME = 0  # a fixed date of making; without it no two files would be alike
NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')


def pdf(source: str) -> bytes:
    """Raises MissingExtraError without the package typst, OutputError where it refuses the source, or where no font
    of the system has a letter."""
    typst = require(PACKAGE)
    try:
        return _compiled(typst, source, own_fonts=True)
    except typst.TypstError as error:
        if NO_LETTER.search(str(error)) is None:
            raise OutputError(f"Typst refuses the document\n  {error}") from error
    try:
        return _compiled(typst, source, own_fonts=False)
    except typst.TypstError as error:
        raise _refusal(str(error)) from error


def _compiled(typst: ModuleType, source: str, own_fonts: bool) -> bytes:
    made: bytes = typst.compile(
        source.encode(), ignore_system_fonts=own_fonts, pdf_standards=[STANDARD], timestamp=NO_TIME
    )
    return made


def _refusal(message: str) -> OutputError:
    found = NO_LETTER.search(message)
    if found is None:
        return OutputError(f"Typst refuses the document\n  {message}")
    letters = found[1]
    codes = " ".join(f"U+{ord(letter):04X}" for letter in letters)
    what = f"no font here has {letters} ({codes}), which a PDF would need"
    return OutputError(f"{what}\n  install a font that has it, such as Noto's, or write the title in other letters")
