"""A deck in Markdown for Marp: a slide for each step of a derivation, after the one that it starts from."""

from collections.abc import Iterator
from urllib.parse import quote

from derive.document.blocks import Block, Formulas
from derive.document.markdown import JUPYTER, block_parts, escape
from derive.export.figures.figure import Figure
from derive.export.slides.deck import Deck
from derive.export.slides.slide import Slide
from derive.printing.formula import Explained, Tree
from derive.printing.latex import render

HEAD = """---
marp: true
paginate: true
math: katex
size: 16:9
style: |
  section { font-size: 26px; }
  table { font-size: 22px; }
  img { width: 100%; height: 480px; object-fit: contain; }
---
"""
ROOM = 80.0  # a line of a slide, in measure's units


def marp(deck: Deck, stem: str) -> str:
    """The whole file; its pictures stand beside it, as `picture_file` names them."""
    first = f"{HEAD}\n# {escape(deck.title)}\n\n{escape(deck.subtitle)}"
    slides = ["\n\n".join(parts) for slide in deck.slides for parts in _slides(slide, stem)]
    return "\n\n---\n\n".join((first.rstrip(), *slides)) + "\n"


def picture_file(stem: str, figure: Figure) -> str:
    """The name of a slide's picture."""
    return f"{stem}-{figure.name}.svg"


def _slides(slide: Slide, stem: str) -> Iterator[tuple[str, ...]]:
    title = _title(slide)
    if slide.trace is None:
        figure = slide.figure
        pictures = () if figure is None else (f"![{escape(figure.title)}]({quote(picture_file(stem, figure))})",)
        yield (title, *pictures, *(part for block in slide.blocks for part in _block(block)))
        return
    count = len(slide.trace.steps)
    for number, step in enumerate(slide.trace.steps, 1):
        before = (_math(slide.trace.steps[number - 2].statement.relation),) if number > 1 else ()
        yield (title, *before, _said(number, count, step), _math(step.statement))


def _title(slide: Slide) -> str:
    part = f"{escape(slide.part)}: " if slide.part and not slide.opens else ""
    return f"{'#' if slide.opens else '##'} {part}{escape(slide.title)}"


def _block(block: Block) -> Iterator[str]:
    if not isinstance(block, Formulas):
        yield from block_parts((block,), JUPYTER)
        return
    if block.label:
        yield escape(block.label)
    yield from (_math(formula.tree) for formula in block.formulas)


def _said(number: int, count: int, step: Explained) -> str:
    solved = ", ".join(f"${render(each)}$" for each in step.solved)
    reason = "; ".join(part for part in (escape(step.reason), solved) if part)
    return f"{number}/{count} **{escape(step.rule)}**{f': {reason}' if reason else ''}"


def _math(tree: Tree) -> str:
    return f"$$\n{render(tree, ROOM)}\n$$"
