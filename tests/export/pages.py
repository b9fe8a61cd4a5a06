"""Where the letters of a Typst document stand on its pages, read off its SVG."""

import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from dataclasses import dataclass

import typst

SVG = "{http://www.w3.org/2000/svg}"
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Page:
    """A page's size, and the places of its letters from the upper left, in points."""

    width: float
    height: float
    letters: tuple[tuple[float, float], ...]

    def outside(self, margin: float) -> int:
        """How many letters start nearer to an edge than `margin`, or beyond it."""
        return sum(
            not (margin <= x <= self.width - margin and margin <= y <= self.height - margin) for x, y in self.letters
        )


def pages(source: str) -> list[Page]:
    """Every page of a document."""
    made = typst.compile(source.encode(), ignore_system_fonts=True, format="svg")
    return [_page(Xml.fromstring(each)) for each in (made if isinstance(made, list) else [made])]


def _page(root: Xml.Element) -> Page:
    _, _, width, height = map(float, root.get("viewBox", "").split())
    return Page(width, height, tuple(_letters(root, IDENTITY)))


def _letters(element: Xml.Element, place: Matrix) -> Iterator[tuple[float, float]]:
    for child in element:
        if child.tag == f"{SVG}use":
            x, y = float(child.get("x", 0)), float(child.get("y", 0))
            yield place[0] * x + place[2] * y + place[4], place[1] * x + place[3] * y + place[5]
        elif child.tag == f"{SVG}g":
            yield from _letters(child, _inside(place, child.get("transform", "")))


def _inside(outer: Matrix, transform: str) -> Matrix:
    if not transform:
        return outer
    name, _, numbers = transform.rstrip(")").partition("(")
    values = [float(number) for number in numbers.replace(",", " ").split()]
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            inner: Matrix = (a, b, c, d, e, f)
        case "translate", [e, *rest]:
            inner = (1, 0, 0, 1, e, *(rest or [0.0]))
        case _:
            raise ValueError(transform)
    (a, b, c, d, e, f), (p, q, r, s, t, u) = outer, inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)
