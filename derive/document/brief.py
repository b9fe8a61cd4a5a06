"""A network on two pages: its sizes, and of every structure the formulas forward and backward."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from derive.algebra.equation import Equation
from derive.document.blocks import Block, Document, Formula, Formulas, Note, Section, TableBlock
from derive.document.layer import conventions_section
from derive.document.show import subtitle
from derive.document.sizes import sizes_table
from derive.document.update_section import rule_formulas, rule_label
from derive.layers.declaration import Declaration
from derive.network.accounting import account
from derive.network.backward import given_back, of_placed
from derive.network.model import Layer, Loss, Model, Placed
from derive.printing.compose import statement
from derive.printing.formula import Statement
from derive.printing.style import PLAIN, Style
from derive.spec.train_options import SgdOptions

COLUMNS = ("layer", "output", "parameters", "multiply-adds")


def brief_document(model: Model) -> Document:
    """The table of sizes, and for the first layer of each structure what it computes and what it gives back; nothing in
    between, and no derivation. Every convention is said where it is first kept."""
    sections = _each_note_once((*_layers(model), *_loss(model), *_update(model)))
    return Document(model.name, subtitle(model), (_costs(model),), tuple(sections))


def _costs(model: Model) -> TableBlock:
    """What fits in a column, of the layers that have parameters or change the shape."""
    whole = sizes_table(model, account(model), _style(model))
    columns = [whole.headers.index(name) for name in COLUMNS]
    idle = {
        layer.name
        for layer in model.layers
        if not layer.own_parameters and all(tensor.shape == layer.output.shape for tensor in layer.inputs)
    }
    rows = tuple(tuple(row[each] for each in columns) for row in whole.rows if row[0] not in idle)
    right = frozenset(place for place, each in enumerate(columns) if each in whole.right)
    return TableBlock(COLUMNS, rows, right, total=True)


def _each_note_once(sections: Iterable[Section]) -> Iterator[Section]:
    said: set[Block] = set()
    for section in sections:
        kept = tuple(block for block in section.blocks if not (isinstance(block, Note) and block in said))
        said |= {block for block in kept if isinstance(block, Note)}
        yield replace(section, blocks=kept)


def _style(model: Model) -> Style:
    return Style(numbers=model.values)


def _layers(model: Model) -> Iterator[Section]:
    first = {layer.declaration: place for place, layer in reversed(tuple(enumerate(model.layers)))}
    ordered = sorted(model.layers, key=lambda layer: first[layer.declaration])
    for _, group in groupby(ordered, key=lambda layer: first[layer.declaration]):
        yield _structure(model, tuple(group))


def _structure(model: Model, layers: tuple[Layer, ...]) -> Section:
    layer, *others = layers
    named = ", ".join(each.name for each in layers)
    title = f"{named}: {layer.kind.kind}" + (f", written for {layer.name}" if others else "")
    equations = (layer.stated, *layer.equations[:-1], *_backward(model, layer))
    return Section(title, (_formulas(model, dict.fromkeys(equations)), *_conventions(layer)))


def _backward(model: Model, layer: Layer) -> Iterator[Equation]:
    return (found.best.equation for found in given_back(model, layer))


def _loss(model: Model) -> Iterator[Section]:
    if model.objective is not None:
        yield Section("objective", (_formulas(model, (model.objective,)),))
    seen: set[Declaration] = set()
    for term in model.terms:
        backward = (found.best.equation for found in of_placed(model, term))
        if isinstance(term, Loss) or term.declaration not in seen:
            blocks = (_formulas(model, (term.stated, *backward)), *_conventions(term))
            yield Section(f"{term.name}: {term.kind.kind}", blocks)
        seen.add(term.declaration)


def _update(model: Model) -> Iterator[Section]:
    """The rule that the spec trains with, for the first parameter."""
    layer = next((layer for layer in model.layers if layer.own_parameters), None)
    if layer is not None:
        train = model.spec.train
        options = train.optimiser if train else SgdOptions()
        *before, last = rule_formulas(layer, layer.own_parameters[0].name, options, PLAIN)
        bare = last.tree.relation if isinstance(last.tree, Statement) else last.tree
        label = rule_label(options, train is not None and train.schedule is not None)
        yield Section("Update, of every parameter", (Formulas((*before, Formula(bare)), label),))


def _formulas(model: Model, equations: Iterable[Equation]) -> Formulas:
    style = _style(model)
    return Formulas(tuple(Formula(statement(equation, style).relation, equation) for equation in equations))


def _conventions(placed: Placed) -> tuple[Block, ...]:
    section = conventions_section(placed.declaration.conventions)
    return () if section is None else tuple(block for block in section.blocks if isinstance(block, Note))
