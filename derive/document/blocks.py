"""Documents: a small frozen tree between what the project finds out and how it is shown.

    Document := title, subtitle, sections
    Section  := title, blocks, subsections
    Block    := Paragraph | Formulas | TableBlock | Matrices | Steps | Listing | Note | Space

Formulas stay trees of derive.printing: a renderer chooses the notation. Text is plain; a renderer escapes it.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from sympy import Eq

from derive.algebra.equation import Equation
from derive.printing.formula import Trace, Tree

Cell: TypeAlias = str | Tree
LINE_BY_HAND = 8  # millimetres of paper for a line of handwriting


class Kind(Enum):
    """What a note says: a convention, a remark, what was checked."""

    CONVENTION = "convention"
    REMARK = "remark"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula, and the equation that it shows, for those who want it as SymPy."""

    tree: Tree
    source: Equation | Eq | None = None


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas that belong together, under a label in words."""

    formulas: tuple[Formula, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; `right` are the columns aligned right. `total` says that the last row sums up the others."""

    headers: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int] = frozenset()
    total: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid of values with a caption; an empty cell holds nothing, shown as a dot.

    `row_names` and `column_names` number the rows and columns where that matters (units and pixels).
    """

    rows: tuple[tuple[Cell, ...], ...]
    caption: Cell = ""
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrices:
    """Matrices side by side with a sign between each two: image ⋆ filter = result."""

    items: tuple[Matrix, ...]
    signs: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """A derivation, step by step."""

    trace: Trace
    label: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Program text."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of its own kind."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """Room to write so many lines by hand, on paper."""

    lines: int


Block: TypeAlias = Paragraph | Formulas | TableBlock | Matrices | Steps | Listing | Note | Space


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a document; a `whole` one is not to be parted by the end of a page."""

    title: str
    blocks: tuple[Block, ...] = ()
    subsections: "tuple[Section, ...]" = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
