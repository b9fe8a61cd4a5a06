"""A page: one file that needs nothing else, without scripts."""

from collections.abc import Mapping
from types import MappingProxyType

from derive.document.blocks import Document
from derive.export.figures.network import narrow_picture, network_picture
from derive.export.format import Files, Format, Wish
from derive.export.html.anchors import anchor
from derive.export.html.blocks import blocks, section, words
from derive.export.html.checks import checks, summary
from derive.export.html.pictures import pictures
from derive.export.html.sheet import style_sheet
from derive.export.lesson import Lesson
from derive.export.medium import Medium

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="derive">
"""
SKIP = '<a class="skip" href="#main">Skip the contents</a>'


def page(
    document: Document,
    above: str = "",
    below: str = "",
    more: tuple[str, ...] = (),
    beside: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The document as a page; `above` and `below` are HTML around its sections, `more` titles of sections in it,
    `beside` is HTML that belongs to a section, by its title."""
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    parts = "\n".join(section(part, 2, beside=beside.get(part.title, "")) for part in document.sections)
    subtitle = f'\n<p class="subtitle">{words(document.subtitle)}</p>' if document.subtitle else ""
    header = f"<header>\n<h1>{words(document.title)}</h1>{subtitle}\n{above}</header>"
    contents = _contents((*(part.title for part in document.sections), *more))
    main = f'<main id="main">\n{blocks(document.blocks)}\n{parts}\n{below}\n</main>'
    return (
        f"{HEAD}<title>{words(title)}</title>\n<style>\n{style_sheet()}</style>\n</head>\n"
        f"<body>\n{SKIP}\n{header}\n{contents}\n{main}\n</body>\n</html>\n"
    )


def _contents(titles: tuple[str, ...]) -> str:
    if len(titles) < 2:
        return ""
    items = "\n".join(f'<li><a href="#{anchor(title)}">{words(title)}</a></li>' for title in titles)
    return f'<nav aria-label="Contents">\n<ul>\n{items}\n</ul>\n</nav>'


def write(document: Document) -> bytes:
    """Any document as a page of its own."""
    return page(document).encode()


def make(lesson: Lesson, wish: Wish) -> Files:
    """One file: the network's picture, formulas, derivations, worked numbers and verdicts."""
    picture = (
        f'<figure class="wide">\n{network_picture(lesson.model).svg}</figure>\n'
        f'<figure class="narrow">\n{narrow_picture(lesson.model).svg}</figure>\n'
    )
    beside = pictures(lesson.model)
    above = f"{summary(lesson.record)}\n{picture}"
    if lesson.record is None:
        return {f"{lesson.stem}.html": page(lesson.document, above, beside=beside).encode()}
    below = checks(lesson.record)
    return {f"{lesson.stem}.html": page(lesson.document, above, below, ("Checks",), beside).encode()}


HTML = Format(
    "html",
    "web page",
    "one web page with everything, to read, hand out and print",
    make,
    verdicts=True,
    selective=True,
)
HTML_MEDIUM = Medium("html", "html", write)
