"""The slides as pages: 16:9, nothing outside or tiny, one page for each state of a derivation; and as Markdown."""

import json
import re

import pytest
import typst

from derive.export.slides.marp import marp
from derive.export.typst.pdf import pdf
from derive.export.typst.slides import slides
from tests.export.pages import pages
from tests.export.slides.decks import deck_of

MARGIN = 20.0
SMALLEST = 0.6  # of 27 points


@pytest.mark.parametrize("name", ["edge_detection", "symbolic_pool", "symbolic_batch_norm"])
def test_nothing_is_outside_a_slide_or_tiny_and_no_slide_is_empty(name: str) -> None:
    deck = deck_of(name)
    made = slides(deck)
    found = pages(made)
    assert len(found) == 1 + len(deck.slides)
    assert {round(page.width / page.height, 2) for page in found} == {1.78}
    assert [number for number, page in enumerate(found, 1) if page.outside(MARGIN)] == []
    assert min(len(page.letters) for page in found[1:]) > 40
    assert min(json.loads(typst.query(made.encode(), "<shrunk>", field="value")), default=1) > SMALLEST


def test_a_derivation_has_a_page_for_each_state() -> None:
    deck = deck_of("pooling_max", steps=True)
    states = sum(len(slide.trace.steps) for slide in deck.slides if slide.trace)
    plain = sum(slide.trace is None for slide in deck.slides)
    assert len(pages(slides(deck))) == 1 + plain + states
    assert states == 7


def test_the_same_slides_are_the_same_bytes() -> None:
    assert pdf(slides(deck_of("pooling_max"))) == pdf(slides(deck_of("pooling_max")))


def test_markdown_has_a_slide_for_each_step_and_the_picture() -> None:
    deck = deck_of("pooling_max", steps=True)
    made = marp(deck, "network")
    states = sum(len(slide.trace.steps) for slide in deck.slides if slide.trace)
    plain = sum(slide.trace is None for slide in deck.slides)
    _, front, *shown = re.split(r"^---$", made, flags=re.MULTILINE)
    assert "marp: true" in front
    assert len(shown) == 1 + plain + states
    assert all(part.count("$$\n") % 2 == 0 and part.strip() for part in shown)
    assert "(network-slide1.svg)" in shown[1]
    assert "7/7 **elimination**" in made


def test_image_filter_and_result_stand_on_one_slide() -> None:
    made = slides(deck_of("filter_gallery"))
    assert made.count("#grids(") == 2  # the first filter's maps, before and after relu
    assert re.search(r"#let grids\(alt, body\) = \{\n  show math.equation[^\n]*size: 18pt", made)
