"""The engine's law: it imports the standard library, NumPy, derive.errors and itself, nothing else."""

import ast
import sys
from pathlib import Path

import pytest

import derive.engine

FILES = sorted(Path(derive.engine.__file__).parent.rglob("*.py"))
ALLOWED = ("numpy", "derive.errors", "derive.engine")


def imported(tree: ast.AST) -> list[str]:
    """Every module named in an import statement, `from a import b` as a."""
    names: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                names += [alias.name for alias in node.names]
            case ast.ImportFrom(level=0, module=str(module)):
                names += [f"{module}.{alias.name}" if module == "derive" else module for alias in node.names]
            case ast.ImportFrom():
                names.append("a relative import")
    return names


def is_allowed(name: str) -> bool:
    own = any(name == known or name.startswith(f"{known}.") for known in ALLOWED)
    return own or name.partition(".")[0] in sys.stdlib_module_names


def test_the_walk_finds_the_engines_files() -> None:
    assert {"engine.py", "convolution.py", "losses.py"} <= {file.name for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_engine_file_imports_nothing_else_of_derive(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert [name for name in imported(tree) if not is_allowed(name)] == []
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not named & {"__import__", "eval", "exec", "importlib"}


@pytest.mark.parametrize(
    "line",
    ["import sympy", "from derive.layers import conv", "from derive import calculus", "from . import dense",
     "import derive.kernels.passes.plan", "from derive.engineering import x", "import derive"],
)  # fmt: skip
def test_the_law_bites(line: str) -> None:
    assert not all(is_allowed(name) for name in imported(ast.parse(line)))


@pytest.mark.parametrize("line", ["import numpy as np", "from derive import errors", "from math import pi"])
def test_the_law_lets_pass_what_it_should(line: str) -> None:
    assert all(is_allowed(name) for name in imported(ast.parse(line)))
