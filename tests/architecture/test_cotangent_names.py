"""What a cotangent is called is decided in one place, and no name is taken apart again."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.modules import FILES, floor, name, tree

MARK = "_bar"
WRITTEN = re.compile(rf"^{MARK}|^\S+{MARK}$|[\"'\]}}.]{MARK}|{MARK}[\"'`]")
MAKER = "derive/algebra/tensor.py"
OWN_FORMULAS = {"engine"}  # imports nothing of derive, and has arguments called y_bar


def _written(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text but a docstring that holds the end of a cotangent's name."""
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(module) if isinstance(node, ast.Constant) and id(node) not in prose)
    for node in texts:
        if isinstance(node.value, str) and WRITTEN.search(node.value):
            yield node.lineno, node.value


@pytest.mark.parametrize("file", [file for file in FILES if floor(file) not in OWN_FORMULAS], ids=name)
def test_no_file_but_one_writes_or_cuts_the_name_of_a_cotangent(file: Path) -> None:
    if name(file) != MAKER:
        assert list(_written(tree(file))) == []


@pytest.mark.parametrize(
    "text",
    ['f"{tensor}_bar"', 'name.removesuffix("_bar")', 'name.endswith("_bar")', '"input_bar"', 't[name + "_bar"]'],
)
def test_a_planted_name_is_seen(text: str) -> None:
    assert list(_written(ast.parse(text if text.startswith("t[") else f"x = {text}")))
