"""Pixel uses: the counts in the picture are those of the lecture and of plain loops."""

import pytest

from derive.export.figures.paint import RAMP
from derive.export.figures.pixel_uses import pair_of, pixel_uses, uses
from tests.export.figures.contrast import luminance
from tests.export.figures.pictures import PICTURED, SVG, network, read

WITHOUT = ["123321", "246642", "369963", "369963", "246642", "123321"]
WITH = ["466664", "699996", "699996", "699996", "699996", "466664"]


def _groups(stem: str) -> list[list[str]]:
    (picture,) = pixel_uses(network(stem))
    return [[text.text or "" for text in part] for part in read(picture.svg).iter(f"{SVG}g")]


def test_the_lectures_counts_stand_in_its_picture() -> None:
    groups = _groups("padding_uses")
    assert list("".join(WITHOUT)) in groups
    assert list("".join(WITH)) in groups


@pytest.mark.parametrize("stem", ["padding_uses", "strided_example", "lenet5", "filter_gallery", "edge_detection"])
def test_counts_are_those_of_plain_loops(stem: str) -> None:
    for alone in pair_of(network(stem), network(stem).layers[0]):
        rows, columns = alone.axes
        expected = {(r, q): 0 for r in range(rows.inputs) for q in range(columns.inputs)}
        for i in range(rows.outputs):
            for j in range(columns.outputs):
                for u in range(rows.kernel):
                    for v in range(columns.kernel):
                        cell = i * rows.stride + u - rows.before, j * columns.stride + v - columns.before
                        if cell in expected:
                            expected[cell] += 1
        assert uses(alone) == expected


def test_a_layer_without_padding_is_compared_with_the_padding_that_keeps_its_size() -> None:
    without, padded = pair_of(network("edge_detection"), network("edge_detection").layers[0])
    assert [axis.before for axis in without.axes] == [0, 0]
    assert [(axis.before, axis.outputs) for axis in padded.axes] == [(1, 6), (1, 6)]


def test_more_uses_are_darker_on_paper_and_brighter_on_a_dark_screen() -> None:
    light = [luminance(paint.light) for paint in RAMP]
    dark = [luminance(paint.dark) for paint in RAMP]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_networks_without_filters_get_none() -> None:
    bare = ("mlp", "pooling", "symbolic_dense")
    assert not [each for stem in PICTURED if stem.startswith(bare) for each in pixel_uses(network(stem))]
