"""What a network costs: a table of numbers, and below it the formulas that they come from."""

from collections.abc import Callable, Iterable

from sympy import Add, Expr

from derive.algebra.size import Size
from derive.algebra.tensor import Tensor
from derive.document.blocks import Block, Cell, Document, Formula, Formulas, Paragraph, Section, TableBlock
from derive.document.growth import growth_section
from derive.document.layer import heading
from derive.document.shapes import counted, size_rules
from derive.document.show import subtitle
from derive.grammar import digits
from derive.network.accounting import FLOAT32, LayerAccount, account, entries
from derive.network.model import Model
from derive.network.receptive_field import Seen
from derive.printing.formula import Group, Letter
from derive.printing.notation import Notation, write
from derive.printing.sizes import size
from derive.printing.style import Style

HEADERS = ("layer", "kind", "output", "parameters", "multiply-adds", "sees", "memory")
RIGHT = frozenset({3, 4, 6})
AT_MOST = "With ≤ it is no more than that: the layer moves or mixes positions so that less may be seen."
UNITS = ((1024**3, "GiB"), (1024**2, "MiB"), (1024, "KiB"))
COUNTING = (
    "Counts are for one example; outputs are channels × height × width. Multiply-adds: each product of a weight and "
    "an activation, with its addition; cells of padding are counted. Sees: the receptive field, the stretch of "
    "the input, on each axis, that one output looks at, gaps included. Memory: the output in float32, "
    f"{FLOAT32} bytes for each entry."
)


def sizes_document(model: Model, style: Style) -> Document:
    """The table with its totals, and for each layer the formulas."""
    found = account(model)
    details = tuple(section for each in found if (section := _formulas(model, each, style)) is not None)
    growth = growth_section(model)
    return Document(
        model.name, subtitle(model), sizes_blocks(model, style, found), ((growth,) if growth else ()) + details
    )


def sizes_blocks(model: Model, style: Style, found: tuple[LayerAccount, ...] | None = None) -> tuple[Block, ...]:
    """The table, and how it counts; `found` where the counts are known already."""
    own = account(model) if found is None else found
    exact = all(seen.exact for each in own for seen in each.seen.values())
    return sizes_table(model, own, style), Paragraph(COUNTING if exact else f"{COUNTING} {AT_MOST}")


def sizes_table(model: Model, found: tuple[LayerAccount, ...], style: Style) -> TableBlock:
    """One row for the input and each layer, and the totals."""
    rows: list[tuple[Cell, ...]] = [
        *(_input(model, tensor, style) for tensor in model.inputs),
        *(_row(model, each, style) for each in found),
    ]
    parameters = _total(each.parameters for each in found)
    multiply_adds = _total(each.multiply_adds for each in found)
    memory = _total([_held(model), *(each.memory for each in found)])
    total = (_count(model, parameters, style), _count(model, multiply_adds, style), "", _bytes(model, memory, style))
    rows.append(("total", "", "", *total))
    return TableBlock(HEADERS, tuple(rows), RIGHT, total=True)


def _row(model: Model, found: LayerAccount, style: Style) -> tuple[Cell, ...]:
    layer = found.layer
    return (
        layer.name,
        layer.kind.kind,
        _example(model, layer.output.shape, style),
        _count(model, found.parameters, style),
        _count(model, found.multiply_adds, style),
        _seen(found),
        _bytes(model, found.memory, style),
    )


def _input(model: Model, tensor: Tensor, style: Style) -> tuple[Cell, ...]:
    held = _bytes(model, entries(tensor) * FLOAT32, style)
    return (tensor.name, "", _example(model, tensor.shape, style), "", "", "", held)


def _held(model: Model) -> Expr:
    return Add(*(entries(tensor) * FLOAT32 for tensor in model.inputs))


def _total(counts: Iterable[Expr]) -> Expr:
    return Add(*counts)  # at once: SymPy sorts the summands of every sum anew


def _example(model: Model, sizes: tuple[Size, ...], style: Style) -> Cell:
    """A shape without the batch: 28×26×26, channels first."""
    shown = sizes[1:]
    numbers = [model.number(each) for each in shown]
    if all(isinstance(number, int) for number in numbers):
        return "×".join(map(str, numbers))
    return Group(tuple(size(each, style) for each in shown))


def _count(model: Model, count: Expr, style: Style) -> Cell:
    number = model.number(count)
    return digits(number) if isinstance(number, int) else size(number, style)


def _seen(found: LayerAccount) -> Cell:
    """3×3, or ≤ 20×20 where it may be less; of several inputs each by its name, where they differ."""
    each = {name: _stretch(seen) for name, seen in found.seen.items()}
    if len(set(map(_text_of, each.values()))) == 1:
        return next(iter(each.values()))
    return ", ".join(f"{name}: {_text_of(cell)}" for name, cell in each.items())


def _stretch(seen: Seen) -> Cell:
    if all(isinstance(each, int) for each in seen.extents):
        cell: Cell = "×".join(map(str, seen.extents))
    else:
        cell = Group(tuple(map(size, seen.extents)))
    return cell if seen.exact else f"≤ {_text_of(cell)}"


def _text_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else write(cell, Notation.UNICODE)


def _bytes(model: Model, memory: Expr, style: Style) -> Cell:
    number = model.number(memory)
    if not isinstance(number, int):
        return size(number, style)
    for unit, name in UNITS:
        if number >= unit:
            return f"{number / unit:,.1f} {name}"
    return f"{number} B"


def _formulas(model: Model, found: LayerAccount, style: Style) -> Section | None:
    """Where a layer's numbers come from; None for a layer that changes no size and has no weights."""
    layer = found.layer
    blocks: list[Block] = []
    rules = size_rules(model, layer, style)
    if rules:
        blocks.append(Formulas(rules))
    counts: list[Formula] = []
    if layer.parameters:
        counts.append(counted(Letter("parameters"), found.parameters, model, style))
        counts.append(counted(Letter("multiply-adds"), found.multiply_adds, model, style))
    if counts:
        blocks.append(Formulas(tuple(counts)))
    return Section(heading(layer), tuple(blocks)) if blocks else None


def sizes_data(model: Model) -> dict[str, object]:
    """The same as plain data: numbers where all sizes are known, else formulas as text."""
    found = account(model)
    layers = [
        {
            "layer": each.layer.name,
            "kind": each.layer.kind.kind,
            "output": [_plain(model.number(axis)) for axis in each.layer.output.shape[1:]],
            "sizes": {str(rule.symbol): _text(rule.definition) for rule in each.layer.rules},
            "parameters": _counted(model, each.parameters),
            "multiply_adds": _counted(model, each.multiply_adds),
            "receptive_field": _fields(each, lambda seen: [_plain(size) for size in seen.extents]),
            "receptive_field_exact": _fields(each, lambda seen: seen.exact),
            "bytes": _plain(model.number(each.memory)),
        }
        for each in found
    ]
    parameters = _total(each.parameters for each in found)
    multiply_adds = _total(each.multiply_adds for each in found)
    memory = _total([_held(model), *(each.memory for each in found)])
    shapes = {tensor.name: [_plain(model.number(axis)) for axis in tensor.shape[1:]] for tensor in model.inputs}
    return {
        "name": model.name,
        **({"input": shapes["input"]} if "input" in shapes else {"inputs": shapes}),
        "layers": layers,
        "parameters": _counted(model, parameters)["value"],
        "multiply_adds": _counted(model, multiply_adds)["value"],
        "bytes": _plain(model.number(memory)),
    }


def _fields(found: LayerAccount, of: Callable[[Seen], object]) -> object:
    """What there is to say of the one input that a layer sees, or of each by its name."""
    each = {name: of(seen) for name, seen in found.seen.items()}
    return next(iter(each.values())) if len(each) == 1 else each


def _counted(model: Model, count: Expr) -> dict[str, object]:
    return {"formula": _text(count), "value": _plain(model.number(count))}


def _plain(value: Size) -> int | str:
    return value if isinstance(value, int) else _text(value)


def _text(value: Size) -> str:
    """A formula in plain signs: floor((n + 2p - f)/s) + 1."""
    return write(size(value), Notation.ASCII)
