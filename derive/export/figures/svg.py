"""A small SVG builder: elements as frozen data, written with short numbers and without anything from outside.

An attribute may be a Paint: its light colour is written as the attribute, which every renderer reads, and its dark
one as a class, which browsers use on dark screens.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from derive.export.figures.measure import wrapped
from derive.export.figures.paint import DARK_ONLY, INK, PAPER, Paint

FONTS = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)" width="[0-9.]+" height="[0-9.]+"')
EDGE, LINE, FINE = 12.0, 17.0, 12.0
Value: TypeAlias = str | float | int | Paint | None


@dataclass(frozen=True, slots=True)
class Element:
    """One element with its attributes in order and its children, elements or text."""

    tag: str
    attributes: tuple[tuple[str, Value], ...] = ()
    children: tuple["Element | str", ...] = ()


def element(tag: str, *children: Element | str, **attributes: Value) -> Element:
    """An element; font_size becomes font-size, class_ class; None leaves an attribute out."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Element(tag, tuple((key, value) for key, value in named if value is not None), children)


def group(*children: Element, **attributes: Value) -> Element:
    """Elements together."""
    return element("g", *children, **attributes)


def rect(x: float, y: float, width: float, height: float, **attributes: Value) -> Element:
    """A rectangle by its upper left corner."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value) -> Element:
    """A straight line, in the text's colour unless another stroke is given."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": INK, **attributes})


def polygon(points: tuple[tuple[float, float], ...], **attributes: Value) -> Element:
    """A closed outline through the points."""
    return element("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), **attributes)


def label(x: float, y: float, text: str, size: float = 13, anchor: str = "middle", **attributes: Value) -> Element:
    """Text on the baseline y."""
    return element("text", text, x=x, y=y, font_size=size, text_anchor=anchor, **{"fill": INK, **attributes})


def labels(places: Iterable[tuple[float, float, str]], size: float, anchor: str, **attributes: Value) -> Element:
    """Many texts of one look: (x, y, text) each."""
    texts = (element("text", text, x=x, y=y) for x, y, text in places)
    return group(*texts, font_size=size, text_anchor=anchor, **{"fill": INK, **attributes})


def number(value: float) -> str:
    """At most two decimals, no trailing zeros, never -0."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def document(name: str, size: tuple[float, float], title: str, description: str, *body: Element, css: str = "") -> str:
    """A whole file: title and description, paper under the drawing, and the dark colours of the paints used.

    `name` makes the ids, so that several figures can stand in one page.
    """
    width, height = size
    paper = rect(0, 0, width, height, fill=PAPER)
    root = element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        element("style", _style((paper, *body), css)),
        paper,
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FONTS,
    )
    return "\n".join(_written(root)) + "\n"


def with_lines_below(svg: str, texts: tuple[str, ...]) -> str:
    """A whole file with lines of text below the drawing, wrapped to its width; the same file without texts."""
    found = SIZE.search(svg)
    if found is None or not texts:
        return svg
    width, height = map(float, found.groups())
    lines = [each for text in texts for each in wrapped(text, width - 2 * EDGE, FINE)]
    places = ((EDGE, height + (place + 0.5) * LINE, text) for place, text in enumerate(lines))
    whole = number(height + len(lines) * LINE)
    root = f'viewBox="0 0 {number(width)} {whole}" width="{number(width)}" height="{whole}"'
    paper = f'height="{number(height)}" fill="{PAPER.light}"'
    svg = SIZE.sub(root, svg, count=1).replace(paper, paper.replace(number(height), whole), 1)
    added = "\n".join(_written(labels(places, FINE, "start")))
    return svg.removesuffix("</svg>\n") + f"{added}\n</svg>\n"


def _style(body: tuple[Element, ...], css: str) -> str:
    used = dict.fromkeys(found for part in body for found in _paints(part))
    rules = "".join(f".{_class(key, paint)}{{{key}:{paint.dark}}}" for key, paint in used)
    return f"{css}{DARK_ONLY}{{{rules}}}"


def _paints(part: Element | str) -> Iterator[tuple[str, Paint]]:
    if isinstance(part, Element):
        yield from ((key, value) for key, value in part.attributes if isinstance(value, Paint))
        for child in part.children:
            yield from _paints(child)


def _class(key: str, paint: Paint) -> str:
    return f"dv-{key}-{paint.name}"


def _written(part: Element | str) -> Iterator[str]:
    """One line for each element, so that differences between two versions can be read."""
    if isinstance(part, str):
        yield escape(part)
    elif not part.children:
        yield f"<{part.tag}{_attributes(part)}/>"
    elif any(isinstance(child, str) for child in part.children):
        inner = "".join("".join(_written(child)) for child in part.children)
        yield f"<{part.tag}{_attributes(part)}>{inner}</{part.tag}>"
    else:
        yield f"<{part.tag}{_attributes(part)}>"
        for child in part.children:
            yield from _written(child)
        yield f"</{part.tag}>"


def _attributes(part: Element) -> str:
    classes = [str(value) for key, value in part.attributes if key == "class"]
    classes += [_class(key, value) for key, value in part.attributes if isinstance(value, Paint)]
    pairs = [(key, _text(value)) for key, value in part.attributes if key != "class"]
    if classes:
        pairs.append(("class", " ".join(classes)))
    return "".join(f" {key}={quoteattr(value)}" for key, value in pairs)


def _text(value: Value) -> str:
    if isinstance(value, Paint):
        return value.light
    return value if isinstance(value, str) else number(float(value or 0))
