"""The network's picture as LaTeX draws it with TikZ, from the same elements as the SVG."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from derive.document.latex_words import words
from derive.export.figures.paint import Paint
from derive.export.figures.svg import Element, Value, number

PACKAGE = r"\IfFileExists{tikz.sty}{\usepackage{tikz}}{}"  # an article without its picture where it is missing
SIDES = {"start": "base west", "middle": "base", "end": "base east"}


def tikz(drawn: Iterable[Element]) -> str:
    """The drawing, at most as wide as a line; nothing where the package is missing. Takes boxes, lines, circles and
    texts; raises ValueError for anything else."""
    parts = tuple(drawn)
    colours = dict.fromkeys(paint for part in parts for paint in _paints(part))
    defined = "\n".join(rf"\definecolor{{{each.name}}}{{HTML}}{{{each.light[1:].upper()}}}" for each in colours)
    lines = "\n".join(line for part in parts for line in _written(part))
    return (
        "\\ifdefined\\tikzpicture\n"
        f"{defined}\n\\noindent\\resizebox{{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}}{{!}}{{%\n"
        f"\\begin{{tikzpicture}}[x=1pt,y=-1pt]\\sffamily\n{lines}\n\\end{{tikzpicture}}}}\n\\fi"
    )


def _paints(part: Element) -> Iterator[Paint]:
    yield from (value for _, value in part.attributes if isinstance(value, Paint))
    for child in part.children:
        if isinstance(child, Element):
            yield from _paints(child)


def _written(part: Element) -> Iterator[str]:
    """SVG's places are kept, its y axis downwards."""
    look = dict(part.attributes)
    match part.tag:
        case "g":
            for child in part.children:
                if isinstance(child, Element):
                    yield from _written(child)
        case "rect":
            yield f"{_path(look)} {_point(look, 'x', 'y')} rectangle +{_point(look, 'width', 'height')};"
        case "circle":
            yield f"{_path(look)} {_point(look, 'cx', 'cy')} circle[radius={_text(look['r'])}pt];"
        case "line":
            yield f"{_path(look)} {_point(look, 'x1', 'y1')} -- {_point(look, 'x2', 'y2')};"
        case "polygon":
            corners = " -- ".join(f"({corner})" for corner in str(look["points"]).split())
            yield f"{_path(look)} {corners} -- cycle;"
        case "text":
            size = _text(look["font-size"])
            bold = r"\bfseries" if look.get("font-weight") == "bold" else ""
            kind = f"anchor={SIDES[str(look['text-anchor'])]},inner sep=0,text={_text(look['fill'])}"
            font = rf"font=\sffamily{bold}\fontsize{{{size}}}{{{size}}}\selectfont"
            yield rf"\node[{kind},{font}] at {_point(look, 'x', 'y')} {{{words(''.join(map(str, part.children)))}}};"
        case _:
            raise ValueError(part.tag)


def _path(look: dict[str, Value]) -> str:
    """What is filled, what is drawn, and how wide."""
    options = ["line join=round"]
    if "fill" in look:
        options.append(f"fill={_text(look['fill'])}")
    if "stroke" in look:
        options += [f"draw={_text(look['stroke'])}", f"line width={_text(look.get('stroke-width', 1))}pt"]
    return rf"\path[{','.join(options)}]"


def _point(look: dict[str, Value], first: str, second: str) -> str:
    return f"({_text(look[first])},{_text(look[second])})"


def _text(value: Value) -> str:
    match value:
        case Paint():
            return value.name
        case None:
            return "0"
        case str():
            return value
        case int() | float():
            return number(value)
        case _:
            assert_never(value)
