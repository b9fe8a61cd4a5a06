"""A file imports only from its own floor and lower ones, at the top, by absolute names."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.modules import FILES, floor, name, tree

FLOORS = (
    "grammar",
    "errors",
    "version",
    "files",
    "cache",
    "algebra",
    "calculus",
    "printing",
    "layers",
    "spec",
    "network",
    "proof",
    "faults",
    "kernels",
    "engine",
    "verification",
    "training",
    "diagnosis",
    "document",
    "exercises",
    "report",
    "export",
    "interface",
    "testing",
    "cli",
)
BOTTOM = ("errors", "engine")  # the engine stands apart: it sees errors alone
LAZY = ("cli", "__init__")  # where imports inside functions keep `derive --help` instant
ENGINE_MAY_USE = {"numpy", "derive"} | set(sys.stdlib_module_names)


def _imports(file: Path) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, "." * node.level + (node.module or "")
            if node.module == "derive":
                yield from ((node, f"derive.{alias.name}") for alias in node.names)


def _imported_floors(file: Path) -> set[str]:
    parts = (module.split(".") for _, module in _imports(file))
    return {module[1] for module in parts if module[0] == "derive" and len(module) > 1}


@pytest.mark.parametrize("file", [f for f in FILES if floor(f) != "__init__"], ids=name)
def test_a_file_stands_on_a_known_floor(file: Path) -> None:
    assert floor(file) in (*FLOORS, "__main__"), f"{name(file)}: give its folder a place among the floors"


@pytest.mark.parametrize("file", [f for f in FILES if floor(f) in FLOORS], ids=name)
def test_a_file_imports_downward_only(file: Path) -> None:
    own = floor(file)
    allowed = {*FLOORS[: FLOORS.index(own) + 1]}
    if own not in ("verification", "training", "document", "exercises", "report", "export", "interface", "cli"):
        allowed -= {"engine"} - {own}
    upward = _imported_floors(file) - allowed
    assert upward == set(), f"{name(file)} is on the floor {own}"


@pytest.mark.parametrize("file", [f for f in FILES if floor(f) == "engine"], ids=name)
def test_the_engine_imports_numpy_the_standard_library_and_errors_alone(file: Path) -> None:
    assert _imported_floors(file) <= set(BOTTOM)
    assert {module.split(".")[0] for _, module in _imports(file)} <= ENGINE_MAY_USE


@pytest.mark.parametrize("file", [f for f in FILES if f.parent.name == "runtime"], ids=name)
def test_the_runtime_of_the_kernels_imports_numpy_the_standard_library_and_itself_alone(file: Path) -> None:
    modules = {module for _, module in _imports(file)}
    assert {module.split(".")[0] for module in modules} <= ENGINE_MAY_USE
    assert all(module.startswith("derive.kernels.runtime.") for module in modules if module.startswith("derive"))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_are_absolute(file: Path) -> None:
    assert [module for _, module in _imports(file) if module.startswith(".")] == []


def _type_checking(file: Path) -> list[ast.stmt]:
    blocks = [n for n in tree(file).body if isinstance(n, ast.If) and ast.unparse(n.test).endswith("TYPE_CHECKING")]
    return [statement for block in blocks for statement in block.body]


@pytest.mark.parametrize("file", [f for f in FILES if floor(f) not in LAZY], ids=name)
def test_imports_stand_at_the_top(file: Path) -> None:
    top = [*tree(file).body, *_type_checking(file)]
    inside = [f"line {node.lineno}: {module}" for node, module in _imports(file) if node not in top]
    assert inside == []


@pytest.mark.parametrize("file", [f for f in FILES if floor(f) not in ("cli", "__init__")], ids=name)
def test_only_the_command_line_knows_typer_and_rich(file: Path) -> None:
    assert {module.split(".")[0] for _, module in _imports(file)} & {"typer", "rich", "click"} == set()


@pytest.mark.parametrize("file", [f for f in FILES if floor(f) in ("algebra", "calculus", "printing")], ids=name)
def test_formulas_know_no_arrays(file: Path) -> None:
    assert {module.split(".")[0] for _, module in _imports(file)} & {"numpy", "pydantic", "ruamel"} == set()


def test_the_check_sees_a_planted_violation(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "from derive import kernels\n\ndef f():\n    from derive.network import model\n", encoding="utf-8"
    )
    assert _imported_floors(planted) == {"kernels", "network"}
    assert [module for node, module in _imports(planted) if node not in tree(planted).body] == ["derive.network"]
