"""Reading a figure back: its elements, its texts with the boxes that they take, and its networks."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from derive.export.figures.catalogue import figures
from derive.export.figures.figure import Figure
from derive.export.figures.measure import text_width
from derive.network.build import bind, build
from derive.network.model import Model
from derive.spec.read import read_spec

LOOK = ("font-size", "font-weight", "text-anchor")
SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = {"n": 5, "f": 3, "s": 2, "p": 1, "C": 2, "K": 2}  # for specs in letters
SPECS = tuple(sorted(path.stem for path in Path("specs").glob("*.yaml")))
PICTURED = (*SPECS, "symbolic_conv+numbers", "symbolic_pool+numbers")


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
    """A shipped network; with +numbers after its name, its letters become numbers."""
    name, plus, _ = stem.partition("+")
    model = build(read_spec(f"specs/{name}.yaml"))
    return bind(model, {str(each): NUMBERS[str(each)] for each in model.unbound}) if plus else model


@cache
def drawn(stem: str) -> tuple[Figure, ...]:
    """Every figure of a network."""
    return figures(network(stem))


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(part: ElementTree.Element, moving: int | None = None) -> list[Words]:
    """Every text that is seen: when nothing moves, or in one of the frames."""
    return _words(part, moving, {"font-size": "13", "text-anchor": "start"})


def _words(part: ElementTree.Element, moving: int | None, around: dict[str, str]) -> list[Words]:
    if part.tag in (f"{SVG}defs", f"{SVG}title", f"{SVG}desc", f"{SVG}style"):
        return []
    kind = part.get("class", "")
    if "dv-moves" in kind if moving is None else "dv-still" in kind:
        return []
    look = {**around, **{key: part.get(key, "") for key in LOOK if part.get(key) is not None}}
    if part.tag == f"{SVG}text":
        return [_box(part, look)]
    children = list(part)
    if moving is not None and is_frames(part):
        children = [children[moving]]
    return [found for child in children for found in _words(child, moving, look)]


def is_frames(part: ElementTree.Element) -> bool:
    """Whether the children are frames that take turns; texts that are revealed one by one are none."""
    return "dv-moves" in part.get("class", "") and all(child.tag == f"{SVG}g" for child in part)


def frames(svg: str) -> list[ElementTree.Element]:
    """The groups of frames of a figure."""
    return [part for part in read(svg).iter(f"{SVG}g") if is_frames(part)]


def _box(part: ElementTree.Element, look: dict[str, str]) -> Words:
    text, size = part.text or "", float(look["font-size"])
    x, y = float(part.get("x", "0")), float(part.get("y", "0"))
    width = text_width(text, size, look.get("font-weight") == "bold")
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[look["text-anchor"]] * width
    return Words(text, left, left + width, y - 0.75 * size, y + 0.22 * size)
