"""The figures that there are, and the format of export that writes those that apply."""

from collections.abc import Callable, Iterable, Iterator

from derive.export.figures.arithmetic import conv_arithmetic
from derive.export.figures.figure import Figure
from derive.export.figures.gallery import gallery
from derive.export.figures.network import network_picture
from derive.export.figures.pixel_uses import pixel_uses
from derive.export.figures.pooling import pools
from derive.export.figures.receptive_field import receptive_field
from derive.export.figures.svg import with_lines_below
from derive.export.figures.unrolled import unrolled
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson
from derive.network.model import Model


def _network(model: Model) -> Iterator[Figure]:
    yield network_picture(model)


# Each gives the figures that apply to a network, none where it has nothing to show.
FIGURES: tuple[Callable[[Model], Iterable[Figure]], ...] = (
    _network,
    receptive_field,
    conv_arithmetic,
    unrolled,
    pixel_uses,
    pools,
    gallery,
)


def figures(model: Model) -> tuple[Figure, ...]:
    """Every figure that applies to the network, in the catalogue's order."""
    return tuple(figure for make in FIGURES for figure in make(model))


def make(lesson: Lesson, wish: Wish) -> Files:
    """An SVG file for each figure."""
    made = figures(lesson.model)
    return {f"{lesson.stem}-{each.name}.svg": with_lines_below(each.svg, lesson.notices).encode() for each in made}


PICTURES = Format(
    "figures", "pictures", "pictures as SVG: volumes, convolution arithmetic, pooling, receptive field ...", make
)
