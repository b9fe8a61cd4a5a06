"""What holds for every figure of every shipped network."""

import re
from itertools import combinations

import pytest

from derive.export.figures.volumes import network_picture
from tests.export.figures.pictures import SPECS, SVG, network, read, words

FIGURES = [(stem, figure) for stem in SPECS for figure in (network_picture(network(stem)),)]
NAMES = [f"{stem}-{figure.name}" for stem, figure in FIGURES]


@pytest.mark.parametrize(("stem", "figure"), FIGURES, ids=NAMES)
def test_a_figure_is_well_formed_and_says_what_it_shows(stem, figure) -> None:  # type: ignore[no-untyped-def]
    root = read(figure.svg)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == figure.title != ""
    assert root.findtext(f"{SVG}desc") == figure.description
    assert len(figure.description) > 40
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@pytest.mark.parametrize(("stem", "figure"), FIGURES, ids=NAMES)
def test_no_two_texts_of_a_figure_meet_and_none_leaves_it(stem, figure) -> None:  # type: ignore[no-untyped-def]
    root = read(figure.svg)
    found = words(root)
    met = [(one.text, other.text) for one, other in combinations(found, 2) if one.meets(other)]
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    outside = [w.text for w in found if w.left < 0 or w.right > width or w.top < 0 or w.bottom > height]
    assert met == []
    assert outside == []


@pytest.mark.parametrize(("stem", "figure"), FIGURES, ids=NAMES)
def test_a_figure_needs_nothing_from_outside_and_runs_no_script(stem, figure) -> None:  # type: ignore[no-untyped-def]
    text = figure.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.search(r"http|//|<script|foreignObject|@import|var\(|url\((?!#)", text) is None


@pytest.mark.parametrize(("stem", "figure"), FIGURES, ids=NAMES)
def test_the_ids_of_a_figure_begin_with_its_name(stem, figure) -> None:  # type: ignore[no-untyped-def]
    ids = re.findall(r'\bid="([^"]*)"', figure.svg)
    assert ids
    assert all(each.startswith(f"{network(stem).name}-{figure.name}-") for each in ids)
