"""What holds for every figure of every shipped network."""

import re
from itertools import combinations

import pytest

from derive.export.figures.figure import Figure
from tests.export.figures.pictures import PICTURED, SVG, drawn, network, read, words

ALL = [(stem, figure) for stem in PICTURED for figure in drawn(stem)]
each_figure = pytest.mark.parametrize(("stem", "figure"), ALL, ids=[f"{stem}-{figure.name}" for stem, figure in ALL])


@each_figure
def test_a_figure_is_well_formed_and_says_what_it_shows(stem: str, figure: Figure) -> None:
    root = read(figure.svg)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == figure.title != ""
    assert root.findtext(f"{SVG}desc") == figure.description
    assert len(figure.description) > 40
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@each_figure
def test_no_two_texts_of_a_figure_meet_and_none_leaves_it(stem: str, figure: Figure) -> None:
    root = read(figure.svg)
    found = words(root)
    met = [(one.text, other.text) for one, other in combinations(found, 2) if one.meets(other)]
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    outside = [w.text for w in found if w.left < 0 or w.right > width or w.top < 0 or w.bottom > height]
    assert met == []
    assert outside == []


@each_figure
def test_a_figure_needs_nothing_from_outside_and_runs_no_script(stem: str, figure: Figure) -> None:
    text = figure.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    text = re.sub(r'href="data:image/png;base64,[^"]*"', "", text)
    assert re.search(r"http|//|href|<script|foreignObject|@import|var\(|url\((?!#)|\bon[a-z]+=", text) is None


@each_figure
def test_the_ids_of_a_figure_begin_with_its_name(stem: str, figure: Figure) -> None:
    ids = re.findall(r'\bid="([^"]*)"', figure.svg)
    assert ids
    assert all(each.startswith(f"{network(stem).name}-{figure.name}-") for each in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", figure.svg)) <= set(ids)


@each_figure
def test_a_figure_stays_small_and_fits_a_page(stem: str, figure: Figure) -> None:
    root = read(figure.svg)
    assert len(figure.svg) < 100_000
    assert float(root.get("width", "")) <= 1000
    assert float(root.get("height", "")) <= 1000


def test_no_two_figures_of_a_network_share_a_name() -> None:
    for stem in PICTURED:
        names = [figure.name for figure in drawn(stem)]
        assert len(set(names)) == len(names)
