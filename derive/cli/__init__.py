"""The command line: the only part of derive that knows typer and rich."""

from derive.cli.border import main

__all__ = ["main"]
