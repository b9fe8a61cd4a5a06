"""Notebooks for Jupyter: a network's lesson, and any document as one."""

from collections.abc import Iterable
from dataclasses import replace

from derive.document.blocks import Document, Space
from derive.document.markdown import JUPYTER, block_parts, escape, section_parts
from derive.export.extras import require
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.export.medium import Medium
from derive.export.notebook.cells import Cell, cells

PACKAGE = "nbformat"


def make(lesson: Lesson, wish: Wish) -> Files:
    """One .ipynb file."""
    return {f"{lesson.stem}.ipynb": packed(cells(lesson.model, lesson.notices))}


def write(document: Document) -> bytes:
    """A document as a notebook: a cell for each section, and after it an empty one to work in."""
    head = "\n\n".join(filter(None, (f"# {escape(document.title)}", escape(document.subtitle))))
    made = [Cell(False, "\n\n".join((head, *block_parts(document.blocks, JUPYTER))))]
    for section in document.sections:
        shown = replace(section, blocks=tuple(each for each in section.blocks if not isinstance(each, Space)))
        made += [Cell(False, "\n\n".join(section_parts(shown, 2, JUPYTER))), Cell(True, "")]
    return packed(made)


def packed(made: Iterable[Cell]) -> bytes:
    """The notebook's file, the same bytes for the same cells. Raises MissingExtraError without nbformat."""
    v4 = require("nbformat.v4")
    numbered = [
        (v4.new_code_cell if cell.code else v4.new_markdown_cell)(cell.text, id=f"cell-{number}")
        for number, cell in enumerate(made, 1)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = v4.new_notebook(cells=numbered, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
    return (str(require("nbformat").writes(notebook)) + "\n").encode()


NOTEBOOK = Format(
    "notebook",
    "notebook",
    "a Jupyter notebook that needs NumPy alone: formulas, code, checks, a plot",
    make,
    numbers=True,
    package=PACKAGE,
)
NOTEBOOK_MEDIUM = Medium("notebook", "ipynb", write, package=PACKAGE)
