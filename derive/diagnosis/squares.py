"""Code that knows one size for both sides of a window: f, f, c_in, c_out = W.shape."""

import ast
from collections.abc import Iterator


def of_one_size(text: str, names: tuple[str, ...]) -> bool:
    """Whether a function or class of these names gives two axes of a shape the same name."""
    own = [node for node in ast.parse(text).body if getattr(node, "name", "") in names]
    return any(_twice(target) for node in own for target in _shapes(node))


def _shapes(node: ast.AST) -> Iterator[ast.Tuple]:
    """What a shape is taken apart into."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assign) and any(_is_shape(part) for part in ast.walk(inner.value)):
            yield from (part for target in inner.targets for part in ast.walk(target) if isinstance(part, ast.Tuple))


def _is_shape(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "shape"


def _twice(target: ast.Tuple) -> bool:
    names = [each.id for each in target.elts if isinstance(each, ast.Name) and each.id.strip("_")]
    return len(set(names)) < len(names)
