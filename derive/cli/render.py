"""Documents on a terminal: lines of text with a little colour where the terminal has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO, assert_never

from derive.cli.grid import matrices_lines, table_lines
from derive.cli.look import Look
from derive.cli.terminal import Terminal
from derive.document.blocks import (
    Block,
    Document,
    Formulas,
    Kind,
    Listing,
    Matrices,
    Note,
    Paragraph,
    Section,
    Space,
    Steps,
    TableBlock,
)
from derive.printing.formula import Explained, Trace
from derive.printing.notation import Notation

INDENT = 2
RULES = {True: ("═", "─"), False: ("=", "-")}
MARKS = {Kind.CONVENTION: "· ", Kind.REMARK: "", Kind.CHECK: "✓ "}
ASCII_MARKS = {Kind.CONVENTION: "* ", Kind.REMARK: "", Kind.CHECK: "checked: "}
CODES = {"title": "1", "heading": "1;36", "part": "1", "label": "2"}  # bold, cyan, faint: readable on dark and light


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and what it is."""

    text: str
    role: str = ""


def print_document(document: Document, notation: Notation, terminal: Terminal, stream: TextIO) -> None:
    """Writes a document to a stream."""
    for line in document_lines(document, Look(notation, terminal.width)):
        code = CODES.get(line.role) if terminal.color else None
        stream.write(f"\x1b[{code}m{line.text}\x1b[0m\n" if code and line.text else f"{line.text}\n")


def document_lines(document: Document, look: Look) -> Iterator[Line]:
    """The lines of a document, no line wider than the look where its words and formulas allow it."""
    double, single = RULES[look.unicode]
    title = look.words(f"{document.title}: {document.subtitle}" if document.subtitle else document.title)
    head = look.paragraph(title, 0)
    yield from (Line(line, "title") for line in head)
    yield Line(double * max(map(len, head)), "title")
    yield from _blocks(document.blocks, look, 0)
    for place, section in enumerate(document.sections):
        yield from (Line("") for _ in range(2 if place else 1))
        yield Line(look.words(section.title), "heading")
        yield Line(single * len(section.title), "heading")
        yield from _blocks(section.blocks, look, 0, first=True)
        for part in section.subsections:
            yield from _part(part, look, 0)


def _part(section: Section, look: Look, indent: int) -> Iterator[Line]:
    yield Line("")
    yield Line(" " * indent + look.words(section.title), "part")
    yield from _blocks(section.blocks, look, indent + INDENT, first=True)
    for part in section.subsections:
        yield from _part(part, look, indent + INDENT)


def _blocks(blocks: tuple[Block, ...], look: Look, indent: int, first: bool = False) -> Iterator[Line]:
    """Blocks with an empty line between them, but not between notes."""
    before: Block | None = None
    for block in blocks:
        if not (before is None and first) and not (isinstance(before, Note) and isinstance(block, Note)):
            yield Line("")
        yield from _block(block, look, indent)
        before = block


def _block(block: Block, look: Look, indent: int) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield from _plain(look.paragraph(block.text, indent))
        case Note():
            mark = (MARKS if look.unicode else ASCII_MARKS)[block.kind]
            yield from _plain(look.paragraph(block.text, indent, mark))
        case Space():
            yield from (Line("") for _ in range(block.lines))
        case Listing():
            yield from _plain([" " * (indent + INDENT) + look.words(line) for line in block.text.splitlines()])
        case Formulas():
            yield from _label(block.label, look, indent)
            for formula in block.formulas:
                yield from _plain(look.formula(formula.tree, indent + INDENT))
        case TableBlock():
            yield from _label(block.label, look, indent)
            yield from _plain(table_lines(block, look, indent + INDENT * bool(block.label)))
        case Matrices():
            yield from _label(block.label, look, indent)
            yield from _plain(matrices_lines(block, look, indent + INDENT))
        case Steps():
            yield from _label(block.label, look, indent)
            for number, step in enumerate(block.trace.steps, 1):
                yield from _step(number, step, look, indent)
        case _:
            assert_never(block)


def _step(number: int, step: Explained, look: Look, indent: int) -> Iterator[Line]:
    """One step: its number, then the rule, the reason and the formula."""
    first = f"{number}. "
    inner = look.formula(Trace((step,)), indent + len(first))
    yield Line(" " * indent + first + inner[0].lstrip())
    yield from _plain(inner[1:])


def _label(text: str, look: Look, indent: int) -> Iterator[Line]:
    if text:
        yield from (Line(line, "label") for line in look.paragraph(text, indent))


def _plain(lines: list[str]) -> Iterator[Line]:
    return (Line(line) for line in lines)
