"""A convolution beside the locally connected and the dense layer that map the same volumes: what sharing saves."""

from dataclasses import dataclass
from fractions import Fraction

from sympy import Expr, Integer

from derive.algebra.equation import Equation
from derive.calculus.unsharing import parameters_of, unshared
from derive.document.blocks import Block, Cell, Formula, Formulas, Paragraph, Section, TableBlock
from derive.document.choice import Choice
from derive.document.shapes import counted
from derive.grammar import digits
from derive.network.accounting import entries
from derive.network.model import Layer, Model
from derive.network.sharing import connection_letter, sharing
from derive.printing.compose import statement
from derive.printing.formula import Letter
from derive.printing.style import Style

EXPLAINED = (
    "Three layers that map the same volumes. The convolution reads a window and uses one filter at every position; a "
    "locally connected layer reads the same windows, with weights of its own for each position; a dense layer joins "
    "every unit to every pixel. Each contains the one before: with equal filters at all positions, and with weights "
    "of 0 outside the windows, it computes the same."
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the three: its formula, and how many weights and biases that has."""

    name: str
    formula: Equation
    weights: Expr
    biases: Expr

    @property
    def total(self) -> Expr:
        return self.weights + self.biases


def comparison_section(model: Model, layer: Layer, choice: Choice) -> Section | str:
    """Formulas and counts of the three layers side by side; what is missing where the layer shares no weight."""
    found = sharing(layer, connection_letter(model))
    if found is None:
        return "no shared weights"
    own = layer.stated
    kinds = (
        _kind("convolution", own),
        _kind("locally connected", unshared(own)),
        _kind("dense", unshared(found.dense)),
    )
    blocks: list[Block] = [Paragraph(EXPLAINED)]
    for kind in kinds:
        shown = Formula(statement(kind.formula, choice.style), kind.formula)
        blocks.append(Formulas((shown, *_counts(kind, model, choice.style)), kind.name))
    return Section(f"{layer.name}: shared, local and dense weights", (*blocks, *_table(kinds, model)))


def _kind(name: str, formula: Equation) -> _Kind:
    weights, *biases = (entries(tensor) for tensor in parameters_of(formula))
    return _Kind(name, formula, weights, sum(biases, Integer(0)))


def _counts(kind: _Kind, model: Model, style: Style) -> tuple[Formula, ...]:
    return (
        counted(Letter("weights"), kind.weights, model, style),
        *((counted(Letter("biases"), kind.biases, model, style),) if kind.biases else ()),
    )


def _table(kinds: tuple[_Kind, ...], model: Model) -> tuple[Block, ...]:
    """The three counts in numbers, and how many times the convolution's they are."""
    numbers = [[model.number(count) for count in (kind.weights, kind.biases, kind.total)] for kind in kinds]
    if not all(isinstance(number, int) for row in numbers for number in row):
        return (Paragraph("Give the sizes numbers to see them side by side."),)
    least = numbers[0][2]
    rows: list[tuple[Cell, ...]] = [
        (kind.name, *(digits(number) for number in row), _times(Fraction(row[2], least)))
        for kind, row in zip(kinds, numbers, strict=True)
    ]
    headers = ("layer", "weights", "biases", "parameters", "times as many")
    return (TableBlock(headers, tuple(rows), frozenset({1, 2, 3, 4}), label="in numbers"),)


def _times(ratio: Fraction) -> str:
    return digits(ratio.numerator) if ratio.denominator == 1 else f"{float(ratio):,.1f}"
