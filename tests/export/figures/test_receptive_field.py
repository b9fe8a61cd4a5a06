"""The receptive field: the cells that are filled are those that move the top one, found by trying."""

from itertools import pairwise

import numpy as np
import pytest

from derive.export.figures.paint import READ
from derive.export.figures.receptive_field import receptive_field, rows
from derive.kernels.network import kernels
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec, spec_from_dict
from tests.export.figures.pictures import SVG, network, read, words


def _network(*layers: object) -> Model:
    source = {"channels": 1, "height": 15, "width": 17}
    return build(spec_from_dict({"name": "deep", "title": "Deep", "input": source, "layers": list(layers)}))


def _conv(**options: object) -> dict[str, object]:
    return {"conv": {"filters": 1, "bias": False, **options}}


MODELS = {
    "two filters and a pool": _network(_conv(kernel=3), {"avg_pool": {"window": 2}}, _conv(kernel=3)),
    "padding and stride": _network(_conv(kernel=3, padding=1, stride=2), _conv(kernel=[1, 3], padding="same")),
    "all of the input": _network(_conv(kernel=5, stride=3), _conv(kernel=[4, 5])),
    "gaps": _network(_conv(kernel=2, dilation=3), _conv(kernel=3, stride=[1, 2])),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_filled_cells_of_the_input_are_those_that_move_the_top_cell(name: str) -> None:
    model = MODELS[name]
    top, *_, bottom = rows(model)
    run = kernels(model)
    params = {key: np.ones_like(array) for key, array in run.init(0).items()}
    x = np.zeros((1, 1, 15, 17))
    y_bar = np.zeros_like(run.forward(x, params))
    y_bar[0, 0, y_bar.shape[2] // 2, top.seen[0]] = 1
    moved = run.vjp(x, params, y_bar)["input"][0, 0].any(axis=0)
    assert bottom.seen == tuple(np.flatnonzero(moved))
    assert (bottom.count, top.count) == (17, y_bar.shape[3])


@pytest.mark.parametrize("name", MODELS)
def test_a_cell_stands_over_the_middle_of_what_it_reads(name: str) -> None:
    found = rows(MODELS[name])
    for above, below in pairwise(found):
        if len(below.seen) > 1 and len(above.seen) == 1:
            middle = below.start + below.step * (below.seen[0] + below.seen[-1]) / 2
            assert above.start + above.step * above.seen[0] == pytest.approx(middle)


@pytest.mark.parametrize("stem", ["digits", "cats_dogs", "lenet5", "sigmoid_cnn"])
def test_the_counts_beside_the_rows_are_those_of_the_cells(stem: str) -> None:
    model = network(stem)
    (picture,) = receptive_field(model)
    texts = [each.text for each in words(read(picture.svg)) if " of " in each.text and each.text[0].isdigit()]
    assert texts[: len(rows(model))] == [f"{len(row.seen)} of {row.count}" for row in rows(model)]


def test_as_many_cells_are_filled_as_are_seen() -> None:
    (picture,) = receptive_field(network("digits"))
    filled = [path for path in read(picture.svg).iter(f"{SVG}path") if path.get("fill") == READ.light]
    assert [path.get("d", "").count("M") for path in filled] == [len(row.seen) for row in rows(network("digits"))[1:]]


def test_the_field_of_cats_and_dogs_is_that_of_the_sizes_table() -> None:
    (picture,) = receptive_field(network("cats_dogs"))
    assert "looks at a field of 62×62 of the 150×150 cells" in picture.description
    assert len(rows(network("cats_dogs"))[-1].seen) == 62


def test_networks_without_windows_or_numbers_get_none() -> None:
    for stem in ("mlp_sigmoid", "symbolic_conv", "symbolic_dense"):
        assert list(receptive_field(network(stem))) == []
    blind = _network(_conv(kernel=2, dilation=20, padding=10))
    assert list(receptive_field(blind)) == [] or all(row.seen for row in rows(blind))


@pytest.mark.parametrize("name", ["residual_block", "small_resnet", "squeeze_excite"])
def test_no_rows_are_drawn_where_ways_part(name: str) -> None:
    """One row below the other would say that each layer reads the one before it."""
    assert list(receptive_field(build(read_spec(f"specs/{name}.yaml")))) == []
