"""Breaking pieces of text into lines: outer signs are better places than inner ones, full lines than short ones."""

import unicodedata

from derive.printing.linear import GLUED, SUBSCRIPT, Piece, Pieces, joined

OUTERMOST_GAIN = 60  # columns of an unfilled line that a break at = or between ranges is worth
DEPTH_COST = 24  # and each further level of nesting
WIDEST_HEAD = 0.4  # of the width; continuation lines stand under the right side if the left side is shorter
HANGING = 8
DEEPEST = 2  # the right side goes to a line of its own rather than be broken at a deeper place


def columns(text: str) -> int:
    """The width of text on a terminal: accents that combine take no room."""
    return sum(not unicodedata.combining(sign) for sign in text)


def wrap(head: str, pieces: Pieces, width: int | None) -> list[str]:
    """head + pieces in lines of at most `width` columns, where their unbroken parts allow it.

    Continued lines stand under the right side; where that leaves too little room, the right side begins on
    a line of its own, a little indented.
    """
    if width is None or columns(head) + columns(joined(pieces)) <= width:
        return [head + joined(pieces)]
    *above, head = _head(head, width)
    if above:
        return [*above, *wrap(head, pieces, width)]
    found = _wrapped(head, unbroken(pieces), width)
    return found if all(columns(line) <= width for line in found) else _wrapped(head, pieces, width)


def unbroken(pieces: Pieces) -> Pieces:
    """The pieces of entries and shapes that stay in one line, as in the cells of a table."""
    return tuple(Piece(piece.text) if piece.depth == SUBSCRIPT else piece for piece in pieces)


def _wrapped(head: str, pieces: Pieces, width: int) -> list[str]:
    outermost = min((piece.depth for piece in pieces if piece.depth != GLUED), default=0)
    short = columns(head) <= HANGING  # a line of its own would gain nothing
    if short or (columns(head) <= WIDEST_HEAD * width and outermost <= DEEPEST):
        lines = _lines(head, columns(head), pieces, width)
        if short or all(columns(line) <= width for line in lines):
            return lines
    return [*([head.rstrip()] if head else []), *_lines(" " * HANGING, HANGING, pieces, width)]


def _head(head: str, width: int) -> list[str]:
    """The left side, in several lines where it is wider than one: broken between its subscripts."""
    if columns(head) <= width:
        return [head]
    words = head.split(", ")
    pieces = tuple(Piece(f"{word}, " if place < len(words) - 1 else word, 0) for place, word in enumerate(words))
    first, *rest = _lines("", 0, pieces, width - HANGING)
    return [first, *(" " * HANGING + line for line in rest)]


def _lines(start: str, indent: int, pieces: Pieces, width: int) -> list[str]:
    lines: list[str] = []
    rest = pieces
    while rest:
        cut = _cut(rest, width - indent)
        lines.append((start + joined(rest[:cut])).rstrip())
        rest = _stripped(rest[cut:])
        start = " " * indent
    return lines


def _cut(pieces: Pieces, room: int) -> int:
    """How many pieces the next line takes: all that fit, or up to the cheapest break."""
    used, best, least = 0, len(pieces), None
    for place, piece in enumerate(pieces):
        if place and piece.depth >= 0 and (used <= room or least is None):
            cost = abs(room - used) + (OUTERMOST_GAIN + DEPTH_COST * piece.depth if piece.depth else 0)
            if least is None or cost < least:
                best, least = place, cost
        used += columns(piece.text)
    return len(pieces) if used <= room else best


def _stripped(pieces: Pieces) -> Pieces:
    if not pieces:
        return ()
    return (Piece(pieces[0].text.lstrip()), *pieces[1:])
