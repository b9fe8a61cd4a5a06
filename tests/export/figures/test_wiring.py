"""The picture of a network that is no chain: every layer once, every read as a line, lines that cross no box."""

import pytest

from derive.document.graph import Skip, boxes, skips
from derive.export.figures.network import network_picture, network_slides
from derive.export.figures.wiring import PER_SLIDE
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec, read_spec
from tests.export.figures.pictures import SVG, read, words

NESTED = """
input: {channels: 1, height: 4, width: 4}
layers:
  - conv: {filters: 2, kernel: 1, name: a}
  - relu: {name: b}
  - tanh: {name: c}
  - add: {from: [c, b], name: d}
  - add: {from: [d, a], name: e}
  - sigmoid: {name: f}
  - multiply: {from: [f, f], name: g}
"""


def nested() -> Model:
    return build(parse_spec(NESTED))


def test_every_layer_with_a_name_of_its_own_stands_there_with_its_size_and_its_parameters() -> None:
    model = build(read_spec("specs/residual_block.yaml"))
    texts = [each.text for each in words(read(network_picture(model).svg))]
    names = [tensor.name for tensor in model.inputs] + [layer.name for layer in model.layers]
    assert [text for text in texts if text in names] == [name for name in names if name != "softmax1"]
    assert "dense, softmax: 3 values, 9 parameters" in texts
    assert "conv: 2 maps of 6×6, 36 parameters" in texts
    assert "add: 2 maps of 6×6" in texts


def test_what_is_read_from_further_up_has_a_line_and_overlapping_lines_have_lanes_of_their_own() -> None:
    places = {node.name: place for place, node in enumerate(boxes(nested()))}
    a, b, d, e, f, g = (places[name] for name in "abdefg")
    assert set(skips(boxes(nested()))) == {Skip(a, e, 0), Skip(b, d, 1), Skip(f, g, 0)}


def test_an_arrow_leads_to_each_layer_from_what_it_reads() -> None:
    found = boxes(nested())
    heads = list(read(network_picture(nested()).svg).iter(f"{SVG}polygon"))
    assert len(heads) == sum(len(node.reads) for node in found)


@pytest.mark.parametrize("layers", [4, 13])
def test_slides_hold_each_layer_once(layers: int) -> None:
    chain = "".join(f"  - relu: {{name: r{place}}}\n" for place in range(layers))
    model = build(parse_spec(f"input: {{features: 3}}\nlayers:\n{chain}  - add: [r0, r{layers - 1}]\n"))
    figures = network_slides(model)
    assert len(figures) == -(-(layers + 2) // PER_SLIDE)
    texts = [each.text for figure in figures for each in words(read(figure.svg))]
    names = ["input", *(layer.name for layer in model.layers)]
    assert [text for text in texts if text in names] == names


def test_the_description_says_what_reads_what() -> None:
    assert "e, add: 2 maps of 4×4, reads d and a" in network_picture(nested()).description
