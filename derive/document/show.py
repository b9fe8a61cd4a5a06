"""What `derive show` prints: all layers and the loss, or what is selected of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.algebra.evaluate import Position
from derive.document.blocks import Document, Paragraph, Section
from derive.document.chain import chain_section
from derive.document.choice import Choice
from derive.document.layer import derivative_blocks, layer_section
from derive.document.loss import objective_sections
from derive.document.numbers import (
    backward_numbers,
    derivative_numbers,
    forward_numbers,
    values_blocks,
)
from derive.document.unrolled import unrolled_section
from derive.document.view import View
from derive.document.written_out import written_out_section
from derive.errors import NameNotFoundError
from derive.network.backward import gradient
from derive.network.model import Layer, Model


@dataclass(frozen=True, slots=True)
class Selection:
    """Which parts are shown; without any, all layers and the loss.

    With `views` the layers (all, if none is named) are shown through them and not by their formulas.
    """

    layers: tuple[Layer, ...] = ()
    derivatives: tuple[str, ...] = ()
    chains: tuple[tuple[str, Position], ...] = ()
    views: tuple[View, ...] = ()
    loss: bool = False


EVERYTHING = Selection()


def show_document(model: Model, choice: Choice, selection: Selection = EVERYTHING) -> Document:
    """The blocks of the selected layers, derivatives and chains, by default of all layers and the loss."""
    values = choice.values
    layers, with_loss = layers_shown(model, selection), loss_shown(model, selection)
    own = _choices(layers, choice)
    sections = [
        layer_section(model, each, said, _more(model, each, said)) for each, said in zip(layers, own, strict=True)
    ]
    if with_loss:
        sections += objective_sections(model, choice, values)
    sections += [each for view in selection.views for each in _seen(model, view, choice, selection)]
    sections += [derivative_section(model, name, choice) for name in selection.derivatives]
    sections += [chain_section(model, tensor, place, choice.style, values) for tensor, place in selection.chains]
    worked = values if layers or with_loss or selection.derivatives or selection.chains else None
    blocks = values_blocks(model, worked) if worked else ()
    return Document(model.name, subtitle(model), blocks, tuple(sections))


def layers_shown(model: Model, selection: Selection) -> tuple[Layer, ...]:
    """The layers that are shown by their formulas."""
    if selection == EVERYTHING:
        return model.layers
    return () if selection.views else selection.layers


def loss_shown(model: Model, selection: Selection) -> bool:
    """Whether the objective is shown by its formulas."""
    return bool(model.terms) and not selection.views and (selection.loss or selection == EVERYTHING)


def _choices(layers: tuple[Layer, ...], choice: Choice) -> tuple[Choice, ...]:
    """The choice for each layer, which may name an earlier one of its structure."""
    first = {layer.declaration: layer.name for layer in reversed(layers)}
    names = [first[layer.declaration] if choice.once else layer.name for layer in layers]
    return tuple(
        replace(choice, like=name if name != layer.name else "") for name, layer in zip(names, layers, strict=True)
    )


def subtitle(model: Model) -> str:
    """The spec's title, where it says more than the name."""
    return "" if model.spec.title == model.name else model.spec.title


def derivative_section(model: Model, tensor: str, choice: Choice) -> Section:
    """The derivative of the loss by one tensor, worked out in numbers where they are wanted and there is a loss."""
    found = gradient(model, tensor)
    blocks = tuple(block for each in (*found.shares, found) for block in derivative_blocks(each, choice))
    if choice.values is None or not model.terms:
        return Section(f"derivative by {tensor}", blocks)
    worked = Section("Worked numbers", tuple(derivative_numbers(model, tensor, choice.values, choice.style)))
    return Section(f"derivative by {tensor}", blocks, (worked,))


def _seen(model: Model, view: View, choice: Choice, selection: Selection) -> list[Section]:
    """A view's sections of the named layers, or of all, and which of them it leaves out and why; a loss has none.

    Raises NameNotFoundError where it leaves out all.
    """
    layers = selection.layers
    asked = layers if layers or selection.loss else model.layers
    found = view.sections(model, asked, choice) if asked else ()
    sections = [section for section in found if isinstance(section, Section)]
    if not sections:
        names = (*(layer.name for layer in layers), *(("the loss",) if selection.loss else ()))
        named = ", ".join(names) or model.name
        raise NameNotFoundError(f"{named}: no {view.subject}\n  choose a layer or a spec that has one")
    missing: dict[str, list[str]] = {}
    for layer, section in zip(asked, found, strict=True):
        if isinstance(section, str):
            missing.setdefault(section, []).append(layer.name)
    if selection.loss:
        missing.setdefault(f"no {view.subject}", []).append("the loss")
    lines = tuple(Paragraph(f"{', '.join(names)}: {what}.") for what, names in missing.items())
    return [*sections, Section(f"{view.title}: layers left out", lines)] if lines else sections


def derivatives_shown(model: Model, selection: Selection) -> Sequence[str]:
    """The tensors whose derivations a selection shows."""
    placed = (*layers_shown(model, selection), *(model.terms if loss_shown(model, selection) else ()))
    names = [tensor.name for each in placed for tensor in each.variables]
    return tuple(dict.fromkeys((*names, *selection.derivatives)))


def _more(model: Model, layer: Layer, choice: Choice) -> tuple[Section, ...]:
    """The sections of a layer that are shown on request."""
    sections = [unrolled_section(model, layer, choice), written_out_section(model, layer, choice.style)]
    sections = sections if choice.unroll else []
    if choice.values is not None:
        sections.append(forward_numbers(model, layer, choice.values, choice.style))
        sections.append(backward_numbers(model, layer, choice.values, choice.style))
    return tuple(section for section in sections if section is not None)
