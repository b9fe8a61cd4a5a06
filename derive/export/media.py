"""The media of worksheets and keys, by an explicit tuple."""

from collections.abc import Mapping

from derive.document.blocks import Document
from derive.export.format import Files, Wish
from derive.export.html.page import HTML_MEDIUM
from derive.export.latex import LATEX_MEDIUM
from derive.export.medium import Medium
from derive.export.notebook.notebook import NOTEBOOK_MEDIUM
from derive.export.typst.formats import PDF_MEDIUM

MEDIA: tuple[Medium, ...] = (PDF_MEDIUM, HTML_MEDIUM, LATEX_MEDIUM, NOTEBOOK_MEDIUM)


def wished(wish: Wish) -> tuple[Medium, ...]:
    """The media that a wish names, all of them where it names none."""
    return tuple(medium for medium in MEDIA if not wish.media or medium.name in wish.media)


def written(documents: Mapping[str, Document], medium: Medium) -> Files:
    """Each document in a file of its name."""
    return {f"{name}.{medium.suffix}": medium.write(document) for name, document in documents.items()}
