"""What holds for every format of export."""

from dataclasses import replace

import pytest

from derive.export.catalogue import FORMATS
from derive.export.figures.measure import text_width
from derive.export.figures.svg import document, label, with_lines_below
from derive.export.format import Format, Wish
from derive.export.lesson import Lesson
from derive.export.making import packages
from derive.network.build import build
from derive.spec.read import read_spec


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Lesson("pooling_max", build(read_spec("specs/pooling_max.yaml")))


@pytest.mark.parametrize("format_", [each for each in FORMATS if not each.package], ids=lambda each: each.name)
def test_the_same_lesson_gives_the_same_bytes_twice(format_: Format, lesson: Lesson) -> None:
    assert format_.make(lesson, Wish(seed=3)) == format_.make(lesson, Wish(seed=3))


@pytest.mark.parametrize("format_", [each for each in FORMATS if not each.package], ids=lambda each: each.name)
def test_every_file_is_named_after_the_lesson_and_holds_something(format_: Format, lesson: Lesson) -> None:
    files = format_.make(lesson, Wish())
    assert files
    assert all(name.startswith("pooling_max") and content for name, content in files.items())


def test_no_two_formats_share_a_name() -> None:
    names = [each.name for each in FORMATS]
    assert len(set(names)) == len(names)


def test_a_package_is_needed_for_a_medium_only_where_it_is_wished() -> None:
    named = {each.name: each for each in FORMATS}
    assert packages(named["slides-source"], Wish()) == ("",)
    assert packages(named["slides"], Wish()) == ("typst",)
    assert {"typst", "nbformat"} <= set(packages(named["worksheet"], Wish()))
    assert set(packages(named["worksheet"], Wish(media=("latex", "html")))) == {""}
    assert packages(named["html"], Wish()) == ("",)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda each: each.name)
def test_all_material_says_that_checks_were_left_out(format_: Format, lesson: Lesson) -> None:
    made = format_.make(replace(lesson, unchecked=True), Wish())
    told = {name for name, content in made.items() if b"NOT VERIFIED: no formula" in content}
    unread = {name for name in made if name.endswith((".pdf", "-slide1.svg"))}  # compressed; part of the slides
    assert told | unread == set(made)
    assert told or unread == set(made)


@pytest.mark.parametrize("format_", [each for each in FORMATS if not each.verdicts], ids=lambda each: each.name)
def test_material_without_verdicts_says_nothing_of_checks_else(format_: Format, lesson: Lesson) -> None:
    assert not any(b"NOT VERIFIED" in content for content in format_.make(lesson, Wish()).values())


def test_lines_below_a_picture_make_it_higher_and_are_no_wider() -> None:
    svg = document("probe", (120, 50), "title", "words", label(10, 10, "drawn"))
    longer = with_lines_below(svg, ("a sentence that is wider than the drawing", "another"))
    assert 'viewBox="0 0 120 50" width="120" height="50"' in svg
    assert with_lines_below(svg, ()) == svg
    lines = [each for each in longer.splitlines() if each.startswith("<text")][1:]
    assert len(lines) > 3
    whole = 50 + 17 * len(lines)
    assert f'viewBox="0 0 120 {whole}" width="120" height="{whole}"' in longer
    assert f'<rect x="0" y="0" width="120" height="{whole}" fill="#ffffff"' in longer
    assert all(text_width(line.partition(">")[2].partition("<")[0], 12) <= 120 for line in lines)
