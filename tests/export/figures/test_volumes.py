"""The network as volumes: its words are the network's sizes, and it stays readable at any depth."""

from itertools import combinations
from pathlib import Path

import pytest

from derive.export.figures.boxes import PAGE, PHONE, SLIDE, boxes
from derive.export.figures.network import network_picture, network_slides
from derive.export.figures.stages import stages
from derive.export.figures.volumes import _fill, _row_width, _rows
from derive.grammar import digits
from derive.network.accounting import account
from derive.network.build import build
from derive.network.model import Layer
from derive.spec.read import read_spec, spec_from_dict
from tests.export.figures.pictures import SPECS, SVG, network, read, words

SHIPPED = sorted(Path("specs").glob("*.yaml"))
CHAINS = [stem for stem in SPECS if network(stem).spec.is_chain]


def in_place(layer: Layer) -> bool:
    """Whether a layer with parameters is drawn with the one that it follows, as batch norm is."""
    return bool(layer.parameters) and layer.input.shape == layer.output.shape and not layer.kind.weighted


@pytest.mark.parametrize("stem", CHAINS)
def test_every_parameter_count_of_a_network_is_in_its_picture(stem: str) -> None:
    model = network(stem)
    counts = [model.number(each.parameters) for each in account(model)]
    texts = [each.text for each in words(read(network_picture(model).svg))]
    shown = [text.removesuffix(" parameters") for text in texts if text.endswith(" parameters")]
    if all(isinstance(count, int) for count in counts):
        assert sum(int(text.replace(",", "")) for text in shown) == sum(counts)
        if not any(map(in_place, model.layers[1:])):
            assert shown == [digits(count) for count in counts if count]
    else:
        assert len(shown) == sum(
            each.parameters != 0 and (at == 0 or not in_place(each.layer)) for at, each in enumerate(account(model))
        )


def test_the_sizes_are_those_of_the_network() -> None:
    texts = [each.text for each in words(read(network_picture(network("sigmoid_cnn")).svg))]
    assert "2 maps of 4×4" in texts
    assert "2 maps of 2×2" in texts
    assert "8 values" in texts


def test_smaller_maps_are_drawn_smaller_and_more_maps_longer() -> None:
    fronts = [
        part
        for part in read(network_picture(network("sigmoid_cnn")).svg).iter(f"{SVG}rect")
        if part.get("stroke") is not None
    ]
    heights = [float(part.get("height", "")) for part in fronts]
    lengths = [float(part.get("width", "")) for part in fronts]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == len(heights) == 3
    assert lengths[0] < lengths[1] == lengths[2]


def test_a_network_of_sixty_layers_goes_on_in_new_rows_of_the_page() -> None:
    layers = [{"conv": {"filters": 8 + at, "kernel": 3, "padding": 1}} for at in range(60)]
    spec = {"name": "deep", "title": "Deep", "input": {"channels": 3, "height": 64, "width": 64}, "layers": layers}
    root = read(network_picture(build(spec_from_dict(spec))).svg)
    assert float(root.get("width", "")) <= PAGE.widest + 40
    assert "conv60" in [each.text for each in words(root)]


@pytest.mark.parametrize("stem", [path.stem for path in SHIPPED if read_spec(path).is_chain])
def test_rows_of_a_phone_hold_every_volume_once_and_no_more_rows_than_needed(stem: str) -> None:
    model = build(read_spec(f"specs/{stem}.yaml"))  # with volumes wider than the row that they stand in, too
    found = boxes(stages(model), model, PHONE)
    rows = _rows(found, PHONE)
    assert tuple(box for row in rows for box in row) == found
    assert all(len(row) == 1 or _row_width(row, PHONE) <= PHONE.widest for row in rows)
    assert len(rows) == len(_fill(found, PHONE.widest, PHONE))


def test_a_window_is_told_with_what_is_not_usual_of_it() -> None:
    layers = [
        {"conv": {"filters": 2, "kernel": [2, 3], "stride": 2, "padding": [0, 1], "dilation": 2}},
        {"max_pool": {"window": 2}},
        {"avg_pool": {"window": 2, "stride": 1}},
    ]
    spec = {"name": "told", "title": "Told", "input": {"channels": 1, "height": 20, "width": 20}, "layers": layers}
    texts = [each.text for each in words(read(network_picture(build(spec_from_dict(spec))).svg))]
    told = [text for text in texts if text.startswith(("by ", "stride", "padding", "dilation"))]
    assert told == [
        "by 2×3 filters",
        "stride 2",
        "padding 0×1",
        "dilation 2",
        "by 2×2 windows",
        "by 2×2 windows",
        "stride 1",
    ]


STAGE = (757.0, 326.0)  # points that a slide has below its title
LEGIBLE = 11.0  # points


@pytest.mark.parametrize("stem", [*SPECS, "large/vgg16"])
def test_no_letter_of_a_network_on_a_slide_is_too_small_to_read(stem: str) -> None:
    for figure in network_slides(network(stem)):
        root = read(figure.svg)
        scale = min(STAGE[0] / float(root.get("width", "")), STAGE[1] / float(root.get("height", "")))
        found = words(root)
        assert min(each.bottom - each.top for each in found) * scale > LEGIBLE
        assert not any(first.meets(second) for first, second in combinations(found, 2))


def test_slides_show_every_stage_once_and_its_size() -> None:
    figures = network_slides(network("large/vgg16"))
    texts = [each.text for figure in figures for each in words(read(figure.svg))]
    names = [box.stage.name for box in boxes(stages(network("large/vgg16")), network("large/vgg16"), SLIDE)]
    assert [text for text in texts if text in names] == names
    assert "512×7×7" in texts
    assert len(figures) == 2
    assert len({figure.name for figure in figures}) == 2
