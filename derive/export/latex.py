"""LaTeX: an article that pdflatex compiles as it stands, with amsmath and what comes with every LaTeX.

The network's picture needs TikZ and is left out where that is not installed.
"""

from derive.document.blocks import Cell, Document, TableBlock
from derive.document.latex import Page, body, cell, row
from derive.document.latex_words import words
from derive.export.figures.network import network_drawing
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.medium import Medium
from derive.export.tikz import PACKAGE, tikz
from derive.printing.measure import measure

PREAMBLE = r"""\documentclass[a4paper,fleqn]{article}
\usepackage[T1]{fontenc}
\usepackage[margin=24mm]{geometry}
\usepackage{amsmath}
\usepackage{array,longtable}
\setcounter{MaxMatrixCols}{40}
\setcounter{secnumdepth}{0}
\setcounter{tocdepth}{1}
\setlength{\tabcolsep}{4pt}
\setlength{\mathindent}{1em}
\allowdisplaybreaks
\raggedbottom
\renewcommand{\labelitemi}{$\bullet$}
\emergencystretch=3em
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6ex plus 0.3ex}
"""
ROOM = 86.0  # a line of a formula, in measure's units
LINE = 98.0  # a line of a table
BETWEEN = 2.5  # two columns of a table
MANY = 4  # sections, from where on there are contents


def source(document: Document, drawn: str = "", contents: bool = False) -> str:
    """The whole file, with a picture and a table of contents after its title."""
    preamble = f"{PREAMBLE}{PACKAGE}\n" if drawn else PREAMBLE
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    head = [rf"\title{{{words(title)}}}", r"\author{}", r"\date{}", r"\begin{document}", r"\maketitle"]
    if drawn:
        head.append(drawn)
    if contents:
        head.append(r"\tableofcontents")
    parts = (preamble + "\n".join(head), *body(document, Page(ROOM, longtable)), r"\end{document}")
    return "\n\n".join(parts) + "\n"


def longtable(block: TableBlock) -> str:
    """A table that goes on over pages, its header repeated; the columns that are too wide are folded."""
    head, *rows = (row(map(_cell, cells)) for cells in (block.headers, *block.rows))
    if block.total:
        rows.insert(len(rows) - 1, r"\hline")
    written = "\n".join((head, r"\hline", r"\endhead", *rows, r"\hline"))
    return f"\\begin{{longtable}}[l]{{{_columns(block)}}}\n\\hline\n{written}\n\\end{{longtable}}"


def _cell(content: Cell) -> str:
    """A cell whose formulas may be broken after commas, too."""
    written = cell(content)
    return written if isinstance(content, str) else written.replace(", ", r",\allowbreak ")


def _columns(block: TableBlock) -> str:
    widths = [max(map(_width, cells)) for cells in zip(block.headers, *block.rows, strict=True)]
    room = LINE - BETWEEN * len(widths)
    fair = _fair(widths, room)
    return "".join(
        _column("r" if place in block.right else "l", fair / LINE if width > fair else None)
        for place, width in enumerate(widths)
    )


def _column(align: str, share: float | None) -> str:
    if share is None:
        return align
    side = r"\raggedleft" if align == "r" else r"\raggedright"
    return rf">{{{side}\arraybackslash}}p{{{share:.3f}\linewidth}}"


def _fair(widths: list[float], room: float) -> float:
    """The most that a column may take so that all fit, where narrow ones leave room to wide ones."""
    left = sorted(widths)
    while left and left[0] <= room / len(left):
        room -= left.pop(0)
    return room / len(left) if left else max(widths)


def _width(cell: Cell) -> float:
    return float(len(cell)) if isinstance(cell, str) else measure(cell)  # type: ignore[arg-type]


def make(lesson: Lesson, wish: Wish) -> Files:
    """One .tex file."""
    shown = lesson.handout
    drawn = tikz(network_drawing(lesson.model).elements)
    return {f"{lesson.stem}.tex": source(shown, drawn, contents=len(shown.sections) >= MANY).encode()}


def write(document: Document) -> bytes:
    """Any document as a .tex file of its own."""
    return source(document).encode()


LATEX = Format("latex", "handout in LaTeX", "the same handout as LaTeX source", make, verdicts=True, selective=True)
LATEX_MEDIUM = Medium("latex", "tex", write)
