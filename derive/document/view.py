"""A kind of section about layers that is shown on request, in place of their formulas."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.document.blocks import Section
from derive.document.choice import Choice
from derive.network.model import Layer, Model

Sections = tuple[Section | None, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One kind of section, None for layers that it says nothing of; `subject` is what a layer must be to get one."""

    sections: Callable[[Model, tuple[Layer, ...], Choice], Sections]
    subject: str
