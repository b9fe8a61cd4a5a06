"""Documents written to stdout as text, in the signs, colours and columns that it has."""

import sys
from dataclasses import replace

from derive.cli.render import print_document
from derive.cli.terminal import describe
from derive.document.blocks import Document
from derive.printing.notation import Notation


def print_text(document: Document, unicode: bool | None = None, width: int | None = None) -> None:
    """Prints a document; `unicode` and `width` override what stdout itself says."""
    terminal = describe(sys.stdout)
    terminal = replace(
        terminal,
        unicode=terminal.unicode if unicode is None else unicode,
        width=terminal.width if width is None else width,
    )
    notation = Notation.UNICODE if terminal.unicode else Notation.ASCII
    print_document(document, notation, terminal, sys.stdout)
