"""Pooling there and back: the marked cells are the winners, and the gradients in the picture are the kernels'."""

import numpy as np
import pytest

from derive.document.figures import figure
from derive.export.figures.pooling import Pool, pool_of, pools
from derive.export.figures.trial import distinct
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict
from tests.export.figures.pictures import SVG, network, read, words


def _network(**pool: object) -> Model:
    (kind, options), *_ = pool.items()
    source = {"channels": 2, "height": 6, "width": 5}
    return build(spec_from_dict({"name": "pooled", "title": "Pooled", "input": source, "layers": [{kind: options}]}))


MODELS = {
    "the lecture's maximum": network("pooling_max"),
    "the lecture's mean": network("pooling_avg"),
    "maximum, overlapping and padded": _network(max_pool={"window": 3, "stride": 2, "padding": 1}),
    "maximum with gaps": _network(max_pool={"window": 2, "stride": 1, "dilation": 2}),
    "mean, same padding": _network(avg_pool={"window": 3, "stride": 1, "padding": "same"}),
    "mean by axis": _network(avg_pool={"window": [2, 3], "stride": [2, 1]}),
}
each_model = pytest.mark.parametrize("name", MODELS)


def _pool(name: str) -> Pool:
    model = MODELS[name]
    found = pool_of(model, next(distinct(model, filtered=False)))
    assert found is not None
    return found


@each_model
def test_the_picture_holds_all_four_maps(name: str) -> None:
    (picture,) = pools(MODELS[name])
    groups = [[text.text or "" for text in part] for part in read(picture.svg).iter(f"{SVG}g")]
    for tensor in ("x", "y", "x_bar", "y_bar"):
        array = _pool(name).trial.arrays[tensor].reshape(-1)
        assert [figure(float(value)).replace("-", "−") for value in array] in groups


@pytest.mark.parametrize("name", [name for name in MODELS if "maximum" in name])
def test_each_window_has_one_winner_the_first_of_its_largest_cells(name: str) -> None:
    pool = _pool(name)
    x, y = (pool.trial.arrays[tensor][0, 0] for tensor in "xy")
    for output, window in pool.covers.items():
        best = max(x[cell] for cell in window)
        assert pool.sources[output] == (next(cell for cell in sorted(window) if x[cell] == best),)
        assert y[output] == best


@pytest.mark.parametrize("name", [name for name in MODELS if "mean" in name])
def test_a_mean_returns_to_every_cell_of_its_window(name: str) -> None:
    pool = _pool(name)
    assert pool.sources == pool.covers
    x, y = (pool.trial.arrays[tensor][0, 0] for tensor in "xy")
    for output, window in pool.covers.items():
        assert y[output] == pytest.approx(sum(x[cell] for cell in window) / len(window), abs=1e-12)


@each_model
def test_the_gradient_of_a_cell_is_what_its_windows_send_back(name: str) -> None:
    pool = _pool(name)
    expected = np.zeros_like(pool.trial.arrays["x"][0, 0])
    for output, cells in pool.sources.items():
        for cell in cells:
            expected[cell] += pool.trial.arrays["y_bar"][0, 0][output] / len(cells)
    assert np.allclose(pool.trial.arrays["x_bar"][0, 0], expected, rtol=0, atol=1e-12)


def test_the_lectures_winners_are_marked_in_its_picture() -> None:
    assert _pool("the lecture's maximum").sources == {
        (0, 0): ((1, 1),),
        (0, 1): ((0, 2),),
        (1, 0): ((3, 1),),
        (1, 1): ((2, 3),),
    }
    (picture,) = pools(MODELS["the lecture's maximum"])
    corners = [grid.get("d", "") for grid in read(picture.svg).iter(f"{SVG}path") if grid.get("stroke-width") == "1.6"]
    assert len(corners) == 2
    assert all(path.count("M") == 4 for path in corners)


def test_a_cell_names_the_windows_that_it_hears_from() -> None:
    pool = _pool("maximum with gaps")
    for cell, letters in pool.letters.items():
        heard = [at for at, window in enumerate(pool.sources.values()) if cell in window]
        assert letters == "".join("abcdefghijklmnopqrstuvwxyz"[at] for at in heard)


def test_letters_are_left_out_where_a_cell_would_need_too_many() -> None:
    assert _pool("mean, same padding").letters == {}
    (picture,) = pools(MODELS["mean, same padding"])
    assert "Letters name" not in " ".join(each.text for each in words(read(picture.svg)))


def test_pools_of_one_window_get_one_picture_and_the_two_kinds_one_each() -> None:
    assert [each.name for each in pools(network("cats_dogs"))] == ["max_pool1-backward", "max_pool3-backward"]
    assert list(pools(network("edge_detection"))) == []


def test_the_formula_of_a_gradient_says_for_which_windows_it_sums() -> None:
    for stem in ("pooling_max", "pooling_avg"):
        (made,) = pools(network(stem))
        written = " ".join(each.text for each in words(read(made.svg)))
        assert ", where 0 ≤ r - 2i < 2 and 0 ≤ q - 2j < 2".replace("-", "−") in written


def test_no_window_of_a_made_up_maximum_has_a_tie() -> None:
    model = network("cats_dogs")
    for layer in distinct(model, filtered=False):
        found = pool_of(model, layer)
        assert found is not None
        x = found.trial.arrays[found.trial.layer.declaration.input.name][0, 0]
        assert len(np.unique(x)) == x.size
