"""The formats that `derive export` knows, by an explicit tuple."""

from derive.export.format import Format
from derive.export.latex import LATEX

FORMATS: tuple[Format, ...] = (LATEX,)
