"""Lines of text: a formula under a width, its notes indented below it, a derivation step by step."""

from typing import assert_never

from derive.printing.formula import (
    Condition,
    Explained,
    Extent,
    Note,
    Relation,
    Statement,
    Trace,
    Tree,
)
from derive.printing.linear import SUBSCRIPT, Piece, Pieces, Signs, extent, flat, relation, write
from derive.printing.wrap import unbroken, wrap

INDENT = "    "


def lay_out(tree: Tree, signs: Signs, width: int | None) -> str:
    """The tree as text, each line within `width` columns where one is given."""
    return "\n".join(_lines(tree, signs, width))


def _lines(tree: Tree, signs: Signs, width: int | None) -> list[str]:
    match tree:
        case Trace():
            return [line for step in tree.steps for line in _explained(step, signs, width)]
        case Statement():
            return _statement(tree, signs, width)
        case Relation():
            return wrap(*relation(tree, signs), width)
        case _:
            return wrap("", unbroken(write(tree, signs, 0)), width)


def _statement(tree: Statement, signs: Signs, width: int | None) -> list[str]:
    lines = wrap(*relation(tree.relation, signs), width)
    column = max((len(note.intro) for note in tree.notes), default=0) + 2
    for note in tree.notes:
        lines += wrap(INDENT + note.intro.ljust(column), _note(note, signs), width)
    return lines


def _note(note: Note, signs: Signs) -> Pieces:
    pieces: Pieces = ()
    for place, item in enumerate(note.items):
        match item:
            case Extent():
                pieces += (Piece(", "),) if place else ()
                first, *more = extent(item, signs).split("+")
                pieces += (Piece(first, 0), *(Piece(f"+{each}", SUBSCRIPT) for each in more))
            case Condition():
                pieces += (Piece(" and "),) if place else ()
                pieces += (Piece(flat(item, signs), 0),)
            case _:
                assert_never(item)
    return (*pieces, *_words(note.remark))


def _explained(step: Explained, signs: Signs, width: int | None) -> list[str]:
    sentence = _words(step.reason)
    if step.solved:
        sentence += (Piece(": "), *_joined_by_commas(step.solved, signs))
    inner = None if width is None else width - len(INDENT)
    formula = [INDENT + line for line in _statement(step.statement, signs, inner)]
    return [*wrap(f"{step.rule}: " if sentence else step.rule, sentence, width), *formula]


def _joined_by_commas(nodes: tuple[Condition, ...], signs: Signs) -> Pieces:
    pieces: Pieces = ()
    for place, node in enumerate(nodes):
        pieces += (Piece(", "),) if place else ()
        pieces += (Piece(flat(node, signs), 0),)
    return pieces


def _words(text: str) -> Pieces:
    return tuple(Piece(f" {word}" if place else word, 0) for place, word in enumerate(text.split()))
