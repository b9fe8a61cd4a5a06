"""Worked numbers of a layer: its maps side by side, and entries worked out product by product."""

from collections.abc import Iterator
from itertools import islice
from math import prod

from derive.algebra.equation import Equation
from derive.algebra.evaluate import Point
from derive.algebra.index import Index, Role
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry
from derive.document.blocks import Block, Cell, Formula, Formulas, Paragraph, Section, TableBlock
from derive.document.choice import Array, WorkedValues
from derive.document.figures import CELL_DIGITS, ROUNDED, number, sign
from derive.document.pictures import backward_pictures, forward_pictures
from derive.document.shapes import name_of
from derive.document.workings import Working, value_at, workable, workings
from derive.grammar import digits
from derive.network.backward import gradient
from derive.network.model import Layer, Model
from derive.printing.building import signed_number
from derive.printing.entries import cotangent_of, flat
from derive.printing.formula import Group, Letter, Node, Relation, Sign
from derive.printing.style import Style
from derive.printing.subscripts import index as index_letter

SCREENFUL = 40  # rows of workings; networks with more show the first ones of each layer
FIRST = 4
TRIVIAL = 2  # rows of a layer that works entry by entry


def values_blocks(model: Model, values: WorkedValues) -> tuple[Block, ...]:
    """Where the numbers come from."""
    given = [name for name in values.arrays if name in model.spec.values]
    sentences = []
    if given:
        sentences.append(f"Given by the spec: {', '.join(given)}.")
    if values.made:
        sentences.append(f"Small integers made up from a fixed seed: {_made_up(values)}.")
    sentences.append(f"Subscripts count from 0; {ROUNDED}, after ≈, and in matrices with {CELL_DIGITS}.")
    return (Paragraph(" ".join(sentences)),)


def _made_up(values: WorkedValues) -> str:
    """The names of what is made up, apart by the round number that the integers are divided by."""
    over: dict[int, list[str]] = {}
    for name in values.made:
        sizes = abs(values.arrays[name])
        least = sizes[sizes > 0].min(initial=1)
        over.setdefault(round(1 / float(least)), []).append(name)
    whole = ", ".join(over.pop(1, ()))
    return "; ".join([whole, *(f"divided by {by}: {', '.join(names)}" for by, names in sorted(over.items()))])


def forward_numbers(model: Model, layer: Layer, values: WorkedValues, style: Style) -> Section:
    """The layer's maps before and after, and its first entries worked out (all of them in a small network)."""
    blocks: list[Block] = list(forward_pictures(layer, values, style))
    if not _copies(layer.stated):
        blocks += _table(layer.stated, values, style, most_rows(model, layer, values))
    return Section("Worked numbers", tuple(blocks))


def backward_numbers(model: Model, layer: Layer, values: WorkedValues, style: Style) -> Section | None:
    """The derivatives as numbers, and their first entries worked out; None without a loss."""
    if not model.terms:
        return None
    most = most_rows(model, layer, values)
    blocks = [b for by in layer.variables for b in derivative_numbers(model, by.name, values, style, most)]
    return Section("Worked numbers, backward", tuple(blocks))


def derivative_numbers(
    model: Model, name: str, values: WorkedValues, style: Style, most: int = SCREENFUL
) -> Iterator[Block]:
    """The derivative by one tensor as numbers, and its first `most` entries worked out."""
    found = gradient(model, name).best.equation
    yield from backward_pictures(model.tensors[name], values, style)
    if workable(found, values) and not _copies(found):
        yield from _table(found, values, style, most)


def loss_numbers(stated: Equation, values: WorkedValues, style: Style) -> Section:
    """A loss, or the whole objective, in numbers."""
    (worked,) = islice(workings(stated, values, {}, style), 1)
    result = float(values.arrays[stated.left.tensor.name])
    between = sign(*_read(stated, values))
    shown = Relation(name_of(stated.left.tensor), ((between, worked.expression), (sign(result), number(result))))
    return Section("Worked numbers", (Formulas((Formula(shown),)),))


def most_rows(model: Model, layer: Layer, values: WorkedValues) -> int:
    """How many entries of a layer are worked out."""
    if not _sums(layer):
        return TRIVIAL
    total = sum(_entries(other.stated, values) if _sums(other) else TRIVIAL for other in model.layers)
    return SCREENFUL if total <= SCREENFUL else FIRST


def _sums(layer: Layer) -> bool:
    return any(term.bound for term in layer.stated.terms)


def _copies(equation: Equation) -> bool:
    """Whether the equation only moves entries to other places."""
    return len(equation.terms) == 1 and equation.terms[0].body.is_Atom and not equation.terms[0].bound


def _entries(equation: Equation, values: WorkedValues) -> int:
    return prod(value_of(size, values.sizes) for index, size in equation.free if index.role is not Role.BATCH)


def _table(equation: Equation, values: WorkedValues, style: Style, most: int) -> Iterator[Block]:
    """index | worked out | value, for the first example."""
    fixed: Point = {index: 0 for index, _ in equation.free if index.role is Role.BATCH}
    sizes = {index: value_of(size, values.sizes) for index, size in equation.free if index not in fixed}
    varying = [index for index, size in sizes.items() if size > 1]
    worked = list(islice(workings(equation, values, fixed, style), most))
    headers: list[Cell] = [_tuple([index_letter(index) for index in varying])] if varying else []
    between = _signs(equation, worked, values)
    rounded = Sign.NEARLY in between
    headers += ["worked out", *([""] if rounded else []), _value_name(equation, style)]
    won = any(item.winner is not None for item in worked)
    rows = [
        (*_row(equation, item, varying, values, sign if rounded else None), *((_winner(item),) if won else ()))
        for item, sign in zip(worked, between, strict=True)
    ]
    result = len(headers) - 1
    yield TableBlock(
        (*headers, *(("winner (r, q)",) if won else ())),
        tuple(rows),
        frozenset({result}),
        label=_label(equation, varying),
    )
    count = prod(sizes.values())
    if count > len(worked):
        yield Paragraph(f"and {digits(count - len(worked))} more, in the same way.")


def _label(equation: Equation, varying: list[Index]) -> str:
    still = [f"{index.name} = 0" for index, _ in equation.free if index not in varying]
    return f"entry by entry, {', '.join(still)}" if still else "entry by entry"


def _value_name(equation: Equation, style: Style) -> Node:
    tensor = equation.left.tensor
    if tensor.bar is not None:
        return flat(cotangent_of(name_of(tensor), style))
    return name_of(tensor)


def _signs(equation: Equation, worked: list[Working], values: WorkedValues) -> list[Sign]:
    """Between each working and its value: ≈ where a number on either side is rounded."""
    before = sign(*_read(equation, values))

    def between(item: Working) -> Sign:
        result = value_at(equation, item.point, values)
        if item.expression == number(result):
            return Sign.EQUALS
        return Sign.NEARLY if before is Sign.NEARLY else sign(result)

    return list(map(between, worked))


def _read(equation: Equation, values: WorkedValues) -> list[Array]:
    """The numbers of all tensors that the equation reads."""
    names = {entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry)}
    return [values.arrays[name] for name in sorted(names)]


def _row(
    equation: Equation, item: Working, varying: list[Index], values: WorkedValues, sign: Sign | None
) -> tuple[Cell, ...]:
    place = [signed_number(item.point[index]) for index in varying]
    first = (_tuple(place),) if place else ()
    between = () if sign is None else (sign.value,)
    return (*first, item.expression, *between, number(value_at(equation, item.point, values)))


def _winner(item: Working) -> Cell:
    """The place of the winner in its map."""
    return _tuple([signed_number(step) for step in (item.winner or ())[2:]])


def _tuple(items: list[Node] | list[Letter]) -> Node:
    return items[0] if len(items) == 1 else Group(tuple(items))
