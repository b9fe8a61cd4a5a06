"""A layer, or the loss, as slides: what it does, forward, numbers, every derivative in steps, update, conventions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.document.blocks import Block, Formulas, Matrices, Paragraph, Section, Steps
from derive.document.choice import Choice, WorkedValues
from derive.document.layer import (
    conventions_section,
    derivative_blocks,
    forward_section,
    heading,
    inference_section,
    sentence,
    shapes,
    update_section,
)
from derive.document.loss import loss_section
from derive.document.pictures import forward_pictures
from derive.document.shapes import counted, size_rules
from derive.export.slides.slide import Slide
from derive.layers.declaration import Declaration
from derive.network.accounting import parameters
from derive.network.backward import gradient
from derive.network.model import Layer, Loss, Model
from derive.printing.formula import Letter
from derive.printing.style import Style

Seen = dict[Declaration, str]  # the layer in which a structure was derived


def layer_slides(model: Model, layer: Layer, style: Style, values: WorkedValues | None, seen: Seen) -> Iterator[Slide]:
    """All slides of a layer; a derivation is shown for the first layer of its structure only."""
    name = layer.name
    yield Slide(heading(layer), (Paragraph(sentence(layer.kind.summary)), *_shapes(model, layer, style)), name, True)
    if rules := size_rules(model, layer, style):
        yield Slide("Output size", (Formulas(rules),), name)
    yield from _each("Forward", forward_section(layer, style), name)
    if values is not None:
        yield from (
            Slide("Forward in numbers", each, name) for each in _one_by_one(forward_pictures(layer, values, style))
        )
    yield from _derivatives(model, layer, style, seen.setdefault(layer.declaration, name))
    yield from _each("Update", update_section(layer, style), name)
    yield from _each("At inference", inference_section(layer, style), name)
    yield from _whole("Conventions", conventions_section(layer.declaration.conventions), name)


def loss_slides(model: Model, loss: Loss, style: Style) -> Iterator[Slide]:
    """The loss, its derivative by the network's output, and what the last layer makes of it."""
    found = loss_section(model, loss, Choice(style, steps=True))
    forward, backward, *others = found.subsections
    yield Slide(found.title, (*found.blocks, *forward.blocks), "loss", True)
    said = f"by {model.output.name}"
    yield from _blocks(f"Derivative {said}", _relabelled(backward.blocks, said), "loss")
    for section in others:
        yield from _whole(section.title, section, "loss")


def _shapes(model: Model, layer: Layer, style: Style) -> tuple[Block, ...]:
    formulas = shapes(layer, style)
    if layer.parameters:
        formulas = (*formulas, counted(Letter("parameters"), parameters(layer), model, style))
    return (Formulas(formulas),)


def _derivatives(model: Model, layer: Layer, style: Style, first: str) -> Iterator[Slide]:
    for name in (tensor.name for tensor in layer.variables):
        found = gradient(model, name)
        known = first != layer.name and found.through_loss is None
        blocks = derivative_blocks(found, Choice(style, steps=not known))
        if known:
            blocks = (Paragraph(f"Derived step by step as for {first}, which has the same structure."), *blocks)
        yield from _blocks(f"Derivative by {name}", _relabelled(blocks, f"by {name}"), layer.name)


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


def _blocks(title: str, blocks: Iterable[Block], part: str) -> Iterator[Slide]:
    """Derivations first, each revealed; then every result on a slide of its own, with the words before it."""
    blocks = tuple(blocks)
    for block in blocks:
        if isinstance(block, Steps):
            yield Slide(title.replace("Derivative", "Derivation"), (), part, trace=block.trace)
    said: tuple[Block, ...] = ()
    for block in blocks:
        if isinstance(block, Formulas | Matrices):
            yield Slide(title, (*said, block), part)
            said = ()
        elif not isinstance(block, Steps):
            said = (*said, block)
    if said:
        yield Slide(title, said, part)


def _each(title: str, section: Section | None, part: str) -> Iterator[Slide]:
    return iter(()) if section is None else _blocks(title, section.blocks, part)


def _whole(title: str, section: Section | None, part: str) -> Iterator[Slide]:
    if section is not None:
        yield Slide(title, section.blocks, part)
