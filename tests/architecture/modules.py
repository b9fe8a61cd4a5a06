"""The package's files as syntax trees."""

import ast
from functools import cache
from pathlib import Path

import derive

ROOT = Path(derive.__file__).parent
FILES = tuple(sorted(ROOT.rglob("*.py")))


@cache
def tree(file: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


def name(file: Path) -> str:
    """derive/algebra/affine.py for messages."""
    return file.relative_to(ROOT.parent).as_posix()


def floor(file: Path) -> str:
    """The folder under derive, or the file's own stem."""
    parts = file.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else file.stem
