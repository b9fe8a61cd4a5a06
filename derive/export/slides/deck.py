"""A lesson as slides, whatever they are written in: one idea on each."""

from collections.abc import Iterator
from dataclasses import dataclass

from derive.document.show import EVERYTHING, subtitle
from derive.document.sizes import sizes_table
from derive.document.worked_values import worked_values
from derive.export.figures.network import network_slides
from derive.export.lesson import Lesson
from derive.export.slides.checks import checked
from derive.export.slides.layer import Seen, derivative_slides, layer_slides, loss_slides, update_slides
from derive.export.slides.slide import Slide
from derive.network.accounting import account
from derive.network.model import Layer
from derive.printing.style import Style


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides after the title's."""

    title: str
    subtitle: str
    slides: tuple[Slide, ...]


def deck(lesson: Lesson) -> Deck:
    """The network as a picture and as a table, every layer, the loss, the update, and what was checked; of a lesson
    that selects, the layers and derivatives that it names."""
    model = lesson.model
    style = Style(numbers=model.values)
    slides = [*_whole(lesson, style)] if lesson.selection == EVERYTHING else [*_selected(lesson, style)]
    slides.insert(0 if lesson.record is None else len(slides), checked(lesson.record))
    return Deck(model.name, subtitle(model), tuple(slides))


def _whole(lesson: Lesson, style: Style) -> Iterator[Slide]:
    model = lesson.model
    yield from (Slide("The network", opens=not at, figure=each) for at, each in enumerate(network_slides(model)))
    yield Slide("Sizes and costs", (sizes_table(model, account(model), style),))
    yield from _layers(lesson, model.layers, style)
    yield from loss_slides(model, style, lesson.steps)
    yield from update_slides(model, style)


def _selected(lesson: Lesson, style: Style) -> Iterator[Slide]:
    yield from _layers(lesson, lesson.selection.layers, style)
    if lesson.selection.loss:
        yield from loss_slides(lesson.model, style, lesson.steps)
    for name in lesson.selection.derivatives:
        yield from derivative_slides(lesson.model, name, style, lesson.steps)


def _layers(lesson: Lesson, layers: tuple[Layer, ...], style: Style) -> Iterator[Slide]:
    model = lesson.model
    values = worked_values(model) if model.spec.values else None
    derived: Seen | None = {} if lesson.steps else None
    for layer in layers:
        yield from layer_slides(model, layer, style, values, derived)
