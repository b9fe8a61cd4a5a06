"""What SymPy does wrong with indices, or differently under another hash seed, is never called."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.modules import FILES, name, tree

METHODS = {"doit", "subs", "simplify", "as_dummy"}
NAMES = {
    "Dummy",
    "Heaviside",
    "KroneckerDelta",
    "Piecewise",
    "convert_indexed_to_array",
    "deltasummation",
    "eval",
    "parse_expr",
    "simplify",
    "sympify",
}
ALLOWED = {("derive/algebra/plain.py", "Piecewise")}  # the export to plain SymPy, which nothing reads back


def _banned(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            yield node.lineno, node.func.attr
        elif isinstance(node, ast.Name | ast.Attribute):
            used = node.id if isinstance(node, ast.Name) else node.attr
            if used in NAMES:
                yield node.lineno, used
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in NAMES)


@pytest.mark.parametrize("file", FILES, ids=name)
def test_nothing_banned_is_called(file: Path) -> None:
    found = {(line, word) for line, word in _banned(tree(file)) if (name(file), word) not in ALLOWED}
    assert found == set()


@pytest.mark.parametrize(
    "text",
    [
        "x.doit()",
        "x.subs(a, b)",
        "sympy.simplify(x)",
        "x.simplify()",
        "from sympy import KroneckerDelta",
        "sympy.sympify(t)",
        "parse_expr(t)",
        "sympy.Heaviside(x)",
        "sympy.Dummy()",
        "eval(t)",
    ],
)
def test_a_planted_call_is_seen(text: str) -> None:
    assert list(_banned(ast.parse(text)))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_nothing_swallows_every_exception(file: Path) -> None:
    handlers = [node for node in ast.walk(tree(file)) if isinstance(node, ast.ExceptHandler)]
    assert [node.lineno for node in handlers if node.type is None] == []


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_file_holds_one_idea_of_at_most_350_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_file_is_named_by_its_idea(file: Path) -> None:
    assert file.stem not in {"utils", "helpers", "manager", "base", "common"}
    assert ast.get_docstring(tree(file)) or file.stem in ("__init__", "__main__"), "a file says what it is"
