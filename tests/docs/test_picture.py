"""The pictures in the documents are what the commands print."""

import re
import runpy
from pathlib import Path

import pytest

from derive.export.figures.catalogue import figures
from derive.network.build import build
from derive.spec.read import read_spec

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = runpy.run_path(str(DOCS / "picture.py"))


@pytest.mark.parametrize("picture", PICTURE["PICTURES"], ids=lambda picture: picture.file)
def test_a_committed_picture_is_up_to_date(picture: object) -> None:
    drawn = PICTURE["svg"](PICTURE["printed"](picture), picture.title)  # type: ignore[attr-defined]
    committed = (DOCS / picture.file).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert drawn == committed, "run python docs/picture.py"


def test_every_picture_that_a_document_shows_is_there_and_each_is_shown() -> None:
    shown = set()
    for document in (DOCS.parent / "README.md", DOCS / "lecture.md"):
        found = re.findall(r"!?\[[^\]]*\]\(([^)]+\.svg)\)", document.read_text(encoding="utf-8"))
        for link in found:
            assert (document.parent / link).exists(), link
            shown.add((document.parent / link).name)
    assert {picture.file for picture in PICTURE["PICTURES"]} <= shown


@pytest.mark.parametrize(("stem", "name"), [("digits", "volumes"), ("unrolled_3x3", "conv1-unrolled-matrix")])
def test_the_figures_that_the_readme_shows_are_those_that_export_writes(stem: str, name: str) -> None:
    model = build(read_spec(DOCS.parent / "specs" / f"{stem}.yaml"))
    drawn = next(each.svg for each in figures(model) if each.name == name)
    assert (DOCS / "figures" / f"{stem}-{name}.svg").read_text(encoding="utf-8") == drawn
