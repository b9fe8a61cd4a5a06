"""A deck in Typst: 16:9, one page for each slide and for each state of a derivation."""

from collections.abc import Iterator

from derive.document.blocks import Block, Formulas, Matrices
from derive.export.slides.deck import Deck
from derive.export.slides.slide import Slide
from derive.export.typst.blocks import blocks, capital, reason
from derive.export.typst.markup import displayed, picture, words
from derive.export.typst.template import template
from derive.printing.formula import Explained, Statement, Tree
from derive.printing.typst import notes, render
from derive.printing.unicode import ranges_spoken, spoken

ROOM = 80.0  # a line of a slide, in measure's units
ROOM_OF_MATRICES = 120.0
ROOM_OF_RANGES = 108.0  # of smaller type


def slides(deck: Deck) -> str:
    """The whole source, which needs no other file."""
    title = f"{deck.title}: {deck.subtitle}" if deck.subtitle else deck.title
    first = f"#opening([{words(deck.title)}], [{words(deck.subtitle)}])"
    head = f"#set document(title: [{words(title)}], date: none)"
    return "\n\n".join((template("slides"), head, first, *map(_slide, deck.slides))) + "\n"


def _slide(slide: Slide) -> str:
    part = words("" if slide.opens else slide.part)
    if slide.trace is not None:
        count = len(slide.trace.steps)
        steps = ",\n".join(_step(number, count, step) for number, step in enumerate(slide.trace.steps, 1))
        return f"#reveal([{part}], [{words(slide.title)}], (\n{steps},\n))"
    body = "\n\n".join(_body(slide))
    depth = 1 if slide.opens else 2
    return f"#slide([{part}], [{words(slide.title)}], depth: {depth})[\n{body}\n]"


def _body(slide: Slide) -> Iterator[str]:
    if slide.figure is not None:
        yield picture(slide.figure)
    for block in slide.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if not isinstance(block, Formulas):
        yield from blocks((block,), ROOM_OF_MATRICES if isinstance(block, Matrices) else ROOM)
        return
    if block.label:
        yield f"#label[{words(capital(block.label))}]"
    yield from (_formula(formula.tree) for formula in block.formulas)


def _formula(tree: Tree) -> str:
    """The formula large, the ranges of its indices smaller below it."""
    if not isinstance(tree, Statement):
        return displayed(render(tree, ROOM), spoken(tree))
    large = displayed(render(tree.relation, ROOM), spoken(tree.relation))
    small = notes(tree, ROOM_OF_RANGES)
    return f"{large}\n{displayed(small, ranges_spoken(tree), 'ranges')}" if small else large


def _step(number: int, count: int, step: Explained) -> str:
    return f"step({number}, {count}, [{words(capital(step.rule))}], [{reason(step)}])[\n{_formula(step.statement)}\n]"
