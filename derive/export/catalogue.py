"""The formats that `derive export` knows, by an explicit tuple."""

from derive.export.figures.catalogue import PICTURES
from derive.export.format import Format
from derive.export.graph import DOT, MERMAID
from derive.export.html.page import HTML
from derive.export.latex import LATEX
from derive.export.notebook.notebook import NOTEBOOK
from derive.export.python.standalone import PYTHON
from derive.export.typst.formats import PDF, SLIDES, SLIDES_SOURCE, TYPST
from derive.export.worksheet import KEY, WORKSHEET

FORMATS: tuple[Format, ...] = (
    HTML,
    PDF,
    SLIDES,
    TYPST,
    SLIDES_SOURCE,
    LATEX,
    NOTEBOOK,
    PYTHON,
    PICTURES,
    MERMAID,
    DOT,
    WORKSHEET,
    KEY,
)
