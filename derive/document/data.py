"""Documents as plain data, every formula in Unicode and in LaTeX."""

from typing import TypeAlias, assert_never

from derive.document.blocks import (
    Block,
    Cell,
    Document,
    Formula,
    Formulas,
    Listing,
    Matrices,
    Matrix,
    Note,
    Paragraph,
    Section,
    Space,
    Steps,
    TableBlock,
)
from derive.printing.formula import Explained, Tree
from derive.printing.notation import Notation, write

Data: TypeAlias = dict[str, object]


def document_data(document: Document) -> Data:
    """The whole document."""
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "blocks": [_block(block) for block in document.blocks],
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> Data:
    return {
        "title": section.title,
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(part) for part in section.subsections],
    }


def _block(block: Block) -> Data:
    match block:
        case Paragraph():
            return {"type": "paragraph", "text": block.text}
        case Note():
            return {"type": block.kind.value, "text": block.text}
        case Space():
            return {"type": "space", "lines": block.lines}
        case Listing():
            return {"type": "listing", "language": block.language, "text": block.text}
        case Formulas():
            return {"type": "formulas", "label": block.label, "formulas": [_formula(each) for each in block.formulas]}
        case TableBlock():
            rows = [[_cell(cell) for cell in row] for row in block.rows]
            return {
                "type": "table",
                "label": block.label,
                "headers": [_cell(cell) for cell in block.headers],
                "rows": rows,
            }
        case Matrices():
            items = [_matrix(matrix) for matrix in block.items]
            return {"type": "matrices", "label": block.label, "signs": list(block.signs), "matrices": items}
        case Steps():
            return {"type": "steps", "label": block.label, "steps": [_step(step) for step in block.trace.steps]}
        case _:
            assert_never(block)


def _formula(formula: Formula) -> Data:
    return _tree(formula.tree)


def _tree(tree: Tree) -> Data:
    return {"unicode": write(tree, Notation.UNICODE), "latex": write(tree, Notation.LATEX)}


def _cell(cell: Cell) -> object:
    return cell if isinstance(cell, str) else _tree(cell)


def _matrix(matrix: Matrix) -> Data:
    return {
        "caption": _cell(matrix.caption),
        "rows": [[_cell(cell) for cell in row] for row in matrix.rows],
        "row_names": list(matrix.row_names),
        "column_names": list(matrix.column_names),
    }


def _step(step: Explained) -> Data:
    solved = [write(each, Notation.UNICODE) for each in step.solved]
    return {"rule": step.rule, "reason": step.reason, "solved": solved, **_tree(step.statement)}
