"""Colours of pages by WCAG 2.2: text at least 4.5 to 1 against the paper in both schemes, and print always light."""

import re

import pytest

from derive.export.figures.paint import BLUE, INK, PAPER, PLAIN, QUIET, STRONG, Paint
from derive.export.html.sheet import GOOD, style_sheet

READABLE = 4.5


def luminance(colour: str) -> float:
    """WCAG's relative luminance of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("paint", [INK, QUIET, BLUE, STRONG, GOOD], ids=lambda paint: paint.name)
def test_text_is_readable_on_paper_in_both_schemes(paint: Paint) -> None:
    assert contrast(paint.light, PAPER.light) >= READABLE
    assert contrast(paint.dark, PAPER.dark) >= READABLE


def test_program_text_is_readable_on_its_ground() -> None:
    assert contrast(INK.light, PLAIN.light) >= READABLE
    assert contrast(INK.dark, PLAIN.dark) >= READABLE


def test_the_measure_is_the_published_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_colours_come_from_the_paints_alone() -> None:
    named = re.sub(r":root\{[^}]*\}", "", style_sheet())
    assert re.findall(r"#[0-9a-f]{3,6}\b", re.sub(r"base64,[^)]*", "", named)) == []


def test_dark_colours_are_for_screens() -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in style_sheet()
    assert style_sheet().count("prefers-color-scheme") == 1
