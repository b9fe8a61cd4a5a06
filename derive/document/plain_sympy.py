"""A document's formulas as Python that SymPy evaluates: names declared first, then one equation a line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import sympy
from sympy import Eq, Integer, Symbol
from sympy.core.function import AppliedUndef
from sympy.printing.str import StrPrinter

from derive.algebra.equation import Equation
from derive.algebra.plain import plain_size, to_sympy
from derive.document.blocks import Block, Document, Formula, Formulas, Matrices, Section, Steps, TableBlock

IMPORTED = (
    *("Eq", "Function", "IndexedBase", "Max", "Piecewise", "Sum", "Symbol"),
    *("ceiling", "exp", "floor", "log", "sqrt", "tanh"),
)
Line: TypeAlias = str | Eq
LEFT_OUT = {Steps: "a derivation", Matrices: "matrices", TableBlock: "a table"}


def sympy_lines(document: Document, numbers: Mapping[Symbol, int]) -> Iterator[str]:
    """Titles and labels as comments, declarations of all names, and every equation by SymPy's own printer."""
    lines = list(_document(document, numbers))
    equations = _equations(lines)
    names = _identifiers(equations)
    printer = _Printer(names)
    yield f"# {document.title}"
    yield from _declared(equations, names)
    yield from (line if isinstance(line, str) else printer.doprint(line) for line in lines)


def sympy_equations(document: Document, numbers: Mapping[Symbol, int]) -> list[Eq]:
    """The equations of a document, in order."""
    return _equations(_document(document, numbers))


def _equations(lines: Iterable[Line]) -> list[Eq]:
    return [line for line in lines if not isinstance(line, str)]


class _Printer(StrPrinter):
    """SymPy's printer with identifiers for names."""

    def __init__(self, names: Mapping[Symbol, str]) -> None:
        super().__init__()
        self.names = names

    def _print_Symbol(self, expr: Symbol) -> str:
        return self.names[expr]


def _identifiers(equations: Iterable[Eq]) -> dict[Symbol, str]:
    """A Python name of its own for each size, index and tensor: n and n[1] are n and n_1."""
    names: dict[Symbol, str] = {}
    taken = {*IMPORTED, *(function.func.__name__ for each in equations for function in each.atoms(AppliedUndef))}
    found = {symbol for each in equations for symbol in each.atoms(Symbol)}
    for symbol in sorted(found, key=lambda each: (each.name, str(each.assumptions0))):
        name = re.sub(r"\W+", "_", symbol.name).strip("_")
        while name in taken:
            name += "_"
        names[symbol] = name
        taken.add(name)
    return names


def _declared(equations: list[Eq], names: Mapping[Symbol, str]) -> Iterator[str]:
    """The lines that give all names their meaning."""
    bases = {indexed.base.label for each in equations for indexed in each.atoms(sympy.Indexed)}
    functions = sorted({f.func.__name__ for each in equations for f in each.atoms(AppliedUndef)})
    yield f"from sympy import {', '.join(IMPORTED)}"
    yield ""
    yield from (f'{name} = Function("{name}")' for name in functions)
    for symbol, name in names.items():
        kind = "IndexedBase" if symbol in bases else "Symbol"
        yield f'{name} = {kind}("{name}", {_assumed(symbol)})'


def _assumed(symbol: Symbol) -> str:
    if not symbol.is_integer:
        return "real=True"
    sign = ", positive=True" if symbol.is_positive else ", nonnegative=True" if symbol.is_nonnegative else ""
    return f"integer=True{sign}"


def _document(document: Document, numbers: Mapping[Symbol, int]) -> Iterator[Line]:
    yield from _blocks(document.blocks, numbers)
    for section in document.sections:
        yield from _section(section, numbers)


def _section(section: Section, numbers: Mapping[Symbol, int]) -> Iterator[Line]:
    inner = [*_blocks(section.blocks, numbers)]
    for part in section.subsections:
        inner += _section(part, numbers)
    if inner:
        yield ""
        yield f"# {section.title}"
        yield from inner


def _blocks(blocks: tuple[Block, ...], numbers: Mapping[Symbol, int]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Formulas():
                written = [found for formula in block.formulas if (found := _formula(formula, numbers)) is not None]
                if written and block.label:
                    yield f"# {block.label}"
                yield from written
            case Steps() | Matrices() | TableBlock():
                what = block.label or LEFT_OUT[type(block)]
                yield f"# {what}: not an equation, so left out here; other formats show it"


def _formula(formula: Formula, numbers: Mapping[Symbol, int]) -> Eq | None:
    match formula.source:
        case Equation():
            return to_sympy(formula.source, numbers)
        case Eq():
            known = {symbol: Integer(value) for symbol, value in numbers.items()}
            return Eq(formula.source.lhs, plain_size(formula.source.rhs.xreplace(known)), evaluate=False)
        case _:
            return None
