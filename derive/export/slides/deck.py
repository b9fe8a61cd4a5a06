"""A lesson as slides, whatever they are written in: one idea on each."""

from dataclasses import dataclass

from derive.document.show import subtitle
from derive.document.sizes import sizes_table
from derive.document.worked_values import worked_values
from derive.export.figures.volumes import network_slides
from derive.export.lesson import Lesson
from derive.export.slides.checks import checked
from derive.export.slides.layer import Seen, layer_slides, loss_slides
from derive.export.slides.slide import Slide
from derive.network.accounting import account
from derive.printing.style import Style


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides after the title's."""

    title: str
    subtitle: str
    slides: tuple[Slide, ...]


def deck(lesson: Lesson) -> Deck:
    """The network as a picture and as a table, every layer and the loss, what was checked."""
    model = lesson.model
    style = Style(numbers=model.values)
    values = worked_values(model) if model.spec.values else None
    seen: Seen = {}
    slides = [
        *(Slide("The network", opens=not at, figure=each) for at, each in enumerate(network_slides(model))),
        Slide("Sizes and costs", (sizes_table(model, account(model), style),)),
    ]
    for layer in model.layers:
        slides += layer_slides(model, layer, style, values, seen)
    if model.loss is not None:
        slides += loss_slides(model, model.loss, style)
    slides.insert(0 if lesson.record is None else len(slides), checked(lesson.record))
    return Deck(model.name, subtitle(model), tuple(slides))
