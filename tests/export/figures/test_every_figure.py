"""What holds for every figure of every shipped network."""

import os
import re
import subprocess
import sys
from itertools import combinations

import pytest

from tests.export.figures.pictures import PICTURED, SVG, drawn, network, read, words

each_network = pytest.mark.parametrize("stem", PICTURED)


@each_network
def test_a_figure_is_well_formed_and_says_what_it_shows(stem: str) -> None:
    for figure in drawn(stem):
        root = read(figure.svg)
        assert root.tag == f"{SVG}svg"
        assert root.findtext(f"{SVG}title") == figure.title != ""
        assert root.findtext(f"{SVG}desc") == figure.description
        assert len(figure.description) > 40
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@each_network
def test_no_two_texts_of_a_figure_meet_and_none_leaves_it(stem: str) -> None:
    for figure in drawn(stem):
        root = read(figure.svg)
        found = words(root)
        met = [(one.text, other.text) for one, other in combinations(found, 2) if one.meets(other)]
        width, height = float(root.get("width", "")), float(root.get("height", ""))
        outside = [w.text for w in found if w.left < 0 or w.right > width or w.top < 0 or w.bottom > height]
        assert (figure.name, met, outside) == (figure.name, [], [])


@each_network
def test_a_figure_needs_nothing_from_outside_and_runs_no_script(stem: str) -> None:
    for figure in drawn(stem):
        text = figure.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        text = re.sub(r'href="data:image/png;base64,[^"]*"', "", text)
        assert re.search(r"http|//|href|<script|foreignObject|@import|var\(|url\((?!#)|\bon[a-z]+=", text) is None


@each_network
def test_the_ids_of_a_figure_begin_with_its_name(stem: str) -> None:
    for figure in drawn(stem):
        ids = re.findall(r'\bid="([^"]*)"', figure.svg)
        assert ids
        assert all(each.startswith(f"{network(stem).name}-{figure.name}-") for each in ids)
        assert set(re.findall(r"url\(#([^)]*)\)", figure.svg)) <= set(ids)


@each_network
def test_a_figure_stays_small_and_fits_a_page(stem: str) -> None:
    for figure in drawn(stem):
        root = read(figure.svg)
        assert len(figure.svg) < 100_000, figure.name
        assert float(root.get("width", "")) <= 1000, figure.name
        assert float(root.get("height", "")) <= 1000, figure.name


def test_no_two_figures_of_a_network_share_a_name() -> None:
    for stem in PICTURED:
        names = [figure.name for figure in drawn(stem)]
        assert len(set(names)) == len(names)


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    """Two networks that between them have every figure."""
    code = (
        "import hashlib; from tests.export.figures.pictures import drawn; "
        "text = ''.join(each.svg for stem in ('filter_gallery', 'sigmoid_cnn_max') for each in drawn(stem)); "
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    ]
    assert runs[0] == runs[1] != ""
