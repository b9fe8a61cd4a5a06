"""What the output can show, and the few pieces of rich that the commands use.

Escape codes go only to a terminal, and not at all under NO_COLOR: rich would still print bold then. On an
output that cannot show Unicode, tables have ASCII borders and formulas use the ASCII notation.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

SIGNS = "∂σΣΠ·×−≤≥∈→ᵢₖ²⌊⌋āx\u0304─│┼"  # a sample of what the Unicode notation and tables need
NARROWEST, FALLBACK_WIDTH = 40, 80


@dataclass(frozen=True, slots=True)
class Terminal:
    """What an output can show: whether Unicode, whether colours, and how many columns."""

    unicode: bool
    color: bool
    width: int


def describe(stream: TextIO | None) -> Terminal:
    """What a stream can show: stdout or stderr, a terminal, a pipe or a file."""
    width = max(NARROWEST, shutil.get_terminal_size((FALLBACK_WIDTH, 24)).columns)
    return Terminal(shows_unicode(stream), shows_color(stream), width)


def shows_unicode(stream: TextIO | None) -> bool:
    """Whether the stream's encoding has the signs of the formulas."""
    try:
        SIGNS.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def shows_color(stream: TextIO | None) -> bool:
    """Whether escape codes are welcome: a terminal, not a dumb one, and NO_COLOR not set."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads this stream."""
    return stream is not None and not stream.closed and stream.isatty()


class PipeConsole(Console):
    """A console that leaves a closed pipe to the border; rich itself would exit with 1, a failed check's code."""

    def on_broken_pipe(self) -> None:
        """Passes on the BrokenPipeError that is being handled."""
        raise BrokenPipeError


def console(stream: TextIO | None = None, terminal: Terminal | None = None) -> Console:
    """A rich console for stdout (or the stream given) that never guesses: text is printed as it is."""
    target = sys.stdout if stream is None else stream
    shown = describe(target) if terminal is None else terminal
    return PipeConsole(
        file=target,
        width=shown.width,
        color_system="standard" if shown.color else None,
        force_terminal=shown.color,
        no_color=not shown.color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], terminal: Terminal, right: frozenset[int] = frozenset()
) -> Table:
    """A table of plain text cells; columns in `right` are aligned right. Long cells are folded, never cut."""
    built = Table(box=box.SIMPLE_HEAD if terminal.unicode else box.ASCII, pad_edge=False, show_edge=False)
    for index, header in enumerate(headers):
        built.add_column(Text(header), justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        built.add_row(*(Text(cell) for cell in row))
    return built


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that shows one changing line on stderr while work goes on, or does nothing if stderr is no
    terminal. No escape codes: the old line is overwritten with spaces."""
    stream = sys.stderr
    if not is_terminal(stream):
        yield lambda text: None
        return
    width = describe(stream).width - 1
    line = "\r{:<" + str(width) + "}\r{}"
    try:
        yield lambda text: print(line.format("", text[:width]), end="", file=stream, flush=True)
    finally:
        print(line.format("", ""), end="", file=stream, flush=True)
