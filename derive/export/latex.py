"""LaTeX: a document that compiles as it stands."""

from derive.document.latex import latex
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson

HEAD = r"""\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{amsmath}
\begin{document}
"""
TAIL = r"""
\end{document}
"""


def make(lesson: Lesson, wish: Wish) -> Files:
    """One .tex file."""
    return {f"{lesson.stem}.tex": f"{HEAD}{latex(lesson.document)}{TAIL}".encode()}


LATEX = Format("latex", "a handout as LaTeX source", make)
