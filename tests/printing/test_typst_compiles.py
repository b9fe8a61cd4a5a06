"""Typst itself accepts every formula, and no line of one is wider than a page."""

import json

import typst

from derive.printing.formula import Relation, Statement, Trace
from derive.printing.notation import Notation, write
from tests.printing.cases import CASES

TREES = [(f"{case}: {title}", tree) for case in CASES for title, tree in CASES[case]()]
WIDEST = 482.0  # points: A4 less margins of 20 mm
HEAD = """#set page(width: auto, height: auto)
#set text(font: "New Computer Modern", size: 10pt)
#show math.equation: set text(font: "New Computer Modern Math")
#let measured(number, body) = context [#metadata((number, measure(body).width.pt())) <width>]
"""


def widths() -> list[tuple[str, float]]:
    lines = [f"#measured({number}, $ {write(tree, Notation.TYPST)} $)" for number, (_, tree) in enumerate(TREES)]
    found = json.loads(typst.query((HEAD + "\n".join(lines)).encode(), "<width>", field="value"))
    return [(TREES[number][0], width) for number, width in found]


def test_typst_accepts_every_formula_and_no_line_is_wider_than_a_page() -> None:
    found = widths()
    assert len(found) == len(TREES)
    wide = [
        name for (name, width), (_, tree) in zip(found, TREES, strict=True) if width > WIDEST and stands_alone(tree)
    ]
    assert wide == []


def stands_alone(tree: object) -> bool:
    """Whether the tree has lines of its own; a derivation is printed step by step."""
    return isinstance(tree, Relation | Statement) and not isinstance(tree, Trace)
