"""Patterns in einops' notation, `b (g c) h w -> b (c g) h w`: which axes a side has, and what each is made of."""

import re
from dataclasses import dataclass
from functools import cache

Axes = tuple[tuple[str, ...], ...]
ARROW = "->"
WORD = re.compile(r"[a-z][a-z0-9]{0,3}")
MOST = 64  # characters


@dataclass(frozen=True, slots=True)
class Pattern:
    """The axes of both sides, without the batch's; each axis is the names that it is made of, the slowest first."""

    before: Axes
    after: Axes

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, in the order of the input."""
        return tuple(name for axis in self.before for name in axis)


@cache
def parse(text: str) -> Pattern:
    """The pattern of a text; ValueError that says in which column it goes wrong."""
    if text.count(ARROW) != 1:
        raise ValueError(f"{text!r} needs one {ARROW} between the axes before and after")
    place = text.index(ARROW)
    (batch, *before), (other, *after) = _side(text, 0, place), _side(text, place + len(ARROW), len(text))
    for first, column in ((batch, 1), (other, place + len(ARROW) + 2)):
        if first != batch or len(first) != 1:
            raise ValueError(f"column {column}: both sides begin with the batch's axis, alone: b ... {ARROW} b ...")
    found = Pattern(tuple(before), tuple(after))
    _matched(text, place, batch[0], found)
    return found


def _side(text: str, start: int, end: int) -> list[tuple[str, ...]]:
    """The axes between two places; the first is the batch's."""
    axes: list[tuple[str, ...]] = []
    inside: list[str] | None = None
    place = start
    while place < end:
        word = WORD.match(text, place, end)
        if word is not None:
            axes, inside = (axes, [*inside, word[0]]) if inside is not None else ([*axes, (word[0],)], None)
        elif text[place] == "(" and inside is None:
            inside = []
        elif text[place] == ")" and inside:
            axes, inside = [*axes, tuple(inside)], None
        elif text[place] != " ":
            raise ValueError(f"column {place + 1}: {_wrong(text[place], inside)}")
        place = word.end() if word is not None else place + 1
    if inside is not None:
        raise ValueError(f"column {end}: a bracket is not closed")
    if not axes:
        raise ValueError(f"column {start + 1}: there are no axes; write b first, as in b c h w")
    return axes


def _wrong(character: str, inside: list[str] | None) -> str:
    if character == "(":
        return "a bracket inside a bracket"
    if character == ")":
        return "nothing stands in this bracket" if inside is not None else "a bracket closes that was not opened"
    return f"{character!r} is no name of an axis: small letters, then digits, as h or p1"


def _matched(text: str, arrow: int, batch: str, found: Pattern) -> None:
    """Both sides have the same names, each once."""
    sides = ((found.before, 0, arrow), (found.after, arrow, len(text)))
    names = [[batch, *(name for axis in axes for name in axis)] for axes, _, _ in sides]
    for own, other, (_, start, end) in zip(names, names[::-1], sides, strict=True):
        for number, name in enumerate(own):
            column = [word.start() for word in WORD.finditer(text, start, end) if word[0] == name]
            if name in own[:number]:
                raise ValueError(f"column {column[-1] + 1}: {name} stands twice on one side")
            if name not in other:
                raise ValueError(
                    f"column {column[0] + 1}: {name} stands on one side alone; nothing is summed or repeated"
                )
