"""The picture of a whole network: volumes in a row for a chain, a column with lines for what skips layers."""

from dataclasses import replace

from derive.export.figures import volumes, wiring
from derive.export.figures.drawing import Drawing
from derive.export.figures.figure import Figure
from derive.network.model import Model


def network_drawing(model: Model) -> Drawing:
    """Every volume of the network with its size and its parameters, as elements for those that write no SVG."""
    return volumes.drawing(model) if model.spec.is_chain else wiring.drawing(model)


def network_picture(model: Model) -> Figure:
    """The same as a figure."""
    return network_drawing(model).figure(model.name)


def narrow_picture(model: Model) -> Figure:
    """The same as a phone shows it whole."""
    drawn = volumes.narrow(model) if model.spec.is_chain else replace(wiring.drawing(model), name="narrow")
    return drawn.figure(model.name)


def network_slides(model: Model) -> tuple[Figure, ...]:
    """The same in large letters and few words, on so many figures that each fits on a slide."""
    parts = volumes.slides(model) if model.spec.is_chain else wiring.slides(model)
    return tuple(part.figure(model.name) for part in parts)
