"""Colours: texts can be read on all that lies under them, and what differs in meaning differs in grey or in form."""

import re
from itertools import pairwise

import pytest

from derive.export.figures import paint
from derive.export.figures.paint import (
    BLUE,
    FILLS,
    INK,
    LINES,
    PAPER,
    PLAIN,
    QUIET,
    RAMP,
    READ,
    RESULT,
    RULE,
    STRONG,
    Paint,
)
from tests.export.figures.contrast import contrast, luminance
from tests.export.figures.pictures import PICTURED, drawn

MODES = ("light", "dark")
UNDER_TEXT = (PAPER, PLAIN, READ, RESULT, *RAMP, *FILLS)
each_mode = pytest.mark.parametrize("mode", MODES)


def _paints() -> dict[str, Paint]:
    found: dict[str, Paint] = {}
    for value in vars(paint).values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Paint):
                assert found.setdefault(each.name, each) == each, f"two paints are called {each.name}"
    return found


@each_mode
@pytest.mark.parametrize("under", UNDER_TEXT, ids=lambda each: each.name)
def test_numbers_are_readable_on_every_fill(mode: str, under: Paint) -> None:
    assert contrast(getattr(INK, mode), getattr(under, mode)) >= 4.5


@each_mode
def test_secondary_texts_are_readable_on_paper(mode: str) -> None:
    assert contrast(getattr(QUIET, mode), getattr(PAPER, mode)) >= 4.5


@each_mode
@pytest.mark.parametrize("line", [*LINES, BLUE, STRONG, RULE], ids=lambda each: each.name)
def test_lines_stand_out_from_paper(mode: str, line: Paint) -> None:
    assert contrast(getattr(line, mode), getattr(PAPER, mode)) >= 3


@each_mode
def test_cells_that_are_read_and_computed_differ_from_plain_ones_in_grey(mode: str) -> None:
    plain = getattr(PLAIN, mode)
    for marked, edge in ((READ, BLUE), (RESULT, STRONG)):
        assert contrast(plain, getattr(marked, mode)) >= 1.3
        assert contrast(plain, getattr(edge, mode)) >= 3


@each_mode
def test_neighbours_of_the_ramp_differ_in_grey(mode: str) -> None:
    for one, other in pairwise(RAMP):
        assert contrast(getattr(one, mode), getattr(other, mode)) >= 1.1


@each_mode
def test_the_sides_of_a_volume_differ_in_grey(mode: str) -> None:
    for sides in (paint.PLAIN_SIDES, paint.CONV_SIDES, paint.POOL_SIDES, paint.DENSE_SIDES):
        front, top, right = (luminance(getattr(side, mode)) for side in sides)
        assert right < front < top


def test_every_colour_in_a_figure_is_a_paint_with_a_dark_form() -> None:
    known = _paints()
    lights = {each.light for each in known.values()}
    for stem in PICTURED:
        for figure in drawn(stem):
            style = re.search(r"<style>(.*?)</style>", figure.svg, re.DOTALL)
            assert style is not None
            rest = figure.svg.replace(style[0], "")
            assert set(re.findall(r"#[0-9a-f]{6}\b", rest)) <= lights
            rules = set(re.findall(r"\.dv-(fill|stroke)-(\w+)\{(?:fill|stroke):(#\w+)\}", style[1]))
            used = set(re.findall(r"dv-(fill|stroke)-(\w+)", rest))
            assert {(key, name) for key, name, _ in rules} == used
            assert all(known[name].dark == dark for _, name, dark in rules)
