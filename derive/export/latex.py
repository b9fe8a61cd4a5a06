"""LaTeX: a document that compiles as it stands."""

from derive.document.blocks import Document
from derive.document.latex import latex
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.medium import Medium

HEAD = r"""\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{amsmath}
\begin{document}
"""
TAIL = r"""
\end{document}
"""


def write(document: Document) -> bytes:
    """The document as a .tex file of its own."""
    return f"{HEAD}{latex(document)}{TAIL}".encode()


def make(lesson: Lesson, wish: Wish) -> Files:
    """One .tex file."""
    return {f"{lesson.stem}.tex": write(lesson.document)}


LATEX = Format("latex", "a handout as LaTeX source", make)
LATEX_MEDIUM = Medium("latex", "tex", write)
