"""The views that there are."""

from collections.abc import Callable

from derive.document.blocks import Section
from derive.document.choice import Choice
from derive.document.comparison import comparison_section
from derive.document.pixel_uses import pixel_uses_section
from derive.document.translation import translation_sections
from derive.document.updates import updates_section
from derive.document.view import Sections, View
from derive.network.model import Layer, Model


def _each(section: Callable[[Model, Layer, Choice], Section | str]) -> Callable[..., Sections]:
    return lambda model, layers, choice: tuple(section(model, layer, choice) for layer in layers)


COMPARE_DENSE = View(
    _each(comparison_section), "layer that shares weights, such as a convolution", "shared, local and dense weights"
)
PIXEL_USES = View(
    _each(pixel_uses_section), "layer with windows, such as a convolution or pooling", "how often each pixel is used"
)
TRANSLATION = View(translation_sections, "layer with windows or dense layer of several units", "shifted input")
UPDATES = View(_each(updates_section), "layer with parameters", "update over the examples")
