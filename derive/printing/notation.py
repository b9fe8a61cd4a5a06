"""The notations that formulas are printed in."""

from enum import Enum

from derive.printing import ascii as plain
from derive.printing import latex, mathml, typst, unicode
from derive.printing.formula import Tree


class Notation(Enum):
    """A way to write formulas; the values are what users type."""

    UNICODE = "unicode"
    ASCII = "ascii"
    LATEX = "latex"
    MATHML = "mathml"
    TYPST = "typst"


def write(tree: Tree, notation: Notation, width: int | None = None) -> str:
    """The tree in a notation; `width` breaks lines of text and has no meaning for the others."""
    match notation:
        case Notation.UNICODE:
            return unicode.render(tree, width)
        case Notation.ASCII:
            return plain.render(tree, width)
        case Notation.LATEX:
            return latex.render(tree)
        case Notation.MATHML:
            return mathml.render(tree)
        case Notation.TYPST:
            return typst.render(tree)
