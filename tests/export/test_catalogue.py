"""What holds for every format of export."""

import pytest

from derive.export.catalogue import FORMATS
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
