"""The media of worksheets and keys, by an explicit tuple."""

from derive.export.latex import LATEX_MEDIUM
from derive.export.medium import Medium

MEDIA: tuple[Medium, ...] = (LATEX_MEDIUM,)
