"""A layer, or the loss, as slides: what it does, forward, numbers, backward; derivations where they are wanted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.document.blocks import Block, Formula, Formulas, Matrices, Paragraph, Steps
from derive.document.choice import Choice, WorkedValues
from derive.document.layer import (
    conventions_section,
    derivation_blocks,
    derivative_blocks,
    forward_section,
    heading,
    inference_section,
    sentence,
    shapes,
)
from derive.document.loss import objective_sections
from derive.document.pictures import forward_pictures
from derive.document.settings import settings_section
from derive.document.shapes import counted, size_rules
from derive.document.update_section import update_section
from derive.export.slides.slide import Slide
from derive.layers.declaration import Declaration
from derive.network.accounting import parameters
from derive.network.backward import Gradient, given_back, gradient
from derive.network.model import Layer, Model
from derive.printing.formula import Letter, Statement
from derive.printing.notes import FOR_ALL
from derive.printing.style import Style

Seen = dict[Declaration, str]  # the layer in which a structure was derived
FEW = 2  # formulas on a slide that keep the ranges of their free indices
MANY = 3  # conventions that still stand beside a layer's shapes


def layer_slides(
    model: Model, layer: Layer, style: Style, values: WorkedValues | None, derived: Seen | None = None
) -> Iterator[Slide]:
    """One slide for an idea. With `derived` the derivations follow, for the first layer of a structure only."""
    name = layer.name
    opening = (Paragraph(sentence(layer.kind.summary)), *_sizes(model, layer, style))
    chosen = (*_settings(layer), *_conventions(layer.declaration.conventions))
    apart = len(chosen) > MANY
    yield Slide(heading(layer), opening if apart else (*opening, *chosen), name, True)
    if apart:
        yield Slide("Settings and conventions", chosen, name)
    if rules := size_rules(model, layer, style):
        yield Slide("Output size", (Formulas(rules),), name)
    yield _together("Forward", forward_section(layer, style).blocks, name)
    if later := inference_section(layer, style):
        yield _together("At inference", later.blocks, name)
    if values is not None:
        first, *_ = _one_by_one(forward_pictures(layer, values, style))
        yield Slide("Forward in numbers", first, name)
    yield _together("Backward", (_result(each, style) for each in given_back(model, layer)), name)
    if derived is not None:
        yield from _derivations(model, layer, style, derived.setdefault(layer.declaration, name))


def loss_slides(model: Model, style: Style, derived: bool = False) -> Iterator[Slide]:
    """The objective where it is a sum; each loss, and its derivatives with what the layer before it makes of them; what
    regularisers add."""
    for found in objective_sections(model, Choice(style, steps=derived)):
        name = found.title.partition(":")[0]
        parts = {part.title: part.blocks for part in found.subsections}
        chosen = (*parts.get("Settings", ()), *parts.get("Conventions", ()))
        opening = (*found.blocks, *parts.get("Forward", ()))
        apart = len(chosen) > MANY
        yield Slide(found.title, opening if apart else (*opening, *chosen), name, True)
        if apart:
            yield Slide("Settings and conventions", chosen, name)
        backward = parts.get("Backward", ())
        if backward:
            yield Slide("Backward", tuple(each for each in backward if not isinstance(each, Steps)), name)
            told = [sentence(block.label).removesuffix(".") for block in backward if isinstance(block, Steps)]
            yield from _revealed(told[0] if told else "", backward, name)


def derivative_slides(model: Model, name: str, style: Style, derived: bool) -> Iterator[Slide]:
    """The derivative by one tensor in all its forms, its derivation before it where that is wanted."""
    blocks = derivative_blocks(gradient(model, name), Choice(style, steps=derived))
    yield from _revealed(f"Derivation by {name}", blocks, "")
    shown = tuple(each for each in blocks if not isinstance(each, Steps))
    yield Slide(f"Derivative by {name}", tuple(_relabelled(shown, f"by {name}")), opens=True)


def _sizes(model: Model, layer: Layer, style: Style) -> tuple[Block, ...]:
    formulas = shapes(layer, style)
    if layer.parameters:
        formulas = (*formulas, counted(Letter("parameters"), parameters(layer), model, style))
    return (Formulas(formulas),)


def _settings(layer: Layer) -> tuple[Block, ...]:
    section = settings_section(layer)
    return () if section is None else section.blocks


def _conventions(conventions: tuple[str, ...]) -> tuple[Block, ...]:
    section = conventions_section(conventions)
    return () if section is None else section.blocks


def _result(found: Gradient, style: Style) -> Formulas:
    """One derivative in its form for readers: what it sums over, not where it is scattered to."""
    first, *others = (each for each in derivative_blocks(found, Choice(style)) if isinstance(each, Formulas))
    return replace(others[0] if found.best.scatter is not None else first, label="")


def _derivations(model: Model, layer: Layer, style: Style, first: str) -> Iterator[Slide]:
    for tensor in layer.variables:
        found = gradient(model, tensor.name)
        if first == layer.name or found.through_loss is not None:
            blocks = derivation_blocks(found.best, style, f"by {tensor.name}")
            yield from _revealed(f"Derivation by {tensor.name}", blocks, layer.name)


def _revealed(title: str, blocks: Iterable[Block], part: str) -> Iterator[Slide]:
    for block in blocks:
        if isinstance(block, Steps):
            yield Slide(title, (), part, trace=block.trace)


def _together(title: str, blocks: Iterable[Block], part: str) -> Slide:
    """Blocks on one slide; many formulas leave the ranges of their free indices to the shapes."""
    blocks = tuple(blocks)
    many = sum(len(block.formulas) for block in blocks if isinstance(block, Formulas)) > FEW
    return Slide(title, tuple(_bare(block) if many else block for block in blocks), part)


def _bare(block: Block) -> Block:
    if not isinstance(block, Formulas):
        return block
    return replace(block, formulas=tuple(map(_without_ranges, block.formulas)))


def _without_ranges(formula: Formula) -> Formula:
    tree = formula.tree
    if not isinstance(tree, Statement):
        return formula
    return replace(formula, tree=replace(tree, notes=tuple(note for note in tree.notes if note.intro != FOR_ALL)))


def _one_by_one(pictures: Iterable[Matrices | Paragraph]) -> tuple[tuple[Block, ...], ...]:
    """Each equation of matrices apart, with the words that follow it."""
    found: list[tuple[Block, ...]] = []
    for block in pictures:
        if isinstance(block, Paragraph) and found:
            found[-1] = (*found[-1], block)
        else:
            found.append((block,))
    return tuple(found)


def _relabelled(blocks: Iterable[Block], said: str) -> Iterator[Block]:
    """Labels without what the slide's title says already."""
    for block in blocks:
        if isinstance(block, Formulas):
            yield replace(block, label=block.label.removeprefix(said).removeprefix(", "))
        else:
            yield block


def update_slides(model: Model, style: Style) -> Iterator[Slide]:
    """How parameters move: those of the first layer that has any stand for all."""
    layer = next((layer for layer in model.layers if layer.parameters), None)
    section = update_section(layer, style, model.spec.train) if layer else None
    if layer and section:
        said = Paragraph(f"As in {layer.name}, so in every layer.")
        yield replace(_together("Update", (said, *section.blocks), ""), opens=True)
