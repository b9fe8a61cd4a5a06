"""The media of worksheets and keys, by an explicit tuple."""

from derive.export.html.page import HTML_MEDIUM
from derive.export.latex import LATEX_MEDIUM
from derive.export.medium import Medium
from derive.export.notebook.notebook import NOTEBOOK_MEDIUM
from derive.export.typst.formats import PDF_MEDIUM

MEDIA: tuple[Medium, ...] = (PDF_MEDIUM, HTML_MEDIUM, LATEX_MEDIUM, NOTEBOOK_MEDIUM)
