"""The formats that `derive export` knows, by an explicit tuple."""

from derive.export.format import Format
from derive.export.latex import LATEX
from derive.export.worksheet import KEY, WORKSHEET

FORMATS: tuple[Format, ...] = (LATEX, WORKSHEET, KEY)
