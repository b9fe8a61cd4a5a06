"""Reading a figure back: its elements, its texts with the boxes that they take, and its networks."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from derive.export.figures.svg import text_width
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec

SVG = "{http://www.w3.org/2000/svg}"
SPECS = tuple(sorted(path.stem for path in Path("specs").glob("*.yaml")))


@dataclass(frozen=True)
class Words:
    """A text and the rectangle that it takes, by the estimate that figures are laid out with."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Words") -> bool:
        across = self.left < other.right - 0.5 and other.left < self.right - 0.5
        return across and self.top < other.bottom - 0.5 and other.top < self.bottom - 0.5


@cache
def network(stem: str) -> Model:
    return build(read_spec(f"specs/{stem}.yaml"))


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(part: ElementTree.Element) -> list[Words]:
    """Every text that is seen when nothing moves."""
    found = []
    if part.get("display") == "none" or part.tag in (f"{SVG}defs", f"{SVG}title", f"{SVG}desc"):
        return []
    if part.tag == f"{SVG}text":
        found.append(_box(part))
    for child in part:
        found += words(child)
    return found


def _box(part: ElementTree.Element) -> Words:
    text, size = "".join(part.itertext()), float(part.get("font-size", "13"))
    x, y = float(part.get("x", "0")), float(part.get("y", "0"))
    width = text_width(text, size, part.get("font-weight") == "bold")
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[part.get("text-anchor", "start")] * width
    return Words(text, left, left + width, y - 0.75 * size, y + 0.22 * size)
