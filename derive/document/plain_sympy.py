"""A document's formulas as plain SymPy, one assignment-like line each, to go on with in a session of one's own."""

from collections.abc import Iterator, Mapping

import sympy
from sympy import Eq, Expr, Integer, Symbol

from derive.algebra.equation import Equation
from derive.algebra.plain import to_sympy
from derive.algebra.size import CeilQuotient, FloorQuotient, LargerOf
from derive.document.blocks import Block, Document, Formula, Formulas, Section


def sympy_lines(document: Document, numbers: Mapping[Symbol, int]) -> Iterator[str]:
    """Titles and labels as comments, and every equation as text that SymPy's own printer writes."""
    yield f"# {document.title}"
    yield from _blocks(document.blocks, numbers)
    for section in document.sections:
        yield from _section(section, numbers)


def _section(section: Section, numbers: Mapping[Symbol, int]) -> Iterator[str]:
    inner = [*_blocks(section.blocks, numbers)]
    for part in section.subsections:
        inner += _section(part, numbers)
    if inner:
        yield ""
        yield f"# {section.title}"
        yield from inner


def _blocks(blocks: tuple[Block, ...], numbers: Mapping[Symbol, int]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Formulas):
            written = [text for formula in block.formulas if (text := _formula(formula, numbers)) is not None]
            if written and block.label:
                yield f"# {block.label}"
            yield from written


def _formula(formula: Formula, numbers: Mapping[Symbol, int]) -> str | None:
    match formula.source:
        case Equation():
            return str(to_sympy(formula.source, numbers))
        case Eq():
            known = {symbol: Integer(value) for symbol, value in numbers.items()}
            return f"Eq({formula.source.lhs}, {_plain(formula.source.rhs.xreplace(known))})"
        case _:
            return None


def _plain(size: Expr) -> Expr:
    """Rounded quotients in SymPy's own functions."""
    return size.replace(FloorQuotient, _floor).replace(CeilQuotient, _ceiling).replace(LargerOf, sympy.Max)


def _floor(a: Expr, b: Expr) -> Expr:
    return sympy.floor(a / b, evaluate=False)


def _ceiling(a: Expr, b: Expr) -> Expr:
    return sympy.ceiling(a / b, evaluate=False)
