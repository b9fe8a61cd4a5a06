"""Mistakes in where a transposed convolution adds its products: what is cut off the output, and put on at its end."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sympy import Symbol

from derive.algebra.affine import Affine
from derive.algebra.bounds import drop_implied_guards
from derive.algebra.equation import Bracket, Equation, Guard, Term
from derive.algebra.size import Size
from derive.algebra.substitution import change_entries
from derive.algebra.tensor import Entry
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.network.windows import WindowRead, landings

CUT = "input: {channels: 1, length: 2}\nlayers: [conv_transpose: {filters: 1, kernel: 2, padding: 1, bias: false}]\n"
LONGER = (
    "input: {channels: 1, length: 1}\n"
    "layers: [conv_transpose: {filters: 1, kernel: 1, stride: 2, output_padding: 1, bias: false}]\n"
)
Amount = Callable[[Formula, WindowRead], Size]


def _elsewhere(formula: Formula, amount: Amount) -> Equation | None:
    """The formula with its products so many cells further on, on every axis; what would land outside is left out."""
    own = landings(formula.declaration)
    reads = (formula.of_input or formula.of_parameter) and not formula.joined
    if not own or not (reads or formula.output):
        return None
    moved = {read.window.subscript: (read.window.subscript + amount(formula, read), read.window.extent) for read in own}
    terms = tuple(_moved(formula, term, moved) for term in formula.equation.terms)
    return replace(formula.equation, terms=terms) if terms != formula.equation.terms else None


def _moved(formula: Formula, term: Term, moved: Mapping[Affine, tuple[Affine, Size]]) -> Term:
    def entry(old: Entry) -> Entry:
        return Entry(old.tensor, tuple(moved[s][0] if s in moved else s for s in old.subscripts))

    read = {subscript for each in term.body.atoms(Entry) for subscript in each.subscripts if subscript in moved}
    brackets = tuple(Bracket(moved[b.left][0] if b.left in moved else b.left, b.right) for b in term.brackets)
    guards = [guard for guard in term.guards if guard.affine not in moved]
    guards += [Guard(*moved[subscript]) for subscript in sorted(read, key=str)]
    found = Term(term.bound, tuple(guards), brackets, change_entries(term.body, entry))
    return drop_implied_guards(found, formula.equation.free, formula.declaration.facts) or found


def _on_the_input(formula: Formula) -> Equation | None:
    """p zeros around the input move each of its entries p places, which are s p cells of the output."""
    return _elsewhere(formula, lambda own, read: read.window.padding + read.window.stride * read.window.padding)


def _before(formula: Formula) -> Equation | None:
    return _elsewhere(formula, _added)


def _added(formula: Formula, read: WindowRead) -> Size:
    """The output padding of an axis: what its size has besides what windows need."""
    rules = {rule.symbol: rule.definition for rule in formula.declaration.sizes}
    extent = read.window.extent
    symbols = rules[extent].free_symbols if isinstance(extent, Symbol) else set()
    return next((symbol for symbol in symbols if symbol.name.startswith("A")), 0)


LANDING = (
    Fault(
        "landing.padding-on-the-input",
        "a transposed convolution's padding is put around its input",
        "Padding undoes the padding of the convolution that goes the other way: so many cells are cut off both sides "
        "of the output. Zeros around the input would make the output larger, and move it.",
        "Does padding make the output of a transposed convolution larger or smaller?",
        CUT,
        _on_the_input,
    ),
    Fault(
        "landing.output-padding-before",
        "the output padding stands at the beginning",
        "Output padding only settles which of several sizes the output has. Its cells stand at the end of each axis, "
        "behind what is added into; before it they would move every entry.",
        "Where does the first entry of the input land?",
        LONGER,
        _before,
    ),
)
