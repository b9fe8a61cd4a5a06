"""Somebody's file as Python text: a .py as it is, of a notebook the cells of code, lines of the shell left out."""

import json
from pathlib import Path

from derive.errors import DataError


def source_text(path: Path) -> str:
    """The text. Raises DataError for a file that cannot be read, or is no notebook though called one."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path}: it is no text in UTF-8: byte {error.start} is {error.object[error.start]:#04x}"
        ) from None
    return _notebook(path, text) if path.suffix == ".ipynb" else text


def _notebook(path: Path, text: str) -> str:
    try:
        cells = json.loads(text)["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: it is no notebook of format 4: {error}") from None
    return "\n\n".join(map(plain_cell, code)) + "\n"


def plain_cell(cell: str) -> str:
    """A cell of code with its lines of the shell and of magic left out."""
    return "\n".join(map(_plain, cell.split("\n")))


def _plain(line: str) -> str:
    return f"# {line}" if line.lstrip().startswith(("%", "!")) else line
