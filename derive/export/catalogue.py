"""The formats that `derive export` knows, by an explicit tuple."""

from collections.abc import Iterable, Iterator

from derive.export.figures.catalogue import PICTURES
from derive.export.format import Format, Wish
from derive.export.html.page import HTML
from derive.export.latex import LATEX
from derive.export.media import MEDIA
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
    WORKSHEET,
    KEY,
)


def extras(formats: Iterable[Format], wish: Wish) -> Iterator[str]:
    """The optional parts that these formats need, those of the media in which they are wished among them."""
    chosen = tuple(formats)
    yield from (each.extra for each in chosen)
    if any(each.media for each in chosen):
        yield from (medium.extra for medium in MEDIA if not wish.media or medium.name in wish.media)
