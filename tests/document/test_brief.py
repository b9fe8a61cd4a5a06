"""The brief handout: each structure once, at most two pages."""

import pytest

from derive.document.blocks import Formulas, Note, TableBlock
from derive.document.brief import brief_document
from derive.export.lesson import Lesson
from derive.export.typst.handout import handout
from derive.network.build import build
from derive.printing.notation import Notation, write
from derive.spec.read import read_spec
from tests.export.pages import pages


def test_layers_of_one_structure_share_a_section() -> None:
    titles = [section.title for section in brief_document(build(read_spec("specs/cats_dogs.yaml"))).sections]
    assert "conv1, conv2, conv3, conv4: conv, written for conv1" in titles
    assert titles[-1] == "Update, of every parameter"


def formulas(stem: str) -> dict[str, list[str]]:
    sections = brief_document(build(read_spec(f"specs/{stem}.yaml"))).sections
    return {
        section.title: [write(each.tree, Notation.UNICODE) for block in blocks for each in block.formulas]
        for section in sections
        if (blocks := [block for block in section.blocks if isinstance(block, Formulas)])
    }


def test_the_update_is_the_rule_that_the_spec_trains_with() -> None:
    adam = formulas("digits")["Update, of every parameter"]
    assert [each.partition("^[")[0] for each in adam] == ["G_W", "Q_W", "Ĝ_W", "Q̂_W", "W"]
    (plain,) = formulas("mlp_sigmoid")["Update, of every parameter"]
    assert plain == "W^[1][k, c] := W^[1][k, c] − α · ∂J/∂W^[1][k, c]"


def test_of_a_tensor_with_several_uses_each_share_stands_at_its_layer_and_the_sum_once() -> None:
    found = formulas("residual_block")
    lefts = {title: [each.partition(" = ")[0] for each in own] for title, own in found.items()}
    assert lefts["joined: add"][1:] == ["∂J/∂z^[second][m, c, i, j]", "∂J/∂a^[block][m, c, i, j]|joined"]
    first = lefts["first, second: conv, written for first"]
    assert first[-2:] == ["∂J/∂a^[block][m, c, r, q]|first", "∂J/∂a^[block][m, c, r, q]"]


LONGEST = ["digits", "cats_dogs", "batch_norm_cnn", "residual_block", "signal", "volume", "small_resnet"]


@pytest.mark.parametrize("stem", [*LONGEST, "large/alexnet", "large/vgg16"])
def test_it_has_at_most_two_pages(stem: str) -> None:
    lesson = Lesson(stem, build(read_spec(f"specs/{stem}.yaml")), brief=True)
    assert len(pages(handout(lesson))) <= 2


def test_every_convention_is_said_once_and_layers_that_change_nothing_take_no_row() -> None:
    document = brief_document(build(read_spec("specs/small_resnet.yaml")))
    notes = [block.text for section in document.sections for block in section.blocks if isinstance(block, Note)]
    assert len(notes) == len(set(notes))
    assert any("not flipped" in text for text in notes)
    (table,) = document.blocks
    assert isinstance(table, TableBlock)
    listed = {row[0] for row in table.rows}
    assert {"input", "stem", "s1.batch_norm1", "global_avg_pool1", "total"} <= listed
    assert not listed & {"s1.relu1", "softmax1"}
