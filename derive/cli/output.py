"""Documents written to stdout as text, in the signs, colours and columns that it has."""

import io
import json
import sys
from dataclasses import replace

import typer

from derive.cli.render import print_document
from derive.cli.terminal import SIGNS, describe
from derive.document.blocks import Document
from derive.printing.notation import Notation


def print_json(data: object) -> None:
    """Prints plain data as JSON, in the letters that stdout has: others as JSON escapes them."""
    text = json.dumps(data, indent=2, ensure_ascii=False)
    typer.echo(text if _has(text) else json.dumps(data, indent=2))


def print_signs(text: str) -> None:
    """Prints text whose signs were asked for, in UTF-8 where stdout's own encoding lacks them."""
    _make_room_for(text)
    typer.echo(text, nl=False)


def _make_room_for(text: str) -> None:
    if not _has(text) and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _has(text: str) -> bool:
    """Whether stdout's encoding has every letter of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def print_text(document: Document, unicode: bool | None = None, width: int | None = None) -> None:
    """Prints a document; `unicode` and `width` override what stdout itself says."""
    if unicode:
        _make_room_for(SIGNS)
    terminal = describe(sys.stdout)
    terminal = replace(
        terminal,
        unicode=terminal.unicode if unicode is None else unicode,
        width=terminal.width if width is None else width,
    )
    notation = Notation.UNICODE if terminal.unicode else Notation.ASCII
    print_document(document, notation, terminal, sys.stdout)
