"""What generated kernels call, as text of its own: the plain runtime's functions, as far as they are used."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from derive.export.python import plain_runtime
from derive.kernels.lowering.source import NUMPY


@dataclass(frozen=True, slots=True)
class Inlined:
    """Import lines (NumPy and the standard library alone) and definitions, in the file's order."""

    imports: tuple[str, ...]
    definitions: tuple[str, ...]


def inlined(kernels: str) -> Inlined:
    """What the text of kernels needs to run without derive; annotations, which a reader does not need, are left out."""
    module = ast.parse(inspect.getsource(plain_runtime))
    own = {node.name: _without_annotations(node) for node in module.body if isinstance(node, ast.FunctionDef)}
    used = _reached(_names(ast.parse(kernels)), own)
    kept = [node for name, node in own.items() if name in used]
    needed = used.union(*map(_names, kept))
    numpy = [f"from numpy import {name}" for name in NUMPY if name in _names(ast.parse(kernels))]
    lines = dict.fromkeys((*numpy, *(line for name, line in _imports(module) if name in needed)))
    return Inlined(tuple(lines), tuple(map(ast.unparse, kept)))


def _reached(names: set[str], own: dict[str, ast.FunctionDef]) -> set[str]:
    """The functions that these names reach through each other."""
    found = names & set(own)
    while more := {name for each in found for name in _names(own[each]) & set(own)} - found:
        found |= more
    return found


def _names(tree: ast.AST) -> set[str]:
    """The names that are read and not set in the same text."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return {node.id for node in names} - stored


def _imports(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                one = (
                    ast.ImportFrom(node.module, [alias], 0) if isinstance(node, ast.ImportFrom) else ast.Import([alias])
                )
                yield alias.asname or alias.name, ast.unparse(one)


class _Bare(ast.NodeTransformer):
    """Takes annotations away, those of local names too."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        bare = ast.Assign([node.target], node.value) if node.value is not None else ast.Pass()
        return ast.copy_location(bare, node)


def _without_annotations(function: ast.FunctionDef) -> ast.FunctionDef:
    function.returns = None
    _Bare().visit(function)
    return function
