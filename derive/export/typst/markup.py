"""Words, formulas and pictures in Typst's markup; formulas and pictures bring their alternative texts."""

import re

from derive.export.figures.figure import Figure
from derive.printing.formula import Tree
from derive.printing.typst import render
from derive.printing.unicode import spoken

SPECIAL = re.compile(r"[\\#$*_`<>@\[\]~]|//|/\*|--|^[=+/-]", re.MULTILINE)
NUMBERED = re.compile(r"^(\d+)\.", re.MULTILINE)


def words(text: str) -> str:
    """Plain text as markup."""
    escaped = SPECIAL.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)
    return NUMBERED.sub(r"\1\\.", escaped)


def string(text: str) -> str:
    """Plain text as a string of Typst's code."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def inline(tree: Tree) -> str:
    """A formula inside a line."""
    return f"#m({string(spoken(tree))}, ${render(tree)}$)"


def display(tree: Tree, room: float) -> str:
    """A formula on lines of its own, `room` wide in the units of derive.printing.measure."""
    return displayed(render(tree, room), spoken(tree))


def displayed(mathematics: str, alternative: str, function: str = "formula") -> str:
    """Typst's mathematics as a block, given to a function of the template."""
    return f"#{function}({string(alternative)}, $\n{mathematics}\n$)"


def picture(drawn: Figure) -> str:
    """A picture, its file written into the source."""
    return f"#picture({string(drawn.title)}, {string(drawn.description)}, {string(drawn.svg)})"
