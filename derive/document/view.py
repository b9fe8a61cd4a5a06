"""A kind of section about layers that is shown on request, in place of their formulas."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.document.blocks import Section
from derive.document.choice import Choice
from derive.network.model import Layer, Model

Sections = tuple[Section | str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One kind of section, or for a layer that it says nothing of what that has instead: "no windows".

    `subject` is what a layer must be to get a section; `title` what all sections are about.
    """

    sections: Callable[[Model, tuple[Layer, ...], Choice], Sections]
    subject: str
    title: str
