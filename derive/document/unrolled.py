"""A convolution as a dense layer: the derived weight of each connection, the sparse matrix, the shared gradients."""

from collections.abc import Mapping
from dataclasses import replace

from derive.algebra.equation import Equation
from derive.algebra.evaluate import Position
from derive.document.blocks import Block, Formula, Formulas, Matrices, Matrix, Paragraph, Section, Steps
from derive.document.choice import Choice
from derive.document.rewriting import rebuilt
from derive.network.model import Layer, Model
from derive.network.sharing import (
    Sharing,
    connection_letter,
    numbered_connections,
    sharing,
    size_of_matrix,
)
from derive.printing.building import equation, signed_number
from derive.printing.chains import numbered_letter, numbered_letters, shared_sum
from derive.printing.compose import statement
from derive.printing.entries import tensor_letter
from derive.printing.formula import Group, Letter, Node, Scripted, Statement
from derive.printing.notation import Notation, write
from derive.printing.style import Style
from derive.printing.trace import trace

MOST_CELLS = 225  # nine units on an image of 5x5
MOST_WEIGHTS = 9
FILTER_WEIGHT = Letter("f")
Joined = Mapping[tuple[int, int], tuple[int, Position]]  # (unit, pixel) -> (weight, its place)
SHARED = "one term for each position that used the weight, and for each example"


def unrolled_section(model: Model, layer: Layer, choice: Choice) -> Section | None:
    """The layer as a sparse dense layer with shared weights; None where no weight is shared."""
    found = sharing(layer, connection_letter(model))
    if found is None:
        return None
    explained = Paragraph(
        f"{layer.name} is a dense layer whose weights repeat and are mostly 0. Between a unit and a pixel stands "
        "the filter's weight for their distance; where the filter does not reach, there is none."
    )
    weights, dense = (Formula(_grouped(each, found, choice.style), each) for each in (found.equation, found.dense))
    blocks: list[Block] = [
        explained,
        Formulas((weights,), "the weight between a unit and a pixel"),
        Formulas((dense,), "with these weights the layer is dense"),
    ]
    if choice.steps and found.derivation.steps and not choice.like:
        blocks.append(Steps(trace(found.derivation, choice.style), "derivation of the weight"))
    return Section("Unrolled", (*blocks, *_in_numbers(model, found, choice.style)))


def _grouped(formula: Equation, found: Sharing, style: Style) -> Statement:
    """w[(k, i, j), (c, r, q)] for w[k, i, j, c, r, q], wherever it stands."""
    own, unit_axes = tensor_letter(found.connection), found.unit_axes

    def grouped(node: object) -> object:
        if isinstance(node, Scripted) and node.letter == own:
            unit, entry = node.subscripts[:unit_axes], node.subscripts[unit_axes:]
            return replace(node, subscripts=(Group(unit), Group(entry)))
        return node

    return rebuilt(statement(formula, style), grouped)


def _in_numbers(model: Model, found: Sharing, style: Style) -> tuple[Block, ...]:
    """The matrix at the network's sizes and the sums over its equal entries; how large it is where it is large."""
    if any(not isinstance(model.number(size), int) for size in found.equation.left.tensor.shape):
        return (Paragraph("Give the sizes numbers to see the matrix."),)
    units, pixels = size_of_matrix(model, found)
    if units * pixels > MOST_CELLS:
        shown = f"The matrix has {units} rows (units) and {pixels} columns (pixels), {units * pixels} entries in all"
        return (Paragraph(f"{shown}: too many to show."),)
    joined = numbered_connections(model, found)
    return (
        Paragraph(
            "Units, pixels and the filter's weights are counted row by row from 1; a dot is no connection. In the "
            f"subscript of {write(tensor_letter(found.connection), Notation.UNICODE)} the unit stands first, then the "
            "pixel."
        ),
        Matrices((_matrix(joined, units, pixels),), (), "row: unit, column: pixel"),
        Formulas(_legend(found, joined), "the filter's weights"),
        Formulas(_sums(found, joined, style), f"the gradient of a shared weight: {SHARED}"),
        *_others(joined),
    )


def _matrix(joined: Joined, units: int, pixels: int) -> Matrix:
    def cell(unit: int, pixel: int) -> Node | str:
        return _weight(joined[unit, pixel][0]) if (unit, pixel) in joined else ""

    rows = tuple(tuple(cell(unit, pixel) for pixel in range(1, pixels + 1)) for unit in range(1, units + 1))
    names = tuple(str(pixel) for pixel in range(1, pixels + 1))
    return Matrix(rows, "", tuple(str(unit) for unit in range(1, units + 1)), names)


def _weight(number: int) -> Node:
    return numbered_letter(FILTER_WEIGHT, (number,))


def _legend(found: Sharing, joined: Joined) -> tuple[Formula, ...]:
    """f_1 = W[0, 0, 0, 0], f_2 = ..., as many as are shown."""
    places = dict(sorted(set(joined.values())))
    letter = tensor_letter(found.weight)
    named = [
        Formula(equation(_weight(number), Scripted(letter, found.weight.level, "", tuple(map(signed_number, place)))))
        for number, place in places.items()
    ]
    return tuple(named[:MOST_WEIGHTS])


def _others(joined: Joined) -> tuple[Paragraph, ...]:
    count = len({number for number, _ in joined.values()}) - MOST_WEIGHTS
    return (Paragraph(f"and {count} more weights, in the same way."),) if count > 0 else ()


def _sums(found: Sharing, joined: Joined, style: Style) -> tuple[Formula, ...]:
    """dJ/df_1 = dJ/dw_11 + dJ/dw_22 + ..., read off the matrix."""
    uses: dict[int, list[Node]] = {}
    places = sorted(joined)
    for place, written in zip(places, numbered_letters(tensor_letter(found.connection), places), strict=True):
        uses.setdefault(joined[place][0], []).append(written)
    return tuple(Formula(shared_sum(_weight(number), uses[number], style)) for number in sorted(uses)[:MOST_WEIGHTS])
