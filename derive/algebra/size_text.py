"""Sizes that a person writes as formulas of whole numbers and names: 2*k, (n + 1)//2. Read by Python's grammar with
four operations let through; nothing is ever run."""

import ast
from collections.abc import Callable, Mapping
from operator import add, floordiv, mul, sub
from typing import Any

from sympy import Expr, Integer

from derive.algebra.size import FloorQuotient

NOT_NAMES = frozenset({"by"})  # 3-by-3 is no difference
LONGEST = 64  # characters: far more than a size needs, and no deep tree
OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.FloorDiv: floordiv,
}


def parsed(text: str) -> ast.expr | None:
    """The formula that a text is, None where it is none."""
    if len(text) > LONGEST or not text.isascii():
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return tree if _is_formula(tree) else None


def is_formula(text: str) -> bool:
    """Whether a text is a formula of sizes, and more than a name or a number."""
    tree = parsed(text)
    return tree is not None and not isinstance(tree, ast.Name | ast.Constant)


def names_in(tree: ast.expr) -> tuple[str, ...]:
    """The names that a formula reads, in order."""
    return tuple(dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)))


def filled(tree: ast.expr, given: Mapping[str, ast.expr]) -> ast.expr:
    """The formula with others in place of some of its names, and worked out where it has numbers alone.

    ZeroDivisionError for a quotient by 0.
    """
    match tree:
        case ast.Name():
            return given.get(tree.id, tree)
        case ast.BinOp(left=left, op=op, right=right):
            one, other = filled(left, given), filled(right, given)
            if isinstance(one, ast.Constant) and isinstance(other, ast.Constant):
                return ast.Constant(OPERATIONS[type(op)](one.value, other.value))
            if isinstance(op, ast.FloorDiv) and isinstance(other, ast.Constant) and other.value == 0:
                raise ZeroDivisionError
            return ast.BinOp(one, op, other)
        case _:
            return tree


def written(tree: ast.expr) -> str | int:
    """A formula as text in one way, or its number."""
    return int(tree.value) if isinstance(tree, ast.Constant) else ast.unparse(tree)  # type: ignore[arg-type]


def size_of(text: str, size: Callable[[str], Expr]) -> Expr:
    """The size that a formula's text says, where `size` gives that of a name; ValueError for any other text."""
    tree = parsed(text)
    if tree is None:
        raise ValueError(f"{text!r} is no formula of sizes")
    return _size(tree, size)


def _size(tree: ast.expr, size: Callable[[str], Expr]) -> Expr:
    match tree:
        case ast.Constant(value=int(value)):
            return Integer(value)
        case ast.Name(id=name):
            return size(name)
        case ast.BinOp(left=left, op=op, right=right):
            operation = FloorQuotient if isinstance(op, ast.FloorDiv) else OPERATIONS[type(op)]
            found: Expr = operation(_size(left, size), _size(right, size))
            return found
        case _:
            raise ValueError(f"{ast.unparse(tree)} is no formula of sizes")


def _is_formula(tree: ast.expr) -> bool:
    match tree:
        case ast.Constant(value=value):
            return type(value) is int
        case ast.Name(id=name):
            return name not in NOT_NAMES
        case ast.BinOp(left=left, op=op, right=right):
            return type(op) in OPERATIONS and _is_formula(left) and _is_formula(right)
        case _:
            return False
