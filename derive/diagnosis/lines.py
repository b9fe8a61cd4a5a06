"""The lines of somebody's code in which an output is written, found without running it."""

import ast
from collections.abc import Iterator, Sequence

from derive.diagnosis.child.vocabulary import gradient_of
from derive.diagnosis.find import BACK_METHODS, METHODS, Found

Assigning = ast.Assign | ast.AugAssign | ast.AnnAssign


def lines_of(text: str, found: Found, output: str) -> tuple[int, ...]:
    """The statements that write an output, and what it is a part of: dx = padded[1:-1] leads to padded too.

    Empty where this cannot be told, as where another function does it.
    """
    function = _function(ast.parse(text), found, output)
    if function is None:
        return ()
    returned = _returned(function, found, output)
    names, held = {returned.id} if isinstance(returned, ast.Name) else set(), _attributes(function, found, output)
    if returned is not None and not names:
        names |= set(_sources(returned))
        held.add(returned.lineno)
    for _ in range(2):
        own = [node for node in _assignments(function) if any(_root(each) in names for each in _targets(node))]
        names |= {name for node in own if isinstance(node, ast.Assign) for name in _sources(node.value)}
    written = {_root(each) for node in _assignments(function) for each in _targets(node)}
    names &= written
    return tuple(sorted(held | {node.lineno for node in own if _changes(node)}))


def _function(tree: ast.Module, found: Found, output: str) -> ast.FunctionDef | None:
    place = found.forward if output == "y" or found.joint else found.backward
    if found.cls:
        methods = METHODS if output == "y" else BACK_METHODS
        own = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == found.cls.name]
        inner = [
            each for node in own for each in node.body if isinstance(each, ast.FunctionDef) and each.name in methods
        ]
        return inner[0] if inner else None
    named = [node for node in tree.body if isinstance(node, ast.FunctionDef) and place and node.name == place.name]
    return named[-1] if named else None


def _returned(function: ast.FunctionDef, found: Found, output: str) -> ast.expr | None:
    """What is returned for the output: by its name, else by its place."""
    last = [node for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None][-1:]
    if not last or last[0].value is None:
        return None
    value, tensors = last[0].value, found.subject.tensors
    parts = list(value.elts) if isinstance(value, ast.Tuple | ast.List) else [value]
    if output == "y":
        return parts[0]
    parts = parts[1:] if found.joint else parts
    named = [part for part in parts if isinstance(part, ast.Name) and gradient_of(part.id, tensors) == output]
    place = tensors.index(output)
    return named[0] if named else parts[place] if place < len(parts) else None


def _attributes(function: ast.FunctionDef, found: Found, output: str) -> set[int]:
    """Where self.dW is written."""
    tensors = found.subject.tensors
    return {
        node.lineno
        for node in _assignments(function)
        for each in _targets(node)
        if isinstance(each, ast.Attribute) and output != "y" and gradient_of(each.attr, tensors) == output
    }


def _assignments(function: ast.FunctionDef) -> Iterator[Assigning]:
    return (node for node in ast.walk(function) if isinstance(node, Assigning))


def _targets(node: Assigning) -> Sequence[ast.expr]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [part for each in targets for part in (each.elts if isinstance(each, ast.Tuple) else [each])]


def _root(node: ast.expr) -> str:
    """The name that a subscript, or a method's call, begins with."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _sources(value: ast.expr) -> Iterator[str]:
    """The name that a value is a part or another form of: padded[1:-1], cols.reshape(...)."""
    if isinstance(value, ast.Subscript | ast.Call | ast.Name):
        yield _root(value)


def _changes(node: Assigning) -> bool:
    """Whether a statement does more than to make room: np.zeros(...) does not."""
    value = node.value
    made = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr.startswith("zeros")
    return value is not None and not made and not isinstance(value, ast.Constant)
