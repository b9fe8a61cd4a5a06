"""A picture before it is written."""

from dataclasses import dataclass

from derive.export.figures.figure import Figure
from derive.export.figures.svg import Element, document


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture before it is written: its size, its words, its elements."""

    name: str
    size: tuple[int, int]
    title: str
    description: str
    elements: tuple[Element, ...]

    def figure(self, network: str) -> Figure:
        """The picture as SVG; `network` tells its identifiers from those of other pictures on a page."""
        svg = document(f"{network}-{self.name}", self.size, self.title, self.description, *self.elements)
        return Figure(self.name, self.title, self.description, svg)
