"""Every formula that the project prints: of all shipped specs, of the catalogue, of the printers' own cases."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from derive.document.blocks import (
    Block,
    Cell,
    Document,
    Formulas,
    Listing,
    Matrices,
    Note,
    Paragraph,
    Section,
    Steps,
    TableBlock,
)
from derive.document.catalogue import all_kinds, catalogue_document
from derive.document.choice import Choice
from derive.export.lesson import Lesson
from derive.network.build import build
from derive.printing.formula import Tree
from derive.spec.read import read_spec
from tests.printing.cases import CASES

SPECS = tuple(sorted(Path("specs").rglob("*.yaml")))


def lessons(paths: Iterable[Path] = SPECS) -> Iterator[Lesson]:
    """A lesson for each shipped spec."""
    return (Lesson(path.stem, build(read_spec(path))) for path in paths)


def documents() -> Iterator[Document]:
    """The document of each shipped spec, and the catalogue with its derivations."""
    yield from (lesson.document for lesson in lessons())
    yield catalogue_document(all_kinds(), Choice(steps=True))


def formulas() -> dict[Tree, None]:
    """Every formula once."""
    found: dict[Tree, None] = {tree: None for case in CASES for _, tree in CASES[case]()}
    for document in documents():
        blocks = (*document.blocks, *(block for section in document.sections for block in inside(section)))
        found |= {tree: None for block in blocks for tree in trees(block)}
    return found


def inside(section: Section) -> Iterator[Block]:
    """The blocks of a section and of all sections in it."""
    yield from section.blocks
    for part in section.subsections:
        yield from inside(part)


def trees(block: Block) -> Iterator[Tree]:
    """The formulas of a block."""
    match block:
        case Formulas():
            yield from (formula.tree for formula in block.formulas)
        case Steps():
            for step in block.trace.steps:
                yield step.statement
                yield from step.solved
        case TableBlock():
            yield from written(cell for row in (block.headers, *block.rows) for cell in row)
        case Matrices():
            yield from written(cell for item in block.items for row in ((item.caption,), *item.rows) for cell in row)
        case Paragraph() | Note() | Listing():
            return


def written(cells: Iterable[Cell]) -> Iterator[Tree]:
    """The cells that are formulas."""
    return (cell for cell in cells if not isinstance(cell, str))
