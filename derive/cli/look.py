"""How text is written on one output: the notation, the width, and words in the signs that it has."""

from dataclasses import dataclass
from textwrap import wrap as wrap_words

from derive.document.blocks import Cell
from derive.printing import ascii as plain_ascii
from derive.printing.formula import Tree
from derive.printing.notation import Notation, write
from derive.printing.wrap import columns

SIGNS = {
    **{sign: f"_{number}" for number, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    "→": "->",
    "⋆": "(*)",
    "—": "-",
    "’": "'",
    "⋮": ":",
    "⋱": "..",
    "∘": ".",
    "≈": "~",
    "≠": "!=",
    **dict.fromkeys("│┤", "|"),
    **dict.fromkeys("╮╯┬┴┼", "+"),
    "─": "-",
    "●": "o",
}


@dataclass(frozen=True, slots=True)
class Look:
    """Unicode or ASCII, so many columns wide."""

    notation: Notation
    width: int

    @property
    def unicode(self) -> bool:
        """Whether signs beyond ASCII may be used."""
        return self.notation is not Notation.ASCII

    def words(self, text: str) -> str:
        """Text in the signs that the output has."""
        if self.unicode:
            return text
        for sign, spelled in SIGNS.items():
            text = text.replace(sign, spelled)
        return plain_ascii.plain(text)

    def cell(self, cell: Cell, width: int | None = None) -> list[str]:
        """The lines of a text or a formula, each within `width` where one is given."""
        if isinstance(cell, str):
            text = self.words(cell)
            if width is None or columns(text) <= width:
                return [text]
            return wrap_words(text, width, break_long_words=False, break_on_hyphens=False) or [""]
        return write(cell, self.notation, width).split("\n")

    def formula(self, tree: Tree, indent: int) -> list[str]:
        """The lines of a formula, indented."""
        return [" " * indent + line for line in write(tree, self.notation, self.width - indent).split("\n")]

    def paragraph(self, text: str, indent: int, first: str = "") -> list[str]:
        """Words filled into lines; `first` stands before the first and indents the others."""
        start = " " * indent + self.words(first)
        return wrap_words(
            self.words(text),
            self.width,
            initial_indent=start,
            subsequent_indent=" " * len(start),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [start]
