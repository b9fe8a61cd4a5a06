"""The network's graph in text, in Mermaid and in dot: every box, every line, what stands in no block and what does."""

import re

import pytest

from derive.document.blocks import Listing
from derive.document.graph import boxes, graph_document
from derive.export.format import Wish
from derive.export.graph import DOT, MERMAID
from derive.export.lesson import Lesson
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec, read_spec

HOSTILE = 'title: "a \\"b\\" <c> \\\\ & d"\ninput: {features: 2}\nlayers: [relu]\n'


def resnet() -> Model:
    return build(read_spec("specs/small_resnet.yaml"))


@pytest.mark.parametrize(("made", "arrow"), [(MERMAID, r"n(\d+) --> n(\d+)$"), (DOT, r"n(\d+) -> n(\d+);$")])
def test_a_line_leads_to_each_box_from_what_it_reads(made, arrow: str) -> None:  # type: ignore[no-untyped-def]
    model = resnet()
    (text,) = made.make(Lesson("net", model), Wish()).values()
    found = {(int(a), int(b)) for a, b in re.findall(arrow, text.decode(), re.MULTILINE)}
    assert found == {(read, place) for place, box in enumerate(boxes(model)) for read in box.reads}
    assert all(box.name in text.decode() and box.words in text.decode() for box in boxes(model))


def test_the_layers_of_a_blocks_use_stand_together() -> None:
    text = MERMAID.make(Lesson("net", resnet()), Wish())["net.mmd"].decode()
    inside = re.search(r'subgraph block_s2\["s2"\]\n(.*?)    end', text, re.DOTALL)
    assert inside is not None
    assert re.findall(r'\["(\S+?)<br/>', inside[1]) == ["s2.conv1", "s2.conv2", "s2.main", "s2.shortcut", "s2.add1"]
    assert text.count("subgraph") == text.count("    end\n") == 2


def test_signs_that_mean_something_to_the_programs_are_escaped() -> None:
    model = build(parse_spec(HOSTILE))
    assert 'label="a \\"b\\" <c> \\\\ & d"' in DOT.make(Lesson("net", model), Wish())["net.dot"].decode()
    assert 'title: "a \\"b\\" <c> \\\\ & d"' in MERMAID.make(Lesson("net", model), Wish())["net.mmd"].decode()


def test_in_text_a_line_goes_from_each_box_to_what_reads_it_from_further_down() -> None:
    (listing,) = graph_document(resnet()).blocks
    assert isinstance(listing, Listing)
    rows = listing.text.splitlines()[::2]
    at = {row.split()[-1]: row.partition("  ")[0] for row in rows}
    assert at["stem"] == "●─╮"
    assert at["s1.main"] == "●─┼─╮"
    assert at["s1.shortcut"] == "●─╯ │"
    assert at["s1.add1"] == "●─┬─╯"
    assert at["s2.add1"] == "●───╯"
    assert at["dense1"] == "●"
