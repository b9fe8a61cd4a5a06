"""The brief handout: each structure once, at most two pages."""

import pytest

from derive.document.brief import brief_document
from derive.export.lesson import Lesson
from derive.export.typst.handout import handout
from derive.network.build import build
from derive.spec.read import read_spec
from tests.export.pages import pages


def test_layers_of_one_structure_share_a_section() -> None:
    titles = [section.title for section in brief_document(build(read_spec("specs/cats_dogs.yaml"))).sections]
    assert "conv1, conv2, conv3, conv4: conv, written for conv1" in titles
    assert titles[-1] == "Update, of every parameter"


@pytest.mark.parametrize("stem", ["digits", "cats_dogs", "batch_norm_cnn"])
def test_it_has_at_most_two_pages(stem: str) -> None:
    lesson = Lesson(stem, build(read_spec(f"specs/{stem}.yaml")), brief=True)
    assert len(pages(handout(lesson))) <= 2
